"""From an address to its page, in fewer queries than Wagtail takes.

Wagtail reads the site, the language, and then each page on the way twice, once as a page and
once as one of its type. Here the site and its roots are remembered, the pages on the way are
found in one query, and only the last of them is read as what it is. The answer is left where
Wagtail looks for one before it asks (`Page.route_for_request`, `Site.find_for_request`).

With 10,000 documents a public page takes 1.5 times the processor time in Wagtail's way (the median of 23
pages, `tests/bench/shortcuts.py`), and 3 to 8 queries more; as long where `Page.route`, the public way, is ours.
"""

from collections.abc import Callable, Iterable
from typing import Any, cast

from django.contrib.contenttypes.models import ContentType
from django.db.models import Q, QuerySet
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.urls import Resolver404
from django.utils.translation import get_language
from wagtail.contrib.routable_page.models import RoutablePageMixin
from wagtail.models import Page, Site
from wagtail.url_routing import RouteResult
from wagtail.views import serve

from mme_site.caching.content_cache import cached
from mme_site.core.languages import locale_id_of, locales_by_id
from mme_site.core.querysets import foreign_originals, translated_roots
from mme_site.pages.translations import is_translation, original_of, read_in, take_words

Places = dict[str, tuple[int, int]]  # key and content type of pages, by their paths of slugs


class PageRoutingMiddleware:
    """Middleware that finds the site and the page of a request, whatever its method.

    Wagtail's own way would find a translation by itself, also where its original is not public.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_view(
        self, request: Any, view: Callable[..., Any], args: tuple[Any, ...], kwargs: dict[str, Any]
    ) -> None:
        if view is not serve:
            return
        site = site_of(request)
        request._wagtail_cached_site_root_paths = cached("root paths", read_root_paths)
        try:
            request._wagtail_route_for_request = route(request, *args, **kwargs) if site else None
        except Http404:
            request._wagtail_route_for_request = None


def site_of(request: Any) -> Site | None:
    """Return the site of a request, or None; it is left where Wagtail looks for it first."""
    # As Wagtail does, before anybody has asked whether the host is one of ours.
    host = request._get_raw_host(), request.get_port()
    site: Site | None = cached(("site", *host), lambda: Site.find_for_request(request))
    request._wagtail_site = site
    return site


def read_root_paths() -> list[Any]:
    """Return what addresses begin with, as it is now; another process may have changed what Django's cache holds."""
    Site.clear_site_root_paths_cache()
    return Site.get_site_root_paths()


def set_root_paths(instances: Iterable[Any]) -> None:
    """Let pages tell their addresses without reading, each of them, what addresses begin with."""
    root_paths = Site.get_site_root_paths()
    for page in instances:
        if isinstance(page, Page):
            page._wagtail_cached_site_root_paths = root_paths


def root_of(site: Site) -> Page:
    """Return the root page of a site."""
    return cached(("root", site.pk), lambda: Page.objects.get(pk=site.root_page_id))


def route(request: Any, path: str) -> Any:
    """Return the RouteResult of an address below the root of the request's site, in the reader's language.

    Raises Http404 where there is no live page.
    """
    slugs = [slug for slug in path.split("/") if slug]
    root = root_of(request._wagtail_site)
    try:
        result = route_below(root, slugs, request)
        if is_translation(result.page):
            result = RouteResult(public_original(result.page), result.args, result.kwargs)
        read_in(get_language(), result.page)
        return result
    except Http404:
        if result := route_in_translation(root, slugs, request) or route_in_other_tree(root, slugs, request):
            return result
        raise


def route_in_translation(root: Page, slugs: list[str], request: Any) -> Any:
    """Return the RouteResult of an address in the tree of the reader's language, or None.

    Raises Http404 where there is no live page.
    """
    locale = locale_id_of(get_language())
    for version in versions_of_root(root):
        if version.locale_id != locale:
            continue
        try:
            result = route_below(version, slugs, request)
        except Http404:
            continue
        original = original_of(result.page)
        if original is None:
            return result
        if original.live:
            take_words(original, result.page)
            return RouteResult(original, result.args, result.kwargs)
    return None


