"""How often something was searched for."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class QueryStatistics(models.Model):
    """What readers of one language searched for in one month, and what came of it; nothing of who they were."""

    month = models.DateField(_("month"), help_text=_("Its first day."))
    language = models.CharField(_("language"), max_length=10)
    key = models.CharField(max_length=200)
    text = models.CharField(_("search"), max_length=200)
    searches = models.PositiveIntegerField(_("searches"), default=0)
    empty = models.PositiveIntegerField(_("found nothing"), default=0)
    opened = models.PositiveIntegerField(_("results opened"), default=0)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("search")
        verbose_name_plural = _("searches")
        constraints = [models.UniqueConstraint(fields=("month", "language", "key"), name="unique_query_statistics")]

    def __str__(self) -> str:
        return f"{self.text}, {self.month:%Y-%m}"
