"""Workers: processes that do what the outbox holds."""

import contextlib
import fcntl
import logging
import time

from django.db import DatabaseError, close_old_connections, connection
from wagtail import hooks

from mme_site.tasks import listeners
from mme_site.tasks.execution import claim, do
from mme_site.tasks.heartbeat import Heartbeat
from mme_site.tasks.models import OutboxTask
from mme_site.tasks.notifications import ear

logger = logging.getLogger("mme_site.tasks")

SECONDS_BETWEEN_LOOKS = 1
SECONDS_AFTER_AN_ERROR = 5
SECONDS_BETWEEN_TIDYINGS = 3600


def do_everything():
    """Do what is due now and return how many tasks that was."""
    done = 0
    with Heartbeat() as heartbeat:
        while do_one(heartbeat):
            done += 1
    return done


def do_one(heartbeat):
    """Do one task; return False where none is due."""
    task = claim()
    if task is None:
        return False
    heartbeat.at(task)
    try:
        do(task)
    finally:
        heartbeat.at(None)
    return True


def work(stop):
    """Do what is due, and wait for more, until somebody asks to stop; meanwhile run what keeps the worker company."""
    with only_one_on_sqlite(stop), ear(stop) as hears, Heartbeat() as heartbeat, companions():
        tidied_at = None
        while not stop.has_arrived:
            close_old_connections()
            try:
                if tidied_at is None or time.monotonic() - tidied_at > SECONDS_BETWEEN_TIDYINGS:
                    tidy(at_first=tidied_at is None)
                    tidied_at = time.monotonic()
                if not do_one(heartbeat):
                    listeners.wait(SECONDS_BETWEEN_LOOKS, hears)
            except DatabaseError:
                logger.exception("The outbox cannot be read; it will be tried again.")
                connection.close()
                stop.arrives_within(SECONDS_AFTER_AN_ERROR)


@contextlib.contextmanager
def companions():
    """Run, inside `with`, what other floors want to run for as long as a worker does (hook `beside_the_worker`)."""
    with contextlib.ExitStack() as stack:
        for hook in hooks.get_hooks("beside_the_worker"):
            stack.enter_context(hook())
        yield


def tidy(at_first):
    if at_first and connection.vendor == "sqlite":
        OutboxTask.objects.take_over()
    OutboxTask.objects.prune()
    for hook in hooks.get_hooks("every_hour"):
        hook()


@contextlib.contextmanager
def only_one_on_sqlite(stop):
    """Wait until no other worker has this SQLite file, or until somebody asks to stop.

    SQLite has one writer at a time: a second worker could only be in the way. On PostgreSQL
    any number may work.
    """
    if connection.vendor != "sqlite":
        yield
        return
    with open(f"{connection.settings_dict['NAME']}.worker", "w") as file:
        while not locked(file) and not stop.arrives_within(SECONDS_BETWEEN_LOOKS):
            pass
        yield


def locked(file):
    """Lock a file for as long as it is open, unless another process has; return whether it is locked."""
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True
