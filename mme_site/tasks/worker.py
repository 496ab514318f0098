"""Workers: processes that do what the outbox holds."""

import contextlib
import fcntl
import logging
import time
from collections.abc import Iterator
from typing import IO

from django.db import DatabaseError, close_old_connections, connection
from wagtail import hooks

from mme_site.core.stop_signals import StopSignals
from mme_site.tasks import listeners
from mme_site.tasks.execution import claim, run_task
from mme_site.tasks.heartbeat import Heartbeat
from mme_site.tasks.models import OutboxTask
from mme_site.tasks.notifications import CHANNEL

logger = logging.getLogger("mme_site.tasks")

# In seconds.
POLL_INTERVAL = 1
ERROR_DELAY = 5
CLEAN_UP_INTERVAL = 3600


def run_due_tasks() -> int:
    """Do what is due now and return how many tasks that was."""
    done = 0
    with Heartbeat() as heartbeat:
        while run_next_task(heartbeat):
            done += 1
    return done


def run_next_task(heartbeat: Heartbeat) -> bool:
    """Do one task; return False where none is due."""
    task = claim()
    if task is None:
        return False
    heartbeat.at(task)
    try:
        run_task(task)
    finally:
        heartbeat.at(None)
    return True


def run_worker(stop: StopSignals) -> None:
    """Do what is due, and wait for more, until somebody asks to stop; meanwhile run the worker services."""
    changes = listeners.listener(stop, CHANNEL)
    with single_worker_on_sqlite(stop), changes, Heartbeat() as heartbeat, worker_services():
        tidied_at: float | None = None
        while not stop.is_set:
            close_old_connections()
            try:
                if tidied_at is None or time.monotonic() - tidied_at > CLEAN_UP_INTERVAL:
                    clean_up(at_first=tidied_at is None)
                    tidied_at = time.monotonic()
                if not run_next_task(heartbeat):
                    listeners.wait_for_change(POLL_INTERVAL, changes)
            except DatabaseError:
                logger.exception("The outbox cannot be read; it will be tried again.")
                connection.close()
                stop.wait(ERROR_DELAY)


@contextlib.contextmanager
def worker_services() -> Iterator[None]:
    """Run, inside `with`, what other floors want to run for as long as a worker does (hook `worker_services`)."""
    with contextlib.ExitStack() as stack:
        for hook in hooks.get_hooks("worker_services"):
            stack.enter_context(hook())
        yield


def clean_up(at_first: bool) -> None:
    """Forget old tasks, and do what other floors want done from time to time (hook `every_hour`).

    At first, the only worker of an SQLite file takes over what a worker that died has left.
    """
    if at_first and connection.vendor == "sqlite":
        OutboxTask.objects.take_over()
    OutboxTask.objects.prune()
    for hook in hooks.get_hooks("every_hour"):
        hook()


@contextlib.contextmanager
def single_worker_on_sqlite(stop: StopSignals) -> Iterator[None]:
    """Wait until no other worker has this SQLite file, or until somebody asks to stop.

    SQLite has one writer at a time: a second worker could only be in the way. On PostgreSQL
    any number may work.
    """
    if connection.vendor != "sqlite":
        yield
        return
    with open(f"{connection.settings_dict['NAME']}.worker", "w") as file:
        while not locked(file) and not stop.wait(POLL_INTERVAL):
            pass
        yield


def locked(file: IO[str]) -> bool:
    """Lock a file for as long as it is open, unless another process has; return whether it is locked."""
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True
