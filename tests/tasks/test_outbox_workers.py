"""Workers as processes: prompt, any number of them, and nothing lost when one is killed."""

import datetime
import signal
import subprocess
import threading

import pytest
import time_machine
from django.db import connection
from django.utils import timezone

from mme_site.tasks import heartbeat
from mme_site.tasks.models import LEASE, OutboxTask, TaskStatus
from mme_site.tasks.worker import run_due_tasks
from tests.helpers import outbox_tasks
from tests.helpers.processes import SECONDS_TO_WAIT, running, until

SECOND = datetime.timedelta(seconds=1)


# No transaction around the test, since other processes take part; at its end Django empties
# the tables of these apps only.
committed = pytest.mark.django_db(transaction=True, available_apps=["mme_site.tasks"])


@pytest.fixture
def outbox(settings):
    """The outbox of the running site, instead of the suite's, which does everything at once."""
    settings.TASKS = {"default": {"BACKEND": "mme_site.tasks.backend.OutboxBackend"}}
    return OutboxTask.objects


def worker(directory, **options):
    return running("worker", data_dir=directory, **options)


def all_done():
    return not OutboxTask.objects.exclude(status=TaskStatus.DONE).exists()


@committed
def test_a_task_whose_worker_was_killed_is_done_by_the_next(outbox, tmp_path):
    marker = tmp_path / "marker"
    outbox_tasks.kill_the_worker.enqueue(str(marker))

    with worker(tmp_path) as killed:
        assert killed.wait(timeout=SECONDS_TO_WAIT) == -signal.SIGKILL
    assert outbox.get().status == TaskStatus.RUNNING
    assert run_due_tasks() == 0  # the dead worker's lease has not passed
    if connection.vendor == "sqlite":
        with worker(tmp_path):  # where there is one worker, the next knows that the last one is dead
            until(all_done, "the task to be done")
    else:
        with time_machine.travel(timezone.now() + LEASE + SECOND, tick=False):
            assert run_due_tasks() == 1

    assert marker.read_text() == "done"
    assert outbox.get().attempts == 2


@committed
def test_a_worker_that_waits_begins_within_a_second_and_ends_when_it_is_told_to(outbox, tmp_path):
    with worker(tmp_path) as process:
        outbox_tasks.note.enqueue("wake up")
        until(all_done, "the worker to be there")
        for number in range(3):
            outbox_tasks.note.enqueue(number)
            until(all_done, f"task {number} to be done")
        process.terminate()
        assert process.wait(timeout=SECONDS_TO_WAIT) == 0

    _starting, *waits = [task.finished_at - task.enqueued_at for task in outbox.order_by("pk")]
    assert min(waits) < SECOND


@committed
def test_two_workers_do_each_task_once_and_one_alone_goes_on(outbox, tmp_path):
    file = tmp_path / "lines"
    for number in range(30):
        outbox_tasks.write_line.enqueue(str(file), f"first {number}")

    with (
        worker(tmp_path, stderr=subprocess.PIPE, text=True) as one,
        worker(tmp_path, stderr=subprocess.PIPE, text=True) as two,
    ):
        until(lambda: OutboxTask.objects.filter(status=TaskStatus.DONE).exists(), "the first task to be done")
        for number in range(30):
            outbox_tasks.write_line.enqueue(str(file), f"second {number}")
        until(all_done, "both to do everything")
        one.kill()
        outbox_tasks.write_line.enqueue(str(file), "third")
        until(all_done, "the other to go on")
        two.terminate()
        said = one.communicate()[1] + two.communicate()[1]

    expected = [f"{which} {number}" for which in ("first", "second") for number in range(30)] + ["third"]
    assert sorted(file.read_text().splitlines()) == sorted(expected)
    assert said == ""  # no 'database is locked' among it


# The heartbeat


@pytest.fixture
def fast(monkeypatch):
    monkeypatch.setattr(heartbeat, "HEARTBEAT_INTERVAL", 0.01)


class LongTask:
    pk = 1

    def __init__(self):
        self.renewed = threading.Event()

    def renew(self):
        self.renewed.set()


def test_a_lease_is_renewed_before_it_ends_even_where_one_renewal_fails():
    assert LEASE.total_seconds() > 2 * heartbeat.HEARTBEAT_INTERVAL


@pytest.mark.usefixtures("fast")
def test_the_lease_of_a_long_task_is_renewed():
    task = LongTask()

    with heartbeat.Heartbeat() as beating:
        beating.at(task)
        assert task.renewed.wait(timeout=10)


@pytest.mark.usefixtures("fast")
def test_a_worker_whose_task_hangs_ends_so_that_another_begins(monkeypatch, caplog):
    ended = threading.Event()
    monkeypatch.setattr(heartbeat, "LONGEST_TASK_SECONDS", 0)
    monkeypatch.setattr(heartbeat.os, "_exit", lambda code: ended.set())

    with heartbeat.Heartbeat() as beating:
        beating.at(LongTask())
        assert ended.wait(timeout=10)

    assert "Task 1 hangs" in caplog.text
