"""What the search may know of series: which of them have meetings that everybody may read, and where these are."""

from collections.abc import Collection

from django.db.models import QuerySet
from django.http import HttpRequest
from wagtail.models import Page

from meetings.models import MeetingIndexPage, MeetingPage, MeetingSeries
from mme_site.caching.content_cache import cached
from mme_site.core.localized import localized_url
from mme_site.core.searchable import RecordLink


class SearchableSeries:
    """A series leads to the list of meetings, limited to it."""

    model = MeetingSeries

    def public_keys(self, root: Page) -> QuerySet:
        meetings = MeetingPage.objects.live().public().descendant_of(root).exclude(series=None)
        # Asked for by themselves, as they are few: whether a page is public is too much for SQLite inside a query.
        found = list(meetings.order_by().values_list("series", flat=True).distinct())
        return MeetingSeries.objects.filter(pk__in=found).values("pk")

    def links(self, keys: Collection[int], root: Page, language: str, request: HttpRequest) -> dict[int, RecordLink]:
        """Return the links to the list of meetings, limited to each series."""
        lists = MeetingIndexPage.objects.live().public().descendant_of(root)
        page = cached(("list of meetings", root.path), lists.first)
        address = localized_url(page, request) if page else ""
        return {
            key: RecordLink(series.name, f"{address}?series={series.slug}")
            for key, series in (MeetingSeries.objects.in_bulk(keys) if page else {}).items()
        }
