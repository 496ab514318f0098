"""When each live page was last asked the rules, and what no longer holds."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page


class PageCheck(models.Model):
    """The last look at a live page, and what was found: a list of texts, the worst first."""

    page = models.OneToOneField(Page, on_delete=models.CASCADE, related_name="+")
    checked_at = models.DateTimeField(_("checked"), db_index=True)
    problems = models.JSONField(_("problems"), default=list)

    class Meta:
        verbose_name = _("weekly check")
        verbose_name_plural = _("weekly checks")

    def __str__(self) -> str:
        return str(self.page)
