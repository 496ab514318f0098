"""The overview, the lists and the pages of text as records."""

import datetime
from collections import defaultdict
from collections.abc import Sequence
from typing import Annotated, Any

from django.utils.translation import gettext_lazy
from django.utils.translation import gettext_noop as _
from pydantic import Field
from wagtail.models import Page

from home.models import PartnershipPage, StandardPage
from meetings.models import DocumentIndexPage, MeetingIndexPage, ThemeIndexPage
from members.models import MemberIndexPage
from members.search import lists_below
from mme_site.core.querysets import SitePageQuerySet
from mme_site.opendata.feeds.representations import feeds
from mme_site.opendata.reading import in_readers_language, links_to, record_facts, sources_of, text_of
from mme_site.opendata.resources import Resource
from mme_site.opendata.schemas import Link, PageFacts
from mme_site.pages.representations import Representations

KINDS = {
    StandardPage: "text",
    ThemeIndexPage: "themes",
    MeetingIndexPage: "meetings",
    DocumentIndexPage: "documents",
    MemberIndexPage: "members",
}
SECTIONS = ("outline", "objectives", "secretariat", "observers", "partners", "contact")


class TextFacts(PageFacts):
    __doc__ = _("A page of text, or what stands above a list.")

    kind: Annotated[str, Field(description=_("text, or what the page lists: themes, meetings, documents, members."))]
    above: Annotated[Link | None, Field(description=_("The page that it stands below."))]


class PartnershipFacts(PageFacts):
    __doc__ = _("What the partnership is.")

    short_name: str
    tagline: str
    standing: Annotated[str, Field(description=_("What kind of a partnership it is."))]
    established_on: Annotated[datetime.date | None, Field(description=_("The first day that its precision can mean."))]
    established_precision: str
    founding_meeting: Link | None
    own_series: Annotated[list[str], Field(description=_("Slugs of its own series of meetings."))]
    related_series: Annotated[list[str], Field(description=_("Slugs of series of meetings beside it."))]
    key_documents: list[Link]
    bodies: Annotated[list[str], Field(description=_("Abbreviations of the unions whose members are its members."))]
    sections: Annotated[dict[str, str], Field(description=_("Its text by what it is about, such as objectives."))]


class TextRecords(Resource[TextFacts]):
    name, title = "pages", gettext_lazy("Lists and pages of text")
    schema, model, letter = TextFacts, tuple(KINDS), "p"

    def public(self, root: Any) -> Any:
        pages = SitePageQuerySet(Page).at_or_below(root).exclude(pk=root.pk)
        return pages.type(*KINDS).live().public().order_by("path")

    def records(self, objects: Sequence[Any], request: Any = None, filters: Any = None) -> list[TextFacts]:
        by_type = defaultdict(list)
        for page in objects:
            by_type[page.specific_class].append(page.pk)
        found = [
            page for kind, keys in by_type.items() for page in in_readers_language(kind.objects.filter(pk__in=keys))
        ]
        parents = {page.path[: -page.steplen] for page in found}
        above = dict(Page.objects.filter(path__in=parents).values_list("path", "pk"))
        links, sources = links_to(above.values(), request), sources_of([page.pk for page in found])
        return [
            TextFacts(
                **record_facts(page, request, self.letter),
                text=text_of(page),
                sources=sources.get(page.pk, []),
                kind=KINDS[type(page)],
                above=links.get(above[page.path[: -page.steplen]]),
            )
            for page in sorted(found, key=lambda page: page.path)
        ]


class PartnershipRecords(Resource[PartnershipFacts]):
    name, title = "partnerships", gettext_lazy("Partnerships")
    schema, model, letter = PartnershipFacts, PartnershipPage, "o"

    def public(self, root: Any) -> Any:
        return PartnershipPage.objects.descendant_of(root, inclusive=True).live().public().order_by("path")

    def records(self, objects: Sequence[Any], request: Any = None, filters: Any = None) -> list[PartnershipFacts]:
        return [self.facts(page, request) for page in in_readers_language(objects)]  # which are one for each site

    def facts(self, page: Any, request: Any) -> PartnershipFacts:
        documents = [chosen.document_id for chosen in page.key_documents.all()]
        links = links_to([page.founding_meeting_id, *documents], request)
        members = MemberIndexPage.of_partnership(page)
        return PartnershipFacts(
            **record_facts(page, request, self.letter),
            text=text_of(page),
            sources=sources_of([page.pk]).get(page.pk, []),
            **{name: getattr(page, name) for name in ("short_name", "tagline", "standing", "established_on")},
            established_precision=page.established_precision if page.established_on else "",
            founding_meeting=links.get(page.founding_meeting_id),
            own_series=[series.slug for series in page.own_series.all()],
            related_series=[series.slug for series in page.related_series.all()],
            key_documents=[links[key] for key in documents if key in links],
            bodies=[body.code for body in members.counted_bodies] if members else [],
            sections={name: text for name in SECTIONS if (text := text_of(page, name))},
        )


def open_data() -> list[Resource[Any]]:
    return [PartnershipRecords(), TextRecords()]


def representations() -> Representations:
    return {(PartnershipPage, ""): feeds(everything)}


def everything(page: Any, form: Any) -> tuple[Any, ...]:
    """Return every public page of a partnership, and its members."""
    return SitePageQuerySet(Page).at_or_below(page).live().public(), MemberIndexPage.members_of(lists_below(page))
