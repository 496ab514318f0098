"""Error pages, which can do without a database and the site's settings."""

import errno
import logging
import re
import sys
import time
from typing import Any
from urllib.parse import unquote

from django.core.exceptions import BadRequest
from django.db import InterfaceError, OperationalError
from django.http import (
    HttpRequest,
    HttpResponse,
    HttpResponseBadRequest,
    HttpResponseForbidden,
    HttpResponseNotFound,
    HttpResponseServerError,
)
from django.template import loader
from django.views import defaults
from wagtail import hooks

from mme_site.files.storage_errors import StorageUnavailable

LONGEST_GUESS = 60  # characters; the words of an address that is longer are no title
NO_DATABASE = (OperationalError, InterfaceError)
PASSING = (*NO_DATABASE, StorageUnavailable)
NO_ROOM = {errno.ENOSPC, errno.EDQUOT, errno.EROFS}
LOCKED = "database is locked"  # as SQLite says that others have written for too long
SECONDS_TO_RETRY = "10"
SECONDS_BETWEEN_LINES = 60


def page_not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Say that there is no such page, below the menu, and offer to search for the words of its address.

    No cache keeps the answer: what is not public yet is, a second later.
    """
    try:
        for answer in hooks.get_hooks("missing_page"):
            if response := answer(request):
                return response
    except NO_DATABASE:
        pass
    content = rendered("404.html", request, words=words_of(request.path))
    return HttpResponseNotFound(content, headers={"Cache-Control": "no-store"})


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Say what is wrong with an address; what looks like an attack gets no page, as Django has it."""
    if not isinstance(exception, BadRequest):
        return defaults.bad_request(request, exception)
    for answer in hooks.get_hooks("bad_request"):
        if response := answer(request, str(exception)):
            return response
    content = rendered("unreadable_address.html", request, reason=str(exception))
    return HttpResponseBadRequest(content, headers={"Cache-Control": "no-store"})


def permission_denied(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Say that this person may not open the page."""
    return HttpResponseForbidden(rendered("403.html", request), headers={"Cache-Control": "no-store"})


def form_expired(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Say that what was sent came without the mark of its form (Django's protection against forged requests)."""
    content = rendered("403.html", request, is_expired=True)
    return HttpResponseForbidden(content, headers={"Cache-Control": "no-store"})


def rendered(template: str, request: HttpRequest, **context: Any) -> str:
    """Return a page with header and footer; without a database it has the language menu only."""
    try:
        return loader.render_to_string(template, context, request)
    except NO_DATABASE:
        return without_database(template, request, **context)


def without_database(template: str, request: HttpRequest, **context: Any) -> str:
    return loader.render_to_string(template, {**context, "failed_request": request})


def words_of(path: str) -> str:
    """Return the words of the last part of an address: 'tripoli declaration' of '/x/tripoli-declaration/'."""
    last = path.rstrip("/").rpartition("/")[2]
    words = re.sub(r"\.\w{2,5}$", "", unquote(last))
    return " ".join(re.findall(r"\w+", words.replace("_", " ")))[:LONGEST_GUESS]


def server_error(request: HttpRequest) -> HttpResponse:
    """Say that the site failed, and what to do; Django calls it while it handles the exception."""
    error = sys.exc_info()[1]
    has_no_room = isinstance(error, OSError) and error.errno in NO_ROOM
    if isinstance(error, PASSING) or has_no_room:
        headers = {"Retry-After": SECONDS_TO_RETRY, "Cache-Control": "no-store"}
        context = {"is_locked": LOCKED in str(error), "has_no_room": has_no_room}
        return HttpResponse(without_database("503.html", request, **context), status=503, headers=headers)
    return HttpResponseServerError(without_database("500.html", request))


class DatabaseLostFilter(logging.Filter):
    """Makes of every request that failed for want of the database one line a minute, without its traceback."""

    last_line = float("-inf")

    def filter(self, record: logging.LogRecord) -> bool:
        error = record.exc_info[1] if record.exc_info else None
        if not isinstance(error, NO_DATABASE):
            return True
        if time.monotonic() - self.last_line < SECONDS_BETWEEN_LINES:
            return False
        type(self).last_line = time.monotonic()
        record.msg, record.args = "The database cannot be used; requests that need it get 503: %s", (error,)
        record.exc_info = record.exc_text = None
        return True
