"""The lease of a task, renewed while its worker lives."""

import logging
import os
import threading
import time
from typing import Self

from django.db import DatabaseError, connection

from mme_site.tasks.models import LEASE, OutboxTask

logger = logging.getLogger("mme_site.tasks")

HEARTBEAT_INTERVAL = LEASE.total_seconds() / 4  # seconds
LONGEST_TASK_SECONDS = 15 * 60


class Heartbeat:
    """Inside `with`, a thread renews the lease of `task`; it ends a process whose task hangs."""

    def __init__(self) -> None:
        self.task: OutboxTask | None = None
        self.since = 0.0
        self.ended = threading.Event()
        self.thread = threading.Thread(target=self.beat, daemon=True, name="heartbeat")

    def __enter__(self) -> Self:
        self.thread.start()
        return self

    def __exit__(self, *exception: object) -> None:
        self.ended.set()
        self.thread.join()

    def at(self, task: OutboxTask | None) -> None:
        """Renew the lease of this task, and of no other, from now on."""
        self.since = time.monotonic()
        self.task = task

    def beat(self) -> None:
        while not self.ended.wait(HEARTBEAT_INTERVAL):
            task, seconds = self.task, time.monotonic() - self.since
            if task is None or seconds < HEARTBEAT_INTERVAL:
                continue
            if seconds > LONGEST_TASK_SECONDS:
                # A thread cannot be ended from outside. The next process finds the task due.
                logger.critical("Task %s hangs: %s. This worker ends.", task.pk, task)
                os._exit(1)
            try:
                task.renew()
            except DatabaseError as error:
                logger.warning("The lease of task %s could not be renewed: %s", task.pk, error)
            finally:
                connection.close()
