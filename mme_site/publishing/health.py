"""Whether scheduled publishing is well, in a few figures that name nothing and nobody."""

import datetime
from dataclasses import dataclass

from django.db.models import Count, Max, Min, Q, Subquery
from django.utils import timezone

from mme_site.publishing.process import PublisherProcess
from mme_site.publishing.schedule import Schedule, ScheduleStatus

GRACE = datetime.timedelta(seconds=60)


@dataclass(frozen=True)
class Health:
    """The figures of one moment.

    `overdue` counts what should have been done and is still to be done by itself, what is
    being retried included. What failed for good waits for a person: it is in `failed` only,
    so that one mistake in one page does not hide a publisher that stands still.
    """

    at: datetime.datetime
    last_look: datetime.datetime | None
    publishers: int
    next_due: datetime.datetime | None
    overdue: int
    oldest_overdue: datetime.timedelta
    failed: int

    @property
    def is_looked_after(self):
        """Return True where a publisher has looked within the grace."""
        return self.last_look is not None and self.at - self.last_look <= GRACE

    @property
    def is_late(self):
        return self.oldest_overdue > GRACE

    @property
    def is_well(self):
        return self.is_looked_after and not self.is_late


def read():
    """Return the Health of now, in two queries.

    Raises django.db.Error where the database cannot be used.
    """
    now = timezone.now()
    is_failed, is_overdue = Q(status=ScheduleStatus.FAILED), Q(status=ScheduleStatus.WAITING, due_at__lte=now)
    ahead = Schedule.objects.waiting().filter(due_at__gt=now).order_by("due_at", "pk")
    is_next = Q(pk=Subquery(ahead.values("pk")[:1]))
    # Only these rows, which an index finds, however many wait.
    schedules = Schedule.objects.filter(is_failed | is_overdue | is_next).aggregate(
        overdue=Count("pk", filter=is_overdue),
        oldest=Min("due_at", filter=is_overdue),
        next_due=Min("due_at", filter=Q(status=ScheduleStatus.WAITING, due_at__gt=now)),
        failed=Count("pk", filter=is_failed),
    )
    oldest = schedules.pop("oldest")
    publishers = PublisherProcess.objects.aggregate(
        last_look=Max("looked_at"), publishers=Count("pk", filter=Q(looked_at__gte=now - GRACE))
    )
    return Health(at=now, oldest_overdue=now - oldest if oldest else datetime.timedelta(), **schedules, **publishers)
