"""Makes anew what is made of the content: inside the worker, a moment after each change."""

import logging
import threading
import time
from typing import Any

from django.db import close_old_connections, connections

from mme_site.delivery.content_version_watcher import ContentVersionWatcher
from mme_site.opendata.changes import notice_changes
from mme_site.opendata.package.build import bring_package_up_to_date

logger = logging.getLogger(__name__)

SECONDS_OF_QUIET = 2  # changes come in groups: what follows one is waited for
SECONDS_TO_RETRY = 60
RESTS, LONGEST_REST = 4, 600  # times as long as the work took, and seconds


class Refresher(threading.Thread):
    """A thread that brings all of it up to date whenever it is told of a change."""

    def __init__(self) -> None:
        super().__init__(daemon=True, name="open data")
        self.changed, self.stopped = threading.Event(), threading.Event()
        self.watcher = ContentVersionWatcher(lambda version: self.changed.set())

    def __enter__(self) -> "Refresher":
        self.watcher.start()
        self.start()
        return self

    def __exit__(self, *exception: Any) -> None:
        self.stopped.set()
        self.changed.set()
        self.watcher.stop()
        self.join(SECONDS_OF_QUIET)

    def run(self) -> None:
        while not self.stopped.is_set():
            self.changed.wait()
            if self.stopped.wait(SECONDS_OF_QUIET):
                break
            self.changed.clear()
            began = time.monotonic()
            try:
                bring_up_to_date()
            except Exception:  # whatever it is: the next change, or a minute, may see it mended
                logger.exception("The open data could not be made anew.")
                self.stopped.wait(SECONDS_TO_RETRY)
                self.changed.set()
            finally:
                close_old_connections()
            # On a large site a package takes minutes: four fifths of the time the machine has for others.
            self.stopped.wait(min(RESTS * (time.monotonic() - began), LONGEST_REST))
        connections.close_all()


def bring_up_to_date() -> None:
    """Notice what has changed, and make the data package where it is old."""
    notice_changes()
    bring_package_up_to_date()
