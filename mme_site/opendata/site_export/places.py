"""Which file an address becomes, and how one file leads to another."""

import mimetypes
import posixpath
import re
from urllib.parse import quote, unquote

# What only a server answers: it is no page, or asks something of whoever opens it. The export has a search of its own.
LEFT_OUT = re.compile(
    r"^/(?:[a-z]{2}/)?"
    r"(?:admin|api|calendar|data/follow|health|metrics|oai|opensearch|report-an-error|search/\w+|shared|[a-z]/\d+)\b"
)
# A list as a link limits it, by one filter, or a page or a picture of it; not to a day: there are too many of them.
QUERY = re.compile(r"[^?]+/\?(?!as_of=|q=)\w+=[^&]*(?:&(?:page|version)=\w+)?")


def file_for(address: str, media_type: str) -> str:
    """Return the file, below the folder of the export, of an address such as /meetings/?page=2."""
    path, _mark, query = address.partition("?")
    name, ending = unquote(path).lstrip("/"), mimetypes.guess_extension(media_type) or ""
    if name.endswith("/") or not name:
        name += f"index{ending}"
    elif "." not in posixpath.basename(name):
        name += ending
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
    return not LEFT_OUT.match(address) and ("?" not in address or bool(QUERY.fullmatch(address)))
