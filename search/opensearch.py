"""How a browser adds the site's search to its own (OpenSearch 1.1)."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from mme_site.pages.routing import root_of, site_of
from mme_site.pages.translations import read_in

LONGEST_NAME = 16  # letters, by the specification
ONE_DAY = 86_400  # seconds


@require_safe
@cache_control(public=True, max_age=ONE_DAY)
def opensearch(request: HttpRequest) -> HttpResponse:
    """Describe the search page, and the suggestions, in the language of the address."""
    site = site_of(request)
    root = read_in(get_language(), root_of(site).specific) if site else None
    name = getattr(root, "short_name", "") or settings.WAGTAIL_SITE_NAME
    context = {
        "name": name[:LONGEST_NAME],
        "description": _("Search %(site)s") % {"site": root.title if root else name},
        "base": request.build_absolute_uri("/").rstrip("/"),
    }
    content_type = "application/opensearchdescription+xml; charset=utf-8"
    return render(request, "search/opensearch.xml", context, content_type=content_type)


def for_browsers(request: HttpRequest, query: str, suggestions: list[dict[str, str]]) -> JsonResponse:
    """Answer with suggestions as browsers take them: query, names, details, addresses (OpenSearch Suggestions 1.1)."""
    addresses = [request.build_absolute_uri(one["url"]) for one in suggestions]
    found = [query, [one["label"] for one in suggestions], [one["detail"] for one in suggestions], addresses]
    return JsonResponse(found, safe=False, content_type="application/x-suggestions+json")
