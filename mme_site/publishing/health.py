"""Whether scheduled publishing is well, in a few figures that name nothing and nobody."""

import datetime
from dataclasses import dataclass

from django.db.models import Count, Max, Min, Q, Subquery

from mme_site.core import clock
from mme_site.publishing.process import PublisherProcess
from mme_site.publishing.schedule import Schedule, ScheduleStatus

GRACE = datetime.timedelta(seconds=60)


@dataclass(frozen=True)
class Health:
    """The figures of one moment.

    `overdue` counts what should have been done and is still to be done by itself, what is
    being retried included. What failed for good waits for a person: it is in `failed` only,
    so that one mistake in one page does not hide a publisher that stands still. `clock_skew`
    is that of the publisher that is furthest from the database, in seconds.
    """

    at: datetime.datetime
    last_heartbeat: datetime.datetime | None
    publishers: int
    next_due: datetime.datetime | None
    overdue: int
    oldest_overdue: datetime.timedelta
    failed: int
    clock_skew: float
    clock_stepped_at: datetime.datetime | None

    @property
    def reported_skew(self) -> float:
        """The seconds by which a publisher's clock is ahead of the database's; 0 below what is told."""
        return self.clock_skew if abs(self.clock_skew) >= clock.REPORTED_FROM else 0.0

    @property
    def publisher_is_running(self) -> bool:
        """Return True where a publisher has looked within the grace."""
        return self.last_heartbeat is not None and self.at - self.last_heartbeat <= GRACE

    @property
    def is_late(self) -> bool:
        """Return True where something has been overdue for longer than the grace."""
        return self.oldest_overdue > GRACE

    @property
    def is_well(self) -> bool:
        return self.publisher_is_running and not self.is_late


def read() -> Health:
    """Return the figures of now, in two queries.

    Raises django.db.Error where the database cannot be used.
    """
    now = clock.database_now()
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
    # What was recorded before a clock was set back is later than now, and says nothing of now.
    known = PublisherProcess.objects.filter(heartbeat_at__lte=now + GRACE)
    running = Q(heartbeat_at__gte=now - GRACE)
    publishers = known.aggregate(
        last_heartbeat=Max("heartbeat_at"),
        publishers=Count("pk", filter=running),
        ahead=Max("clock_skew", filter=running),
        behind=Min("clock_skew", filter=running),
        clock_stepped_at=Max("clock_stepped_at", filter=running),
    )
    skew = max(publishers.pop("ahead") or 0.0, publishers.pop("behind") or 0.0, key=abs)
    late = now - oldest if oldest else datetime.timedelta()
    return Health(at=now, oldest_overdue=late, clock_skew=skew, **schedules, **publishers)
