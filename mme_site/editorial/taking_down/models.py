"""Why a page was taken down."""

from typing import Any

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page


class Why(models.TextChoices):
    """What readers find at the address of a page that was taken down for a reason."""

    WITHDRAWN = "withdrawn", _("withdrawn: it stays readable at its address, under a band with day and reason")
    ERROR = "error", _("published in error: readers are told that it is gone, and why")
    MERGED = "merged", _("merged: readers are led to another page")


class TakenDown(models.Model):
    """The reason for which a page is down; forgotten when it is published again."""

    page = models.OneToOneField(Page, on_delete=models.CASCADE, related_name="taken_down")
    why = models.CharField(_("why"), max_length=10, choices=Why.choices)
    reason = models.TextField(_("reason"), blank=True, max_length=500)
    target = models.ForeignKey(
        Page, verbose_name=_("page to go to"), null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    taken_down_on = models.DateField(_("taken down"), default=timezone.localdate)
    taken_down_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        verbose_name = _("reason for taking down")
        verbose_name_plural = _("reasons for taking down")

    def __str__(self) -> str:
        return f"{self.page}: {self.get_why_display()}"


def forget_when_published(instance: Page, **_signal: Any) -> None:
    if instance.live:
        TakenDown.objects.filter(page=instance.pk).delete()
