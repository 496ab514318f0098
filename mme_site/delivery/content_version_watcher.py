"""Following the content version, and knowing when the database is gone."""

import contextlib
import logging
import threading
import time
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.db import Error, connections

from mme_site.caching.version import content_version, merge_changes

logger = logging.getLogger(__name__)

SECONDS_BETWEEN_LOOKS = 0.1
# Where a cache in front is told: it asks at once, and must not get what is old for want of a look.
SECONDS_BETWEEN_LOOKS_FOR_CACHES = 0.02
SECONDS_BETWEEN_COUNTS = 60


class ContentVersionWatcher(threading.Thread):
    """Calls `on_change(version)` whenever the content version is another one; within 0.2 s of the commit.

    It looks again and again: a notice of PostgreSQL would be faster by a tenth of a second,
    and would make every writer wait for the others' commits (PreCommit_Notify, async.c).
    """

    def __init__(self, on_change: Callable[[int], object]) -> None:
        super().__init__(daemon=True, name="content version")
        self.on_change = on_change
        self.lost_since: float | None = None  # seconds since 1970
        self.stopped = threading.Event()
        self.version: int | None = None
        self.file_version: int | None = None
        self.counted_at = float("-inf")
        self.own: Any = None  # made in the thread that uses it

    def run(self) -> None:
        pause = SECONDS_BETWEEN_LOOKS_FOR_CACHES if settings.FRONTEND_CACHE_URLS else SECONDS_BETWEEN_LOOKS
        while not self.stopped.wait(pause):
            self.poll()
        if self.own:
            self.own.close()

    def poll(self) -> None:
        """Read the version, or note that the database is gone."""
        self.own = self.own or connections.create_connection("default")
        try:
            self.read()
            if self.own.vendor == "postgresql" and time.monotonic() - self.counted_at > SECONDS_BETWEEN_COUNTS:
                merge_changes(self.own)
                self.counted_at = time.monotonic()
        except Exception as error:  # whatever it is: a watcher that ended would leave old pages for ever
            self.record_loss(error)

    def read(self) -> None:
        """Read the version, on SQLite only where another connection has committed (sqlite.org/pragma.html)."""
        file_version = None
        if self.own.vendor == "sqlite":
            with self.own.cursor() as cursor:
                file_version = cursor.execute("PRAGMA data_version").fetchone()[0]
        if file_version is None or file_version != self.file_version:
            version = content_version(self.own)
            if version != self.version:
                self.on_change(version)
            self.version, self.file_version = version, file_version
        if self.lost_since is not None:
            logger.warning("The database answers again.")
            self.lost_since = None

    def record_loss(self, error: Exception) -> None:
        """Note that the database is gone; what is kept is served until it is there again."""
        if self.lost_since is None:
            self.lost_since = time.time()
            logger.error("The database cannot be asked; kept pages are served as they are: %s", error)
        self.file_version = None
        with contextlib.suppress(Error, OSError):
            self.own.close()
        self.own = None

    def stop(self) -> None:
        self.stopped.set()
        self.join(2)
