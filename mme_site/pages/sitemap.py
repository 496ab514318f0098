"""What the sitemap names."""

import datetime
from typing import cast

from django.db.models import Max, QuerySet
from django.http import HttpRequest, HttpResponse
from wagtail.contrib.sitemaps import Sitemap, views
from wagtail.models import Page

from mme_site.core.querysets import SitePageQuerySet
from mme_site.pages.translations import with_languages

XML = "application/xml; charset=utf-8"


class PublicPageSitemap(Sitemap):
    """The public pages; Wagtail's own names aliases of private pages as well, and asks of each what is private."""

    limit = 10_000  # pages, each in up to four languages: a sitemap has 50,000 addresses at most (sitemaps.org)

    def items(self) -> QuerySet[Page]:
        pages = SitePageQuerySet(Page).at_or_below(self.get_wagtail_site().root_page).live().public()
        return with_languages(pages.order_by("path").defer_streamfields().specific())

    def get_latest_lastmod(self) -> datetime.datetime | None:
        """Return when the last page was published; Django's own reads all of them."""
        latest: datetime.datetime | None = self.items().order_by().aggregate(at=Max("last_published_at"))["at"]
        return latest


def sitemap(request: HttpRequest) -> HttpResponse:
    """Answer with the sitemap, or with the list of its parts where it is long."""
    if PublicPageSitemap(request).paginator.num_pages > 1:
        return cast(HttpResponse, views.index(request, SECTIONS, content_type=XML, sitemap_url_name="sitemap_part"))
    return cast(HttpResponse, views.sitemap(request, SECTIONS, content_type=XML))


def sitemap_part(request: HttpRequest, section: str) -> HttpResponse:
    """Answer with one part, by its number `p`; 404 for one that there is not."""
    return cast(HttpResponse, views.sitemap(request, SECTIONS, section=section, content_type=XML))


SECTIONS = {"pages": PublicPageSitemap}
