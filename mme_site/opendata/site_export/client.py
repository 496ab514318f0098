"""Asks the site for an address as a visitor would, without a server."""

import io
from typing import Any, NamedTuple
from urllib.parse import unquote_to_bytes, urlsplit

from django.core.handlers.wsgi import WSGIHandler, WSGIRequest
from wagtail.models import Site


class SiteResponse(NamedTuple):
    """What the site says."""

    status: int
    headers: dict[str, str]
    content: bytes

    @property
    def media_type(self) -> str:
        return self.headers.get("content-type", "").partition(";")[0]


class SiteClient:
    """One visitor of a site, who has no cookie and so gets what everybody gets."""

    def __init__(self, site: Site) -> None:
        self.handler = WSGIHandler()  # which loads the middleware
        self.base = site.root_url
        self.parts = urlsplit(site.root_url)

    def get(self, address: str) -> SiteResponse:
        """Return the answer to an address below the site, such as /meetings/?page=2."""
        path, _mark, query = address.partition("?")
        environ = {
            "REQUEST_METHOD": "GET",
            "SCRIPT_NAME": "",
            "PATH_INFO": unquote_to_bytes(path).decode("latin-1"),
            "QUERY_STRING": query,
            "SERVER_NAME": self.parts.hostname or "localhost",
            "SERVER_PORT": str(self.parts.port or (443 if self.parts.scheme == "https" else 80)),
            "SERVER_PROTOCOL": "HTTP/1.1",
            "HTTP_HOST": self.parts.netloc,
            "REMOTE_ADDR": "127.0.0.1",
            "wsgi.version": (1, 0),
            "wsgi.url_scheme": self.parts.scheme,
            "wsgi.input": io.BytesIO(),
            "wsgi.errors": io.StringIO(),
            "wsgi.multithread": False,
            "wsgi.multiprocess": False,
            "wsgi.run_once": False,
        }
        # As a server is answered, without the signals by which its connections are closed after each request.
        response: Any = self.handler.get_response(WSGIRequest(environ))
        content = b"".join(response.streaming_content) if response.streaming else response.content
        if file := getattr(response, "file_to_stream", None):
            file.close()
        headers = {name.lower(): value for name, value in response.items()}
        return SiteResponse(response.status_code, headers, content)
