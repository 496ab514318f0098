"""What can be found: results, the names they go by, and the texts they are found by.

All of it is derived from pages, members and files, and can be made again from them
(`manage.py update_index`). Whether a reader may see a result is never kept here: every
query asks the page, the member and the file themselves (search/engine/visible.py).
"""

from django.db import models
from django.db.models import Q


class Facets(models.Model):
    """One combination of facet values, shared by all results that have it.

    Its key is made of its content, so that what a process remembers of a key stays true.
    """

    id = models.BigIntegerField(primary_key=True)
    values = models.JSONField()  # {"kind": ["declaration"], "year": ["2006"], …}

    wagtail_reference_index_ignore = True

    def __str__(self):
        return str(self.values)


class Result(models.Model):
    """What is one result to a reader: a page with its parts and files, or a member."""

    page = models.OneToOneField("wagtailcore.Page", null=True, on_delete=models.CASCADE, related_name="+")
    member = models.OneToOneField("members.Member", null=True, on_delete=models.CASCADE, related_name="+")
    family = models.UUIDField(null=True)  # what the versions of a page in all languages share
    language = models.CharField(max_length=10, blank=True)
    date = models.DateField(null=True)
    facts = models.JSONField(default=dict)  # what is said below the title, by language
    summary = models.CharField(max_length=500, blank=True)
    facets = models.ForeignKey(Facets, on_delete=models.PROTECT, related_name="+")
    digest = models.CharField(max_length=32)  # of all that the index holds of it

    wagtail_reference_index_ignore = True

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(page=None, member__isnull=False) | Q(page__isnull=False, member=None),
                name="result_is_page_or_member",
            )
        ]

    def __str__(self):
        return f"{self.page or self.member}"


class Name(models.Model):
    """A name that a result goes by: its title, another name, a symbol, a code, an acronym."""

    result = models.ForeignKey(Result, on_delete=models.CASCADE, related_name="names")
    text = models.CharField(max_length=500)
    words = models.CharField(max_length=500)  # the text without case, accents and signs
    key = models.CharField(max_length=500, db_index=True)  # the words without spaces, in no order
    is_title = models.BooleanField(default=False)

    wagtail_reference_index_ignore = True

    def __str__(self):
        return self.text


class Source(models.Model):
    """Where the words of a result stand: in the page or member itself and its parts, or in one file.

    A question is asked of sources, so what it needs of the result is here as well: it is
    written with it, in one transaction. What a source is matched by lies beside it: a column
    of PostgreSQL, a table of SQLite (search/fulltext/).
    """

    result = models.ForeignKey(Result, on_delete=models.CASCADE, related_name="sources")
    file = models.ForeignKey("files.SiteDocument", null=True, on_delete=models.CASCADE, related_name="+")
    page = models.ForeignKey("wagtailcore.Page", null=True, on_delete=models.CASCADE, related_name="+")
    member = models.ForeignKey("members.Member", null=True, on_delete=models.CASCADE, related_name="+")
    family = models.UUIDField(null=True)
    language = models.CharField(max_length=10, blank=True)
    date = models.DateField(null=True)
    facets = models.ForeignKey(Facets, on_delete=models.PROTECT, related_name="+")

    wagtail_reference_index_ignore = True

    class Meta:
        indexes = [models.Index(fields=["family", "language"], name="source_by_family")]

    def __str__(self):
        return f"{self.result_id} {self.file_id or ''}".strip()


class Entry(models.Model):
    """A text that a result can open at: its own, an agenda item's, or that of one page of a file.

    Phrases are looked for here, and the sentence that a result shows.
    """

    class Kind(models.TextChoices):
        OWN = "own"
        PART = "part"
        FILE = "file"

    result = models.ForeignKey(Result, on_delete=models.CASCADE, related_name="entries")
    source = models.ForeignKey(Source, on_delete=models.CASCADE, related_name="entries")
    kind = models.CharField(max_length=4, choices=Kind.choices)
    title = models.CharField(max_length=500, blank=True)  # of the part, or of the file
    anchor = models.CharField(max_length=100, blank=True)
    language = models.CharField(max_length=10, blank=True)
    text = models.TextField(blank=True)  # empty where it is that of a file's page
    file = models.ForeignKey("files.SiteDocument", null=True, on_delete=models.CASCADE, related_name="+")
    number = models.PositiveIntegerField(default=0)  # of the file's page, from 1

    wagtail_reference_index_ignore = True

    def __str__(self):
        return f"{self.kind} {self.number} {self.title}".strip()
