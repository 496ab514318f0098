"""What is known of an address elsewhere that pages of the site name."""

import datetime

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

A_WEEK = datetime.timedelta(days=7)
LOOKS = 3  # that failed one after the other, a week apart, before editors are told
LONGEST_PROBLEM = 200  # characters


class OutsideAddressQuerySet(models.QuerySet["OutsideAddress"]):
    def due(self) -> "OutsideAddressQuerySet":
        """Return what has not been asked for a week, what was never asked first."""
        week_ago = timezone.now() - A_WEEK
        due = self.filter(models.Q(checked_at=None) | models.Q(checked_at__lte=week_ago))
        return due.order_by(models.F("checked_at").asc(nulls_first=True), "pk")

    def dead(self) -> "OutsideAddressQuerySet":
        """Return what failed so often that an editor should look; one failure says nothing."""
        return self.filter(failures__gte=LOOKS).order_by("failing_since", "pk")


class OutsideAddress(models.Model):
    """An address elsewhere, asked once a week; made and deleted by the site, never edited."""

    url = models.URLField(_("address"), max_length=1000, unique=True)
    checked_at = models.DateTimeField(null=True, blank=True)
    failures = models.PositiveSmallIntegerField(default=0)  # one after the other
    failing_since = models.DateField(null=True, blank=True)
    problem = models.CharField(max_length=LONGEST_PROBLEM, blank=True)  # of the last look

    objects = OutsideAddressQuerySet.as_manager()

    class Meta:
        verbose_name = _("outside address")
        verbose_name_plural = _("outside addresses")

    def __str__(self) -> str:
        return self.url

    def note(self, problem: str) -> None:
        """Write down what a look found; no problem is an empty text."""
        self.checked_at = timezone.now()
        self.problem = problem[:LONGEST_PROBLEM]
        self.failures = min(self.failures + 1, 1000) if problem else 0
        self.failing_since = (self.failing_since or timezone.localdate()) if problem else None
        self.save()
