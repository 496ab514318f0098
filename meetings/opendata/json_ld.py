"""Meetings, documents and themes in the words of schema.org."""

import datetime
from typing import Any
from zoneinfo import ZoneInfo

from meetings.models.kinds import AddressKind, DateKind, MeetingStatus
from mme_site.core.dates import DatePrecision, machine_date
from mme_site.core.localized import localized_full_url
from mme_site.opendata.json_ld import known, translation_of
from mme_site.opendata.reading import short_url, words_in

SCHEMA = "https://schema.org/"
STATUSES = {MeetingStatus.POSTPONED: "EventPostponed", MeetingStatus.CANCELLED: "EventCancelled"}
# Kinds that schema.org's Legislation is for: what a body adopts to hold. Others tell of something.
ADOPTED_KINDS = {"declaration", "action-plan", "strategy", "roadmap", "conclusions", "communique", "statement"}


def meeting_json_ld(page: Any, context: Any) -> list[dict[str, Any]]:
    """Return a meeting as an Event; one that was postponed keeps the days it had as those of before."""
    request = context["request"]
    start = moment(page, page.start_date, page.start_time)
    event = known(
        type="Event",
        id=f"{short_url(page, 'm')}#event",
        name=page.title,
        description=page.summary,
        url=localized_full_url(page, request),
        inLanguage=words_in(page),
        startDate=start,
        endDate=moment(page, page.end_date, page.end_time),
        previousStartDate=start if page.status == MeetingStatus.POSTPONED else None,
        eventStatus=f"{SCHEMA}{STATUSES.get(page.status, 'EventScheduled')}",
        eventAttendanceMode=attendance_mode(page),
        location=locations(page),
        organizer=known(type="Organization", name=page.organisers) if page.organisers else None,
        superEvent=known(type="EventSeries", name=str(page.series.name)) if page.series else None,
        subEvent=[
            known(
                type="Event",
                name=item.title,
                startDate=moment(page, item.date or one_day(page), item.starts_at),
                location=locations(page),
            )
            for item, _papers in context.get("agenda", ())
            if item.date or item.starts_at
        ],
        about=things(context.get("page_themes"), request),
        workFeatured=things(context.get("outcomes"), request, "DigitalDocument"),
        alternateName=[other.name for other in page.known_names],
    )
    return [event]


def one_day(page: Any) -> datetime.date | None:
    """Return the day of a meeting of one day."""
    return page.start_date if page.start_date == page.end_date else None


def moment(page: Any, date: datetime.date | None, time: datetime.time | None) -> str | None:
    """Return a day or a moment, with no more than its precision states; a moment with the offset of its zone."""
    if date is None:
        return None
    if time is None or page.date_precision != DatePrecision.DAY or not page.time_zone:
        return machine_date(date, page.date_precision)
    return datetime.datetime.combine(date, time, ZoneInfo(page.time_zone)).isoformat()


def attendance_mode(page: Any) -> str | None:
    """Return how people take part, as far as the page says it."""
    is_somewhere = bool(page.city or page.host_id or page.venue)
    if page.online_url:
        return f"{SCHEMA}{'Mixed' if is_somewhere else 'Online'}EventAttendanceMode"
    return f"{SCHEMA}OfflineEventAttendanceMode" if is_somewhere else None


def locations(page: Any) -> list[dict[str, Any]]:
    address = known(
        type="PostalAddress",
        addressLocality=str(page.city_name),
        addressCountry=page.cached_host.code if page.cached_host else None,
    )
    found = []
    if len(address) > 1 or page.venue:
        found.append(known(type="Place", name=page.venue or page.place, address=address if len(address) > 1 else None))
    if page.online_url:
        found.append(known(type="VirtualLocation", url=page.online_url))
    return found


def things(pages: Any, request: Any, kind: str = "Thing") -> list[dict[str, Any]]:
    """Return pages that another page names."""
    return [known(type=kind, name=page.title, url=localized_full_url(page, request)) for page in pages or ()]


def document_json_ld(page: Any, context: Any) -> list[dict[str, Any]]:
    """Return a document as Legislation where a body adopted it, else as a digital document."""
    request = context["request"]
    date = machine_date(page.date, page.date_precision) if page.date else None
    is_adopted = page.date_kind == DateKind.ADOPTED
    is_law = is_adopted and page.kind in ADOPTED_KINDS
    related = context.get("related") or {}
    meeting = context.get("adopting_meeting")
    by = known(type="Organization", name=page.body_responsible) if page.body_responsible else None
    document = known(
        type=["Legislation", "DigitalDocument"] if is_law else "DigitalDocument",
        id=f"{short_url(page, 'd')}#document",
        name=page.title,
        alternateName=[other.name for other in page.known_names],
        description=page.summary,
        url=localized_full_url(page, request),
        identifier=page.symbol,
        legislationIdentifier=page.symbol if is_law else None,
        legislationDate=date if is_law else None,
        legislationType=str(page.get_kind_display()) if is_law else None,
        legislationPassedBy=by if is_law else None,
        datePublished=None if is_adopted else date,
        dateCreated=date if is_adopted and not is_law else None,
        dateModified=page.last_published_at and page.last_published_at.isoformat(),
        author=None if is_law else by,
        locationCreated=known(type="Place", name=str(page.place_name)) if page.place else None,
        inLanguage=sorted({version.language for version in page.versions if version.is_text}),
        about=things(context.get("page_themes"), request),
        recordedAt=things([meeting], request, "Event")[0] if meeting else None,
        legislationRepeals=things(related.get("supersedes"), request, "Legislation") if is_law else None,
        legislationApplies=things(related.get("carries_out"), request, "Legislation") if is_law else None,
        citation=[
            *things(related.get("follows"), request, "DigitalDocument"),
            *things(related.get("corrects"), request, "DigitalDocument"),
        ],
        encoding=[
            encoding(version, request) for version, is_public in page.shown_versions if is_public and version.is_text
        ],
        abstract=" ".join(point.text for point in page.shown_key_points),
        translationOfWork=translation_of(page, request),
    )
    return [document]


def encoding(version: Any, request: Any) -> dict[str, Any]:
    """Return a file, or an address elsewhere, in one language."""
    file = version.file
    address = version.url if version.holds == AddressKind.TEXT else None
    if file:
        address = request.build_absolute_uri(file.url)
    return known(
        type="MediaObject",
        inLanguage=version.language,
        contentUrl=address,
        encodingFormat=file.content_type if file else None,
        contentSize=str(file.get_file_size()) if file and file.get_file_size() else None,
        sha256=file.sha256 if file else None,
    )


def theme_json_ld(page: Any, context: Any) -> list[dict[str, Any]]:
    request = context["request"]
    return [
        known(
            type=["CollectionPage"],
            url=localized_full_url(page, request),
            name=page.title,
            description=page.summary,
            inLanguage=words_in(page),
            hasPart=[
                *things(context.get("meetings"), request, "Event"),
                *things(context.get("documents"), request, "DigitalDocument"),
            ],
            translationOfWork=translation_of(page, request),
        )
    ]
