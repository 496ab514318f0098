"""Doing one task of the outbox."""

import logging
import zlib
from contextlib import contextmanager
from traceback import format_exception

from django.core.exceptions import ObjectDoesNotExist, SuspiciousOperation
from django.db import connection, transaction
from django.utils.module_loading import import_string
from django_tasks.base import Task

from mme_site.tasks.batching import INDEXING
from mme_site.tasks.models import MOST_ATTEMPTS, OutboxTask, Status
from mme_site.tasks.write_lock import one_at_a_time

logger = logging.getLogger("mme_site.tasks")

# Keeps the outbox's advisory locks apart from others in the same database.
LOCKS = int.from_bytes(b"outb", "big")


def claim():
    """Take the next due task for this process and return it; None where nothing is due.

    A look without the write lock comes first, so that idle workers hold nobody up on SQLite.
    """
    if not OutboxTask.objects.due().exists():
        return None
    with transaction.atomic():
        task = OutboxTask.objects.due().select_for_update(skip_locked=True).first()
        if task:
            task.take()
            forget_the_same(task)
        return task


def forget_the_same(task):
    """Delete the tasks that this one does as well, since all of them are committed before it begins."""
    if task.key:
        same = OutboxTask.objects.filter(key=task.key, status=Status.READY)
        if found := list(same.select_for_update(skip_locked=True).values_list("pk", flat=True)):
            OutboxTask.objects.filter(pk__in=found).delete()


def do(task):
    """Make every call of a task and record the outcome; what fails does not stop what follows it."""
    if task.attempts > MOST_ATTEMPTS:
        task.failed(task.calls, "Every process that began with it died.")
        logger.error("Given up, since every process that began with it died: %s (task %s).", task, task.pk)
        return
    left, errors = [], []
    for path, args, kwargs in task.calls:
        try:
            call(path, args, kwargs)
        except Exception as error:
            left.append([path, args, kwargs])
            errors.append("".join(format_exception(error)))
    if not left:
        task.done()
        return
    again = task.failed(left, "\n".join(errors))
    level, what = (logging.WARNING, "will be tried again") if again else (logging.ERROR, "is given up")
    reason = errors[-1].strip().rsplit("\n", 1)[-1]
    logger.log(level, "Task %s %s after attempt %s: %s: %s", task.pk, what, task.attempts, task, reason)


def call(path, args, kwargs):
    """Make one call; an object that is gone needs no index."""
    task = task_at(path)
    if path not in INDEXING:
        task.call(*args, **kwargs)
        return
    with alone(args):
        try:
            task.call(*args, **kwargs)
        except ObjectDoesNotExist:
            logger.debug("Gone before it was indexed: %s", args)


@contextmanager
def alone(args):
    """Keep other workers from indexing the same object: of two, the one that read it first could write last.

    On SQLite there is only one worker, which takes turns with the publisher.
    """
    if connection.vendor != "postgresql":
        with one_at_a_time():
            yield
        return
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s, %s)", lock_of(args))
        yield


def lock_of(args):
    """Return the two 32-bit numbers that PostgreSQL names an advisory lock by, for one object."""
    return [LOCKS, zlib.crc32(" ".join(args).encode()) - 2**31]


def task_at(path):
    """Return the task of this path; raise SuspiciousOperation where something else is there."""
    task = import_string(path)
    if not isinstance(task, Task):
        raise SuspiciousOperation(f"{path} is not a task.")
    return task
