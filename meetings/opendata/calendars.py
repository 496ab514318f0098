"""Meetings and their deadlines as iCalendar (RFC 5545, RFC 7986): one event, or a calendar to subscribe to."""

import datetime
from collections.abc import Callable, Iterable, Iterator
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import Exists, Max, OuterRef, Q
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.utils.http import content_disposition_header
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from icalendar import Calendar, Event, Timezone, vDuration, vText, vUri

from meetings.models import Deadline, DocumentPage
from meetings.models.kinds import CALLED_OFF, MeetingStatus
from meetings.opendata.meetings import MeetingRecords
from meetings.opendata.schemas import DeadlineFacts, MeetingFacts
from mme_site.core.dates import DatePrecision
from mme_site.core.languages import labelled, separator
from mme_site.opendata.lists import list_title, refused
from mme_site.opendata.tables import while_caching

END = b"END:VCALENDAR\r\n"
CALENDAR = "text/calendar; charset=utf-8"
MOST_AT_ONCE = 1_000  # meetings, some 2 MB
PRODUCT = "-//mme//Meetings//EN"
REFRESH_INTERVAL = datetime.timedelta(hours=6)
ONE_DAY = datetime.timedelta(days=1)
EPOCH = datetime.datetime(2020, 1, 1, tzinfo=datetime.UTC)  # for what was never published by a revision
STATUSES = {
    MeetingStatus.CANCELLED: "CANCELLED",
    MeetingStatus.POSTPONED: "TENTATIVE",
    MeetingStatus.PLANNED: "TENTATIVE",
}
STATUSES_OF_DEADLINES = {status: STATUSES[status] for status in CALLED_OFF}  # one of a planned meeting is none the less


class CalendarRecords(MeetingRecords):
    """Meetings that have changed as well when a document was published: events attach them.

    One that was taken down counts still, so that no event falls back behind what a program has.
    """

    def records(self, objects: Any, request: Any = None, filters: Any = None) -> list[MeetingFacts]:
        found = super().records(objects, request, filters)
        documents = DocumentPage.objects.filter(meeting__in=[record.number for record in found]).order_by()
        changed = dict(documents.values_list("meeting").annotate(Max("last_published_at")))
        for record in found:
            record.changed = max(filter(None, [record.changed, changed.get(record.number)]), default=None)
        return found


def event_file(request: HttpRequest, page: Any) -> HttpResponse:
    """Answer with one meeting."""
    records = CalendarRecords().records([page], request)
    zones = {record.time_zone for record in records if is_timed(record)}
    content = b"".join(calendar_in_pieces(events_of(records), page.title, zones))
    return HttpResponse(content, content_type=CALENDAR, headers=headers_of(f"{page.slug}.ics"))


def calendar_file(request: HttpRequest, page: Any) -> HttpResponseBase:
    """Answer with the meetings of a list."""
    timed = Q(date_precision=DatePrecision.DAY, start_time__isnull=False)
    return calendar_of_list(request, page, events_of, Q(start_date__isnull=False), timed, "meetings.ics")


def deadlines_file(request: HttpRequest, page: Any) -> HttpResponseBase:
    """Answer with what is due before the meetings of a list."""
    deadlines = Deadline.objects.filter(meeting=OuterRef("pk"))
    timed = Q(Exists(deadlines.filter(time__isnull=False)))
    given = (Q(Exists(deadlines)), timed, "deadlines.ics", _("Deadlines"))
    return calendar_of_list(request, page, deadline_events_of, *given)


def calendar_of_list(
    request: HttpRequest,
    page: Any,
    events: Callable[[Iterable[MeetingFacts]], Iterable[Event]],
    shown: Q,
    timed: Q,
    name: str,
    title: str = "",
) -> HttpResponseBase:
    """Answer with the events of those meetings that are `shown`, limited as the list is; 400 for an unknown filter.

    `timed` are the meetings whose zones the calendar describes. What is kept by the page cache, and answered with 304,
    is finished; a very long one is sent while it is made.
    """
    form = page.filter_form(request.GET)
    if problem := refused(form):
        return problem
    meetings = page.filtered(form.chosen).filter(shown)
    if form.chosen.get("when"):
        meetings = meetings.announced()
    zones = meetings.filter(timed).exclude(time_zone="").order_by().values_list("time_zone", flat=True).distinct()
    records = CalendarRecords().in_batches(meetings.only("pk").order_by("-start_date", "-pk"), request)
    said = list_title(page, form)
    pieces = calendar_in_pieces(events(records), labelled(title, said) if title else said, zones)
    options: dict[str, Any] = {"content_type": CALENDAR, "headers": headers_of(name)}
    if meetings.order_by().count() > MOST_AT_ONCE:
        return StreamingHttpResponse(while_caching(pieces), **options)
    return HttpResponse(b"".join(pieces), **options)


def headers_of(name: str) -> dict[str, str]:
    return {
        "Content-Disposition": content_disposition_header(False, name) or "",
        "Content-Language": get_language() or "en",
    }


def calendar_in_pieces(events: Iterable[Event], name: str, zones: Iterable[str]) -> Iterator[bytes]:
    """Yield a calendar: what it says of itself, then event by event.

    Each event is written down at once: as objects ten thousand are fifteen times as large.
    """
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("name", in_own_language(name))
    calendar.add("x-wr-calname", name)  # for those who came before RFC 7986
    calendar.add("refresh-interval", REFRESH_INTERVAL, parameters={"value": "DURATION"})
    calendar.add("x-published-ttl", vDuration(REFRESH_INTERVAL))
    for zone in sorted(zones):
        calendar.add_component(Timezone.from_tzid(zone))
    yield calendar.to_ical().removesuffix(END)
    yield from (event.to_ical() for event in events)
    yield END


