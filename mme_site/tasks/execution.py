"""Doing one task of the outbox."""

import logging
import zlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from traceback import format_exception
from typing import Any

from django.conf import settings
from django.core.exceptions import ObjectDoesNotExist, SuspiciousOperation
from django.db import connection, transaction
from django.utils.module_loading import import_string
from django_tasks.base import Task

from mme_site.tasks.batching import INDEXING
from mme_site.tasks.models import MAX_ATTEMPTS, OutboxTask, TaskStatus
from mme_site.tasks.write_lock import sqlite_write_lock

logger = logging.getLogger("mme_site.tasks")

# Keeps the outbox's advisory locks apart from others in the same database.
LOCK_NAMESPACE = int.from_bytes(b"outb", "big")


def claim() -> OutboxTask | None:
    """Take the next due task for this process and return it; None where nothing is due.

    A look without the write lock comes first, so that idle workers hold nobody up on SQLite.
    """
    if not OutboxTask.objects.due().exists():
        return None
    with transaction.atomic():
        task = OutboxTask.objects.due().select_for_update(skip_locked=True).first()
        if task:
            task.take()
            delete_duplicates(task)
        return task


def delete_duplicates(task: OutboxTask) -> None:
    """Delete the tasks that this one does as well, since all of them are committed before it begins."""
    if task.key:
        same = OutboxTask.objects.filter(key=task.key, status=TaskStatus.READY)
        if found := list(same.select_for_update(skip_locked=True).values_list("pk", flat=True)):
            OutboxTask.objects.filter(pk__in=found).delete()


def run_task(task: OutboxTask) -> None:
    """Make every call of a task and record the outcome; what fails does not stop what follows it."""
    if task.attempts > MAX_ATTEMPTS:
        task.failed(task.calls, "Every process that began with it died.")
        logger.error("Given up, since every process that began with it died: %s (task %s).", task, task.pk)
        return
    left: list[list[Any]] = []
    errors: list[str] = []
    for path, args, kwargs in task.calls:
        try:
            run_call(path, args, kwargs)
        except Exception as error:  # whatever a task raises is written down with it
            left.append([path, args, kwargs])
            errors.append("".join(format_exception(error)))
    if not left:
        task.done()
        return
    again = task.failed(left, "\n".join(errors))
    level, what = (logging.WARNING, "will be tried again") if again else (logging.ERROR, "is given up")
    reason = errors[-1].strip().rsplit("\n", 1)[-1]
    logger.log(level, "Task %s %s after attempt %s: %s: %s", task.pk, what, task.attempts, task, reason)


def run_call(path: str, args: Sequence[Any], kwargs: dict[str, Any]) -> None:
    """Make one call; an object that is gone needs no index."""
    task = import_task(path)
    if path not in INDEXING:
        task.call(*args, **kwargs)
        return
    with lock_indexed_object(args):
        try:
            task.call(*args, **kwargs)
        except ObjectDoesNotExist:
            logger.debug("Gone before it was indexed: %s", args)


@contextmanager
def lock_indexed_object(args: Sequence[str]) -> Iterator[None]:
    """Keep other workers from indexing the same object: of two, the one that read it first could write last.

    On SQLite there is only one worker, which takes turns with the publisher.
    """
    if connection.vendor != "postgresql":
        with sqlite_write_lock():
            yield
        return
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s, %s)", advisory_lock_key(args))
        yield


def advisory_lock_key(args: Sequence[str]) -> list[int]:
    """Return the two 32-bit numbers that PostgreSQL names an advisory lock by, for one object."""
    return [LOCK_NAMESPACE, zlib.crc32(" ".join(args).encode()) - 2**31]


def import_task(path: str) -> Task[..., Any]:
    """Return the task of this path, or of one that it had before; raise SuspiciousOperation for anything else there."""
    task = import_string(settings.MOVED_TASKS.get(path, path))
    if not isinstance(task, Task):
        raise SuspiciousOperation(f"{path} is not a task.")
    return task
