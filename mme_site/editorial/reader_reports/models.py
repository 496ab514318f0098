"""An error that a reader has reported."""

import datetime
from typing import Any

from django.conf import settings
from django.contrib.auth.models import AbstractBaseUser
from django.db import models
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail.models import Page
from wagtail.permission_policies.pages import PagePermissionPolicy

from mme_site.delivery.trusted_proxies import household

MOST_OF_A_CLIENT = 5  # in an hour
MOST_OF_ALL = 60
HOUR = datetime.timedelta(hours=1)


class ReaderReportQuerySet(models.QuerySet[Any]):
    def open(self) -> "ReaderReportQuerySet":
        return self.filter(closed_at=None)

    def kept_by(self, user: AbstractBaseUser) -> "ReaderReportQuerySet":
        """Return those about the pages that a person may edit."""
        pages = PagePermissionPolicy().instances_user_has_permission_for(user, "change")
        return self.filter(page__in=pages.values("pk"))


class ReaderReport(models.Model):
    """What a reader found wrong on a page; the sender is known by a code that means nothing the day after."""

    page = models.ForeignKey(Page, on_delete=models.CASCADE, related_name="+", verbose_name=_("page"))
    message = models.TextField(_("what is wrong"), max_length=2000)
    email = models.EmailField(_("address for the answer"), blank=True)
    client = models.CharField(max_length=40)
    reported_at = models.DateTimeField(pgettext_lazy("of an error", "reported"), default=timezone.now, db_index=True)
    answer = models.TextField(_("answer"), blank=True)
    closed_at = models.DateTimeField(_("closed"), null=True)
    closed_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")

    objects = ReaderReportQuerySet.as_manager()

    class Meta:
        ordering = ["reported_at"]
        verbose_name = _("report of a reader")
        verbose_name_plural = _("reports of readers")

    def __str__(self) -> str:
        return self.message[:60]


def client_of(address: str) -> str:
    """Return a code for who asks, which is another one every day."""
    return salted_hmac("reader-reports", f"{household(address)} {timezone.localdate()}").hexdigest()


def is_too_many(client: str) -> bool:
    """Return True where a client, or all together, have reported as much as people do in an hour."""
    recent = ReaderReport.objects.filter(reported_at__gt=timezone.now() - HOUR)
    return recent.filter(client=client).count() >= MOST_OF_A_CLIENT or recent.count() >= MOST_OF_ALL
