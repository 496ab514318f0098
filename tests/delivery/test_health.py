"""Machines and operators are told whether the site lives, can be given visitors, and publishes on time."""

import contextlib
import datetime
import io
import logging
import os
import subprocess
import sys

import pytest
from django.core.management import CommandError, call_command
from django.db import OperationalError, connection
from django.db.migrations.recorder import MigrationRecorder
from django.utils import timezone

from mme_site.publishing import engine, publisher
from mme_site.publishing.process import PublisherProcess
from mme_site.publishing.schedule import Schedule, ScheduleStatus
from mme_site.tasks.models import OutboxTask
from search.models import IndexDocument
from tests.helpers import scheduling
from tests.helpers.factories import UserFactory
from tests.helpers.scheduling import HOUR, SECOND, in_an_hour, publish_at, schedule
from tests.project.architecture import ROOT
from tests.project.test_environment import SECRETS

ADDRESSES = ["/health/live", "/health/ready", "/health/publisher", "/health/worker"]
MINUTE = datetime.timedelta(minutes=1)


def ask(client, moment):
    """Return the status and the figures of the publisher's health at a moment."""
    with scheduling.at(moment):
        response = client.get("/health/publisher")
    return response.status_code, response.json()


def publisher_heartbeat(moment):
    """A publisher that last looked at this moment."""
    return PublisherProcess.objects.create(host="machine-7", pid=4711, started_at=moment, heartbeat_at=moment)


@contextlib.contextmanager
def without_database():
    """Let every query fail, as those of a database that is gone."""

    def fail(*args):
        raise OperationalError("could not connect to server machine-9")

    with connection.execute_wrapper(fail):
        yield


def status():
    """Return what `manage.py publisher_status` says, and why it exits with 1: '' where it does not."""
    said = io.StringIO()
    try:
        call_command("publisher_status", stdout=said)
    except CommandError as error:
        return said.getvalue(), str(error)
    return said.getvalue(), ""


def test_the_process_answers_that_it_lives_without_a_database(client):
    assert client.get("/health/live").json() == {"status": "ok"}


@pytest.mark.django_db
def test_the_site_is_ready_when_the_database_answers_and_every_migration_is_applied(client):
    response = client.get("/health/ready")
    assert (response.status_code, response.json()) == (200, {"status": "ok"})


@pytest.mark.django_db
def test_the_site_is_ready_only_while_every_migration_is_there_whatever_was_so_before(client):
    assert client.get("/health/ready").status_code == 200
    row = MigrationRecorder.Migration.objects.filter(app="publishing").latest("pk")
    row.delete()
    response = client.get("/health/ready")
    assert (response.status_code, response.json()["reason"]) == (503, "The database waits for migrations.")
    MigrationRecorder(connection).record_applied(row.app, row.name)
    assert client.get("/health/ready").status_code == 200


@pytest.mark.django_db
def test_the_site_is_not_ready_while_its_disk_cannot_be_written_to(client, settings):
    settings.DATA_DIR = settings.DATA_DIR / "gone"
    response = client.get("/health/ready")
    assert (response.status_code, response.json()["reason"]) == (503, "DATA_DIR cannot be written to.")


def test_the_site_is_not_ready_while_nothing_can_be_found(client, tree):
    assert client.get("/health/ready").status_code == 200
    IndexDocument.objects.all().delete()
    response = client.get("/health/ready")
    assert (response.status_code, response.json()["reason"]) == (503, "The search index is empty.")


@pytest.mark.django_db
def test_the_worker_is_well_while_no_task_waits_for_minutes(client):
    now = timezone.now()
    OutboxTask.objects.create(calls=[], due_at=now - 4 * MINUTE)
    OutboxTask.objects.create(calls=[], due_at=now + HOUR)
    with scheduling.at(now):
        assert client.get("/health/worker").json() == {
            **{"status": "ok", "oldest_waiting_seconds": 240.0, "waiting": 2, "retrying": 0, "failed": 0},
        }
    with scheduling.at(now + MINUTE + SECOND):
        response = client.get("/health/worker")
    assert (response.status_code, response.json()["status"]) == (503, "error")


