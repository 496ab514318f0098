"""One publisher at a time on SQLite, which has one writer; as many as there are on PostgreSQL."""

import contextlib
import fcntl

from django.db import connection


@contextlib.contextmanager
def sqlite_write_lock():
    """Hold the lock of the one writer.

    SQLite would keep writers apart by itself, but a waiting writer polls and gives up after
    its timeout, whoever came first (sqlite.org/c3ref/busy_timeout.html); a lock beside the
    database file is waited for without polling, and ends with the process that held it.
    """
    if connection.vendor != "sqlite" or connection.is_in_memory_db():
        yield
        return
    with open(f"{connection.settings_dict['NAME']}.publisher", "w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield
