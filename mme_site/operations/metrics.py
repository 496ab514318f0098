"""`/metrics` for Prometheus, in its text format 0.0.4; for who says METRICS_TOKEN."""

import shutil

from django.conf import settings
from django.db import Error, connection
from django.http import HttpResponse, HttpResponseForbidden, HttpResponseNotFound
from django.utils.crypto import constant_time_compare
from django.views.decorators.cache import never_cache

from mme_site.delivery.process_figures import BOUNDS, of_every_process
from mme_site.publishing import health
from mme_site.tasks.models import OutboxTask


def metrics_middleware(get_response):
    """Answer before sessions and host names are looked at: each machine is asked by its number, and without TLS."""

    def middleware(request):
        return metrics(request) if request.path_info == "/metrics" else get_response(request)

    return middleware


@never_cache
def metrics(request):
    said = request.headers.get("Authorization", "")
    if not settings.METRICS_TOKEN:
        return HttpResponseNotFound("METRICS_TOKEN is not set.\n", content_type="text/plain")
    if not constant_time_compare(said, f"Bearer {settings.METRICS_TOKEN}"):
        return HttpResponseForbidden("Say METRICS_TOKEN as a bearer token.\n", content_type="text/plain")
    return HttpResponse("\n".join(lines()) + "\n", content_type="text/plain; version=0.0.4; charset=utf-8")


def lines():
    yield from of_processes()
    yield from of_disk()
    try:
        yield from of_publishing()
        yield from of_tasks()
        yield from of_database()
        yield from gauge("mme_database_up", "1 where the database answers", 1)
    except Error:
        yield from gauge("mme_database_up", "1 where the database answers", 0)


def of_processes():
    found = list(of_every_process())
    yield from head("mme_requests_total", "counter", "requests that Django answered")
    for process, said in found:
        for kind, status, count in said["statuses"]:
            yield f'mme_requests_total{{process="{process}",kind="{kind}",status="{status}"}} {count}'
    yield from head("mme_request_seconds", "histogram", "how long Django took")
    for process, said in found:
        yield from histogram(process, said)
    names = sorted({name for _process, said in found for name in said["cache"]})
    for name in names:
        kind = "counter" if name.endswith("_total") else "gauge"
        yield from head(f"mme_page_cache_{name}", kind, name.replace("_", " "))
        for process, said in found:
            yield f'mme_page_cache_{name}{{process="{process}"}} {said["cache"].get(name, 0)}'


def histogram(process, said):
    for kind, seconds in said["seconds"].items():
        counts = {bound: count for of_kind, bound, count in said["buckets"] if of_kind == kind}
        sofar = 0
        labels = f'process="{process}",kind="{kind}"'
        for bound in [*map(str, BOUNDS), "+Inf"]:
            sofar += counts.get(bound, 0)
            yield f'mme_request_seconds_bucket{{{labels},le="{bound}"}} {sofar}'
        yield f"mme_request_seconds_sum{{{labels}}} {seconds}"
        yield f"mme_request_seconds_count{{{labels}}} {sofar}"


def of_publishing():
    found = health.read()
    yield from gauge("mme_publishers", "publishers that looked within a minute", found.publishers)
    yield from gauge("mme_schedules_overdue", "schedules whose hour has passed", found.overdue)
    yield from gauge(
        "mme_schedules_oldest_overdue_seconds", "how late the latest of them is", found.oldest_overdue.total_seconds()
    )
    yield from gauge("mme_schedules_failed", "schedules that were given up", found.failed)
    yield from gauge("mme_clock_skew_seconds", "a publisher's clock ahead of the database's", found.reported_skew)


def of_tasks():
    found = OutboxTask.objects.summary()
    yield from gauge("mme_tasks_waiting", "tasks that wait for a worker", found["waiting"])
    yield from gauge("mme_tasks_retrying", "tasks that failed and are tried again", found["retried"])
    yield from gauge("mme_tasks_failed", "tasks that were given up", found["failed"])
    yield from gauge("mme_tasks_oldest_waiting_seconds", "how long the oldest waits", found["oldest_waiting_seconds"])


def of_disk():
    try:
        usage = shutil.disk_usage(settings.DATA_DIR)
    except OSError:  # the folder is gone, which /health/ready says
        return
    yield from gauge("mme_disk_free_bytes", "free where DATA_DIR is", usage.free)
    yield from gauge("mme_disk_size_bytes", "size of the disk where DATA_DIR is", usage.total)


def of_database():
    if connection.vendor != "postgresql":
        return
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_database_size(current_database()), count(*) FROM pg_stat_activity")
        size, connections = cursor.fetchone()
    yield from gauge("mme_database_size_bytes", "size of the database", size)
    yield from gauge("mme_database_connections", "connections to the server", connections)


def gauge(name, purpose, value):
    yield from head(name, "gauge", purpose)
    yield f"{name} {float(value):g}" if not isinstance(value, int) else f"{name} {value}"


def head(name, kind, purpose):
    yield f"# HELP {name} {purpose}"
    yield f"# TYPE {name} {kind}"
