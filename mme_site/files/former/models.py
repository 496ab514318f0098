"""A version of a file that another one took the place of."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class FormerVersion(models.Model):
    """What a file was until it was replaced; its bytes lie in the blob store, under their checksum."""

    document = models.ForeignKey("files.SiteDocument", on_delete=models.CASCADE, related_name="former_versions")
    filename = models.CharField(_("name"), max_length=255, db_index=True)
    sha256 = models.CharField(_("SHA-256"), max_length=64, db_index=True)
    size = models.PositiveBigIntegerField(_("size"), help_text=_("In bytes."))
    pages = models.PositiveIntegerField(_("pages"), null=True)
    replaced_at = models.DateTimeField(_("replaced"), default=timezone.now)
    replaced_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("replaced by"),
        null=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )

    wagtail_reference_index_ignore = True  # it is part of the file, and does not use it

    class Meta:
        ordering = ["-replaced_at", "-pk"]
        verbose_name = _("former version")
        verbose_name_plural = _("former versions")

    def __str__(self) -> str:
        return f"{self.filename} ({self.replaced_at:%Y-%m-%d})"
