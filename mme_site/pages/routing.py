"""From an address to its page, in fewer queries than Wagtail takes.

Wagtail reads the site, the language, and then each page on the way twice, once as a page and
once as one of its type. Here the site and its roots are remembered, the pages on the way are
found in one query, and only the last of them is read as what it is. The answer is left where
Wagtail looks for one before it asks (`Page.route_for_request`, `Site.find_for_request`).
"""

from django.contrib.contenttypes.models import ContentType
from django.db.models import Q
from django.http import Http404
from django.urls import Resolver404
from django.utils.translation import get_language
from wagtail.contrib.routable_page.models import RoutablePageMixin
from wagtail.models import Page, Site
from wagtail.views import serve

from mme_site.caching.content_cache import cached, is_caching
from mme_site.core.languages import locales_by_id


class PageRoutingMiddleware:
    """Middleware that finds the site and the page of a request that only reads."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_view(self, request, view, args, kwargs):
        if view is not serve or not is_caching():
            return
        site = site_of(request)
        request._wagtail_cached_site_root_paths = cached("root paths", read_root_paths)
        try:
            request._wagtail_route_for_request = route(request, *args, **kwargs) if site else None
        except Http404:
            request._wagtail_route_for_request = None


def site_of(request):
    """Return the site of a request, or None; it is left where Wagtail looks for it first."""
    # As Wagtail does, before anybody has asked whether the host is one of ours.
    host = request._get_raw_host(), request.get_port()
    request._wagtail_site = cached(("site", *host), lambda: Site.find_for_request(request))
    return request._wagtail_site


def read_root_paths():
    """Return what addresses begin with, as it is now; another process may have changed what Django's cache holds."""
    Site.clear_site_root_paths_cache()
    return Site.get_site_root_paths()


def root_of(site):
    """Return the root page of a site in the reader's language where that version is live, else as it is set."""
    versions = cached(
        ("roots", site.pk),
        lambda: list(Page.objects.filter(translation_key=site.root_page.translation_key, live=True)),
    )
    in_language = (page for page in versions if locales_by_id()[page.locale_id].language_code == get_language())
    return next(in_language, site.root_page)


def route(request, path):
    """Return the RouteResult of an address below the root of the request's site.

    Raises Http404 where there is no live page.
    """
    root = root_of(request._wagtail_site)
    slugs = [slug for slug in path.split("/") if slug]
    page, rest = last_page(root, slugs)
    if page is None:  # it went meanwhile
        raise Http404
    page.locale = locales_by_id().get(page.locale_id)
    return page.route(request, rest)


def last_page(root, slugs):
    """Return the last page on the way that is there, as what it is, and the slugs after it."""
    if len(slugs) == 2:
        if page := list_that_answers(root, *slugs):
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


def list_that_answers(root, slug_of_list, slug):
    """Return a page right below the root that has a view of its own for a slug; Wagtail asks it first as well."""
    pk, content_type = lists_below(root).get(f"{root.url_path}{slug_of_list}/", (None, None))
    page_type = model_of(content_type) if pk else None
    if page_type is None or not issubclass(page_type, RoutablePageMixin):
        return None
    try:
        page_type.get_resolver().resolve(f"/{slug}/")
    except Resolver404:
        return None
    return read(page_type).filter(pk=pk).first()


def child_of_list(root, slug_of_list, slug):
    """Return a page right below a list whose pages are all of one type, in one query; None for any other."""
    pk, content_type = lists_below(root).get(f"{root.url_path}{slug_of_list}/", (None, None))
    below = model_of(content_type).allowed_subpage_models() if pk else []
    if len(below) != 1:
        return None
    address = f"{root.url_path}{slug_of_list}/{slug}/"
    return read(below[0]).filter(slug=slug, depth=root.depth + 2, url_path=address).first()


def lists_below(root):
    """Return (key, content type) of the pages right below a root, which are few, by their paths of slugs."""
    return cached(("below", root.pk), lambda: by_address(Page.objects.child_of(root)))


def steps(root, slugs):
    """Return (key, content type) of each page that can be on the way, by its path of slugs, in one query."""
    wanted = Q()
    for place, slug in enumerate(slugs, start=1):
        wanted |= Q(slug=slug, depth=root.depth + place)
    return by_address(Page.objects.filter(wanted, path__startswith=root.path))


def by_address(pages):
    return {address: last for address, *last in pages.values_list("url_path", "pk", "content_type_id")}


def model_of(content_type):
    return ContentType.objects.get_for_id(content_type).model_class()


def read(page_type):
    """Return the pages of a type with what a page of its own reads in the same query."""
    return page_type._default_manager.select_related(*getattr(page_type, "read_with", ()))