def public_original(page: Page) -> Page:
    """Return the original of a translation; raises Http404 where it is not live."""
    original = original_of(page)
    if original is None or not original.live:
        raise Http404
    return original


def route_in_other_tree(root: Page, slugs: list[str], request: Any) -> Any:
    """Return the RouteResult of an original that was written in another language than the site's own, or None."""
    for version in versions_of_root(root) if foreign_originals() else ():
        try:
            result = route_below(version, slugs, request)
        except Http404:
            continue
        if result.page.pk in foreign_originals():
            read_in(get_language(), result.page)
            return result
    return None


def versions_of_root(root: Page) -> list[Page]:
    """Return the roots of the trees that hold the translations of a site's pages."""
    pages = Page.objects.filter(path__in=translated_roots(), translation_key=root.translation_key)
    return cached(("versions of root", root.pk), lambda: list(pages.order_by("path"))) if translated_roots() else []


def route_below(root: Page, slugs: list[str], request: Any) -> RouteResult:
    page, rest = last_page(root, slugs)
    if page is None:  # it went meanwhile
        raise Http404
    if locale := locales_by_id().get(page.locale_id):
        page.locale = locale
    return page.route(request, rest)


def last_page(root: Page, slugs: list[str]) -> tuple[Page | None, list[str]]:
    """Return the last page on the way that is there, as what it is, and the slugs after it."""
    if len(slugs) == 2:
        if page := list_page_for(root, *slugs):
            return page, slugs[1:]
        if page := child_of_list(root, *slugs):
            return page, []
    known = steps(root, slugs) if len(slugs) > 1 else lists_below(root)
    address, last, rest = root.url_path, (root.pk, root.content_type_id), slugs
    for place, slug in enumerate(slugs, start=1):
        address = f"{address}{slug}/"
        if address not in known:
            break
        last, rest = known[address], slugs[place:]
    pk, content_type = last
    return read(model_of(content_type)).filter(pk=pk).first(), rest


def list_page_for(root: Page, slug_of_list: str, slug: str) -> Page | None:
    """Return a page right below the root that has a view of its own for a slug; Wagtail asks it first as well."""
    found = lists_below(root).get(f"{root.url_path}{slug_of_list}/")
    if found is None:
        return None
    pk, content_type = found
    page_type = model_of(content_type)
    if not issubclass(page_type, RoutablePageMixin):
        return None
    try:
        page_type.get_resolver().resolve(f"/{slug}/")
    except Resolver404:
        return None
    return read(page_type).filter(pk=pk).first()


def child_of_list(root: Page, slug_of_list: str, slug: str) -> Page | None:
    """Return a page right below a list whose pages are all of one type, in one query; None for any other."""
    found = lists_below(root).get(f"{root.url_path}{slug_of_list}/")
    below = model_of(found[1]).allowed_subpage_models() if found else []
    if len(below) != 1:
        return None
    address = f"{root.url_path}{slug_of_list}/{slug}/"
    return read(below[0]).filter(slug=slug, depth=root.depth + 2, url_path=address).first()


def lists_below(root: Page) -> Places:
    """Return the pages right below a root, which are few."""
    return cached(("below", root.pk), lambda: by_address(Page.objects.child_of(root)))


def steps(root: Page, slugs: list[str]) -> Places:
    """Return each page that can be on the way, in one query."""
    wanted = Q()
    for place, slug in enumerate(slugs, start=1):
        wanted |= Q(slug=slug, depth=root.depth + place)
    return by_address(Page.objects.filter(wanted, path__startswith=root.path))


def by_address(pages: QuerySet[Page]) -> Places:
    return {address: last for address, *last in pages.values_list("url_path", "pk", "content_type_id")}


def model_of(content_type: int) -> type[Page]:
    """Return the page type of a key of a content type, Page itself where that type is no longer there (as Wagtail)."""
    return cast(type[Page], ContentType.objects.get_for_id(content_type).model_class() or Page)


def read(page_type: type[Page]) -> QuerySet[Page]:
    """Return the pages of a type with what a page of its own reads in the same query."""
    return page_type._default_manager.select_related(*getattr(page_type, "read_with", ()))
