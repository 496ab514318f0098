"""The warning on every page of the admin, for those who can publish: something failed, is late, or nobody looks."""

import datetime
from dataclasses import dataclass

from django.db.models import Func, Q, Subquery
from django.utils import timezone

from mme_site.editorial.schedule_calendar.access import may_publish_something, visible_to
from mme_site.editorial.schedule_calendar.schedule_rows import prefetch_for_rows, rows
from mme_site.editorial.schedule_calendar.schedule_states import needs_attention
from mme_site.publishing.health import GRACE
from mme_site.publishing.process import PublisherProcess
from mme_site.publishing.schedule import Schedule, ScheduleStatus

MAX_NAMED = 2  # on a telephone, each is as high as five lines of text
FAILED = Q(status=ScheduleStatus.FAILED)


@dataclass(frozen=True)
class Notice:
    """What one person should know and do."""

    rows: list
    has_more: bool
    publisher_is_running: bool
    last_heartbeat: datetime.datetime | None


def notice_for(user):
    """Return the Notice for this person; None where all is well or the person can publish nothing.

    No query for who can publish nothing, and one for everybody else while all is well: the
    permissions are those that Wagtail's menu has asked for already.
    """
    if not may_publish_something(user):
        return None
    now = timezone.now()
    # What was tried has been due; said here so that an index finds it, however many wait.
    wanting = Schedule.objects.filter(FAILED | Q(status=ScheduleStatus.WAITING, due_at__lte=now), needs_attention(now))
    # Counted, since PostgreSQL reads the whole table to learn that none exists.
    number = wanting.order_by().annotate(number=Func("pk", function="COUNT")).values("number")
    looks = PublisherProcess.objects.order_by("-heartbeat_at").annotate(number=Subquery(number))
    last_heartbeat, is_wanting = looks.values_list("heartbeat_at", "number").first() or (None, True)
    publisher_is_running = last_heartbeat is not None and now - last_heartbeat <= GRACE
    if publisher_is_running and not is_wanting:
        return None
    found = first_manageable(user, now) if is_wanting else []
    if publisher_is_running and not found:
        return None
    return Notice(found[:MAX_NAMED], len(found) > MAX_NAMED, publisher_is_running, last_heartbeat)


def first_manageable(user, now):
    """Return the first of these schedules that the person may do something about, and one more than are named."""
    schedules = visible_to(user, {"publish"}).filter(needs_attention(now)).order_by("due_at", "pk")
    return rows(prefetch_for_rows(schedules)[: MAX_NAMED + 1], user, now)
