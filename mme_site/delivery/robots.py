"""What robots are told."""

from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from mme_site.delivery.cacheable import cacheable


@cacheable
def robots_txt(request: HttpRequest) -> HttpResponse:
    """Keep robots out of the admin and of search results, and name the sitemap (RFC 9309)."""
    is_first = request.get_host() == urlsplit(settings.SITE_URL).netloc
    root = settings.SITE_URL if is_first else f"{request.scheme}://{request.get_host()}"
    lines = [
        "User-agent: *",
        f"Disallow: {reverse('wagtailadmin_home')}",
        f"Disallow: {reverse('search')}",
        "",
        f"Sitemap: {root}/sitemap.xml",
        "",
    ]
    return HttpResponse("\n".join(lines), content_type="text/plain; charset=utf-8")
