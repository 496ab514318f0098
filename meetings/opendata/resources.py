"""Meetings, documents and themes as records: what is public of them, read for many at once."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Annotated, Any, Literal

from django.db.models import Count, Exists, OuterRef
from django.utils.translation import gettext_lazy as _
from pydantic import Field

from meetings.models import (
    AgendaItem,
    AgendaPaper,
    DocumentFile,
    DocumentIndexPage,
    DocumentPage,
    DocumentRelation,
    KeyPoint,
    MeetingIndexPage,
    MeetingPage,
    MeetingPoint,
    ThemePage,
)
from meetings.models.document import in_order
from meetings.models.kinds import MeetingStatus, PointSubject
from meetings.models.series import MeetingSeries
from meetings.opendata.citing import head_of, links_of
from meetings.opendata.json_ld import document_json_ld, meeting_json_ld, theme_json_ld
from meetings.opendata.schemas import (
    AgendaFacts,
    DocumentFacts,
    FileFacts,
    HostFacts,
    KeyPointFacts,
    MeetingFacts,
    MeetingPointFacts,
    RelationFacts,
    SeriesFacts,
    ThemeFacts,
)
from members.roll import cached_members
from mme_site.files.privacy import private_files
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

Slug = Annotated[str, Field(max_length=255, pattern=r"^[-\w]+$", json_schema_extra={"examples": ["african-union"]})]
Year = Annotated[int, Field(ge=1900, le=2200, json_schema_extra={"examples": [2014]})]


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


class DocumentFilters(Filters):
    year: Annotated[Year | None, Field(description="With a date in this year.")] = None
    kind: Annotated[Slug | None, Field(description="Of this kind, such as declaration.")] = None
    theme: Annotated[Slug | None, Field(description="Names the theme with this slug.")] = None
    file_language: Annotated[
        Annotated[str, Field(pattern="^[a-z]{2}$", json_schema_extra={"examples": ["fr"]})] | None,
        Field(description="Known to exist in this language (ISO 639-1)."),
    ] = None
    meeting: Annotated[Slug | None, Field(description="Of the meeting with this slug.")] = None
    discussed: Annotated[Slug | None, Field(description="Discussed at the meeting with this slug.")] = None


def lists_below(page_type: Any, root: Any) -> Iterable[Any]:
    return page_type.objects.descendant_of(root, inclusive=True).live().public()


def naming_public_theme(objects: Any, slug: str) -> Any:
    """Return what names a theme; nothing of one that is not public, of which the answer would tell."""
    is_public = ThemePage.objects.live().public().filter(slug=slug).exists()
    return objects.naming_theme(slug) if is_public else objects.none()


class MeetingRecords(Resource[MeetingFacts]):
    name, title = "meetings", _("Meetings")
    schema, filters, page_type, letter, kind_field = MeetingFacts, MeetingFilters, MeetingPage, "m", "kind"

    def public(self, root: Any) -> Any:
        found = [MeetingPage.objects.published_below(one) for one in lists_below(MeetingIndexPage, root)]
        return (found[0] if len(found) == 1 else MeetingPage.objects.at_or_below(root).live().public()).order_by(
            "-start_date", "-pk"
        )

    def filtered(self, objects: Any, filters: MeetingFilters) -> Any:
        if filters.year:
            objects = objects.in_year(filters.year)
        if filters.kind:
            objects = objects.filter(kind=filters.kind)
        if filters.status:
            objects = objects.filter(status=filters.status)
        if filters.series:
            objects = objects.filter(series__slug=filters.series)
        if filters.theme:
            objects = naming_public_theme(objects, filters.theme)
        if filters.host:
            objects = objects.filter(host__slug=filters.host)
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


class DocumentRecords(Resource[DocumentFacts]):
    name, title = "documents", _("Documents")
    schema, filters, page_type, letter, kind_field = DocumentFacts, DocumentFilters, DocumentPage, "d", "kind"

    def public(self, root: Any) -> Any:
        found = [DocumentPage.objects.published_below(one) for one in lists_below(DocumentIndexPage, root)]
        return (found[0] if len(found) == 1 else DocumentPage.objects.at_or_below(root).live().public()).order_by(
            "-date", "-pk"
        )

    def filtered(self, objects: Any, filters: DocumentFilters) -> Any:
        if filters.year:
            objects = objects.filter(date__year=filters.year)
        if filters.kind:
            objects = objects.filter(kind=filters.kind)
        if filters.theme:
            objects = naming_public_theme(objects, filters.theme)
        if filters.file_language:
            objects = objects.in_language(filters.file_language)
        # A meeting that is not public is no filter either: what it adopted would tell of it.
        public = MeetingPage.objects.live().public()
        if filters.meeting:
            objects = objects.filter(meeting__in=public.filter(slug=filters.meeting))
        if filters.discussed:
            through = DocumentPage.discussed_at.through.objects.filter(documentpage=OuterRef("pk"))
            objects = objects.filter(Exists(through.filter(meetingpage__in=public.filter(slug=filters.discussed))))
        return objects

    def json_ld(self, page: Any, context: Any) -> list[dict[str, Any]]:
        return document_json_ld(page, context)

    def head(self, page: Any, request: Any) -> Any:
        return head_of(page, request)

    def links(self, page: Any, request: Any) -> Any:
        return links_of(page, request)

    def records(self, objects: Any, request: Any = None, filters: Any = None) -> list[DocumentFacts]:
        documents = in_readers_language(objects)
        keys = [document.pk for document in documents]
        points = by_owner(
            shown_lines(KeyPoint.objects.shown(), "document", keys, "text", "place_in_text"), "document_id"
        )
        files = by_owner(
            DocumentFile.objects.filter(document__in=keys).select_related("file").order_by("sort_order", "pk"),
            "document_id",
        )
        held = [line.file_id for lines in files.values() for line in lines if line.file_id]
        withheld = private_files(held) if held else set()
        relations = relations_of(keys)
        discussed = named(
            DocumentPage.discussed_at.through.objects.filter(documentpage__in=keys)
            .order_by("pk")
            .values_list("documentpage", "meetingpage")
        )
        themes = themes_named(DocumentPage, keys)
        links = links_to(
            {
                *(document.meeting_id for document in documents),
                *(key for found in (discussed, themes) for keys in found.values() for key in keys),
                *(key for found in relations.values() for _kind, key in found),
            },
            request,
        )
        sources, names, point_themes = sources_of(keys), other_names_of(keys), themes_of_points(KeyPoint, points)

        def facts(document: Any) -> DocumentFacts:
            key = document.pk
            return DocumentFacts(
                **record_facts(document, request, self.letter),
                **checked_facts(document, sources, names),
                text=text_of(document),
                kind=document.kind,
                kind_name=str(document.get_kind_display()),
                symbol=document.symbol,
                date=document.date,
                date_precision=document.date_precision,
                date_kind=document.date_kind,
                place=str(document.place_name),
                body_responsible=document.body_responsible,
                adopters=document.adopters,
                follow_up=document.follow_up,
                is_not_found=document.is_not_found,
                meeting=links.get(document.meeting_id),
                discussed_at=[links[pk] for pk in discussed.get(key, ()) if pk in links],
                themes=[links[pk] for pk in themes.get(key, ()) if pk in links],
                key_points=[
                    KeyPointFacts(**said_in_point(point, point_themes), place_in_text=point.place_in_text)
                    for point in points.get(key, ())
                ],
                files=[
                    file_facts(line, document) for line in in_order(files.get(key, ())) if line.file_id not in withheld
                ],
                relations=[
                    RelationFacts(kind=kind, document=links[pk]) for kind, pk in relations.get(key, ()) if pk in links
                ],
            )

        return [facts(document) for document in documents]


class ThemeRecords(Resource[ThemeFacts]):
    name, title = "themes", _("Themes")
    schema, page_type, letter = ThemeFacts, ThemePage, "t"

    def public(self, root: Any) -> Any:
        return ThemePage.objects.at_or_below(root).live().public().order_by("path")

    def json_ld(self, page: Any, context: Any) -> list[dict[str, Any]]:
        return theme_json_ld(page, context)

    def records(self, objects: Any, request: Any = None, filters: Any = None) -> list[ThemeFacts]:
        themes = in_readers_language(objects)
        keys = [theme.pk for theme in themes]
        paths = {theme.path[: -theme.steplen] for theme in themes}
        above = dict(ThemePage.objects.filter(path__in=paths).values_list("path", "pk"))
        links = links_to(above.values(), request)
        meetings, documents = (how_many_name(model, keys) for model in (MeetingPage, DocumentPage))
        sources = sources_of(keys)
        return [
            ThemeFacts(
                **record_facts(theme, request, self.letter),
                text=text_of(theme),
                sources=sources.get(theme.pk, []),
                above=links.get(above.get(theme.path[: -theme.steplen])),
                meetings=meetings.get(theme.pk, 0),
                documents=documents.get(theme.pk, 0),
            )
            for theme in themes
        ]


def how_many_name(model: Any, keys: list[int]) -> dict[int, int]:
    """Return how many public pages of a type name each of some themes."""
    owner = model.themes.field.m2m_field_name()
    rows = model.themes.through.objects.filter(themepage__in=keys)
    public = model.objects.live().public().filter(pk=OuterRef(owner)).order_by()
    rows = rows.filter(Exists(public)).values("themepage").annotate(number=Count("pk"))
    return dict(rows.values_list("themepage", "number"))


def themes_named(model: Any, keys: list[int]) -> dict[int, list[int]]:
    owner = model.themes.field.m2m_field_name()
    rows = model.themes.through.objects.filter(**{f"{owner}__in": keys})
    return named(rows.order_by("themepage__path").values_list(owner, "themepage"))


def themes_of_points(model: Any, points: dict[int, list[Any]]) -> dict[int, list[str]]:
    """Return the slugs of the public themes of points by the points' keys."""
    keys = [point.pk for found in points.values() for point in found]
    owner = model.themes.field.m2m_field_name()
    public = ThemePage.objects.live().public().filter(pk=OuterRef("themepage"))
    rows = model.themes.through.objects.filter(Exists(public), **{f"{owner}__in": keys})
    found: dict[int, list[str]] = {}
    for key, slug in rows.order_by("themepage__path").values_list(owner, "themepage__slug") if keys else ():
        found.setdefault(key, []).append(slug)
    return found


