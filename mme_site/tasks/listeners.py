"""How a publisher that sleeps learns that a schedule has changed."""

import time

from django.db import DatabaseError, connection, connections

CHANNEL = "mme_schedule"
POLL_INTERVAL = 0.25


def notify_publishers():
    """Wake every publisher once this transaction is committed.

    PostgreSQL delivers a notice at the commit and forgets it with a rollback
    (postgresql.org/docs/15/sql-notify.html). On SQLite the publishers see by themselves
    that the file has changed.
    """
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(f"NOTIFY {CHANNEL}")


class Listener:
    """Hears of commits by other connections, on a connection of its own. To be used with `with`."""

    def __init__(self, stop):
        self.stop = stop

    def __enter__(self):
        self.own = connections.create_connection("default")
        self.listens = False
        return self

    def __exit__(self, *exception):
        self.own.close()

    def wait_for_change(self, seconds):
        """Return True at a change, or when the database is gone; False when the seconds have passed without one."""
        try:
            if not self.listens:
                self.begin()
                return True  # what changed before this moment was not noticed
            return self.listen(seconds)
        except (DatabaseError, OSError):
            self.listens = False
            self.own.close()
            return self.stop.wait(seconds)


class PostgreSQLListener(Listener):
    def begin(self):
        with self.own.cursor() as cursor:
            cursor.execute(f"LISTEN {CHANNEL}")
        self.listens = True

    def listen(self, seconds):
        with self.own.wrap_database_errors:
            return any(True for notice in self.own.connection.notifies(timeout=seconds, stop_after=1))


class SQLiteListener(Listener):
    def begin(self):
        self.version = self.data_version()
        self.listens = True

    def data_version(self):
        """Return a number that differs after another connection has committed (sqlite.org/pragma.html)."""
        with self.own.cursor() as cursor:
            return cursor.execute("PRAGMA data_version").fetchone()[0]

    def listen(self, seconds):
        self.stop.wait(seconds)
        before, self.version = self.version, self.data_version()
        return self.version != before


def listener(stop):
    """Return a listener for changes in the site's database, until `stop`, a StopSignals, arrives."""
    return PostgreSQLListener(stop) if connection.vendor == "postgresql" else SQLiteListener(stop)


def wait_for_change(seconds, listener):
    """Sleep until something changes, somebody asks to stop, or the seconds have passed."""
    end = time.monotonic() + seconds
    while (left := end - time.monotonic()) > 0 and not listener.stop.is_set:
        if listener.wait_for_change(min(left, POLL_INTERVAL)):
            return
