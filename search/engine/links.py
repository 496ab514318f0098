"""Titles and addresses of pages and records, for many at once."""

from collections import defaultdict
from collections.abc import Iterable
from typing import NamedTuple

from django.contrib.contenttypes.models import ContentType
from django.http import HttpRequest
from wagtail.models import Page

from mme_site.core.languages import locales_by_id
from mme_site.core.localized import in_language
from mme_site.core.querysets import foreign_originals
from mme_site.core.searchable import RecordLink
from search.engine.visible import Visible
from search.registered import searchable_records


class Item(NamedTuple):
    """A page with its title and path in addresses, or a record by its type and key."""

    page: int | None
    title: str | None
    url_path: str | None
    record_type: int | None
    record: int | None


def links_to(items: Iterable[Item], visible: Visible, request: HttpRequest) -> dict[Item, RecordLink]:
    """Return the links to pages and records that may be read, in a fixed number of queries."""
    page = Page()  # any one, to ask for addresses: making one for each takes longer than asking
    links, records = {}, defaultdict(dict)
    for item in items:
        if item.page:
            page.id, page.url_path = item.page, item.url_path
            url = page.get_url(request)
            if item.url_path.startswith(visible.root.url_path):
                url = in_language(url, visible.language)
            elif item.page in foreign_originals():
                url = in_language(url, visible.language, locales_by_id()[foreign_originals()[item.page]].language_code)
            links[item] = RecordLink(item.title, url)
        else:
            records[item.record_type][item.record] = item
    for record_type, of_type in records.items():
        registered = searchable_records()[ContentType.objects.get_for_id(record_type).model_class()]
        found = registered.links(list(of_type), visible.root, visible.language, request)
        links |= {of_type[key]: link for key, link in found.items()}
    return links
