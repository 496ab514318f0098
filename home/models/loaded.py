"""What the content command has made, so that it makes nothing twice."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class LoadedRecord(models.Model):
    """A record of the shipped content that was made once; an editor may have changed or deleted it since."""

    key = models.CharField(_("key"), max_length=120, unique=True, help_text=_("File and identifier of the row."))
    digest = models.CharField(_("digest"), max_length=32, blank=True, help_text=_("Of the row as it was loaded last."))
    shipped = models.JSONField(
        _("shipped"),
        default=dict,
        blank=True,
        help_text=_("What the row stated when it was loaded last; what differs from it was changed by an editor."),
    )
    loaded_at = models.DateTimeField(_("loaded"), auto_now_add=True)

    class Meta:
        verbose_name = _("loaded record")
        verbose_name_plural = _("loaded records")

    def __str__(self):
        return self.key
