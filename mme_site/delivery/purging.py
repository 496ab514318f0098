"""Caches in front of the site, told to forget everything after each public change (decision 14)."""

import contextlib
import http.client
import logging
import threading
import urllib.request
from contextlib import AbstractContextManager
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings

from mme_site.delivery.content_version_watcher import ContentVersionWatcher

logger = logging.getLogger(__name__)

SECONDS_TO_ANSWER = 5
SECONDS_TO_RETRY = 1
# Told at once; again when each web process has seen the change too (content_version_watcher.py), and when it surely
# has; and again for a page that was begun before the change and took long.
PAUSES = (0.06, 0.5, 10)  # seconds


def purging() -> AbstractContextManager[object]:
    """Return what tells the caches of each change inside `with`, and at its begin of what changed before."""
    return Purging(settings.FRONTEND_CACHE_URLS) if settings.FRONTEND_CACHE_URLS else contextlib.nullcontext()


def purge_once() -> int:
    """Tell every cache now, and return how many there are; raise OSError for one that does not obey."""
    for address in settings.FRONTEND_CACHE_URLS:
        purge(address)
    return len(settings.FRONTEND_CACHE_URLS)


def purge(address: str) -> None:
    """Let the cache at an address forget everything; raise OSError where it does not."""
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    try:
        with opener.open(urllib.request.Request(address, method="PURGE"), timeout=SECONDS_TO_ANSWER):
            pass
    except (http.client.HTTPException, ValueError) as error:
        raise OSError(f"no answer that can be understood: {error!r}") from error


class Purging:
    """Inside `with`, follows the content version for caches at these addresses."""

    def __init__(self, addresses: list[str]) -> None:
        self.caches = [Cache(address) for address in addresses]
        # Its first look is a change as well: nobody knows what was before.
        self.watcher = ContentVersionWatcher(self.on_change)

    def __enter__(self) -> "Purging":
        for thread in (*self.caches, self.watcher):
            thread.start()
        return self

    def __exit__(self, *exception: Any) -> None:
        self.watcher.stop()
        for cache in self.caches:
            cache.stop()

    def on_change(self, _version: int) -> None:
        for cache in self.caches:
            cache.changed.set()


class Cache(threading.Thread):
    """A thread for each cache, so that none waits for another that is down."""

    def __init__(self, address: str) -> None:
        super().__init__(daemon=True, name="purging")
        self.address = address
        self.changed = threading.Event()
        self.is_stopped = self.is_lost = False

    def run(self) -> None:
        pauses: list[float] = []
        wait: float | None = None
        while True:
            if self.changed.wait(wait):
                self.changed.clear()
                pauses = list(PAUSES)
            if self.is_stopped:
                return
            wait = next_pause(pauses) if self.forgets() else SECONDS_TO_RETRY

    def forgets(self) -> bool:
        """Return True where the cache has obeyed; what it did not is logged once."""
        name = urlsplit(self.address).hostname
        try:
            purge(self.address)
        except OSError as error:
            if not self.is_lost:
                logger.error("The cache at %s does not forget what has changed, and is told again: %s", name, error)
            self.is_lost = True
            return False
        if self.is_lost:
            logger.warning("The cache at %s has forgotten what has changed.", name)
        self.is_lost = False
        return True

    def stop(self) -> None:
        self.is_stopped = True
        self.changed.set()
        self.join(SECONDS_TO_ANSWER)


def next_pause(pauses: list[float]) -> float | None:
    """Take the first of these pauses; None, which is for ever, where there is none."""
    return pauses.pop(0) if pauses else None
