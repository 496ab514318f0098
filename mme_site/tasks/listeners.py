"""How a publisher that sleeps learns that a schedule has changed."""

import time

from django.db import DatabaseError, connection, connections

CHANNEL = "mme_schedule"
SECONDS_BETWEEN_GLANCES = 0.25


def publishers():
    """Wake every publisher once this transaction is committed.

    PostgreSQL delivers a notice at the commit and forgets it with a rollback
    (postgresql.org/docs/15/sql-notify.html). On SQLite the publishers see by themselves
    that the file has changed.
    """
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(f"NOTIFY {CHANNEL}")


class Ear:
    """Hears of commits by other connections, on a connection of its own. To be used with `with`."""

    def __init__(self, stop):
        self.stop = stop

    def __enter__(self):
        self.own = connections.create_connection("default")
        self.listens = False
        return self

    def __exit__(self, *exception):
        self.own.close()

    def hears_within(self, seconds):
        """Return True at a change, or when the database is gone; False when the seconds have passed without one."""
        try:
            if not self.listens:
                self.begin()
                return True  # what changed before this moment was not heard
            return self.listen(seconds)
        except (DatabaseError, OSError):
            self.listens = False
            self.own.close()
            return self.stop.arrives_within(seconds)


class PostgreSQLEar(Ear):
    def begin(self):
        with self.own.cursor() as cursor:
            cursor.execute(f"LISTEN {CHANNEL}")
        self.listens = True

    def listen(self, seconds):
        with self.own.wrap_database_errors:
            return any(True for notice in self.own.connection.notifies(timeout=seconds, stop_after=1))


class SQLiteEar(Ear):
    def begin(self):
        self.version = self.data_version()
        self.listens = True

    def data_version(self):
        """Return a number that differs after another connection has committed (sqlite.org/pragma.html)."""
        with self.own.cursor() as cursor:
            return cursor.execute("PRAGMA data_version").fetchone()[0]

    def listen(self, seconds):
        self.stop.arrives_within(seconds)
        before, self.version = self.version, self.data_version()
        return self.version != before


def ear(stop):
    """Return what hears changes in the site's database, until `stop`, a StopSignals, arrives."""
    return PostgreSQLEar(stop) if connection.vendor == "postgresql" else SQLiteEar(stop)


def wait(seconds, ear):
    """Sleep until something changes, somebody asks to stop, or the seconds have passed."""
    end = time.monotonic() + seconds
    while (left := end - time.monotonic()) > 0 and not ear.stop.has_arrived:
        if ear.hears_within(min(left, SECONDS_BETWEEN_GLANCES)):
            return
