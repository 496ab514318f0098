"""The page cache before an application that answers by script, without a server and a database."""

import io
import threading
from collections.abc import Callable
from typing import Any, NamedTuple

from django.test import override_settings

from mme_site.delivery.page_cache.application import PageCache

MEGABYTE = 1024 * 1024
FOREVER = 9_999_999_999


class Reply(NamedTuple):
    """What the script answers."""

    body: bytes = b"hello"
    status: str = "200 OK"
    version: int | None = None
    until: int = FOREVER
    fields: tuple[tuple[str, str], ...] = ()
    pieces: Any = None  # of what is made while it is sent


class Answered(NamedTuple):
    """What a client got: names of fields in lower case."""

    status: int
    fields: dict[str, str]
    body: bytes


class NoDatabase:
    """Stands for what follows the content version."""

    lost_since = None

    def start(self) -> None:
        pass


class ScriptedSite:
    """The page cache, and Django, whose every answer is `script(environ)`."""

    def __init__(self, script: Callable[[dict[str, Any]], Reply], **settings: Any) -> None:
        self.script = script
        self.asked: list[dict[str, Any]] = []
        with override_settings(**{"ALLOWED_HOSTS": ["www.example.org", ".example.net"], **settings}):
            self.cache = PageCache(self.be_asked)
            self.cache.watcher = NoDatabase()
            self.cache.start()

    @property
    def store(self) -> Any:
        return self.cache.store

    def be_asked(self, environ: dict[str, Any], start_response: Callable[..., Any]) -> Any:
        self.asked.append(environ)
        reply = self.script(environ)
        fields = [("Content-Type", "text/html; charset=utf-8"), *reply.fields]
        if reply.version is not None:
            fields.append(("X-Page-Cache", f"version={reply.version}, until={reply.until}"))
        start_response(reply.status, fields)
        return [reply.body] if reply.pieces is None else reply.pieces

    def get(self, target: str = "/", method: str = "GET", body: bytes | None = None, **variables: str) -> Answered:
        """Return the answer to one request; `variables` are those of WSGI."""
        path, _mark, query = target.partition("?")
        environ = {
            "REQUEST_METHOD": method,
            "SCRIPT_NAME": "",
            "PATH_INFO": path,
            "QUERY_STRING": query,
            "SERVER_PROTOCOL": "HTTP/1.1",
            "REMOTE_ADDR": "127.0.0.1",
            "HTTP_HOST": "www.example.org",
            "wsgi.url_scheme": "http",
            "wsgi.input": io.BytesIO(body or b""),
            **({} if body is None else {"CONTENT_LENGTH": str(len(body))}),
            **variables,
        }
        said: list[Any] = []
        result = self.cache(environ, lambda *words: said.extend(words))
        content = b"".join(result)
        if hasattr(result, "close"):
            result.close()
        return Answered(int(said[0][:3]), {name.lower(): value for name, value in said[1]}, content)

    def at_once(self, *requests: dict[str, Any]) -> list["Waiting"]:
        """Begin these requests at once, each in a thread."""
        return [Waiting(self, request) for request in requests]


class Waiting(threading.Thread):
    """A client that waits for its answer."""

    def __init__(self, site: ScriptedSite, request: dict[str, Any]) -> None:
        super().__init__(daemon=True)
        self.site = site
        self.request = request
        self.answered: Answered | None = None
        self.start()

    def run(self) -> None:
        self.answered = self.site.get(**self.request)

    def result(self) -> Answered:
        self.join(20)
        assert self.answered is not None, f"no answer to {self.request}"
        return self.answered


def name_of(number: int) -> str:
    """Return the address of one of many clients."""
    return f"192.0.2.{number}"


def a_request() -> dict[str, Any]:
    """Return what a web server says of a request for a page."""
    return {
        **{"REQUEST_METHOD": "GET", "PATH_INFO": "/a/", "QUERY_STRING": "", "REMOTE_ADDR": "127.0.0.1"},
        **{"HTTP_HOST": "www.example.org", "wsgi.url_scheme": "http"},
    }
