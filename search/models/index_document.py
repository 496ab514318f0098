"""What can be found: index documents, the names they go by, and the texts they are found by.

All of it is derived from pages, records and files, and can be made again from them
(`manage.py update_index`). Whether a reader may see a result is never kept here: it is
asked of the page, the record and the file themselves (search/engine/visible.py).
"""

from django.db import models
from wagtail.documents import get_document_model_string

from search.models.record_key import RecordKey, is_page_or_record


class Facets(models.Model):
    """One combination of facet values, shared by all results that have it.

    Its key is made of its content, so that what a process remembers of a key stays true.
    """

    id = models.BigIntegerField(primary_key=True)
    values = models.JSONField()  # {"kind": ["declaration"], "year": ["2006"], …}

    wagtail_reference_index_ignore = True

    def __str__(self) -> str:
        return str(self.values)


class IndexDocument(RecordKey):
    """What is one result to a reader: a page with its parts and files, or a record."""

    page = models.OneToOneField("wagtailcore.Page", null=True, on_delete=models.CASCADE, related_name="+")
    family = models.UUIDField(null=True)  # what the versions of a page in all languages share
    language = models.CharField(max_length=10, blank=True)
    date = models.DateField(null=True)
    facts = models.JSONField(default=dict)  # what is said below the title, by language
    summary = models.CharField(max_length=500, blank=True)
    weight = models.FloatField(default=0)  # of what it says, beside others that match as well
    facets = models.ForeignKey(Facets, on_delete=models.PROTECT, related_name="+")
    digest = models.CharField(max_length=32)  # of all that the index holds of it

    wagtail_reference_index_ignore = True

    class Meta:
        indexes = [models.Index(fields=["family", "language"], name="index_document_by_family")]
        constraints = [
            is_page_or_record("index_document_is_page_or_record"),
            models.UniqueConstraint(fields=("record_type", "record_id"), name="unique_index_document_of_record"),
        ]

    def __str__(self) -> str:
        return f"{self.page or self.record}"


class IndexedName(models.Model):
    """A name that a result goes by: its title, another name, a symbol, a code, an acronym."""

    document = models.ForeignKey(IndexDocument, on_delete=models.CASCADE, related_name="names")
    text = models.CharField(max_length=500)
    words = models.CharField(max_length=500)  # the text without case, accents and signs
    key = models.CharField(max_length=500, db_index=True)  # the words without spaces, in no order
    is_title = models.BooleanField(default=False)

    wagtail_reference_index_ignore = True

    def __str__(self) -> str:
        return self.text


class TextSource(models.Model):
    """Where the words of a result stand: in the page or record itself and its parts, or in one file.

    A question is asked of sources. What a source is matched by lies beside it: a column of
    PostgreSQL, a table of SQLite (search/fulltext/).
    """

    document = models.ForeignKey(IndexDocument, on_delete=models.CASCADE, related_name="sources")
    file = models.ForeignKey(get_document_model_string(), null=True, on_delete=models.CASCADE, related_name="+")

    wagtail_reference_index_ignore = True

    def __str__(self) -> str:
        return f"{self.document_id} {self.file_id or ''}".strip()


class Passage(models.Model):
    """A text that a result can open at: its own, an agenda item's, or that of one page of a file.

    Phrases are looked for here, and the sentence that a result shows.
    """

    class Kind(models.TextChoices):
        OWN = "own"
        PART = "part"
        FILE = "file"

    document = models.ForeignKey(IndexDocument, on_delete=models.CASCADE, related_name="passages")
    source = models.ForeignKey(TextSource, on_delete=models.CASCADE, related_name="passages")
    kind = models.CharField(max_length=4, choices=Kind.choices)
    title = models.CharField(max_length=500, blank=True)  # of the part, or of the file
    anchor = models.CharField(max_length=100, blank=True)
    language = models.CharField(max_length=10, blank=True)
    text = models.TextField(blank=True)  # empty where it is that of a file's page, which is kept with the file
    file_passage = models.BigIntegerField(null=True)  # the key of that FilePassage

    wagtail_reference_index_ignore = True

    def __str__(self) -> str:
        return f"{self.kind} {self.title}".strip()
