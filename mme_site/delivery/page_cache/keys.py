"""Which requests ask for the same answer."""

from collections.abc import Iterable
from functools import lru_cache
from typing import Any, NamedTuple
from urllib.parse import parse_qsl, urlencode

from django.http.request import split_domain_port, validate_host

# Written behind addresses by those who send letters and sell advertisements; no page reads them.
TRACKING_PARAMETERS = {
    *("_ga", "_gl", "dclid", "fbclid", "gad_source", "gbraid", "gclid", "gclsrc", "igsh", "igshid", "li_fat_id"),
    *("mc_cid", "mc_eid", "mkt_tok", "msclkid", "srsltid", "ttclid", "twclid", "wbraid", "yclid"),
}
TRACKING_PREFIX = "utm_"
LONGEST_ADDRESS = 2_000  # characters; a longer one is not worth its memory
MOST_PARAMETERS = 50
MOST_HOSTS = 1_000
DEFAULT_PORTS = {"http": ":80", "https": ":443"}


class Key(NamedTuple):
    """What tells one answer from others."""

    scheme: str
    host: str
    path: str
    query: str
    coding: str = ""  # of a static file, which is kept as it was compressed ahead of time


class Hosts:
    """The names of the site as visitors write them, each in its one form."""

    def __init__(self, allowed: Iterable[str]) -> None:
        self.allowed = list(allowed)
        self.known: dict[tuple[str, str], str] = {}

    def normalized(self, scheme: str, host: str) -> str:
        """Return a host in lower case and without its scheme's port; '' where it is none of the site's."""
        found = self.known.get((scheme, host))
        if found is None and len(host) <= 255:
            found = host.lower().removesuffix(DEFAULT_PORTS.get(scheme, ""))
            domain, _port = split_domain_port(found)
            if not domain or not validate_host(domain, self.allowed):
                return ""
            if len(self.known) < MOST_HOSTS:
                self.known[scheme, host] = found
        return found or ""


@lru_cache(maxsize=1_000)  # reading one takes 5 µs, a tenth of a kept page; at most 8 MB
def without_tracking(query: str) -> str | None:
    """Return a query in one spelling and without what only follows visitors; None where it cannot be read."""
    try:
        pairs = parse_qsl(query, keep_blank_values=True, max_num_fields=MOST_PARAMETERS, errors="strict")
    except ValueError:
        return None
    return urlencode([(name, value) for name, value in pairs if not is_tracking(name)])


def is_tracking(name: str) -> bool:
    return name in TRACKING_PARAMETERS or name.startswith(TRACKING_PREFIX)


def key_of(environ: dict[str, Any], hosts: Hosts, coding: str = "") -> Key | None:
    """Return the key of what a request asks for; None for an address that is not kept.

    The server has decoded the path, so that `/%6deetings/` and `/meetings/` are one.
    """
    path, query = environ["PATH_INFO"], environ["QUERY_STRING"]
    if len(path) + len(query) > LONGEST_ADDRESS:
        return None
    scheme = environ["wsgi.url_scheme"]
    host = hosts.normalized(scheme, environ["HTTP_HOST"])
    normalized = without_tracking(query) if query else ""
    if not host or normalized is None:
        return None
    return Key(scheme, host, path, normalized, coding)
