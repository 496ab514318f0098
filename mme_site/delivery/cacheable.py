"""What Django says to the page cache before it: which answers may be kept, and until when."""

from collections.abc import Callable, Iterable
from typing import Any

from django.http import HttpRequest, HttpResponse
from wagtail import hooks

from mme_site.caching.version import content_version

REQUEST_HEADER = "HTTP_X_PAGE_CACHE"
RESPONSE_HEADER = "X-Page-Cache"
CACHEABLE_STATUSES = {200, 301, 302, 307, 308, 404, 410}
PAGES = "wagtail_serve"


def page_cache_headers(
    get_response: Callable[[HttpRequest], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    """Add the content version that an answer was made of, and its end, where everybody may get the answer.

    The version is read before anything else: a change that comes meanwhile makes it old.
    """

    def middleware(request: Any) -> HttpResponse:
        if REQUEST_HEADER not in request.META or request.method != "GET":
            return get_response(request)
        request.content_version = version = content_version()
        response = get_response(request)
        if life := getattr(
            response, "page_lifetime", None
        ):  # by mme_site/delivery/cache_headers.py, where it may be kept
            response.headers[RESPONSE_HEADER] = f"version={version}, until={int(life.until.timestamp())}"
        return response

    return middleware


def is_cacheable(request: HttpRequest, response: HttpResponse) -> bool:
    """Return True for an answer that is the same for everybody who asks for this address."""
    if response.status_code not in CACHEABLE_STATUSES or response.streaming or response.cookies:
        return False
    if "private" in response.headers.get("Cache-Control", ""):
        return False
    return is_about_pages(request) and known_parameters(request).issuperset(request.GET)


def is_about_pages(request: HttpRequest) -> bool:
    """Return True where a page was asked for, or an address that leads nowhere, or a view that says so itself."""
    match = request.resolver_match
    return match is None or match.url_name == PAGES or getattr(match.func, "is_cacheable", False)


def known_parameters(request: HttpRequest) -> frozenset[str]:
    """Return the names in a query string that the page which was served, or the view, knows."""
    page = getattr(request, "page_served", None)
    if page:
        names: frozenset[str] = page.query_parameters
        return names
    return getattr(request.resolver_match and request.resolver_match.func, "query_parameters", frozenset())


@hooks.register("before_serve_page")
def remember_served_page(page: Any, request: Any, _args: Any, _kwargs: Any) -> None:
    """Remember which page is served, for `known_parameters`."""
    request.page_served = page


def cacheable(view: Any, query_parameters: Iterable[str] = ()) -> Any:
    """Decorate a view whose answer is the same for everybody until public content changes.

    Only what names no other parameters than these is kept: anybody can make up others.
    """
    view.is_cacheable = True
    view.query_parameters = frozenset(query_parameters)
    return view
