"""What load balancers and monitors ask: /health/live, /health/ready, /health/publisher, /health/worker."""

import datetime
import functools
import tempfile
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.db import Error, connection
from django.db.migrations.loader import MigrationLoader
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed, JsonResponse
from wagtail import hooks

from mme_site.caching.version import content_version
from mme_site.publishing import health
from mme_site.tasks.models import MOST_WAITING_SECONDS, OutboxTask

METHODS = ("GET", "HEAD")
NO_DATABASE = "The database cannot be used."
NO_DISK = "DATA_DIR cannot be written to."
APPLIED = "SELECT app, name FROM django_migrations"
BLOCK = b"\0" * 4096

Check = tuple[bool, dict[str, Any]]


def health_check_middleware(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[..., HttpResponse]:
    """Answer these addresses before anything else is looked at.

    No session, language, redirect or host name: a probe asks by the address of a machine,
    and is to be answered while the rest of the site is not.
    """

    def middleware(request: HttpRequest) -> HttpResponse:
        check = CHECKS.get(request.path_info)
        if check is None:
            return get_response(request)
        if request.method not in METHODS:
            return HttpResponseNotAllowed(METHODS)
        try:
            is_well, said = check()
        except Error:
            is_well, said = False, {"status": "error", "reason": NO_DATABASE}
        return JsonResponse(said, status=200 if is_well else 503, headers={"Cache-Control": "no-store"})

    return middleware


def live() -> Check:
    """The process answers; whatever else is wrong, a restart would not mend it."""
    return True, {"status": "ok"}


def ready() -> Check:
    """The process can be given visitors now; nothing is remembered of what was so before."""
    reason = first_reason()
    return (False, {"status": "error", "reason": reason}) if reason else (True, {"status": "ok"})


def first_reason() -> str:
    """Return why no visitor should come here; '' where nothing speaks against it."""
    content_version()  # raises where the tables are not there
    with connection.cursor() as cursor:
        cursor.execute(APPLIED)
        applied = set(cursor.fetchall())
    if migrations_of_the_code() - applied:
        return "The database waits for migrations."
    for find_reason in hooks.get_hooks("register_ready_checks"):
        if reason := find_reason():
            return reason
    return "" if can_write() else NO_DISK


@functools.cache
def migrations_of_the_code() -> frozenset[tuple[str, str]]:
    """Return every migration that this code has, as (app, name); those that others have replaced are not among them."""
    graph = MigrationLoader(None).graph
    return frozenset(graph.nodes)


def can_write() -> bool:
    try:
        with tempfile.TemporaryFile(dir=settings.DATA_DIR) as file:
            file.write(BLOCK)
            file.flush()
    except OSError:
        return False
    return True


def publisher() -> Check:
    """What is scheduled is done at its hour; the figures are those of `health.Health`, moments in UTC (ISO 8601)."""
    figures = health.read()
    return figures.is_well, {
        "status": status(figures.is_well),
        "last_heartbeat": in_iso(figures.last_heartbeat),
        "next_due": in_iso(figures.next_due),
        "overdue": figures.overdue,
        "oldest_overdue_seconds": round(figures.oldest_overdue.total_seconds(), 1),
        "failed": figures.failed,
        "publishers": figures.publishers,
        "clock_skew_seconds": round(figures.reported_skew, 1),
        "clock_stepped_at": in_iso(figures.clock_stepped_at),
    }


def worker() -> Check:
    """What follows a change is done soon after it."""
    tasks = OutboxTask.objects.summary()
    oldest = round(tasks["oldest_waiting_seconds"], 1)
    is_well = oldest <= MOST_WAITING_SECONDS
    return is_well, {
        "status": status(is_well),
        "oldest_waiting_seconds": oldest,
        "waiting": tasks["waiting"],
        "retrying": tasks["retried"],
        "failed": tasks["failed"],
    }


def status(is_well: bool) -> str:
    return "ok" if is_well else "error"


def in_iso(moment: datetime.datetime | None) -> str | None:
    return moment.isoformat(timespec="seconds") if moment else None


CHECKS = {
    "/health/live": live,
    "/health/ready": ready,
    "/health/publisher": publisher,
    "/health/worker": worker,
}
