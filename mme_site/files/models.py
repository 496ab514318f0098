"""Uploaded files and images."""

import hashlib

from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import Q
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.documents.models import AbstractDocument, Document
from wagtail.images.models import AbstractImage, AbstractRendition, Image
from wagtail.models import Page

from mme_site.files.former.models import FormerVersion
from mme_site.files.former.storing import version_before
from mme_site.files.outline import nested
from mme_site.files.pdf import FORMATS
from mme_site.files.signatures import contradicts_its_name
from mme_site.files.text.models import FilePageText, FileText
from mme_site.files.text.storing import prepare_for_text

__all__ = [
    "FilePageText",
    "FileText",
    "FileUse",
    "FirstPage",
    "FormerVersion",
    "Rendition",
    "SiteDocument",
    "SiteImage",
    "owner_columns",
]


class SiteDocument(AbstractDocument):
    """An uploaded file, with the checksum that a reader can compare, and what a PDF says of itself."""

    sha256 = models.CharField(
        _("SHA-256"),
        max_length=64,
        blank=True,
        editable=False,
        help_text=_("Checksum of the file's bytes, in hexadecimal (FIPS 180-4)."),
    )
    read_sha256 = models.CharField(
        _("SHA-256 of the file that was read"),
        max_length=64,
        blank=True,
        editable=False,
        help_text=_("Pages and outline below are of the file with this checksum."),
    )
    pages = models.PositiveIntegerField(_("pages"), null=True, editable=False)
    outline = models.JSONField(
        _("outline"),
        default=list,
        editable=False,
        help_text=_("A list of [level, title, page]; levels and pages count from 1, and page 0 is none."),
    )

    admin_form_fields = Document.admin_form_fields

    class Meta(AbstractDocument.Meta):
        verbose_name = _("file")
        verbose_name_plural = _("files")

    def clean(self):
        """Refuse a file whose first bytes are of another kind than its name says."""
        super().clean()
        if self.file and contradicts_its_name(self.file):
            raise ValidationError(
                {"file": _("This file is not what its name says. Check it, or save it again as the format you mean.")}
            )

    def _set_document_file_metadata(self):
        """Wagtail calls this for every new upload; the checksum joins size and hash."""
        super()._set_document_file_metadata()
        self.file.seek(0)
        self.sha256 = hashlib.file_digest(self.file, "sha256").hexdigest()
        self.file.seek(0)
        self.former_version = version_before(self)

    @property
    def is_unread_pdf(self):
        """True for an uploaded PDF that has not been read yet, not even in vain."""
        return self.file_extension.lower() == "pdf" and self.sha256 != self.read_sha256

    @property
    def contents(self):
        """The outline as OutlineEntry objects, each with those below it."""
        return nested(self.outline)

    @cached_property
    def pictures(self):
        """The first page in each format, the smallest first: (media type, `srcset`, the narrowest picture)."""
        drawn = list(self.first_pages.defer("content").order_by("-width"))
        by_format = [(FORMATS[name], [picture for picture in drawn if picture.format == name]) for name in FORMATS]
        return [
            (media_type, ", ".join(f"{picture.url} {picture.width}w" for picture in pictures), pictures[-1])
            for media_type, pictures in by_format
            if pictures
        ]

    def save(self, *args, **kwargs):
        """Forget what the file said that stood here before; mme_site/files/signals.py has the new one read."""
        is_replaced = self.read_sha256 and self.sha256 != self.read_sha256
        if is_replaced:
            self.pages, self.outline, self.read_sha256 = None, [], ""
        with transaction.atomic():
            super().save(*args, **kwargs)
            if former := self.__dict__.pop("former_version", None):
                former.save()
            if is_replaced:
                self.first_pages.all().delete()
            prepare_for_text(self)


class FirstPage(models.Model):
    """The first page of a PDF as a picture of one size and format.

    It lies in the database and not among the public pictures: whoever may not read the
    file may not see its first page, and it goes when the file goes.
    """

    file = models.ForeignKey(SiteDocument, on_delete=models.CASCADE, related_name="first_pages")
    format = models.CharField(_("format"), max_length=4, choices=[(name, name.upper()) for name in FORMATS])
    width = models.PositiveSmallIntegerField(_("width"))
    height = models.PositiveSmallIntegerField(_("height"))
    content = models.BinaryField(_("content"))

    wagtail_reference_index_ignore = True  # it is made of the file, and does not use it

    class Meta:
        constraints = [models.UniqueConstraint(fields=("file", "format", "width"), name="unique_first_page")]

    def __str__(self):
        return f"{self.file}, {self.width} × {self.height}, {self.get_format_display()}"

    @property
    def url(self):
        """The address, which changes with the file."""
        return reverse("first_page", args=[self.file_id, self.file.sha256[:12], self.width, self.format])


class SiteImage(AbstractImage):
    """An uploaded picture, with the words that stand for it and where it is from."""

    credit = models.CharField(
        _("credit"),
        max_length=255,
        blank=True,
        help_text=_("Who made the picture. Readers see it below the picture."),
    )

    admin_form_fields = (*Image.admin_form_fields, "credit")

    @property
    def default_alt_text(self):
        """The description, and nothing where there is none: the title is often the name of the file."""
        return self.description


class Rendition(AbstractRendition):
    """A size and format made from a picture."""

    image = models.ForeignKey(SiteImage, on_delete=models.CASCADE, related_name="renditions")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=("image", "filter_spec", "focal_point_key"), name="unique_rendition")
        ]
        # The address of a rendition is its file; whose picture it is is asked for each time.
        indexes = [models.Index(fields=["file"], name="rendition_by_file")]


def owner_columns(owner):
    """Return what a FileUse says of the page or record that it is a use by."""
    if isinstance(owner, Page):
        return {"page_id": owner.pk}
    return {"record_type": ContentType.objects.get_for_model(owner), "record_id": str(owner.pk)}


class FileUseQuerySet(models.QuerySet):
    """Uses by what uses and what is used."""

    def by(self, owner):
        """Return the uses by a page or record."""
        return self.filter(**owner_columns(owner))

    def of_document(self, key):
        """Return the uses of a file."""
        return self.filter(document=key)

    def of_rendition(self, name):
        """Return the uses of the picture that a rendition, by its name below MEDIA_ROOT, is made from."""
        return self.filter(image__renditions__file=name)


class FileUse(models.Model):
    """A field, or the lines, of a page or record that name a file or a picture.

    It follows what is stored, in the transaction that stores it. What is stored of a live
    page is what readers see, since the drafts of its next version are revisions; of a page
    that was never published it is the draft. So a use counts while its page is live.
    """

    document = models.ForeignKey(SiteDocument, null=True, on_delete=models.CASCADE, related_name="uses")
    image = models.ForeignKey(SiteImage, null=True, on_delete=models.CASCADE, related_name="uses")
    page = models.ForeignKey(Page, null=True, on_delete=models.CASCADE, related_name="+")
    record_type = models.ForeignKey(ContentType, null=True, on_delete=models.CASCADE, related_name="+")
    record_id = models.CharField(max_length=255, blank=True)
    field = models.CharField(max_length=100)

    objects = FileUseQuerySet.as_manager()

    wagtail_reference_index_ignore = True  # a use is no user of the file itself

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(document=None, image__isnull=False) | Q(document__isnull=False, image=None),
                name="use_of_one_file_or_picture",
            ),
            models.CheckConstraint(
                condition=Q(page__isnull=False, record_type=None, record_id="")
                | (Q(page=None, record_type__isnull=False) & ~Q(record_id="")),
                name="use_by_one_page_or_record",
            ),
        ]

    def __str__(self):
        return self.field
