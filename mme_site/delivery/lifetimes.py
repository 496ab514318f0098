"""How long a finished page stays right: until content changes at its hour, or the day ends."""

import datetime
from typing import NamedTuple

from django.conf import settings
from django.utils import timezone

from mme_site.publishing.schedule import Schedule

SECOND = datetime.timedelta(seconds=1)
# After this, what is due and not done has failed or waits for its parent; nobody knows when it comes.
OVERDUE = datetime.timedelta(minutes=1)


class Lifetime(NamedTuple):
    """How long a page may be kept."""

    until: datetime.datetime  # in this site's own cache
    shared_seconds: int  # by a cache beyond it, from each answer on


def changes_next_at(now: datetime.datetime | None = None) -> datetime.datetime:
    """Return the first moment after `now` at which a public page may look different by itself.

    That is the next midnight of the site, when 'upcoming', 'past' and 'members today'
    change, or an earlier hour for which something is scheduled, wherever in the tree. What
    is due but not yet done may come at any moment: one second. Retries of what failed are
    not foreseen; their commit tells.

    One query, which reads one row of an index.
    """
    now = now or timezone.now()
    waiting = Schedule.objects.waiting().filter(due_at__gt=now - OVERDUE)
    due_at = waiting.order_by("due_at").values_list("due_at", flat=True).first()
    moments = [next_midnight(now), *([max(due_at, now + SECOND)] if due_at else [])]
    return min(moments)


def next_midnight(now: datetime.datetime) -> datetime.datetime:
    """Return the begin of the next day in the site's time zone, also where the clocks change at midnight."""
    zone = timezone.get_default_timezone()
    tomorrow = timezone.localdate(now, zone) + datetime.timedelta(days=1)
    return datetime.datetime.combine(tomorrow, datetime.time(), zone)


def lifetime_of_page(began: datetime.datetime, changes_at: datetime.datetime | None = None) -> Lifetime:
    """Return the Lifetime of a page that was begun at a moment and is finished now.

    What the page shows may have said when it changes by itself, such as a notice at its end.

    What is kept here is answered with, as it is, until its end; a cache beyond counts its
    seconds from then on. So each has half of the time that is left, and neither shows a
    page after it has changed: now + s + s <= change.
    """
    change = min(filter(None, [changes_next_at(began), changes_at]))
    left = (change - timezone.now()).total_seconds()
    shared = max(0, min(settings.SHARED_CACHE_SECONDS, int(left / 2)))
    return Lifetime(change - datetime.timedelta(seconds=shared), shared)


def cache_control(shared_seconds: int) -> str:
    """Return the Cache-Control of a public page: a browser asks each time, a shared cache when its seconds are over.

    RFC 9111, 5.2.2: `s-maxage` is for shared caches only, and lets them keep the page.
    """
    return f"max-age=0, must-revalidate, s-maxage={shared_seconds}"
