"""The header Link of a page: what a program needs to know of it before it reads it (RFC 8288, signposting.org)."""

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.encoding import iri_to_uri
from django.utils.translation import get_language

from mme_site.caching.content_cache import cached_text
from mme_site.core.localized import localized_full_url
from mme_site.opendata.reading import short_url
from mme_site.opendata.resources import resource_of
from mme_site.pages.representations import representations_of

MOST_LINKS = 60  # what servers and proxies take as one header
Links = Iterable[tuple[str, dict[str, str]]]
TYPES = {"meetings": "Event", "documents": "DigitalDocument", "themes": "CollectionPage", "pages": "WebPage"}


def add_links(serve: Callable[..., Any]) -> Callable[..., Any]:
    """Wrap the serving of a page; only what everybody reads as it is gets the header."""

    def serve_with_links(page: Any, request: HttpRequest, args: Any, kwargs: Any) -> Any:
        response = serve(page, request, args, kwargs)
        if response.status_code == 200 and request.method in ("GET", "HEAD") and not args and page.live:
            # Those of a preview or a shared draft are not asked for here: only Wagtail's own view serves a page.
            key = ("links", page.pk, get_language(), request.get_host())
            if value := cached_text(key, lambda: header(links_of(page, request))):
                response.headers["Link"] = value
        return response

    return serve_with_links


def links_of(page: Any, request: HttpRequest) -> Iterator[tuple[str, dict[str, str]]]:
    resource = resource_of(page)
    if resource is None:
        return
    base = localized_full_url(page, request)
    if resource.letter:
        yield short_url(page, resource.letter), {"rel": "cite-as"}
    yield f"https://schema.org/{TYPES.get(resource.name, 'WebPage')}", {"rel": "type"}
    yield "https://schema.org/AboutPage", {"rel": "type"}
    if settings.DATA_LICENSE_URL:
        yield settings.DATA_LICENSE_URL, {"rel": "license"}
    for one in representations_of(page):
        if one.is_alternate and one.title and not one.takes_query:
            yield f"{base}{one.filename}", {"rel": "alternate", "type": one.media_type}
    yield (
        request.build_absolute_uri(f"/api/v1/{resource.name}/{page.pk}"),
        {"rel": "describedby", "type": "application/json"},
    )
    yield from resource.links(page, request)


def header(links: Links) -> str:
    """Return the value of the header; addresses hold nothing that it could end with."""
    return ", ".join(
        "; ".join([f"<{escaped(url)}>", *(f'{name}="{value}"' for name, value in attributes.items())])
        for number, (url, attributes) in enumerate(links)
        if number < MOST_LINKS
    )


def escaped(url: str) -> str:
    return iri_to_uri(url).replace(">", "%3E").replace("<", "%3C")
