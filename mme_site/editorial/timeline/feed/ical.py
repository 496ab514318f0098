"""Schedules as an iCalendar (RFC 5545)."""

import datetime
from urllib.parse import urlsplit

from django.conf import settings
from django.utils.translation import gettext as _
from icalendar import Calendar, Event

from mme_site.core.time_zones import UTC
from mme_site.publishing.schedule import ScheduleStatus

PRODUCT = "-//mme//Publishing timeline//EN"
ASK_AGAIN = datetime.timedelta(minutes=15)


def calendar_of(rows):
    """Return the calendar of these rows of the timeline, as bytes."""
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    name = _("%(site)s: publishing timeline") % {"site": settings.WAGTAIL_SITE_NAME}
    calendar.add("name", name)  # RFC 7986, 5.1; the next line is for those who came before it
    calendar.add("x-wr-calname", name)
    calendar.add("refresh-interval", ASK_AGAIN, parameters={"value": "DURATION"})  # RFC 7986, 5.7
    calendar.add("x-published-ttl", ASK_AGAIN)
    for row in rows:
        calendar.add_component(event_of(row))
    return calendar.to_ical()


def event_of(row):
    """Return one schedule as an event without length, which takes nobody's time."""
    schedule = row.schedule
    changed = max(filter(None, (schedule.scheduled_at, schedule.finished_at))).astimezone(UTC)
    event = Event()
    event.add("uid", f"schedule-{schedule.pk}@{urlsplit(settings.SITE_URL).hostname}")
    event.add("dtstamp", changed)
    event.add("last-modified", changed)
    event.add("created", schedule.scheduled_at.astimezone(UTC))
    event.add("dtstart", schedule.due_at.astimezone(UTC))
    event.add("summary", summary_of(row))
    event.add("description", "\n".join(filter(None, description_of(row))))
    event.add("status", "CANCELLED" if schedule.status == ScheduleStatus.CANCELLED else "CONFIRMED")
    event.add("transp", "TRANSPARENT")
    event.add("class", "PRIVATE")
    if row.edit_url:
        event.add("url", row.edit_address)
    return event


def summary_of(row):
    """Return what happens to what, in which language: 'Goes live: Abuja declaration (French)'."""
    said = {"what": row.kind_said, "title": row.schedule.title, "language": row.language_said}
    return (_("%(what)s: %(title)s (%(language)s)") if row.language_said else _("%(what)s: %(title)s")) % said


def description_of(row):
    """Return what is to be said of one schedule, line by line."""
    lateness = f" ({row.lateness_said})" if row.lateness_said else ""
    yield f"{row.state_said}{lateness}"
    yield row.schedule.reason
    yield row.hour_said
    yield row.what
    yield _("Scheduled by %(person)s") % {"person": row.scheduled_by_said}
