"""What a request is answered with: a held page, or what Django says."""

import logging
import time
from dataclasses import dataclass
from email.utils import formatdate

from mme_site.delivery.front import own
from mme_site.delivery.front.backend import HEALTH, Backend, BackendFailed
from mme_site.delivery.front.gate import Overloaded
from mme_site.delivery.front.held import STATIC, Store
from mme_site.delivery.front.rendering import Renders
from mme_site.delivery.front.requests import encoding_for, matches
from mme_site.delivery.front.watching import Watcher

logger = logging.getLogger(__name__)

READING = (b"GET", b"HEAD")
# Whoever sends one of these wants more than what everybody gets.
STEP_ASIDE = {b"authorization", b"range", b"content-length", b"expect", b"upgrade"}
OWN_HEALTH = b"/health/delivery"


@dataclass(frozen=True)
class Place:
    """Where Django is, and how the site is set up; read once at the start."""

    socket: str  # the path of the web server's
    threads: int  # that answer for Django
    most_bytes: int  # of pages that are held
    static: bytes  # the first part of the address of every static file
    never: tuple  # the first parts of the addresses of which no answer is held
    cookies: tuple  # parts of a cookie that make an answer personal
    counted: tuple  # parts of the address that a reader comes from, where Django counts what is opened from it
    trusts_proxy: bool  # X-Forwarded-Proto and -For are the words of the server in front


class Front:
    """Everything that all connections share."""

    def __init__(self, place):
        self.place = place
        self.store = Store(place.most_bytes)
        self.backend = Backend(place)
        self.renders = Renders(self.store, self.backend, self.is_database_lost)
        self.hits = self.refused = self.failed = 0
        self.watcher = None
        self.tick()

    def watch(self, loop):
        """Begin to follow the content version."""
        self.watcher = Watcher(lambda version: loop.call_soon_threadsafe(self.store.be_of, version))
        self.watcher.start()

    def is_database_lost(self):
        return bool(self.watcher and self.watcher.lost_since)

    def tick(self):
        """Read the clock; called once a second."""
        self.now = time.time()
        self.date = f"date: {formatdate(self.now, usegmt=True)}\r\n".encode()

    def key(self, request):
        """Return what tells one answer from another, or None where everybody gets one of their own."""
        target, values = request.target, request.values
        if request.method not in READING or not STEP_ASIDE.isdisjoint(values):
            return None
        scheme = values.get(b"x-forwarded-proto", b"")[:8] if self.place.trusts_proxy else b""
        if target.startswith(self.place.static):
            return STATIC + scheme + target
        if target.startswith(self.place.never) or self.is_personal(values):
            return None
        return scheme + b" " + request.host + target

    def is_personal(self, values):
        """Return True where a client has a session, or comes from a page of results: its step is counted by Django."""
        cookie, came_from = values.get(b"cookie"), values.get(b"referer")
        return bool(
            (cookie and any(name in cookie for name in self.place.cookies))
            or (came_from and any(part in came_from for part in self.place.counted))
        )

    def held(self, request):
        """Return (first line, rest of the head, body) of what is held, or None; at once."""
        key = self.key(request)
        page = None if key is None else self.store.get(key)
        if page is None or page.until <= self.now:
            return None
        self.hits += 1
        return finish(page, request)

    async def answer(self, request, client, body=None):
        """Return (first line, rest of the head, body) for a request that nothing held answers.

        `client` is the address of who asks; a body is bytes, or a file to be read from its begin.
        """
        if request.path == OWN_HEALTH:
            return own.health(self.health())
        key = None if body else self.key(request)
        try:
            if key is not None:
                page = await self.renders.page(key, request, client)
                if page is not None:
                    return finish(page, request)
            return passed_on(await self.backend.ask_for(request, client, body), request)
        except Overloaded:
            self.refused += 1
            return own.error(503)
        except (BackendFailed, TimeoutError) as error:
            self.failed += 1
            if not request.path.startswith(HEALTH):  # who asks for it is told, and asks again and again
                logger.error("No answer to %s: %s", request.path[:200].decode("latin-1"), error)
            return own.error(502)

    def health(self):
        """Return what the front says about itself: counts since its start, bytes, seconds."""
        lost = self.watcher.lost_since if self.watcher else None
        return {
            "status": "database lost" if lost else "well",
            "database_lost_seconds": round(self.now - lost, 1) if lost else 0,
            "content_version": self.store.version,
            "held": len(self.store),
            "held_bytes": self.store.size,
            "answered_from_held": self.hits,
            "asked_of_django": self.backend.asked,
            "refused": self.refused,
            "failed": self.failed,
            "waiting": self.backend.gate.queue,
        }


def finish(page, request):
    """Return what this client gets of a finished page."""
    encoding = encoding_for(request.values.get(b"accept-encoding", b""))
    tag, first, head, body = page.finish(encoding)
    known = request.values.get(b"if-none-match")
    if known is not None and page.status.startswith(b"200") and matches(known, tag):
        first, head = page.not_modified(encoding)
        return first, head, b""
    return first, head, b"" if request.method == b"HEAD" else body


def passed_on(answer, request):
    """Return what the client gets of an answer that is for it alone."""
    return b"HTTP/1.1 " + answer.status + b"\r\n", answer.head(request.method), answer.body
