"""What every page reads again, kept in the process for as long as the content version is the same.

A request asks for the content version once, before it reads what may be kept. So what it
keeps is of that version or of a newer one, and no request whose version is newer gets it.
"""

from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any, TypeVar

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils.functional import cached_property

from mme_site.caching import version

MAX_VALUES = 1000  # values of a process; the names of hosts, which visitors choose, are among the keys
# Characters of a process; visitors choose what lists show, so that there is no end of texts.
MAX_TEXT_LENGTH = 8_000_000
MAX_TEXT_LENGTH_OF_OWN = 1_000_000  # of a cache of one's own: a process has several of them

Value = TypeVar("Value")
Text = TypeVar("Text", bound=str)


class TextCache(dict[Hashable, tuple[object, Any]]):
    """Texts with the content version of each, and about how many characters they are together."""

    length = 0

    def clear(self) -> None:
        super().clear()
        self.length = 0


class ContentCache:
    """What the requests that share it keep for each other: for all, or of one state of the content, which stays."""

    def __init__(self) -> None:
        self.values: dict[Hashable, tuple[object, Any]] = {}
        self.texts = TextCache()

    @property
    def max_text_length(self) -> int:
        return MAX_TEXT_LENGTH if self is _public else MAX_TEXT_LENGTH_OF_OWN

    def clear(self) -> None:
        self.values.clear()
        self.texts.clear()


class RequestCache:
    """What one request has read so far; asking twice gives the same answer."""

    def __init__(self, known: int | None, shared: ContentCache) -> None:
        self.values: dict[Hashable, Any] = {}
        self.own: dict[Hashable, Any] = {}
        self.known = known
        self.shared = shared

    @cached_property
    def version(self) -> object:
        """The content version that everything is of which this request keeps."""
        return version.version_for_cache() if self.known is None else self.known


_public = ContentCache()
THE_ONE = 0  # the version of all that a cache of one's own keeps
_request_cache: ContextVar[RequestCache | None] = ContextVar("reading", default=None)


@contextmanager
def use_content_cache(known: int | None = None, shared: ContentCache = _public) -> Iterator[None]:
    """Let what is read inside, by a request that changes nothing, be kept for the next one.

    `known` is the content version, where it was read before anything else already. Who reads what is not public
    gives a cache of its own: nothing of it is kept for others, and nothing of others is given to it.
    """
    token = _request_cache.set(RequestCache(known if shared is _public else THE_ONE, shared))
    try:
        yield
    finally:
        _request_cache.reset(token)


def is_caching() -> bool:
    """Return True inside a request whose reading is kept."""
    return _request_cache.get() is not None


def cached(key: Hashable, make: Callable[[], Value]) -> Value:
    """Return what `make()` returned for this key in this request, or in another of the same content version.

    Outside a request nothing is kept. Nobody may change what is returned: others get it too.
    """
    reading = _request_cache.get()
    if reading is None:
        return make()
    if key not in reading.values:
        kept = reading.shared.values
        kept_at, value = kept.get(key, (None, None))
        if kept_at != reading.version:
            value = make()
            if len(kept) >= MAX_VALUES:
                kept.clear()
            kept[key] = reading.version, value
        reading.values[key] = value
    return reading.values[key]


def cached_text(key: Hashable, make: Callable[[], Text]) -> Text:
    """Return the text that `make()` returned for this key in another request of the same content version.

    Texts have a place of their own, where many of them cannot drive out what is read.
    """
    reading = _request_cache.get()
    if reading is None:
        return make()
    kept = reading.shared.texts
    kept_at, text = kept.get(key, (None, ""))
    if kept_at != reading.version:
        kept.length -= len(text)
        text = make()
        if kept.length + len(text) > reading.shared.max_text_length:
            kept.clear()
        kept.length += len(text)
        kept[key] = reading.version, text
    return text


def cached_for_request(key: Hashable, make: Callable[[], Value]) -> Value:
    """Return what `make()` returned for this key in this request, which may change it; it goes with the request."""
    reading = _request_cache.get()
    return make() if reading is None else reading.own.setdefault(key, make())


def clear() -> None:
    """Forget everything that this process keeps for all."""
    _public.clear()


def content_cache_middleware(
    get_response: Callable[[HttpRequest], HttpResponseBase],
) -> Callable[[HttpRequest], HttpResponseBase]:
    """Let requests that only read share what is the same for all of them."""

    def middleware(request: HttpRequest) -> HttpResponseBase:
        if request.method not in ("GET", "HEAD"):
            return get_response(request)
        known, shared = getattr(request, "content_version", None), getattr(request, "content_cache", _public)
        with use_content_cache(known, shared):
            return get_response(request)

    return middleware
