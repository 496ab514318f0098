"""Answers that Django makes once, for all who ask for them at the time."""

import io
import re
import threading
from collections.abc import Callable
from concurrent.futures import Future
from typing import Any

from mme_site.delivery.cacheable import REQUEST_HEADER, RESPONSE_HEADER
from mme_site.delivery.page_cache.answers import FOREVER, Answer
from mme_site.delivery.page_cache.keys import Key
from mme_site.delivery.page_cache.store import Store

# What Django's middleware (mme_site/delivery/cacheable.py) says of an answer that may be kept.
CACHEABLE = re.compile(r"version=(\d+), until=(\d+)")
ATTEMPTS = 5
MOST_UNCACHEABLE = 10_000  # addresses that are remembered, by their hashes
SHARED = {"SERVER_NAME", "SERVER_PORT", "SERVER_PROTOCOL", "wsgi.version", "wsgi.url_scheme", "wsgi.errors"}
SHARED |= {"wsgi.multithread", "wsgi.multiprocess", "wsgi.run_once", "SCRIPT_NAME"}

Ask = Callable[[dict[str, Any]], Answer]


class Renders:
    """What is being made now, by its key.

    Django is asked in nobody's name: with the address, the host and the scheme, and nothing else
    that a client sends. So nothing that one client sends can be in what another gets.
    """

    def __init__(self, store: Store, is_database_lost: Callable[[], bool]) -> None:
        self.store = store
        self.is_database_lost = is_database_lost
        self.lock = threading.Lock()
        self.now: dict[Key, Future[Answer]] = {}
        self.uncacheable: set[int] = set()
        self.uncacheable_of: float | None = None  # their content version

    def answer(self, key: Key, environ: dict[str, Any], ask: Ask) -> Answer | None:
        """Return the finished answer, or None where each client has one of its own.

        What was begun before a change is not given to who came after it.
        """
        if self.is_uncacheable(key):
            return None
        for _attempt in range(ATTEMPTS):
            known = self.store.version
            render, is_mine = self.begin(key)
            if is_mine:
                self.make(render, key, environ, ask)
            answer = render.result()
            if answer.version is None:
                return answer if is_mine else None
            if known is None or answer.version >= known:
                break
        return answer

    def begin(self, key: Key) -> tuple[Future[Answer], bool]:
        """Return the render of a key, and whether the caller has to make it."""
        with self.lock:
            if render := self.now.get(key):
                return render, False
            render = self.now[key] = Future()
            return render, True

    def make(self, render: Future[Answer], key: Key, environ: dict[str, Any], ask: Ask) -> None:
        """Ask Django; who comes after it has answered begins anew, whatever came of it."""
        try:
            answer = self.store_if_allowed(key, ask(anonymous_environ(key, environ)))
        except Exception as error:
            self.end(key)
            render.set_exception(error)
        else:
            self.end(key)
            render.set_result(answer)

    def end(self, key: Key) -> None:
        with self.lock:
            del self.now[key]

    def store_if_allowed(self, key: Key, answer: Answer) -> Answer:
        """Return what Django has answered, kept from now on where it may be."""
        if answer.status.startswith("5"):
            kept = self.store.get(key) if self.is_database_lost() else None
            return kept or answer
        allowed = CACHEABLE.fullmatch(answer.header(RESPONSE_HEADER.lower()))
        answer.headers = [field for field in answer.headers if field[0] != RESPONSE_HEADER]
        if answer.header("set-cookie"):
            allowed = None
        if allowed:
            answer.version, answer.until = int(allowed[1]), float(allowed[2])
            if self.store.version is None or answer.version > self.store.version:
                self.store.use_version(answer.version)
        elif answer.is_page and "immutable" in answer.header("cache-control"):
            answer.version = answer.until = FOREVER
        if answer.version is None:
            self.remember_uncacheable(key)
        else:
            self.store.add(key, answer)
        return answer

    def is_uncacheable(self, key: Key) -> bool:
        """Return True for an address that had an answer for one client alone, in this content version."""
        return self.uncacheable_of == self.store.version and hash(key) in self.uncacheable

    def remember_uncacheable(self, key: Key) -> None:
        with self.lock:
            if self.uncacheable_of != self.store.version or len(self.uncacheable) >= MOST_UNCACHEABLE:
                self.uncacheable, self.uncacheable_of = set(), self.store.version
            self.uncacheable.add(hash(key))


def anonymous_environ(key: Key, environ: dict[str, Any]) -> dict[str, Any]:
    """Return a request for what a key names, with nothing of the client that asks."""
    return {
        **{name: environ[name] for name in SHARED if name in environ},
        "REQUEST_METHOD": "GET",
        "PATH_INFO": key.path,
        "QUERY_STRING": key.query,
        "REMOTE_ADDR": "",
        "HTTP_HOST": key.host,
        "HTTP_ACCEPT_ENCODING": key.coding,
        REQUEST_HEADER: "ask",
        "wsgi.input": io.BytesIO(),
    }
