"""A page shows the latest of what belongs to it, and leads to a list of all of it."""

from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from mme_site.caching.content_cache import cached
from mme_site.core.localized import localized_url
from mme_site.pages.base import SitePageQuerySet


def latest_pages(
    pages: SitePageQuerySet, most: int, request: HttpRequest, query: str, key: tuple | None = None
) -> tuple[SimpleLazyObject, SimpleLazyObject]:
    """Return (the latest of `pages`, the address of a list of all of them where they are more than `most`, else '').

    The list is the page above them, limited by `query`, such as 'theme=mobility'. With a `key`
    they are looked for once while no content changes. Both are read when they are first used.
    """
    found = SimpleLazyObject(lambda: read_latest(pages, most, request, query, key))
    return SimpleLazyObject(lambda: found[0]), SimpleLazyObject(lambda: found[1])


def read_latest(pages, most, request, query, key):
    pages = pages.latest_first()
    if key:
        keys = cached(("latest", key), lambda: list(pages.values_list("pk", flat=True)[: most + 1]))
        pages = pages.model.objects.filter(pk__in=keys).latest_first()
    found = list(pages.for_listing()[: most + 1])
    if len(found) <= most:
        return found, ""
    # The address of a page ends with its slug.
    address = localized_url(found[0], request).removesuffix(f"{found[0].slug}/")
    return found[:most], f"{address}?{query}"
