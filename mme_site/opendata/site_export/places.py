"""Which file an address becomes, and how one file leads to another."""

import posixpath
import re
from urllib.parse import quote, unquote

MOST_PARAMETERS = 1  # of a list that is exported as it is limited by a link: a filter, or a page of it
# What only a server answers: it is no page, or asks something of whoever opens it.
LEFT_OUT = re.compile(
    r"^/(?:[a-z]{2}/)?"
    r"(?:admin|api|calendar|data/follow|health|metrics|oai|report-an-error|search/suggestions|shared|[a-z]/\d+)\b"
)


def file_for(address: str, media_type: str) -> str:
    """Return the file, below the folder of the export, of an address such as /meetings/?page=2."""
    path, _mark, query = address.partition("?")
    name = unquote(path).lstrip("/")
    if name.endswith("/") or not name:
        name += "index.html"
    elif "." not in posixpath.basename(name):
        name += {"text/html": ".html", "application/pdf": ".pdf"}.get(media_type, "")
    if query:
        stem, ending = posixpath.splitext(name)
        name = f"{stem}-{re.sub(r'[^A-Za-z0-9]+', '-', unquote(query)).strip('-')[:80]}{ending}"
    return name


def relative(target: str, source: str, fragment: str = "") -> str:
    """Return the address of one file in another, as a browser follows it without a server as well."""
    path = posixpath.relpath(target, posixpath.dirname(source) or ".")
    return quote(path) + (f"#{fragment}" if fragment else "")


def is_wanted(address: str) -> bool:
    """Return True for an address that is part of the export."""
    _path, _mark, query = address.partition("?")
    return not LEFT_OUT.match(address) and query.count("=") <= MOST_PARAMETERS and not re.match(r"q=", query)