def events_of(records: Iterable[MeetingFacts]) -> Iterator[Event]:
    """Yield those meetings whose day is known."""
    return (event_of(record) for record in records if record.start_date)


def deadline_events_of(records: Iterable[MeetingFacts]) -> Iterator[Event]:
    """Yield what is due before meetings, whether their own days are known or not."""
    return (deadline_event_of(deadline, record) for record in records for deadline in record.deadlines)


def event_of(record: MeetingFacts) -> Event:
    """Return a meeting as an event; where only month or year are known it lasts as long as they do."""
    event = new_event(record.id, record)
    begin, end = times_of(record)
    event.add("dtstart", begin)
    event.add("dtend", end)
    event.add("summary", in_own_language(summary_of(record, record.title), record.words_in))
    event.add("description", in_own_language("\n".join(description_of(record)), record.words_in))
    event.add("status", STATUSES.get(MeetingStatus(record.status), "CONFIRMED"))
    event.add("categories", [record.kind_name])
    if place := separator().join(filter(None, [record.venue, record.city, record.host and record.host.name])):
        event.add("location", in_own_language(place))
    if record.online_url:
        event.add("conference", vUri(record.online_url), parameters={"VALUE": "URI", "LABEL": _("Follow the meeting")})
    for document in record.documents:
        event.add("attach", vUri(document.url), parameters={"LABEL": document.title.replace('"', "'")})
    return event


def new_event(identity: str, record: MeetingFacts) -> Event:
    """Return an event with what all of a meeting have in common: how it changed, and the page that tells of it."""
    event = Event()
    published = record.published or EPOCH
    changed = max(record.changed or published, published)
    event.add("uid", identity.removeprefix("urn:uuid:"))
    event.add("dtstamp", changed.astimezone(datetime.UTC))
    event.add("created", published.astimezone(datetime.UTC))
    event.add("last-modified", changed.astimezone(datetime.UTC))
    event.add("sequence", sequence_of(published, changed))
    event.add("transp", "TRANSPARENT")
    event.add("url", record.url)
    return event


def deadline_event_of(deadline: DeadlineFacts, record: MeetingFacts) -> Event:
    """Return a deadline as an event: few programs show what RFC 5545 has for it, a to-do.

    At an hour it takes no time, and so has no end; without one it takes its whole day.
    """
    event = new_event(deadline.id, record)
    if deadline.time and record.time_zone:
        event.add("dtstart", datetime.datetime.combine(deadline.date, deadline.time, ZoneInfo(record.time_zone)))
    else:
        event.add("dtstart", deadline.date)
        event.add("dtend", deadline.date + ONE_DAY)
    summary = summary_of(record, labelled(deadline.title, record.title))
    event.add("summary", in_own_language(summary, record.words_in))
    event.add("description", in_own_language("\n".join([*called_off_note(record), record.url]), record.words_in))
    event.add("status", STATUSES_OF_DEADLINES.get(MeetingStatus(record.status), "CONFIRMED"))
    event.add("categories", [_("Deadlines")])
    return event


def in_own_language(text: str, language: str = "") -> vText:
    """Return a text that names its language (RFC 5545, 3.2.10)."""
    value = vText(text)
    value.params["LANGUAGE"] = language or get_language() or "en"
    return value


def sequence_of(published: datetime.datetime, changed: datetime.datetime) -> int:
    """Return a number that grows with each change, as a calendar tells a newer event from an older (RFC 5545, 3.8.7.4).

    It is the seconds from the first publication to the last: nothing has to be counted and kept, and it
    grows for 68 years.
    """
    return max(0, int((changed - published).total_seconds()))


def times_of(record: MeetingFacts) -> tuple[datetime.date, datetime.date]:
    """Return begin and end: moments where hours and a zone are known, else whole days, of which the last is excluded.

    RFC 5545, 3.6.1: both are of one kind, and the end is not part of the event.
    """
    first = record.start_date
    assert first is not None
    last = record.end_date or first
    if not is_timed(record):
        return first, last + ONE_DAY
    assert record.start_time is not None
    zone = ZoneInfo(record.time_zone)
    begin = datetime.datetime.combine(first, record.start_time, zone)
    if record.end_time:
        end = datetime.datetime.combine(last, record.end_time, zone)
    else:  # no source says when it ends: it takes no time, or ends with its last day
        end = begin if last == first else datetime.datetime.combine(last + ONE_DAY, datetime.time(), zone)
    return begin, max(begin, end)


def is_timed(record: MeetingFacts) -> bool:
    """Return True where hours and a zone are known."""
    return bool(record.date_precision == DatePrecision.DAY and record.start_time and record.time_zone)


def summary_of(record: MeetingFacts, text: str) -> str:
    """Return a text with the status of the meeting before it, where it does not take place."""
    return labelled(record.status_name, text) if record.status in CALLED_OFF else text


def called_off_note(record: MeetingFacts) -> list[str]:
    return [_("This meeting does not take place on these dates.")] if record.status in CALLED_OFF else []


def description_of(record: MeetingFacts) -> Iterable[str]:
    """Yield what is to be said of a meeting, line by line."""
    yield from called_off_note(record)
    if record.date_precision != DatePrecision.DAY:
        yield _("The day is not stated in the source.")
    yield from filter(None, [record.summary, record.note])
    yield from (f"• {point.text}" for point in record.outcomes)
    if record.online_url:  # few programs show a CONFERENCE
        yield labelled(_("Follow the meeting"), record.online_url)
    yield record.url
