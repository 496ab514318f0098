"""What a page can be read as beside HTML: a file below its address, such as `event.ics` or `feed.atom`.

A room registers what its pages offer with the hook `page_representations`. Each is as public as the page, in the
reader's words, and is kept by the page cache as the page is.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.functional import Promise
from django.views.decorators.http import require_safe
from wagtail import hooks
from wagtail.models import Page

from mme_site.caching.content_cache import cached
from mme_site.core.querysets import SitePageQuerySet
from mme_site.pages.routing import read_root_paths, route, site_of


@dataclass(frozen=True)
class Representation:
    """One file below the address of a page.

    `answer` is called with the request and the page, and with what the address below it names (the slug of a member).
    """

    filename: str
    media_type: str
    answer: Callable[..., HttpResponseBase]
    title: str | Promise = ""  # where other programs are told of it in the head of the page
    takes_query: bool = False  # what limits the list limits this as well
    is_alternate: bool = True  # another form of the page itself
    # Of a feed: what it tells of, and what it is called; both are asked with the page and its filters.
    pages: Callable[..., Any] | None = None
    name: Callable[..., str] | None = None


Representations = dict[tuple[type[Page], str], list[Representation]]


INDEX_ROUTE = "index_route"  # Wagtail's name of the route to a page itself


@cache
def registered() -> list[tuple[type[Page], str, list[Representation]]]:
    """Return what the rooms have registered, each of them asked once."""
    found = [one for hook in hooks.get_hooks("page_representations") for one in hook().items()]
    return [(page_type, route, forms) for (page_type, route), forms in found]


def representations_of(page: Page, below: str = "") -> Iterator[Representation]:
    """Yield what a page, or what it shows below its address by a route of that name, can be read as."""
    for page_type, name, forms in registered():
        if isinstance(page, page_type) and name == below:
            yield from forms


def route_name(request: Any) -> str:
    """Return the name of the route below the address of a page that was taken; '' for the page itself."""
    match = getattr(request, "routable_resolver_match", None)
    return "" if match is None or match.url_name == INDEX_ROUTE else match.url_name


@require_safe
def representation(request: Any, path: str, filename: str) -> HttpResponseBase:
    """Answer with a public page, found by its address, in another form; 404 for what is not public."""
    site = site_of(request)
    if site is None:
        raise Http404
    request._wagtail_cached_site_root_paths = cached("root paths", read_root_paths)
    page, args, kwargs = route(request, path)
    _view, view_args, view_kwargs = args if args else (None, (), {})
    found = {one.filename: one for one in representations_of(page, route_name(request))}.get(filename)
    if found is None or not SitePageQuerySet(Page).filter(pk=page.pk).live().public().exists():
        raise Http404
    for hook in hooks.get_hooks("before_serve_page"):
        answer = hook(page, request, args, kwargs)
        if isinstance(answer, HttpResponse):
            return answer
    request.is_preview = False
    return found.answer(request, page, *view_args, **view_kwargs)


representation.is_cacheable = True  # type: ignore[attr-defined]  # the page cache's word, which is on a floor above
