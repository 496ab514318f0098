"""What a followed list holds: the same query as that of its feed."""

from typing import Any

from django.conf import settings
from django.http import Http404, QueryDict
from django.test import RequestFactory
from django.urls import get_script_prefix
from django.utils.http import url_has_allowed_host_and_scheme
from wagtail.models import Page, Site

from mme_site.core.querysets import SitePageQuerySet
from mme_site.opendata.feeds.entries import queries_in
from mme_site.pages.representations import representations_of, route_name
from mme_site.pages.routing import route

FEED = "feed.atom"


class Followed:
    """A list that can be followed: what it is called, and which queries find what it holds."""

    def __init__(self, title: str, queries: tuple[Any, ...]) -> None:
        self.title, self.queries = title, queries


def followed(address: str, site: Site | None) -> Followed | None:
    """Return the list at an address such as /fr/meetings/?series=x; None where none is public, or can be followed."""
    if site is None or len(address) > 500 or not url_has_allowed_host_and_scheme(address, None):
        return None
    path, _mark, query = address.partition("?")
    request: Any = RequestFactory().get(path, headers={"host": site.hostname})
    request._wagtail_site = site
    slugs = without_language(path.removeprefix(get_script_prefix().rstrip("/")))
    try:
        page, args, _kwargs = route(request, slugs)
        _view, view_args, view_kwargs = args if args else (None, (), {})
        feed = next((one for one in representations_of(page, route_name(request)) if one.filename == FEED), None)
        if (
            feed is None
            or not feed.pages
            or not feed.name
            or not SitePageQuerySet(Page).filter(pk=page.pk).live().public().exists()
        ):
            return None
        form = page.filter_form(QueryDict(query)) if hasattr(page, "filter_form") else None
        if form is not None and not form.is_valid():
            return None
        asked = (page, form, *view_args)
        return Followed(feed.name(*asked, **view_kwargs), queries_in(feed.pages(*asked, **view_kwargs)))
    except Http404:
        return None


def without_language(path: str) -> str:
    first, _slash, rest = path.lstrip("/").partition("/")
    return rest if first in dict(settings.LANGUAGES) else path.lstrip("/")
