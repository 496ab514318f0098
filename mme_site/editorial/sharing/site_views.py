"""The whole site as it will be, below the secret address of a preview.

What is asked for there is asked of the site itself, by nobody in particular, at the moment of the preview; in the
answer every address of the site leads back into the preview.
"""

import functools
import re

from django.core.handlers.base import BaseHandler
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe
from wagtail.models import Site

from mme_site.editorial.schedule_calendar.access import visible_to
from mme_site.editorial.sharing.models import SitePreview
from mme_site.editorial.sharing.views import GONE, uncached
from mme_site.publishing.site_at.snapshots import site_at

# Nothing that is of one person, of this moment, or would ask for an answer of which only a part is sent.
LEFT_OUT = {
    *("HTTP_COOKIE", "HTTP_AUTHORIZATION", "HTTP_ACCEPT_ENCODING", "HTTP_REFERER", "HTTP_RANGE", "HTTP_IF_RANGE"),
    *("HTTP_IF_NONE_MATCH", "HTTP_IF_MODIFIED_SINCE", "HTTP_IF_MATCH", "HTTP_IF_UNMODIFIED_SINCE"),
    *("HTTP_X_PAGE_CACHE", "HTTP_X_REQUEST_ID"),
}
# No part of the public site, or the same at every moment.
NOT_SHOWN = re.compile(r"/(admin|preview|shared|calendar|metrics|health|static|data/package|(\w\w/)?data/follow)(/|$)")
ADDRESSES = re.compile(r'(\s(?:href|src|srcset|action|data-[\w-]+)=")([^"]*)"')
TEXTS = ("text/", "application/xml", "application/json", "application/atom+xml", "application/rss+xml")


@require_safe
def previewed_site(request, token, path):
    """Show an address of the site as it will be; 404 for an unknown link, 410 for one that has ended."""
    preview = SitePreview.of_token(token)
    if preview is None:
        raise Http404
    if preview.has_passed or not preview.is_open:
        return uncached(render(request, "sharing/ended.html", {"preview": preview}, status=GONE))
    if NOT_SHOWN.match(f"/{path}"):
        return uncached(render(request, "sharing/not_in_preview.html", {"preview": preview}, status=404))
    prefix = reverse("previewed_site", args=[token, ""])[:-1]
    with entered(preview) as snapshot:
        inner = request_for(request, f"/{path}")
        inner.site_preview, inner.content_cache = preview, snapshot.content_cache
        preview.differences, preview.is_indexed = snapshot.differences, snapshot.is_indexed
        response = handler().get_response(inner)
        if response.streaming and not hasattr(response, "file_to_stream"):  # read before the moment is over
            response = HttpResponse(b"".join(response), status=response.status_code, headers=response.headers)
    response.cookies.clear()
    site = Site.find_for_request(request)
    hosts = {f"{request.scheme}://{request.get_host()}", *([site.root_url] if site else [])}
    return uncached(with_preview_links(response, prefix, "|".join(map(re.escape, hosts))))


def entered(preview):
    """Let this thread see the site as a preview shows it: what is scheduled of that which its maker may see."""
    hour = preview.moment or preview.release.due_at
    release = None if hour else preview.release
    return site_at(f"link{preview.pk}", hour or timezone.now(), visible_to(preview.made_by), release)


@functools.cache
def handler():
    """Return what answers requests: the middleware and views of the site, as Wagtail's previews use them."""
    found = BaseHandler()
    found.load_middleware()
    return found


def request_for(request, path):
    """Return the request of a stranger for a path of the site."""
    environ = {key: value for key, value in request.META.items() if key not in LEFT_OUT}
    return type(request)({**environ, "PATH_INFO": path.encode().decode("latin-1")})


def with_preview_links(response, prefix, hosts):
    """Return an answer whose addresses of the site lead into the preview; `hosts` is a pattern of how they begin."""
    ours = rf"(?!/|static/|{re.escape(prefix[1:])})"
    address = re.compile(rf"((?:{hosts})?)/{ours}")

    def inside(found):
        return address.sub(rf"\1{prefix}/", found, count=1) if address.match(found) else found

    def attribute(found):
        name, value = found.groups()
        parts = re.split(r"(\s+)", value) if "srcset" in name else [value]
        return f'{name}{"".join(map(inside, parts))}"'

    if location := response.headers.get("Location"):
        response.headers["Location"] = inside(location)
    kind = response.headers.get("Content-Type", "")
    if response.streaming or not kind.startswith(TEXTS):
        return response
    text = response.content.decode()
    if kind.startswith("text/html"):
        response.content = ADDRESSES.sub(attribute, text)
    else:
        response.content = re.sub(rf"({hosts})/{ours}", rf"\1{prefix}/", text)
    if response.has_header("Content-Length"):
        response.headers["Content-Length"] = len(response.content)
    return response
