"""The links of a page: found, and written anew for a folder of files.

The site writes its own pages, each value in double quotes and escaped, so that expressions find what a parser would,
in a tenth of its time.
"""

import re
from collections.abc import Callable, Iterator
from html import escape, unescape
from urllib.parse import urldefrag, urlencode, urljoin, urlsplit

from django.template.loader import render_to_string
from django.utils import translation

TAG = re.compile(r'<[a-z][^<>"]*(?:"[^"]*"[^<>"]*)*>')
ADDRESS = re.compile(r'(?<=\s)(href|src|action|poster|data-src|srcset)="([^"]*)"')
# What a page tells of itself keeps the address at which it stands on the web.
OF_ITSELF = re.compile(r'<link\b.*(?:\brel="(?:canonical|shortlink)"|\bhreflang=)', re.DOTALL)
SCRIPT = re.compile(r"<script\b[^>]*\ssrc=[^>]*></script>")  # needs a server, and no task needs it
ON_THE_WEB = "web:"  # leads from a page to itself on the web
FILTERS = re.compile(r'<form method="get" aria-label=.*?</form>', re.DOTALL)
SELECT = re.compile(r"<label\b[^>]*>([^<]*)</label>\s*<select\b([^>]*)>(.*?)</select>", re.DOTALL)
OPTION = re.compile(r'<option value="([^"]+)"[^>]*>([^<]*)</option>')
NAME = re.compile(r'\bname="(\w+)"')
USE = re.compile(r'(<use\b[^>]*\shref=")([^"#]+\.svg)#([^"]+)"')
CSS_URL = re.compile(r"url\((['\"]?)([^)'\"]+)\1\)")


def with_links_for_filters(html: str, language: str) -> str:
    """Return a page whose form of filters, which needs a server, is links to the list limited by each of them."""

    def links(match: re.Match[str]) -> str:
        fields = [
            (
                unescape(label),
                [
                    (f"?{urlencode({name[1]: unescape(value)})}", unescape(text))
                    for value, text in OPTION.findall(options)
                ],
            )
            for label, attributes, options in SELECT.findall(match[0])
            if (name := NAME.search(attributes))
        ]
        with translation.override(language):
            return render_to_string("opendata/filters_as_links.html", {"fields": fields, "web": ON_THE_WEB})

    return FILTERS.sub(links, html)


def with_links(html: str, to: Callable[[str], str]) -> str:
    """Return a page without its scripts, in which each address is what `to(address)` returns for it."""

    def tag(match: re.Match[str]) -> str:
        return match[0] if OF_ITSELF.match(match[0]) else ADDRESS.sub(attribute, match[0])

    def attribute(match: re.Match[str]) -> str:
        name, value = match[1], unescape(match[2])
        if name == "srcset":
            parts = [part.split() for part in value.split(",") if part.strip()]
            value = ", ".join(" ".join([to(url), *size]) for url, *size in parts)
        else:
            value = to(value)
        return f'{name}="{escape(value)}"'

    return TAG.sub(tag, SCRIPT.sub("", html))


def with_parts_of_pictures(html: str, read: Callable[[str], str]) -> str:
    """Return a page that holds the parts of other files that it shows; without a server a browser takes none of them.

    `read(address)` returns what stands in a file.
    """
    parts: dict[str, str] = {}

    def own(match: re.Match[str]) -> str:
        parts[match[3]] = match[2]
        return f'{match[1]}#{match[3]}"'

    html = USE.sub(own, html)
    found = (re.search(rf'<path id="{re.escape(part)}"[^>]*/>', read(address)) for part, address in parts.items())
    shapes = "".join(match[0] for match in found if match)
    hidden = f'<svg width="0" height="0" aria-hidden="true"><defs>{shapes}</defs></svg>'
    return html.replace("</main>", f"{hidden}</main>", 1) if shapes else html


def urls_in(html: str) -> list[str]:
    """Return what a page leads to, or loads, as it is written there."""
    found: list[str] = []

    def note(url: str) -> str:
        found.append(url)
        return url

    with_links(html, note)
    return found


def urls_in_css(css: str) -> Iterator[str]:
    return (match[2] for match in CSS_URL.finditer(css) if not match[2].startswith(("data:", "#")))


def own_address(url: str, of: str, base: str) -> tuple[str, str] | None:
    """Return the address on the site, and the fragment, that a link on one of its pages leads to; None elsewhere."""
    whole, fragment = urldefrag(urljoin(base + of, url.strip()))
    parts, own = urlsplit(whole), urlsplit(base)
    if (parts.scheme, parts.netloc) != (own.scheme, own.netloc):
        return None
    return parts.path + (f"?{parts.query}" if parts.query else ""), fragment
