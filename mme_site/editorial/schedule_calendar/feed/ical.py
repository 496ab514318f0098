"""Schedules as an iCalendar (RFC 5545)."""

import datetime
from urllib.parse import urlsplit

from django.conf import settings
from django.utils.translation import gettext as _
from icalendar import Calendar, Event, vDuration

from mme_site.core.time_zones import UTC
from mme_site.publishing.schedule import ScheduleStatus

PRODUCT = "-//mme//Publishing timeline//EN"
REFRESH_INTERVAL = datetime.timedelta(minutes=15)


def calendar_of(rows):
    """Return the calendar of these rows of the timeline, as bytes."""
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    name = _("%(site)s: publishing timeline") % {"site": settings.WAGTAIL_SITE_NAME}
    calendar.add("name", name)  # RFC 7986, 5.1; the next line is for those who came before it
    calendar.add("x-wr-calname", name)
    calendar.add("refresh-interval", REFRESH_INTERVAL, parameters={"value": "DURATION"})  # RFC 7986, 5.7
    calendar.add("x-published-ttl", vDuration(REFRESH_INTERVAL))  # of Outlook; a name of its own has no type
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
    said = {"what": row.kind_label, "title": row.schedule.title, "language": row.language_label}
    return (_("%(what)s: %(title)s (%(language)s)") if row.language_label else _("%(what)s: %(title)s")) % said


def description_of(row):
    """Return what is to be said of one schedule, line by line."""
    lateness = f" ({row.lateness_label})" if row.lateness_label else ""
    yield f"{row.state_label}{lateness}"
    yield row.schedule.reason
    yield row.hour_in_zones
    yield row.what
    yield _("Scheduled by %(person)s") % {"person": row.scheduled_by_name}
