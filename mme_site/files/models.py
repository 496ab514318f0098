"""Uploaded files and images."""

import hashlib

from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from wagtail.documents.models import AbstractDocument, Document
from wagtail.images.models import AbstractImage, AbstractRendition, Image
from wagtail.models import Page

from mme_site.files.signatures import contradicts_its_name


class SiteDocument(AbstractDocument):
    """An uploaded file, with the checksum that a reader can compare."""

    sha256 = models.CharField(
        _("SHA-256"),
        max_length=64,
        blank=True,
        editable=False,
        help_text=_("Checksum of the file's bytes, in hexadecimal (FIPS 180-4)."),
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


class SiteImage(AbstractImage):
    """An uploaded picture, with the words that stand for it and where it is from."""

    credit = models.CharField(
        _("credit"),
        max_length=255,
        blank=True,
        help_text=_("Who made the picture. Readers see it below the picture."),
    )

    admin_form_fields = (*Image.admin_form_fields, "credit")


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
