"""A document in one language and format."""

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, FieldRowPanel
from wagtail.documents import get_document_model_string
from wagtail.models import Orderable

from meetings.models.kinds import AddressKind
from mme_site.core.dates import reject_days_to_come
from mme_site.core.languages import DOCUMENT_LANGUAGES
from mme_site.core.sources import host_of
from mme_site.files.privacy import files_taken_down

LANGUAGES = dict(DOCUMENT_LANGUAGES)


class DocumentFileQuerySet(models.QuerySet):
    def shown(self):
        """Leave out the lines whose file was taken down."""
        down = files_taken_down()
        return self.exclude(file__in=down) if down else self


class DocumentFile(Orderable):
    """The document in one language and format: a file held here, an address, or neither.

    A line with neither says that the version is known to exist and is not held.
    """

    document = ParentalKey("meetings.DocumentPage", on_delete=models.CASCADE, related_name="files")
    language = models.CharField(_("language"), max_length=2, choices=DOCUMENT_LANGUAGES)
    file = models.ForeignKey(
        get_document_model_string(),
        verbose_name=_("file"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    url = models.URLField(
        _("address"), max_length=1000, blank=True, help_text=_("A copy elsewhere. Readers see whose host it is.")
    )
    publisher = models.CharField(
        _("publisher"), max_length=255, blank=True, help_text=_("Whose address it is. The host where this is empty.")
    )
    is_official = models.BooleanField(
        _("official"), default=False, help_text=_("The publisher adopted or issued the text, or hosted the meeting.")
    )
    holds = models.CharField(
        _("what is there"), max_length=5, choices=AddressKind.choices, default=AddressKind.TEXT, blank=True
    )
    checked_on = models.DateField(
        _("address checked"), null=True, blank=True, help_text=_("Readers are told when the address was last opened.")
    )
    pages = models.PositiveIntegerField(_("pages"), null=True, blank=True)

    objects = DocumentFileQuerySet.as_manager()

    panels = [
        FieldRowPanel(
            ["language", FieldPanel("pages", help_text=_("Leave it empty for a PDF held here: its pages are counted."))]
        ),
        FieldPanel("file"),
        FieldRowPanel(["url", "checked_on"]),
        FieldRowPanel(["publisher", "holds", "is_official"]),
    ]

    class Meta(Orderable.Meta):
        verbose_name = _("language and format")
        verbose_name_plural = _("languages and formats")
        indexes = [models.Index(fields=["language"], name="document_file_by_language")]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(file=None) | models.Q(url=""),
                name="document_file_or_address",
                violation_error_message=_("Give a file or an address, and a second line for the other."),
            ),
            models.UniqueConstraint(
                fields=["document", "language", "file"],
                condition=models.Q(file__isnull=False),
                name="document_file_once_in_a_language",
                violation_error_message=_("Another line has this file in the same language."),
            ),
            models.UniqueConstraint(
                fields=["document", "language", "url"],
                condition=models.Q(file=None),
                name="document_address_once_in_a_language",
                violation_error_message=_("Another line has this language and address."),
            ),
        ]

    def __str__(self):
        return f"{self.get_language_display()} {self.format}".strip()

    def clean(self):
        """Refuse a line with both a file and an address."""
        super().clean()
        reject_days_to_come(self, "checked_on")
        self.holds = self.holds or AddressKind.TEXT
        if self.file_id and self.url:
            raise ValidationError({"url": _("Give a file or an address, and a second line for the other.")})

    @property
    def is_text(self):
        """True of the document itself; False of a page that tells of it."""
        return self.holds != AddressKind.ABOUT

    def get_language_display(self):
        return str(LANGUAGES[self.language]) if self.language in LANGUAGES else self.language

    @property
    def format(self):
        """The format in capitals, such as PDF; empty for an address, whose format is not known."""
        return self.file.file_extension.upper() if self.file else ""

    @property
    def page_count(self):
        """How many pages it has: counted where a file is held, else as stated; None where neither is known."""
        return (self.file and self.file.pages) or self.pages

    @property
    def was_read(self):
        """True where a file is held of which pages, outline and first page may be known."""
        return bool(self.file and self.file.pages)

    @property
    def host(self):
        """The host of the address, such as europafrica.net."""
        return host_of(self.url)