@pytest.mark.django_db
def test_a_dead_worker_is_said_and_the_command_exits_with_1(tree):
    publisher_heartbeat(timezone.now())
    assert status()[1] == ""
    OutboxTask.objects.create(calls=[], due_at=timezone.now() - HOUR)
    said, wrong = status()
    assert "the oldest waits 3600 s" in said
    assert "A task has waited for 3600 s: start `manage.py worker`." in wrong


@pytest.mark.django_db
@pytest.mark.parametrize("address", ["/health/ready", "/health/publisher", "/health/worker"])
def test_without_a_database_the_answer_is_503_in_words_that_name_no_machine(client, address):
    with without_database():
        response = client.get(address)
    assert response.status_code == 503
    assert response.json() == {"status": "error", "reason": "The database cannot be used."}


@pytest.mark.django_db
@pytest.mark.parametrize(("address", "most"), list(zip(ADDRESSES, [0, 4, 2, 1], strict=True)))
def test_a_check_costs_a_few_queries_at_most(client, address, most, django_assert_max_num_queries):
    with django_assert_max_num_queries(most):
        client.get(address)


@pytest.mark.django_db
@pytest.mark.parametrize("address", ADDRESSES)
def test_a_check_is_never_kept_begins_no_session_and_asks_for_no_language(client, address):
    response = client.get(address, headers={"accept-language": "fr"})
    assert response.headers["Cache-Control"] == "no-store"
    assert response.headers["Content-Type"] == "application/json"
    assert not response.cookies
    assert not response.has_header("Vary")


@pytest.mark.django_db
@pytest.mark.parametrize("address", ADDRESSES)
def test_a_check_answers_head_and_changes_nothing_by_other_methods(client, address):
    assert client.head(address).headers["Cache-Control"] == "no-store"
    for method in (client.post, client.put, client.delete):
        response = method(address)
        assert (response.status_code, response.headers["Allow"]) == (405, "GET, HEAD")


def test_a_load_balancer_and_prometheus_ask_a_production_machine_by_its_number_without_tls_and_without_a_database():
    script = """
import django
django.setup()
from django.test import Client
client = Client(headers={"host": "10.0.0.7"})
for address in ["/health/live", "/health/ready", "/health/publisher", "/health/worker", "/metrics", "/"]:
    print(client.get(address).status_code, end=" ")
metrics = client.get("/metrics", headers={"authorization": "Bearer a token of twenty letters"})
print(metrics.status_code, "mme_database_up 0" in metrics.text)
"""
    # Nothing listens on this port.
    variables = {**SECRETS, "DATABASE_URL": "postgres://somebody@127.0.0.1:1/mme"}
    variables["METRICS_TOKEN"] = "a token of twenty letters"
    run = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", script],
        cwd=ROOT,
        env={"PATH": os.environ["PATH"], "DJANGO_SETTINGS_MODULE": "mme_site.settings.production", **variables},
        capture_output=True,
        text=True,
        check=True,
    )
    assert run.stdout.split() == ["200", "503", "503", "503", "403", "400", "200", "True"]


@pytest.mark.django_db
def test_where_nothing_is_scheduled_a_publisher_that_looks_is_well(client):
    now = timezone.now().replace(microsecond=0)
    publisher_heartbeat(now - 3 * SECOND)
    assert ask(client, now) == (
        200,
        {
            "status": "ok",
            "last_heartbeat": (now - 3 * SECOND).isoformat(),
            "next_due": None,
            "overdue": 0,
            "oldest_overdue_seconds": 0,
            "failed": 0,
            "publishers": 1,
            "clock_skew_seconds": 0,
            "clock_stepped_at": None,
        },
    )


@pytest.mark.django_db
def test_a_publisher_that_has_not_looked_for_a_minute_is_not_well(client):
    now = timezone.now()
    assert ask(client, now)[0] == 503
    publisher_heartbeat(now)
    assert ask(client, now + MINUTE)[0] == 200
    status_code, figures = ask(client, now + MINUTE + SECOND)
    assert (status_code, figures["status"], figures["publishers"]) == (503, "error", 0)


