"""What is logged: one line for each event, with the request that it belongs to, and nobody's address or name."""

import contextvars
import datetime
import json
import logging
import re
import time
import uuid

from django.conf import settings

from mme_site.delivery.process_figures import figures

access = logging.getLogger("mme_site.access")
request_id = contextvars.ContextVar("request_id", default="")
GIVEN_ID = re.compile(r"[A-Za-z0-9._-]{8,64}")
# Addresses that are keys by themselves, people's e-mail addresses, and values that PostgreSQL quotes from a row.
PRIVATE = (
    (re.compile(r"(/(?:calendar|preview|shared|data/follow)/|/password_reset/confirm/[^/\s]+/)[^/\s\"']+"), r"\1…"),
    (re.compile(r"[\w.+%-]+@[\w-]+(?:\.[\w-]+)+"), "…@…"),
    (re.compile(r"(Key \([^)]*\)=)\([^\n]*?\)(?= )"), r"\1(…)"),
)
EXTRA = ("method", "path", "status", "seconds")


def without_people(text):
    """Return a text without what says who somebody is, or opens what is theirs."""
    for pattern, instead in PRIVATE:
        text = pattern.sub(instead, text)
    return text


class PlainFormatter(logging.Formatter):
    """A record as lines of text."""

    def format(self, record):
        return without_people(super().format(record))


class JsonFormatter(logging.Formatter):
    """A record as one line of JSON: time with its zone (ISO 8601), level, logger, message, request, traceback."""

    def format(self, record):
        moment = datetime.datetime.fromtimestamp(record.created, datetime.UTC)
        line = {
            "time": moment.isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "message": record.getMessage(),
            "process": record.process,
        }
        if request_id.get():
            line["request"] = request_id.get()
        line |= {name: getattr(record, name) for name in EXTRA if hasattr(record, name) and name in EXTRA[2:]}
        if hasattr(record, "path"):
            line |= {"method": record.method, "path": record.path}
        if record.exc_info:
            line["traceback"] = self.formatException(record.exc_info)
        return without_people(json.dumps(line, ensure_ascii=False, default=str))


def request_middleware(get_response):
    """Give each request a number, which all that is logged meanwhile has; count how long it took."""

    def middleware(request):
        # Not `request.headers`, which is read once: what delivery takes out of a request must stay out.
        given = request.META.get("HTTP_X_REQUEST_ID", "")
        token = request_id.set(given if GIVEN_ID.fullmatch(given) else uuid.uuid4().hex)
        began = time.perf_counter()
        try:
            response = get_response(request)
            seconds = time.perf_counter() - began
            figures.request(kind_of(request.path), response.status_code, seconds)
            if settings.ACCESS_LOG:
                note(request, response, seconds)
            if response.status_code >= 500:  # never of an answer that may be kept for others
                response.headers["X-Request-ID"] = request_id.get()
            return response
        finally:
            request_id.reset(token)

    return middleware


def note(request, response, seconds):
    path = without_people(request.path)
    said = {"method": request.method, "path": path, "status": response.status_code, "seconds": round(seconds, 4)}
    access.info("%s %s %s %.4f s", request.method, path, response.status_code, seconds, extra=said)


def kind_of(path):
    """Return which part of the site an address belongs to."""
    first, _slash, rest = path.lstrip("/").partition("/")
    if first == "admin":
        return "admin"
    if first in ("files", "media", "shared", "calendar"):
        return "files"
    return "search" if first == "search" or (len(first) == 2 and rest.startswith("search/")) else "pages"
