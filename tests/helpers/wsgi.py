"""Asks the site's WSGI application for pages, as its server does, and says what each cost."""

import gzip
import io
import statistics
import time
from dataclasses import dataclass

from django.db import connection
from django.test.utils import CaptureQueriesContext

from mme_site.wsgi import django_application as application


@dataclass(frozen=True)
class Cost:
    """What one page costs."""

    queries: int
    size: int  # bytes on their way, gzipped
    median: float  # seconds
    slowest: float  # seconds, the 99th percentile


def ask(address, **headers):
    """Return (status, headers, content) of an address; `headers` are in WSGI's names, such as HTTP_COOKIE."""
    path, _mark, query = address.partition("?")
    answer = {}
    environ = {
        "REQUEST_METHOD": "GET",
        "SCRIPT_NAME": "",
        "PATH_INFO": path.encode().decode("latin-1"),  # PEP 3333
        "QUERY_STRING": query,
        "SERVER_NAME": "localhost",
        "SERVER_PORT": "8000",
        "SERVER_PROTOCOL": "HTTP/1.1",
        "REMOTE_ADDR": "127.0.0.1",
        "HTTP_HOST": "localhost:8000",
        "HTTP_ACCEPT": "text/html",
        "HTTP_ACCEPT_ENCODING": "gzip",
        "wsgi.version": (1, 0),
        "wsgi.url_scheme": "http",
        "wsgi.input": io.BytesIO(),
        "wsgi.errors": io.StringIO(),
        "wsgi.multithread": True,
        "wsgi.multiprocess": False,
        "wsgi.run_once": False,
        **headers,
    }

    def start(status, headers, exc_info=None):
        answer.update(status=int(status[:3]), headers=dict(headers))

    result = application(environ, start)
    content = b"".join(result)
    if hasattr(result, "close"):
        result.close()
    return answer["status"], answer["headers"], content


def measure(addresses, runs, **headers):
    """Return the Cost of each address, by its name.

    The pages take turns, so that a machine that slows down slows all of them.
    """
    counted, times = {}, {name: [] for name in addresses}
    for name, address in addresses.items():
        ask(address, **headers)  # what is read once in a process has been read
        with CaptureQueriesContext(connection) as queries:
            _status, sent, content = ask(address, **headers)
        is_packed = sent.get("Content-Encoding") == "gzip"
        counted[name] = len(queries), len(content if is_packed else gzip.compress(content))
    for _run in range(runs):
        for name, address in addresses.items():
            started = time.perf_counter()
            ask(address, **headers)
            times[name].append(time.perf_counter() - started)
    return {name: Cost(*counted[name], statistics.median(taken), late(taken)) for name, taken in times.items()}


def late(times):
    """Return the time within which 99 of 100 requests were answered."""
    return sorted(times)[max(0, -(-len(times) * 99 // 100) - 1)]
