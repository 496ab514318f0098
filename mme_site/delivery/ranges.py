"""Files from disk or object storage: asked for again only where they changed, and in parts (RFC 9110, 13 and 14)."""

import os
import re
import time
from collections.abc import Callable, Iterator
from typing import IO, Any

from django.http import HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response
from django.utils.http import http_date, parse_http_date_safe

PIECE = 64 * 1024  # bytes read at once
ONE_RANGE = re.compile(r"bytes=\s*(?:(?P<first>\d{1,18})-(?P<last>\d{0,18})|-(?P<suffix>\d{1,18}))\s*", re.I | re.A)
CONDITIONS = [
    *("HTTP_IF_MATCH", "HTTP_IF_UNMODIFIED_SINCE", "HTTP_IF_NONE_MATCH", "HTTP_IF_MODIFIED_SINCE", "HTTP_IF_RANGE"),
    "HTTP_RANGE",
]


def deliver(request: HttpRequest, send: Callable[[], Any]) -> Any:
    """Return the file that `send()` answers with, a part of it, or that the client has it already.

    `send` is asked for the whole file, without the conditions of the request: Django's and
    Wagtail's views know some of them and not their order. What is not a file on disk, such as
    a form for a password, is returned as it is.
    """
    conditions = {name: request.META.pop(name) for name in CONDITIONS if name in request.META}
    try:
        response = send()
    finally:
        request.META.update(conditions)
    file = getattr(response, "file_to_stream", None)
    if response.status_code != 200 or file is None:
        return response
    response.block_size = PIECE
    size, modified = describe(response, file)
    answer = get_conditional_response(request, response.headers["ETag"], modified, response)
    if answer is response and request.method == "GET" and is_of_this_version(request, response, modified):
        answer = requested_range(request, response, file, size)
    if answer is not response:
        file.close()  # not the response, whose end would be that of the request
    return answer


def describe(response: Any, file: IO[bytes]) -> tuple[int, int]:
    """Add what tells this version of a file from others; return its size in bytes and when it was changed.

    A view that knows a checksum has set it as `ETag`. Otherwise it is size and time: a file
    here is never written to, since another version has another name.
    """
    size, changed, version = version_of(file)
    modified = min(int(changed), int(time.time()))  # never later than now (RFC 9110, 8.8.2.1)
    if response.headers.get("ETag", '""') == '""':
        response.headers["ETag"] = f'"{version}"'
    response.headers["Last-Modified"] = http_date(modified)
    response.headers["Accept-Ranges"] = "bytes"
    return size, modified


def version_of(file: Any) -> tuple[int, float, str]:
    """Return size, time of change and the name of the version, of a file or of an object in a bucket."""
    for candidate in (file, getattr(file, "file", None)):
        stored = getattr(candidate, "obj", None)  # of django-storages
        if stored is not None:
            return stored.content_length, stored.last_modified.timestamp(), stored.e_tag.strip('"')
    stat = os.fstat(file.fileno())
    return stat.st_size, stat.st_mtime, f"{stat.st_mtime_ns:x}-{stat.st_size:x}"


def is_of_this_version(request: HttpRequest, response: Any, modified: int) -> bool:
    """Return True unless If-Range says that the client has parts of another version (RFC 9110, 13.1.5)."""
    condition = request.META.get("HTTP_IF_RANGE", "").strip()
    if not condition:
        return True
    if condition.startswith(('"', "W/")):
        return condition == response.headers["ETag"]
    # A time tells versions apart once its second is over (RFC 9110, 8.8.2.2).
    return parse_http_date_safe(condition) == modified < int(time.time())


def requested_range(request: HttpRequest, response: Any, file: IO[bytes], size: int) -> Any:
    """Return the part that Range asks for; the whole file for several parts, which a server may refuse (14.2)."""
    asked = ONE_RANGE.fullmatch(request.META.get("HTTP_RANGE", "").strip())
    if asked is None or size == 0:
        return response
    if asked["suffix"]:
        first, last = max(0, size - int(asked["suffix"])), size - 1
    else:
        first, last = int(asked["first"]), min(int(asked["last"] or size), size - 1)
        if asked["last"] and int(asked["last"]) < first:
            return response
    if first >= size:
        return HttpResponse(
            status=416,
            content_type="text/plain",
            headers={"Content-Range": f"bytes */{size}", "Accept-Ranges": "bytes"},
        )
    file.seek(first)
    response.status_code = 206
    response.streaming_content = pieces(file, last - first + 1)
    response.headers["Content-Range"] = f"bytes {first}-{last}/{size}"
    response.headers["Content-Length"] = str(last - first + 1)
    return response


def pieces(file: IO[bytes], length: int) -> Iterator[bytes]:
    """Yield that many bytes of a file from where it stands."""
    while length > 0 and (piece := file.read(min(PIECE, length))):
        length -= len(piece)
        yield piece