def test_what_is_more_than_a_minute_overdue_is_not_well_although_a_publisher_looks(client, tree):
    hour = in_an_hour()
    schedule(tree.page(live=False), hour)
    schedule(tree.page(live=False), hour + 30 * SECOND)
    publisher_heartbeat(hour + MINUTE)
    status_code, figures = ask(client, hour + MINUTE)
    assert (status_code, figures["overdue"], figures["oldest_overdue_seconds"]) == (200, 2, 60)
    status_code, figures = ask(client, hour + MINUTE + SECOND)
    assert (status_code, figures["overdue"], figures["oldest_overdue_seconds"]) == (503, 2, 61)


def test_the_next_hour_is_said_in_utc_and_is_the_first_that_is_still_to_come(client, tree):
    hour = in_an_hour()
    for due_at in (hour + 2 * HOUR, hour + HOUR, hour):
        schedule(tree.page(live=False), due_at)
    figures = ask(client, hour)[1]
    assert datetime.datetime.fromisoformat(figures["next_due"]) == hour + HOUR
    assert figures["next_due"].endswith("+00:00")


def test_what_is_being_retried_is_overdue_and_what_failed_for_good_is_failed_and_no_longer_overdue(client, tree):
    page, hour = tree.page(live=False), in_an_hour()
    schedule(page, hour)
    with scheduling.failing_for(page):
        publish_at(hour)
    publisher_heartbeat(hour + 2 * MINUTE)
    status_code, figures = ask(client, hour + 2 * MINUTE)
    assert (status_code, figures["overdue"], figures["failed"]) == (503, 1, 0)
    Schedule.objects.update(status=ScheduleStatus.FAILED)
    status_code, figures = ask(client, hour + 2 * MINUTE)
    assert (status_code, figures["overdue"], figures["failed"]) == (200, 0, 1)


def test_the_public_is_told_no_title_no_name_and_no_machine(client, tree):
    hour = in_an_hour()
    page = tree.page(live=False, title="Declaration of Tunis")
    schedule(page, hour, user=UserFactory(username="amina"))
    with scheduling.failing_for(page):
        publish_at(hour)
    publisher_heartbeat(hour)
    with scheduling.at(hour):
        said = client.get("/health/publisher").content.decode()
    assert not any(word in said for word in ("Tunis", "amina", "machine", "4711", "system"))


def test_the_status_says_in_words_what_fails_and_exits_with_1_when_it_is_late(tree):
    page, hour = tree.page(live=False, title="Declaration of Tunis"), in_an_hour()
    schedule(page, hour)
    with scheduling.failing_for(page):
        publish_at(hour)
    publisher_heartbeat(hour + 2 * MINUTE)
    with scheduling.at(hour + 2 * MINUTE):
        said, why = status()
    assert "Publishers at work: 1." in said
    assert "Overdue: 1, the oldest by 120 s." in said
    assert "Declaration of Tunis: goes live" in said
    assert "the other system does not answer" in said
    assert "Outbox: 0 waiting" in said
    assert why == "Something is more than 60 s overdue."


@pytest.mark.django_db
def test_the_status_of_a_site_that_is_well_says_so():
    publisher_heartbeat(timezone.now())
    said, why = status()
    assert "All is well." in said
    assert why == ""


@pytest.mark.django_db
def test_the_status_names_a_publisher_that_stands_still_and_a_database_that_is_gone():
    assert status()[1] == "No publisher has looked for 60 s: start `manage.py publisher`."
    with without_database():
        assert status()[1].startswith("The database cannot be used")


def test_a_pass_that_did_something_leaves_one_line_in_the_log_and_one_that_did_not_leaves_none(tree, settings, caplog):
    hour = in_an_hour()
    schedule(tree.page(live=False), hour)
    assert logging.getLogger(publisher.__name__).isEnabledFor(logging.INFO)
    with scheduling.at(hour):
        publisher.report(engine.publish_due())
        publisher.report(engine.publish_due())
    assert [record.getMessage() for record in caplog.records if record.name == publisher.__name__] == [
        "Scheduled publishing: 1 went live."
    ]
