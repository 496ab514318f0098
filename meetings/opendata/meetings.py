"""Meetings as records: what is public of them, read for many at once."""

from operator import attrgetter
from typing import TYPE_CHECKING, Annotated, Any, Literal

from django.utils.translation import gettext_lazy as _
from pydantic import Field

from meetings.models import AgendaItem, AgendaPaper, Deadline, DocumentPage, MeetingIndexPage, MeetingPage, MeetingPoint
from meetings.models.kinds import MeetingStatus, PointSubject
from meetings.models.series import MeetingSeries
from meetings.opendata.common import (
    Slug,
    Year,
    checked_facts,
    equal_to,
    naming_public_theme,
    point_values,
    public_below,
    shown_lines,
    themes_named,
    themes_of_points,
)
from meetings.opendata.json_ld import meeting_json_ld
from meetings.opendata.schemas import (
    AgendaFacts,
    DeadlineFacts,
    HostFacts,
    MeetingFacts,
    MeetingPointFacts,
    SeriesFacts,
)
from members.membership import cached_members
from mme_site.opendata.reading import (
    by_owner,
    in_readers_language,
    links_to,
    named,
    other_names_of,
    plain,
    record_facts,
    sources_of,
    text_of,
)
from mme_site.opendata.resources import Filters, Resource

if TYPE_CHECKING:
    Status = str
else:
    Status = Literal[tuple(MeetingStatus.values)]


class MeetingFilters(Filters):
    year: Annotated[Year | None, Field(description="Takes place, at least in part, in this year.")] = None
    kind: Annotated[Slug | None, Field(description="Of this kind, such as summit.")] = None
    series: Annotated[Slug | None, Field(description="Of the series with this slug.")] = None
    status: Annotated[Status | None, Field(description="With this status.")] = None
    theme: Annotated[Slug | None, Field(description="Names the theme with this slug.")] = None
    host: Annotated[Slug | None, Field(description="Hosted by the member with this slug.")] = None
    when: Annotated[Literal["upcoming", "past"] | None, Field(description="Has not ended, or has.")] = None


class MeetingRecords(Resource[MeetingFacts]):
    name, title = "meetings", _("Meetings")
    schema, filters, model, letter, kind_field = MeetingFacts, MeetingFilters, MeetingPage, "m", "kind"

    def public(self, root: Any) -> Any:
        return public_below(MeetingPage, MeetingIndexPage, root).order_by("-start_date", "-pk")

    def filtered(self, objects: Any, filters: MeetingFilters) -> Any:
        columns = {"kind": "kind", "status": "status", "series": "series__slug", "host": "host__slug"}
        objects = objects.filter(**equal_to(filters, **columns))
        if filters.year:
            objects = objects.in_year(filters.year)
        if filters.theme:
            objects = naming_public_theme(objects, filters.theme)
        if filters.when:
            order = objects.query.order_by
            objects = (objects.announced() if filters.when == "upcoming" else objects.past()).order_by(*order)
        return objects

    def json_ld(self, page: Any, context: Any) -> list[dict[str, Any]]:
        return meeting_json_ld(page, context)

    def records(self, objects: Any, request: Any = None, filters: Any = None) -> list[MeetingFacts]:
        meetings = in_readers_language(objects)
        keys = [meeting.pk for meeting in meetings]
        points = by_owner(shown_lines(MeetingPoint.objects.shown(), "meeting", keys, "text"), "meeting_id")
        agenda = by_owner(shown_lines(AgendaItem.objects.all(), "meeting", keys, "title", "text"), "meeting_id")
        deadlines = by_owner(shown_lines(Deadline.objects.all(), "meeting", keys, "title"), "meeting_id")
        papers = named(
            AgendaPaper.objects.filter(item__meeting__in=keys)
            .order_by("sort_order", "pk")
            .values_list("item", "document")
        )
        outcomes = DocumentPage.objects.live().public().filter(meeting__in=keys).order_by("-date", "-pk")
        documents = named(outcomes.values_list("meeting", "pk"))
        themes = themes_named(MeetingPage, keys)
        links = links_to(
            {
                *(key for found in (papers, documents, themes) for keys in found.values() for key in keys),
                *(point.led_to_id for found in points.values() for point in found),
            },
            request,
        )
        series = MeetingSeries.objects.in_bulk({meeting.series_id for meeting in meetings if meeting.series_id})
        sources, names, point_themes = sources_of(keys), other_names_of(keys), themes_of_points(MeetingPoint, points)
        members = cached_members()

        def facts(meeting: Any) -> MeetingFacts:
            key = meeting.pk
            said = [point_facts(point, links, point_themes) for point in points.get(key, ())]
            of_series, host = series.get(meeting.series_id), members.get(meeting.host_id)
            vars(meeting)["cached_host"] = host
            return MeetingFacts(
                **record_facts(meeting, request, self.letter),
                **checked_facts(meeting, sources, names),
                text=text_of(meeting),
                kind=meeting.kind,
                kind_name=str(meeting.get_kind_display()),
                status=meeting.status,
                status_name=str(meeting.get_status_display()),
                series=of_series and SeriesFacts(slug=of_series.slug, name=of_series.name, number=meeting.number),
                start_date=meeting.start_date,
                end_date=meeting.end_date,
                date_precision=meeting.date_precision,
                start_time=meeting.start_time,
                end_time=meeting.end_time,
                time_zone=meeting.time_zone,
                city=str(meeting.city_name),
                host=host and HostFacts(code=host.code, slug=host.slug, name=str(meeting.host_name)),
                venue=meeting.venue,
                online_url=meeting.online_url,
                organisers=meeting.organisers,
                participants=meeting.participants,
                motto=meeting.motto,
                themes=[links[pk] for pk in themes.get(key, ()) if pk in links],
                outcomes=[one for one in said if one.about == PointSubject.OUTCOME],
                points=[one for one in said if one.about != PointSubject.OUTCOME],
                deadlines=[
                    DeadlineFacts(id=f"urn:uuid:{one.translation_key}", title=one.title, date=one.date, time=one.time)
                    for one in sorted(deadlines.get(key, ()), key=attrgetter("due"))
                ],
                agenda=[
                    AgendaFacts(
                        number=item.number,
                        title=item.title,
                        text=plain(item.text),
                        date=item.date,
                        starts_at=item.starts_at,
                        papers=[links[pk] for pk in papers.get(item.pk, ()) if pk in links],
                    )
                    for item in agenda.get(key, ())
                ],
                documents=[links[pk] for pk in documents.get(key, ()) if pk in links],
            )

        return [facts(meeting) for meeting in meetings]


def point_facts(point: Any, links: Any, themes: dict[int, list[str]]) -> MeetingPointFacts:
    return MeetingPointFacts(**point_values(point, themes), about=point.about, led_to=links.get(point.led_to_id))
