"""The feeds of a page, in both forms, for a room to register."""

from collections.abc import Callable
from typing import Any
from urllib.parse import quote

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _

from mme_site.core.filters import FilterForm
from mme_site.opendata.feeds.answers import ATOM, JSON_FEED, Feed, atom, json_feed
from mme_site.opendata.feeds.entries import latest_entries, queries_in
from mme_site.opendata.lists import list_title, refused
from mme_site.opendata.reading import links_to
from mme_site.pages.representations import Representation
from mme_site.pages.routing import root_of, site_of

# Called with the page, the form of its filters, and what the address below the page names; returns a query of pages or
# of records, or several in a tuple.
Found = Callable[..., Any]


def feeds(found: Found, name: Callable[..., str] | None = None) -> list[Representation]:
    """Return both feeds of what `found` returns."""

    def called(page: Any, form: FilterForm | None, *args: Any, **kwargs: Any) -> str:
        return name(page, *args, **kwargs) if name else list_title(page, form)

    def answer(write: Callable[[HttpRequest, Feed], HttpResponse]) -> Callable[..., HttpResponse]:
        def representation(request: HttpRequest, page: Any, *args: Any, **kwargs: Any) -> HttpResponse:
            form: FilterForm | None = page.filter_form(request.GET) if hasattr(page, "filter_form") else None
            if form is not None and (problem := refused(form)):
                return problem
            path, query = quote(request.path), f"?{request.GET.urlencode()}" if form and request.GET else ""
            title, site_url = called(page, form, *args, **kwargs), page.get_url_parts(request)[1]
            feed = Feed(
                title=title,
                subtitle=page.summary,
                url=f"{site_url}{path.rpartition('/')[0]}/{query}",
                feed_url=f"{site_url}{path}{query}",
                author=publisher(request) or title,
                entries=latest_entries(queries_in(found(page, form, *args, **kwargs)), request),
            )
            return write(request, feed)

        return representation

    options: dict[str, Any] = {"takes_query": True, "pages": found, "name": called}
    return [
        Representation("feed.atom", ATOM, answer(atom), _("New and changed, as Atom"), **options),
        Representation("feed.json", JSON_FEED, answer(json_feed), _("New and changed, as JSON Feed"), **options),
    ]


def publisher(request: HttpRequest) -> str:
    """Return the name of the partnership, whose facts these are, in the reader's language."""
    site = site_of(request)
    links = links_to([root_of(site).pk], request) if site else {}
    return next((link.title for link in links.values()), "")
