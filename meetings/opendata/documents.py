"""Documents as records: what is public of them, read for many at once."""

from typing import Annotated, Any

from django.db.models import Exists, OuterRef
from django.utils.translation import gettext_lazy as _
from pydantic import Field

from meetings.models import DocumentFile, DocumentIndexPage, DocumentPage, DocumentRelation, KeyPoint, MeetingPage
from meetings.models.document import in_order
from meetings.opendata.citing import head_of, links_of
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
from meetings.opendata.json_ld import document_json_ld
from meetings.opendata.schemas import DocumentFacts, FileFacts, KeyPointFacts, RelationFacts
from mme_site.files.privacy import withheld_files
from mme_site.opendata.reading import (
    by_owner,
    in_readers_language,
    links_to,
    named,
    other_names_of,
    record_facts,
    sources_of,
    text_of,
)
from mme_site.opendata.resources import Filters, Resource


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


class DocumentRecords(Resource[DocumentFacts]):
    name, title = "documents", _("Documents")
    schema, filters, model, letter, kind_field = DocumentFacts, DocumentFilters, DocumentPage, "d", "kind"

    def public(self, root: Any) -> Any:
        return public_below(DocumentPage, DocumentIndexPage, root).order_by("-date", "-pk")

    def filtered(self, objects: Any, filters: DocumentFilters) -> Any:
        objects = objects.filter(**equal_to(filters, year="date__year", kind="kind"))
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
        withheld = withheld_files(held) if held else set()
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
                    KeyPointFacts(**point_values(point, point_themes), place_in_text=point.place_in_text)
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
