"""What only one process does at a time, of one machine or of several that share a PostgreSQL database."""

import contextlib
import fcntl
import zlib
from collections.abc import Callable, Iterator

from django.conf import settings
from django.db import connection


@contextlib.contextmanager
def one_at_a_time(name: str, on_waiting: Callable[[], object] = lambda: None) -> Iterator[None]:
    """Hold the lock of this name; `on_waiting` is called where somebody else holds it, before waiting for it.

    Both locks go with the process that holds them, however it ends.
    """
    settings.DATA_DIR.mkdir(parents=True, exist_ok=True)
    with (settings.DATA_DIR / f".{name}.lock").open("w") as file, contextlib.ExitStack() as stack:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            on_waiting()
            fcntl.flock(file, fcntl.LOCK_EX)
        if connection.vendor == "postgresql":
            stack.enter_context(lock_in_database(zlib.crc32(name.encode()), on_waiting))
        yield


@contextlib.contextmanager
def lock_in_database(key: int, on_waiting: Callable[[], object]) -> Iterator[None]:
    """Hold an advisory lock with a connection of its own: what is done meanwhile may close the other."""
    own = connection.copy()
    try:
        with own.cursor() as cursor:
            cursor.execute("SELECT pg_try_advisory_lock(%s)", [key])
            if not cursor.fetchone()[0]:
                on_waiting()
                cursor.execute("SELECT pg_advisory_lock(%s)", [key])
        yield
    finally:
        own.close()
