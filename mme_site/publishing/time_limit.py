"""How long one item may take: what hangs in it fails, and holds nobody else up."""

import contextlib
import faulthandler
import signal
import threading
from collections.abc import Iterator
from types import FrameType

from django.db import connection

SECONDS = 20  # of a process that runs; an item takes a fraction of one
# An item on SQLite holds the lock that every writer waits for, who gives up after 20 s (settings/base.py).
SECONDS_ON_SQLITE = 8
# A release is many items, of which one holds up the others; on SQLite still less than a writer waits.
SECONDS_OF_A_RELEASE, SECONDS_OF_A_RELEASE_ON_SQLITE = 60, 16
STDERR = 2
TIMES_TO_GIVE_UP = 2  # of these seconds: what cannot be interrupted ends with its process, which is started again


class TookTooLong(Exception):
    """One item has taken longer than it may."""

    def __init__(self, seconds: float) -> None:
        super().__init__(f"It took longer than {seconds:g} s.")


def seconds_of_an_item() -> float:
    return SECONDS_ON_SQLITE if connection.vendor == "sqlite" else SECONDS


def seconds_of_a_release() -> float:
    return SECONDS_OF_A_RELEASE_ON_SQLITE if connection.vendor == "sqlite" else SECONDS_OF_A_RELEASE


@contextlib.contextmanager
def time_limit(seconds: float | None = None) -> Iterator[None]:
    """Raise TookTooLong inside `with` after these seconds, or those of an item; one within another takes its place.

    In the main thread only, which gets the signals. The seconds are counted by a signal each, so
    that the time for which the process was frozen is not the item's: it gets one for all of them
    when it goes on.
    """
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    seconds = seconds or seconds_of_an_item()
    tick, left = min(seconds, 1.0), seconds

    def count(number: int, frame: FrameType | None) -> None:
        nonlocal left
        left -= tick
        if left <= 0:
            raise TookTooLong(seconds)

    before = signal.signal(signal.SIGALRM, count)
    signal.setitimer(signal.ITIMER_REAL, tick, tick)
    try:
        with watchdog(seconds * TIMES_TO_GIVE_UP):
            yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


@contextlib.contextmanager
def watchdog(seconds: float) -> Iterator[None]:
    """End the process whose item cannot even be interrupted, and say where it was: its locks end with it.

    The thread that counts needs nothing of Python, which may be what hangs. It does not outlive
    the item, so that a process forks without one.
    """
    faulthandler.dump_traceback_later(seconds, exit=True, file=STDERR)
    try:
        yield
    finally:
        faulthandler.cancel_dump_traceback_later()
