"""How a process that sleeps learns that there is something to do, as a publisher that a schedule has changed."""

import time
from abc import ABC, abstractmethod
from typing import Self

from django.db import DatabaseError, connection, connections
from django.db.backends.base.base import BaseDatabaseWrapper

from mme_site.core.stop_signals import StopSignals

CHANNEL = "mme_schedule"
POLL_INTERVAL = 0.25  # seconds


def notify_publishers() -> None:
    """Wake every publisher once this transaction is committed.

    PostgreSQL delivers a notice at the commit and forgets it with a rollback
    (postgresql.org/docs/15/sql-notify.html). On SQLite the publishers see by themselves
    that the file has changed.
    """
    notify(CHANNEL)


def notify(channel: str) -> None:
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(f"NOTIFY {channel}")


class Listener(ABC):
    """Hears of commits by other connections, on a connection of its own. To be used with `with`."""

    own: BaseDatabaseWrapper

    def __init__(self, stop: StopSignals, channel: str) -> None:
        self.stop, self.channel = stop, channel

    @abstractmethod
    def begin(self) -> None:
        """Listen from now on."""

    @abstractmethod
    def listen(self, seconds: float) -> bool:
        """Return True at a change, False when the seconds have passed without one."""

    def __enter__(self) -> Self:
        self.own = connections.create_connection("default")
        self.listens = False
        return self

    def __exit__(self, *exception: object) -> None:
        self.own.close()

    def wait_for_change(self, seconds: float) -> bool:
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
    def begin(self) -> None:
        with self.own.cursor() as cursor:
            cursor.execute(f"LISTEN {self.channel}")
        self.listens = True

    def listen(self, seconds: float) -> bool:
        with self.own.wrap_database_errors:
            return any(True for notice in self.own.connection.notifies(timeout=seconds, stop_after=1))


class SQLiteListener(Listener):
    def begin(self) -> None:
        self.version = self.data_version()
        self.listens = True

    def data_version(self) -> int:
        """Return a number that differs after another connection has committed (sqlite.org/pragma.html)."""
        with self.own.cursor() as cursor:
            number: int = cursor.execute("PRAGMA data_version").fetchone()[0]
            return number

    def listen(self, seconds: float) -> bool:
        self.stop.wait(seconds)
        before, self.version = self.version, self.data_version()
        return self.version != before


def listener(stop: StopSignals, channel: str = CHANNEL) -> Listener:
    """Return a listener for what a channel tells of, schedules by default, until `stop` arrives."""
    kind = PostgreSQLListener if connection.vendor == "postgresql" else SQLiteListener
    return kind(stop, channel)


def wait_for_change(seconds: float, listener: Listener) -> None:
    """Sleep until something changes, somebody asks to stop, or the seconds have passed."""
    end = time.monotonic() + seconds
    while (left := end - time.monotonic()) > 0 and not listener.stop.is_set:
        if listener.wait_for_change(min(left, POLL_INTERVAL)):
            return
