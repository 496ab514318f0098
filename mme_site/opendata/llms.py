"""What programs that read for people are told first: /llms.txt (llmstxt.org)."""

from django.http import HttpRequest, HttpResponse
from django.utils import translation
from django.views.decorators.http import require_safe
from wagtail.models import Page

from mme_site.core.localized import in_readers_words, localized_full_url
from mme_site.core.querysets import SitePageQuerySet
from mme_site.delivery.cacheable import cacheable
from mme_site.opendata.resources import resources
from mme_site.pages.routing import root_of, site_of


@require_safe
def llms_txt(request: HttpRequest) -> HttpResponse:
    """Name the site, its parts as Markdown, and its data."""
    site = site_of(request)
    with translation.override("en"):
        root = root_of(site).specific if site else None
        parts = SitePageQuerySet(Page).child_of(root).live().public().localized() if root else ()
        base = request.build_absolute_uri("/")
        lines = [
            f"# {root.title if root else 'MME'}",
            "",
            f"> {getattr(root, 'summary', '') or 'Meetings, documents, members and themes of the partnership.'}",
            "",
            "Every page can be had as Markdown: put `page.md` behind its address. Every page is there in English, "
            "French (`/fr/`), Portuguese (`/pt/`) and Arabic (`/ar/`).",
            "",
            "## Pages",
            "",
            *(f"- [{page.title}]({localized_full_url(page, request)}page.md)" for page in in_readers_words(parts)),
            "",
            "## Data",
            "",
            f"- [About the data]({base}data/): what there is, and in which forms",
            f"- [API]({base}api/v1/openapi.json): OpenAPI 3.1",
            *(f"- [{one.name}]({base}api/v1/{one.name}): {one.schema.__doc__}" for one in resources()),
            f"- [Sitemap]({base}sitemap.xml)",
            "",
        ]
    return HttpResponse("\n".join(lines), content_type="text/plain; charset=utf-8")


llms_txt = cacheable(llms_txt)