def shown_lines(lines: Any, owner: str, keys: list[int], *fields: str) -> Any:
    return lines.filter(**{f"{owner}__in": keys}).localized(owner, *fields).order_by("sort_order", "pk")


def relations_of(keys: list[int]) -> dict[int, list[tuple[str, int]]]:
    """Return the relations of documents to earlier ones, and to later ones as '…-by', by the documents' keys."""
    found: dict[int, list[tuple[str, int]]] = {}
    of_keys = set(keys)
    rows = DocumentRelation.objects.filter(document__in=keys) | DocumentRelation.objects.filter(target__in=keys)
    for kind, document, target in rows.order_by("sort_order", "pk").values_list("kind", "document", "target"):
        if document in of_keys:
            found.setdefault(document, []).append((kind, target))
        if target in of_keys:
            found.setdefault(target, []).append((f"{kind}-by", document))
    return found


def said_in_point(point: Any, themes: dict[int, list[str]]) -> dict[str, Any]:
    return {
        "text": point.text,
        "source": point.source_name,
        "source_url": point.url,
        "confidence": point.confidence,
        "themes": themes.get(point.pk, []),
    }


def point_facts(point: Any, links: Any, themes: dict[int, list[str]]) -> MeetingPointFacts:
    return MeetingPointFacts(**said_in_point(point, themes), about=point.about, led_to=links.get(point.led_to_id))


def checked_facts(page: Any, sources: Any, names: Any) -> dict[str, Any]:
    return {
        "sources": sources.get(page.pk, []),
        "other_names": names.get(page.pk, []),
        "checked_on": page.checked_on,
        "confidence": page.confidence,
        "note": page.note,
    }


def file_facts(line: Any, document: Any) -> FileFacts:
    """Return what is known of a version; a file that is held here has the address of the site it is on."""
    held = line.file
    site_url = document.get_url_parts()[1] if held else ""
    return FileFacts(
        language=line.language,
        format=line.format,
        url=f"{site_url}{held.url}" if held else line.url,
        is_held_here=bool(held),
        size=held.get_file_size() if held else None,
        sha256=held.sha256 if held else "",
        pages=line.page_count,
        publisher=line.publisher,
        is_official=line.is_official,
        holds=line.holds,
        checked_on=line.checked_on,
    )


def open_data() -> list[Resource[Any]]:
    return [MeetingRecords(), DocumentRecords(), ThemeRecords()]
