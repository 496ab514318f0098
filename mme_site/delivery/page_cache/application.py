"""The WSGI application of the site: what is kept is answered at once, everything else by Django."""

import json
import logging
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.db import connections

from mme_site.delivery import process_figures
from mme_site.delivery.admission import SECONDS_TO_WAIT_SIGNED_IN, Admission, DjangoThreads, Overloaded
from mme_site.delivery.content_version_watcher import ContentVersionWatcher
from mme_site.delivery.known_sessions import KnownSessions
from mme_site.delivery.page_cache.answers import Answer, Headers, accepted_encoding
from mme_site.delivery.page_cache.keys import Hosts, Key, key_of
from mme_site.delivery.page_cache.rendering import Renders
from mme_site.delivery.page_cache.rules import Rules, rules_of_the_site
from mme_site.delivery.page_cache.store import Store
from mme_site.delivery.plain_answers import SAFE, plain_error
from mme_site.delivery.request_bodies import Refused, RequestBodies
from mme_site.delivery.stalled_connections import StalledConnections, Transfer
from mme_site.delivery.trusted_proxies import TrustedProxies, port_of

logger = logging.getLogger(__name__)

MEGABYTE = 1024 * 1024
READING = ("GET", "HEAD")
HEALTH, METRICS = "/health/", "/metrics"  # what watches the site is answered even when nobody else is
OWN_HEALTH = "/health/delivery"
MOST_HEALTH_CHECKS = 4  # at once
THREADS_FOR_HITS = 8  # of the server, that nothing else may take

Application = Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]]
Response = tuple[str, Headers, Iterable[bytes]]


