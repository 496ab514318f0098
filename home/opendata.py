"""Pages of text as records."""

from functools import cache
from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

from home.models import PartnershipPage, StandardPage
from mme_site.core.querysets import SitePageQuerySet
from mme_site.opendata.feeds.representations import feeds
from mme_site.opendata.reading import in_readers_language, record_facts, sources_of, text_of
from mme_site.opendata.resources import Resource
from mme_site.opendata.schemas import PageFacts
from mme_site.pages.representations import Representations


class TextRecords(Resource[PageFacts]):
    name, title = "pages", _("Pages of text")
    schema, page_type, letter = PageFacts, StandardPage, "p"

    def public(self, root: Any) -> Any:
        return StandardPage.objects.at_or_below(root).live().public().order_by("path")

    def records(self, objects: Any, request: Any = None, filters: Any = None) -> list[PageFacts]:
        pages = in_readers_language(objects)
        sources = sources_of([page.pk for page in pages])
        return [
            PageFacts(**record_facts(page, request, self.letter), text=text_of(page), sources=sources.get(page.pk, []))
            for page in pages
        ]


def open_data() -> list[Resource[Any]]:
    return [TextRecords()]


@cache
def representations() -> Representations:
    return {(PartnershipPage, ""): feeds(everything)}


def everything(page: Any, form: Any) -> Any:
    """Return every public page of a partnership."""
    return SitePageQuerySet(Page).at_or_below(page).live().public()
