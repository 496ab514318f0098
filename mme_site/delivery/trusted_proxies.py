"""Who asks, and under which name: what a proxy in front says is believed where it is one of ours."""

import ipaddress
from typing import Any

from django.core.exceptions import ImproperlyConfigured

Address = ipaddress.IPv4Address | ipaddress.IPv6Address
MOST_HOPS = 32
HOUSEHOLD = 64  # bits of an IPv6 address; one household or office has all that begin so (RFC 6177)
SCHEMES = ("http", "https")


class TrustedProxies:
    """The proxies in front of the site: how many there are, or the networks that they are in."""

    def __init__(self, named: list[str]) -> None:
        """Take the parts of TRUSTED_PROXIES; raise ImproperlyConfigured where they are neither."""
        self.count = int(named[0]) if len(named) == 1 and named[0].isdecimal() else 0
        try:
            self.networks = [] if self.count else [ipaddress.ip_network(part) for part in named if part != "0"]
        except ValueError as error:
            raise ImproperlyConfigured(
                f"TRUSTED_PROXIES must be a number of proxies, or networks with commas between: {error}."
            ) from error

    def apply(self, environ: dict[str, Any]) -> None:
        """Put the client's address, the scheme and the host that it asked for where WSGI has them (PEP 3333).

        What a proxy of ours has not said is taken away, so that nothing further in can believe it.
        """
        addresses = environ.pop("HTTP_X_FORWARDED_FOR", "")
        scheme = environ.pop("HTTP_X_FORWARDED_PROTO", "")
        host = environ.pop("HTTP_X_FORWARDED_HOST", "")
        environ.pop("HTTP_FORWARDED", None)  # RFC 7239, which no proxy of ours is asked to write
        if not (addresses or scheme or host) or not self.are_before(environ["REMOTE_ADDR"]):
            return
        environ["REMOTE_ADDR"] = self.client(environ["REMOTE_ADDR"], addresses)
        scheme = scheme.rpartition(",")[2].strip().lower()
        if scheme in SCHEMES:
            environ["wsgi.url_scheme"] = scheme
        if host:
            environ["HTTP_HOST"] = host.rpartition(",")[2].strip()

    def are_before(self, peer: str) -> bool:
        """Return True where a connection comes from a proxy."""
        return bool(self.count) or self.has(parsed(peer))

    def has(self, address: Address | None) -> bool:
        return address is not None and any(address in network for network in self.networks)

    def client(self, peer: str, forwarded: str) -> str:
        """Return the address that the outermost of our proxies saw; what stands before it, anybody can have written."""
        hops = [hop.strip() for hop in forwarded.split(",")[-MOST_HOPS:] if hop.strip()]
        client = peer
        for passed, hop in enumerate(reversed(hops)):
            is_ours = passed < self.count if self.count else self.has(parsed(client))
            if not is_ours or parsed(hop) is None:
                break
            client = str(parsed(hop))
        return client


def port_of(environ: dict[str, Any]) -> str:
    """Return the port that was asked for, by which two sites of one host name are told apart, and not the server's."""
    port = environ["HTTP_HOST"].rpartition("]")[2].rpartition(":")[2]
    return port if port.isdecimal() else {"https": "443"}.get(environ["wsgi.url_scheme"], "80")


def parsed(address: str) -> Address | None:
    """Return an address, as IPv4 where it is one inside IPv6; None where it is none."""
    try:
        found = ipaddress.ip_address(address)
    except ValueError:
        return None
    return getattr(found, "ipv4_mapped", None) or found


def household(address: str) -> str:
    """Return what a client is told apart by: its IPv4 address, or the network of its IPv6 address."""
    found = parsed(address)
    if found is None or found.version == 4:
        return str(found or "")
    return str(int(found) >> (found.max_prefixlen - HOUSEHOLD))
