"""The lease of a task, renewed while its worker lives."""

import logging
import os
import threading
import time

from django.db import DatabaseError, connection

from mme_site.tasks.models import LEASE

logger = logging.getLogger("mme_site.tasks")

HEARTBEAT_INTERVAL = LEASE.total_seconds() / 4
LONGEST_TASK_SECONDS = 15 * 60


class Heartbeat:
    """Inside `with`, a thread renews the lease of `task`; it ends a process whose task hangs."""

    def __init__(self):
        self.task = None
        self.since = 0
        self.ended = threading.Event()
        self.thread = threading.Thread(target=self.beat, daemon=True, name="heartbeat")

    def __enter__(self):
        self.thread.start()
        return self

    def __exit__(self, *exception):
        self.ended.set()
        self.thread.join()

    def at(self, task):
        """Renew the lease of this task from now on; of none with None."""
        self.since = time.monotonic()
        self.task = task

    def beat(self):
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
