"""When all that is live was last asked the rules, and what no longer holds."""

from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page


class PageCheck(models.Model):
    """The last look at a live page, record or file, and what was found: a list of texts, the worst first."""

    page = models.OneToOneField(Page, null=True, on_delete=models.CASCADE, related_name="+")
    record_type = models.ForeignKey(ContentType, null=True, on_delete=models.CASCADE, related_name="+")
    record_id = models.CharField(max_length=255, blank=True, db_default="")
    record = GenericForeignKey("record_type", "record_id", for_concrete_model=False)
    checked_at = models.DateTimeField(_("checked"), db_index=True)
    problems = models.JSONField(_("problems"), default=list)

    class Meta:
        verbose_name = _("weekly check")
        verbose_name_plural = _("weekly checks")
        constraints = [
            models.UniqueConstraint(
                fields=["record_type", "record_id"], condition=Q(page=None), name="one_check_of_a_record"
            )
        ]

    def __str__(self) -> str:
        return str(self.page or self.record)
