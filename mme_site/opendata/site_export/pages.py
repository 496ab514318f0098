"""The links of a page: found, and written anew for a folder of files."""

import re
from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import urldefrag, urljoin, urlsplit

from bs4 import BeautifulSoup

ATTRIBUTES = {"href", "src", "action", "poster", "data-src"}
# What a page tells of itself keeps the address at which it stands on the web.
KEEPS_ADDRESS = {"canonical", "shortlink", "search"}
CSS_URL = re.compile(r"url\((['\"]?)([^)'\"]+)\1\)")


def parsed(html: bytes) -> BeautifulSoup:
    return BeautifulSoup(html, "html.parser")


def link_attributes(page: BeautifulSoup) -> Iterator[tuple[Any, str]]:
    """Yield the elements with addresses, each with the name of its attribute; not those that stay as they are."""
    for tag in page.find_all(True):
        if tag.name == "link" and (KEEPS_ADDRESS & set(tag.get("rel", ())) or tag.get("hreflang")):
            continue
        for name in ATTRIBUTES & tag.attrs.keys():
            yield tag, name
        if "srcset" in tag.attrs:
            yield tag, "srcset"


def own_address(url: str, of: str, base: str) -> tuple[str, str] | None:
    """Return the address on the site, and the fragment, that a link on one of its pages leads to; None elsewhere."""
    whole, fragment = urldefrag(urljoin(base + of, url.strip()))
    parts, own = urlsplit(whole), urlsplit(base)
    if (parts.scheme, parts.netloc) != (own.scheme, own.netloc):
        return None
    return parts.path + (f"?{parts.query}" if parts.query else ""), fragment


def addresses_in(page: BeautifulSoup, address: str, base: str) -> Iterator[str]:
    """Yield the addresses of the site that a page leads to, or loads."""
    for tag, name in link_attributes(page):
        for url in urls_of(tag[name], name):
            if (name, tag.name) != ("action", "form") and (found := own_address(url, address, base)):
                yield found[0]


def urls_of(value: str, name: str) -> list[str]:
    return [part.split()[0] for part in value.split(",") if part.strip()] if name == "srcset" else [value]


def rewrite(page: BeautifulSoup, address: str, base: str, to: Callable[[str, str], str]) -> None:
    """Let each link lead to what `to(address, fragment)` returns; the scripts need a server, and no task needs them."""
    for script in page.find_all("script", src=True):
        script.decompose()
    for tag, name in link_attributes(page):
        value = tag[name]
        for url in urls_of(value, name):
            if found := own_address(url, address, base):
                value = value.replace(url, to(*found)) if name == "srcset" else to(*found)
        tag[name] = value


def addresses_in_css(css: str, address: str, base: str) -> Iterator[str]:
    for match in CSS_URL.finditer(css):
        if not match[2].startswith(("data:", "#")) and (found := own_address(match[2], address, base)):
            yield found[0]
