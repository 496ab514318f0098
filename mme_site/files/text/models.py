"""What was read inside a file."""

from typing import Self

from django.db import models
from django.db.models import F
from django.utils.translation import gettext_lazy as _

from mme_site.core.languages import labelled
from mme_site.files.text.states import READER_VERSION, FileTextState
from mme_site.files.text.words import in_words


class FileTextQuerySet(models.QuerySet["FileText"]):
    """Texts by how far their reading has come."""

    def of_present_file(self) -> Self:
        """Return the texts that were read from the file that stands there now."""
        return self.filter(sha256=F("document__sha256"))

    def of_older_reader(self) -> Self:
        """Return the texts that a reader of an earlier version of the site has read."""
        return self.filter(reader_version__lt=READER_VERSION).exclude(state=FileTextState.WAITING)


class FileText(models.Model):
    """What was read of one uploaded file; a file of a kind that is not read has none."""

    document = models.OneToOneField("files.SiteDocument", on_delete=models.CASCADE, related_name="text")
    state = models.CharField(_("state"), max_length=9, choices=FileTextState.choices, default=FileTextState.WAITING)
    pages = models.PositiveIntegerField(
        _("pages"), null=True, help_text=_("How many the file has; none where its text is not laid out in pages.")
    )
    pages_read = models.PositiveIntegerField(
        _("pages read"),
        default=0,
        db_default=0,
        help_text=_("Of a PDF, which is read in parts: how many of its pages were."),
    )
    is_cut = models.BooleanField(
        _("is cut"), default=False, help_text=_("The file has more text than was read within the limits.")
    )
    language = models.CharField(
        _("language"), max_length=10, blank=True, help_text=_("Of most of the text; empty where it is not clear.")
    )
    title = models.CharField(_("title"), max_length=255, blank=True, help_text=_("What the file itself says."))
    is_tagged = models.BooleanField(
        _("is tagged"), null=True, help_text=_("Whether a PDF says what is a heading, a list or a table; of PDFs only.")
    )
    states_language = models.BooleanField(
        _("states its language"), null=True, help_text=_("Whether the file itself does; of PDFs only.")
    )
    is_xfa = models.BooleanField(
        _("is an XFA form"),
        default=False,
        db_default=False,
        help_text=_("A form that Adobe's programs show and others do not (XFA)."),
    )
    sha256 = models.CharField(_("SHA-256 of the file that was read"), max_length=64, blank=True)
    read_at = models.DateTimeField(_("read at"), null=True)
    reader_version = models.PositiveSmallIntegerField(
        _("version of the reader"), default=0, db_default=0, help_text=_("Of the one that read it and its pages.")
    )

    objects = FileTextQuerySet.as_manager()

    wagtail_reference_index_ignore = True  # it is made of the file, and does not use it

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(state__in=FileTextState.values),
                name="file_text_state_is_known",
            )
        ]

    def __str__(self) -> str:
        return labelled(self.document, self.get_state_display())

    @property
    def in_words(self) -> str:
        """What editors are told of it."""
        return in_words(self)


class FilePageText(models.Model):
    """The text of one page or slide; of a file without pages, of one part. Those without text have no row."""

    file_text = models.ForeignKey(FileText, on_delete=models.CASCADE, related_name="page_texts")
    number = models.PositiveIntegerField(_("number"), help_text=_("Counts from 1."))
    text = models.TextField(_("text"))
    looks_wrong = models.BooleanField(
        _("looks wrong"), default=False, help_text=_("Other letters than those on the page, or in another order.")
    )

    wagtail_reference_index_ignore = True

    class Meta:
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=("file_text", "number"), name="unique_page_of_file_text")]

    def __str__(self) -> str:
        return f"{self.file_text.document}, {self.number}"