class PageCache:
    """Wraps Django's application; one in each process of the web server."""

    def __init__(self, application: Application) -> None:
        self.application = application
        self.rules: Rules | None = None
        self.store = Store(settings.PAGE_CACHE_MEGABYTES * MEGABYTE)
        self.watcher = ContentVersionWatcher(self.store.use_version)
        self.renders = Renders(self.store, self.is_database_lost)
        self.hosts = Hosts(settings.ALLOWED_HOSTS)
        self.own_host = urlsplit(settings.SITE_URL).netloc
        self.proxies = TrustedProxies(settings.TRUSTED_PROXIES)
        self.admission = Admission(settings.SERVER_THREADS - THREADS_FOR_HITS)
        self.health_checks = Admission(MOST_HEALTH_CHECKS * 2)  # one prober may have half
        self.stalled = StalledConnections(self.proxies)
        self.sessions = KnownSessions()
        self.lock = threading.Lock()
        self.has_started = False
        self.hits = self.misses = self.rejected = self.errors = 0

    def __call__(self, environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        if not self.has_started:
            self.start()
        peer = environ["REMOTE_ADDR"]
        environ["HTTP_HOST"] = environ.get("HTTP_HOST") or self.own_host  # HTTP/1.0 need not say it
        self.proxies.apply(environ)
        environ["SERVER_PORT"] = port_of(environ)
        environ.pop("HTTP_X_PAGE_CACHE", None)
        key = self.key(environ)
        answer = None if key is None else self.store.get(key)
        if answer is not None and (answer.until > time.time() or self.is_database_lost()):
            self.hits += 1
            response: Response = answer.for_client(environ)
        else:
            response = self.answer(key, environ, peer)
        start_response(response[0], response[1])
        return response[2]

    def start(self) -> None:
        """Begin with what needs the process that answers: its threads, and the addresses of the site."""
        with self.lock:
            if self.has_started:
                return
            self.rules = rules_of_the_site()
            self.bodies = RequestBodies(self.rules.takes_uploads)
            self.threads = DjangoThreads(settings.WEB_THREADS)
            self.watcher.start()
            process_figures.begin(self.figures)
            self.has_started = True

    def figures(self) -> dict[str, float]:
        """Return what this process has counted, for `/metrics`."""
        return {
            "hits_total": self.hits,
            "misses_total": self.misses,
            "rejected_total": self.rejected,
            "failed_total": self.errors,
            "in_progress": self.admission.total,
        }

    def is_database_lost(self) -> bool:
        return self.watcher.lost_since is not None

    def key(self, environ: dict[str, Any]) -> Key | None:
        """Return what tells one answer from another, or None where everybody gets one of their own."""
        assert self.rules is not None
        if environ["REQUEST_METHOD"] not in READING:
            return None
        if environ["PATH_INFO"].startswith(self.rules.static):
            coding = accepted_encoding(environ.get("HTTP_ACCEPT_ENCODING", "")[:200])
            return None if environ["QUERY_STRING"] else key_of(environ, self.hosts, coding)
        return None if self.rules.is_private(environ) else key_of(environ, self.hosts)

    def answer(self, key: Key | None, environ: dict[str, Any], peer: str) -> Response:
        """Return the answer to a request for something that is not kept."""
        path = environ["PATH_INFO"]
        if path == OWN_HEALTH:
            return self.health()
        admission = self.health_checks if path == METRICS or path.startswith(HEALTH) else self.admission
        client = self.sessions.client_of(environ)
        try:
            admission.enter(client)
        except Overloaded:
            return self.error(503)
        is_streamed = False
        try:
            if admission is self.health_checks:
                return self.call_django(environ)
            status, headers, body = self.admitted(key, environ, client, peer)
            if not isinstance(body, list):
                is_streamed = True
                body = Stream(body, self.stalled.watch(peer), lambda: admission.leave(client))
            return status, headers, body
        except Overloaded:
            return self.error(503)
        except Refused as refused:
            return self.error(refused.args[0])
        except Exception:  # whatever the site raises: the connection gets an answer
            logger.exception("No answer to %s", path[:200])
            self.errors += 1
            return self.error(500)
        finally:
            if admission is self.health_checks:
                connections.close_all()
            if not is_streamed:
                admission.leave(client)

    def admitted(self, key: Key | None, environ: dict[str, Any], client: str, peer: str) -> Response:
        if key is not None:
            answer = self.renders.answer(key, environ, lambda request: self.rendered(request, client))
            if answer is not None:
                return answer.for_client(environ)
        with self.stalled.watch(peer) as transfer:
            body = self.bodies.take(environ, client, transfer)
        try:
            self.misses += 1
            seconds = SECONDS_TO_WAIT_SIGNED_IN if self.sessions.session_of(environ) else None
            return self.threads.run(client, lambda: self.call_django(environ), seconds)
        finally:
            self.sessions.note(environ)
            if body is not None:
                body.close()

    def rendered(self, request: dict[str, Any], client: str) -> Answer:
        """Return what Django answers in nobody's name; only a static file is read whole where it is sent in pieces."""
        assert self.rules is not None
        self.misses += 1
        is_static = request["PATH_INFO"].startswith(self.rules.static)
        status, headers, body = self.threads.run(client, lambda: self.call_django(request, whole=is_static))
        return Answer(status, headers, *([body[0]] if isinstance(body, list) else [b"", body]))

    def call_django(self, environ: dict[str, Any], whole: bool = False) -> Response:
        """Return Django's answer, in this thread; its body as a list, unless it is made while it is sent."""
        said: list[Any] = []
        result = self.application(environ, lambda *status_and_headers: said.extend(status_and_headers))
        if getattr(result, "streaming", False) and not whole:
            return said[0], said[1], result
        try:
            body = [b"".join(result)]
        finally:
            if hasattr(result, "close"):
                result.close()
        return said[0], said[1], body

    def error(self, status: int) -> Response:
        self.rejected += status != 500
        line, headers, body = plain_error(status)
        return line, headers, [body]

    def health(self) -> Response:
        """Return what this process says about itself: counts since its start, bytes, seconds."""
        lost_since = self.watcher.lost_since
        said = {
            "status": "database unavailable" if lost_since else "ok",
            "database_unavailable_seconds": round(time.time() - lost_since, 1) if lost_since else 0,
            "content_version": self.store.version,
            "cached_answers": len(self.store),
            "cached_bytes": self.store.size,
            "cache_hits": self.hits,
            "cache_misses": self.misses,
            "requests_rejected": self.rejected,
            "requests_failed": self.errors,
            "requests_in_progress": self.admission.total,
            "requests_queued": self.threads.queue_length,
        }
        body = json.dumps(said).encode()
        headers = [("Content-Type", "application/json"), ("Content-Length", str(len(body))), *SAFE]
        return "200 OK", headers, [body]


class Stream:
    """The body of an answer that is made while it is sent, and holds a thread of the server for so long."""

    def __init__(self, response: Any, transfer: Transfer, when_closed: Callable[[], None]) -> None:
        self.response = response
        self.transfer = transfer
        self.when_closed = when_closed
        self.is_closed = False

    def __iter__(self) -> Iterator[bytes]:
        for piece in self.response:
            self.transfer.moved()
            yield piece

    def close(self) -> None:
        if not self.is_closed:
            self.is_closed = True
            try:
                self.response.close()
            finally:
                self.transfer.end()
                connections.close_all()  # where it read from the database, in a thread that is not Django's
                self.when_closed()
