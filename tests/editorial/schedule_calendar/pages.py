"""Reads the publishing timeline as who publishes does."""

import datetime
from zoneinfo import ZoneInfo

from django.urls import reverse
from wagtail.users.models import UserProfile

from mme_site.publishing.schedule import Schedule, ScheduleStatus
from tests.helpers import scheduling
from tests.helpers.reading import read, words
from tests.helpers.scheduling import HOUR, SECOND

BRUSSELS = ZoneInfo("Europe/Brussels")
MONDAY_NOON = datetime.datetime(2027, 3, 8, 12, tzinfo=BRUSSELS)
MINUTE, DAY = 60 * SECOND, 24 * HOUR
TIMELINE = "publishing_timeline"


def timeline(client, **query):
    return read(client, reverse(TIMELINE), data=query)


def titles(page):
    return [words(link) for link in page.select(".timeline-row h3")]


def row(page, item):
    """Return the words of the row of one item's newest schedule."""
    return words(page.find(id=f"schedule-{scheduling.of(item)[-1].pk}"))


def cell(page, day):
    """Return the cell of one day of the shown month."""
    return next(
        cell for cell in page.select("table.timeline-month td") if words(cell.select_one(".timeline-number"))[:2] == day
    )


def sign_in_as(client, user, zone=""):
    client.force_login(user)
    UserProfile.objects.create(user=user, current_time_zone=zone)


def ended_schedule(item, due_at, **fields):
    return Schedule(
        kind="go_live",
        content_type=item.get_base_content_type(),
        object_id=str(item.pk),
        due_at=due_at,
        finished_at=due_at,
        **{"title": str(item), "status": ScheduleStatus.DONE, **fields},
    )
