"""One publisher at a time on SQLite, which has one writer; as many as there are on PostgreSQL."""

import contextlib
import fcntl
import time
from collections.abc import Iterator

from django.db import connection

# In seconds. Who waits for SQLite's own lock looks every tenth of a second (sqlite.org/c3ref/busy_timeout.html).
LONG, PAUSE = 0.5, 0.25


@contextlib.contextmanager
def sqlite_write_lock() -> Iterator[None]:
    """Hold the lock of the one writer.

    SQLite would keep writers apart by itself, but a waiting writer polls and gives up after
    its timeout, whoever came first (sqlite.org/c3ref/busy_timeout.html); a lock beside the
    database file is waited for without polling, and ends with the process that held it. Who has
    worked for long leaves a moment to those who poll: to editors, whose saves do not take this lock.
    """
    if connection.vendor != "sqlite" or connection.is_in_memory_db():  # type: ignore[attr-defined]  # SQLite's has it
        yield
        return
    with open(f"{connection.settings_dict['NAME']}.publisher", "w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        began = time.monotonic()
        try:
            yield
        finally:
            if time.monotonic() - began > LONG:
                time.sleep(PAUSE)
