"""What robots are told."""

from django.conf import settings
from django.http import HttpResponse
from django.urls import reverse

from mme_site.delivery.cacheable import cacheable


@cacheable
def robots_txt(request):
    """Keep robots out of the admin and of search results, and name the sitemap (RFC 9309)."""
    lines = [
        "User-agent: *",
        f"Disallow: {reverse('wagtailadmin_home')}",
        f"Disallow: {reverse('search')}",
        "",
        f"Sitemap: {settings.SITE_URL}/sitemap.xml",
        "",
    ]
    return HttpResponse("\n".join(lines), content_type="text/plain; charset=utf-8")
