"""Which addresses of ours the tests ask for: a view that nobody asks for could answer anything.

Counted are the routes of our own views, in `urls.py` and in the admin, and those that our page types have below them.
"""

import inspect
import re

from django.conf import settings
from django.urls import get_resolver
from django.urls.resolvers import URLResolver
from wagtail.contrib.routable_page.models import RoutablePageMixin
from wagtail.models import get_page_models

from tests.project.architecture import ROOMS

requested: set[str] = set()


def note_address(get_response):
    """Middleware of the tests: note the route of each request, whatever language its address begins with."""

    def middleware(request):
        response = get_response(request)
        if request.resolver_match:
            requested.add(without_language(request.resolver_match.route))
        return response

    return middleware


def note_subpage(page, view):
    """Note what a page of ours is asked for below its own address."""
    requested.add(name_of_subpage(type(page), view.__name__))


def without_language(route: str) -> str:
    return re.sub(rf"^({'|'.join(code for code, _name in settings.LANGUAGES)})/", "", route)


def our_addresses() -> set[str]:
    """Return every route that has a view of ours."""
    return {*routes_of(get_resolver().url_patterns), *subpages()}


def routes_of(patterns, before: str = "") -> set[str]:
    found = set()
    for pattern in patterns:
        route = joined(before, str(pattern.pattern))
        if isinstance(pattern, URLResolver):
            found |= routes_of(pattern.url_patterns, route)
        elif is_ours(pattern.callback):
            found.add(without_language(route))
    return found


def joined(before: str, route: str) -> str:
    """Join two parts of a route as Django does for `resolver_match.route`."""
    return before + (route.removeprefix("^") if before else route)


def subpages() -> set[str]:
    types = [model for model in get_page_models() if issubclass(model, RoutablePageMixin)]
    return {
        name_of_subpage(model, pattern.callback.__name__)
        for model in types
        for pattern in model.get_subpage_urls()
        if is_ours(pattern.callback)
    }


def name_of_subpage(model, name: str) -> str:
    return f"{model._meta.label}: {name}"


def is_ours(view) -> bool:
    # A class whose `dispatch` is decorated hands `__wrapped__` on to its view, which would lead to Django's `dispatch`.
    view = inspect.unwrap(view, stop=lambda wrapped: hasattr(wrapped, "view_class"))
    view = getattr(view, "view_class", getattr(view, "func", view))
    return view.__module__.partition(".")[0] in ROOMS
