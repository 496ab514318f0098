"""A finished answer: its bytes in each coding, its entity tag, and 'not modified'."""

import functools
import gzip
import hashlib
from collections.abc import Iterable
from typing import Any, NamedTuple

import brotli

Headers = list[tuple[str, str]]

FOREVER = float("inf")  # the version and the end of a static file, whose name changes with its bytes
OVERHEAD = 3_000  # bytes of a kept answer beside its bodies: the object, its key, its headers
ENCODERS = {"br": lambda body: brotli.compress(body, quality=6), "gzip": lambda body: gzip.compress(body, 6, mtime=0)}
ENCODINGS = tuple(ENCODERS)  # the smaller first
SHORTEST_TO_ENCODE = 200  # bytes; below it the headers outweigh the gain
TEXTS = (
    *("text/", "application/xml", "application/json", "application/rss+xml", "application/atom+xml"),
    *("application/opensearchdescription+xml", "image/svg+xml"),
)
OF_THE_BODY = {"content-length", "content-type", "content-encoding", "content-language", "etag"}


class Encoded(NamedTuple):
    """What goes out in one coding."""

    tag: str
    headers: Headers
    body: list[bytes]
    not_modified: Headers  # those of a 304 (RFC 9110, 15.4.5)


class Answer:
    """One answer of Django, finished for every client."""

    def __init__(self, status: str, headers: Headers, body: bytes, stream: Any = None) -> None:
        self.status = status  # with its reason: '200 OK'
        self.headers = headers
        self.body = body
        self.stream = stream  # instead of a body: what is made while it is sent, to one client, and never kept
        self.version: float | None = None  # the content version that it was made of; None where it may not be kept
        self.until = 0.0  # seconds since 1970, after which it may look different
        self.encoded: dict[str, Encoded] = {}

    @property
    def is_page(self) -> bool:
        return self.status.startswith("200")

    def header(self, name: str) -> str:
        return next((value for key, value in self.headers if key.lower() == name), "")

    def finish(self) -> int:
        """Make every coding, and return the bytes that all of it needs."""
        is_file = self.version == FOREVER
        tag = self.header("etag").removeprefix("W/").strip('"') if is_file else ""
        tag = tag or hashlib.sha256(self.body).hexdigest()[:24]
        self.encoded[""] = self.in_coding(f'"{tag}"', self.body)
        if not is_file and len(self.body) >= SHORTEST_TO_ENCODE and self.header("content-type").startswith(TEXTS):
            for name, encode in ENCODERS.items():
                self.encoded[name] = self.in_coding(f'"{tag}-{name}"', encode(self.body), name)
        return OVERHEAD + sum(len(encoded.body[0]) for encoded in self.encoded.values())

    def in_coding(self, tag: str, body: bytes, name: str = "") -> Encoded:
        kept = [(key, value) for key, value in self.headers if key.lower() not in ("content-length", "etag")]
        headers = [*kept, ("ETag", tag), ("Content-Length", str(len(body)))]
        if name:
            headers.append(("Content-Encoding", name))
        not_modified = [(key, value) for key, value in kept if key.lower() not in OF_THE_BODY]
        return Encoded(tag, headers, [body], [*not_modified, ("ETag", tag)])

    def for_client(self, environ: dict[str, str]) -> tuple[str, Headers, Iterable[bytes]]:
        """Return (status, headers, body) for what a client accepts and has already."""
        if self.stream is not None:
            return self.streamed(environ)
        if not self.encoded:
            self.finish()
        coding = accepted_encoding(environ.get("HTTP_ACCEPT_ENCODING", "")[:200])
        encoded = self.encoded.get(coding) or self.encoded[""]
        known = environ.get("HTTP_IF_NONE_MATCH")
        if known is not None and self.is_page and matches(known, encoded.tag):
            return "304 Not Modified", encoded.not_modified, []
        return self.status, encoded.headers, [] if environ["REQUEST_METHOD"] == "HEAD" else encoded.body

    def streamed(self, environ: dict[str, str]) -> tuple[str, Headers, Iterable[bytes]]:
        tag, known = self.header("etag").removeprefix("W/"), environ.get("HTTP_IF_NONE_MATCH")
        has_it = bool(known and tag and self.is_page and matches(known, tag))
        if not has_it and environ["REQUEST_METHOD"] != "HEAD":
            return self.status, self.headers, self.stream
        self.stream.close()
        if not has_it:
            return self.status, self.headers, []
        return (
            "304 Not Modified",
            [field for field in self.headers if field[0].lower() not in OF_THE_BODY - {"etag"}],
            [],
        )


@functools.lru_cache(512)
def accepted_encoding(accepted: str) -> str:
    """Return the coding in which a client wants a text: 'br', 'gzip' or '' (RFC 9110, 12.5.3)."""
    weights = {}
    for part in accepted.lower().split(","):
        name, _, parameters = part.partition(";")
        weights[name.strip()] = parameters.replace(" ", "") not in ("q=0", "q=0.0", "q=0.00", "q=0.000")
    return next((name for name in ENCODINGS if weights.get(name, weights.get("*", False))), "")


def matches(condition: str, tag: str) -> bool:
    """Return True where If-None-Match names this entity tag (RFC 9110, 13.1.2, weak comparison)."""
    return condition.strip() == "*" or any(part.strip().removeprefix("W/") == tag for part in condition.split(","))
