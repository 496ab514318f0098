"""What load balancers and monitors ask: /health/live, /health/ready, /health/publisher."""

import threading

from django.db import Error, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpResponseNotAllowed, JsonResponse

from mme_site.publishing import health

METHODS = ("GET", "HEAD")
NO_DATABASE = "The database cannot be used."

# Migrations come before the processes of a new version start, so they are looked for until they are all there.
migrated = threading.Event()


def health_check_middleware(get_response):
    """Answer these addresses before anything else is looked at.

    No session, language, redirect or host name: a probe asks by the address of a machine,
    and is to be answered while the rest of the site is not.
    """

    def middleware(request):
        check = CHECKS.get(request.path_info)
        if check is None:
            return get_response(request)
        if request.method not in METHODS:
            return HttpResponseNotAllowed(METHODS)
        try:
            is_well, said = check()
        except Error:
            is_well, said = False, {"status": "not well", "reason": NO_DATABASE}
        return JsonResponse(said, status=200 if is_well else 503, headers={"Cache-Control": "no-store"})

    return middleware


def live():
    """The process answers; whatever else is wrong, a restart would not mend it."""
    return True, {"status": "well"}


def ready():
    """The process can be given visitors: its database answers and has every table that the code knows."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    if not migrated.is_set() and not is_migration_missing():
        migrated.set()
    if not migrated.is_set():
        return False, {"status": "not well", "reason": "The database waits for migrations."}
    return True, {"status": "well"}


def is_migration_missing():
    executor = MigrationExecutor(connection)
    return bool(executor.migration_plan(executor.loader.graph.leaf_nodes()))


def publisher():
    """What is scheduled is done at its hour; the figures are those of `health.Health`, moments in UTC (ISO 8601)."""
    figures = health.read()
    return figures.is_well, {
        "status": "well" if figures.is_well else "not well",
        "last_look": in_iso(figures.last_look),
        "next_due": in_iso(figures.next_due),
        "overdue": figures.overdue,
        "oldest_overdue_seconds": round(figures.oldest_overdue.total_seconds(), 1),
        "failed": figures.failed,
        "publishers": figures.publishers,
    }


def in_iso(moment):
    return moment and moment.isoformat(timespec="seconds")


CHECKS = {"/health/live": live, "/health/ready": ready, "/health/publisher": publisher}
