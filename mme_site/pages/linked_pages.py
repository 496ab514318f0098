"""Which pages the texts of a page link to, gathered before the first of them is shown."""

import re
from collections.abc import Iterable, Iterator

from mme_site.caching.content_cache import cached_for_request

# As Wagtail stores a link in a text; its attributes come in either order.
LINK = re.compile(r'<a\b[^>]*\blinktype="page"[^>]*>')
KEY = re.compile(r'\bid="(\d{1,18})"')


def linked_page_ids() -> set[str]:
    """Return the keys, in digits, of the pages that texts shown in this request link to, as far as they are known."""
    return cached_for_request("linked pages", set[str])


def prefetch_links(texts: Iterable[str]) -> None:
    """Let the first text with a link read what the links of all of these texts lead to."""
    for text in texts:
        linked_page_ids().update(key for link in LINK.findall(text) for key in KEY.findall(link))


def strings_in(stored: object) -> Iterator[str]:
    """Yield every string of a stored stream, whatever it is a part of."""
    if isinstance(stored, str):
        yield stored
    elif isinstance(stored, dict | list):
        for part in stored.values() if isinstance(stored, dict) else stored:
            yield from strings_in(part)
