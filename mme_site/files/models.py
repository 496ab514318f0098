"""Uploaded files and images."""

import hashlib

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.documents.models import AbstractDocument, Document
from wagtail.images.models import AbstractImage, AbstractRendition, Image

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
