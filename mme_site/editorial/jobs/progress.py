"""How far a job is, seen while it works; and its being cancelled.

A job may be one long transaction, of which nobody sees anything before its end. On PostgreSQL a
connection of its own writes how far it is; SQLite has one writer, so there it is a file beside
the database, as is the wish to cancel.
"""

import contextlib
import time
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, Self, TypeVar

from django.db import connection, connections
from django.utils.translation import gettext as _

from mme_site.editorial.jobs.models import Job

SECONDS_BETWEEN_REPORTS = 0.5
MOST_SECONDS = 600  # less than a worker gives a task (mme_site/tasks/heartbeat.py)

T = TypeVar("T")


class JobFailed(Exception):
    """It cannot be done, for a reason that is said to the editor."""


class Cancelled(Exception):
    """Its editor does not want it any more."""


class NoProgress:
    """For work that nobody watches."""

    def expect(self, steps: int) -> None:
        """Expect so many steps more."""

    def step(self) -> None:
        """Say that one is done; raise Cancelled, or JobFailed when it takes too long."""

    def of(self, items: Iterable[T]) -> Iterator[T]:
        """Yield the items, and say that each is done."""
        for item in items:
            yield item
            self.step()


class Progress(NoProgress):
    """Of one job, inside `with`."""

    def __init__(self, job: Job) -> None:
        self.job, self.done, self.steps = job, 0, 0
        self.began, self.reported = time.monotonic(), float("-inf")
        self.own: Any = None  # a connection

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *exception: object) -> None:
        if self.own:
            self.own.close()
        forget(self.job)

    def expect(self, steps: int) -> None:
        self.steps += steps

    def step(self) -> None:
        self.done += 1
        now = time.monotonic()
        if now - self.reported < SECONDS_BETWEEN_REPORTS:
            return
        self.reported = now
        if now - self.began > MOST_SECONDS:
            minutes = MOST_SECONDS // 60
            raise JobFailed(_("It took longer than %(minutes)s minutes. Do it in parts.") % {"minutes": minutes})
        if self.report():
            raise Cancelled

    def report(self) -> bool:
        """Write how far it is; return whether it is to end."""
        if connection.vendor == "sqlite":
            steps_file(self.job).write_text(f"{self.done} {self.steps}")
            return cancel_file(self.job).exists()
        self.own = self.own or connections.create_connection("default")
        with self.own.cursor() as cursor:
            cursor.execute(
                f"UPDATE {Job._meta.db_table} SET steps_done = %s, steps = %s WHERE id = %s RETURNING is_cancel_asked",
                [self.done, self.steps, self.job.pk],
            )
            row = cursor.fetchone()
        return bool(row and row[0])


def steps_of(job: Job) -> tuple[int, int]:
    """Return how many steps of a job are done, and how many there are; 0 where that is not known yet."""
    if connection.vendor == "sqlite":
        with contextlib.suppress(OSError, ValueError):
            done, steps = steps_file(job).read_text().split()
            return int(done), int(steps)
    return job.steps_done, job.steps


def request_cancel(job: Job) -> None:
    """Let a job end at its next step, with nothing done where it is one transaction."""
    if connection.vendor == "sqlite":
        cancel_file(job).touch()
    else:
        Job.objects.filter(pk=job.pk).update(is_cancel_asked=True)


def is_cancel_asked(job: Job) -> bool:
    return cancel_file(job).exists() if connection.vendor == "sqlite" else job.is_cancel_asked


def forget(job: Job) -> None:
    """Leave nothing of its progress, and of a wish to cancel it, beside the database."""
    if connection.vendor == "sqlite":
        for path in (steps_file(job), cancel_file(job)):
            path.unlink(missing_ok=True)


def steps_file(job: Job) -> Path:
    return Path(f"{connection.settings_dict['NAME']}.job-{job.pk}")


def cancel_file(job: Job) -> Path:
    return Path(f"{connection.settings_dict['NAME']}.cancel-{job.pk}")
