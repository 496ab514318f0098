"""How a worker that waits learns that there is something to do."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from django.db import connection

from mme_site.core.stop_signals import StopSignals
from mme_site.tasks import listeners

CHANNEL = "mme_outbox"
_notify_later: ContextVar[bool] = ContextVar("later", default=False)


class PostgreSQLListener(listeners.PostgreSQLListener):
    def begin(self) -> None:
        with self.own.cursor() as cursor:
            cursor.execute(f"LISTEN {CHANNEL}")
        self.listens = True


def listener(stop: StopSignals) -> listeners.Listener:
    """Return a listener for new tasks in the site's database, until `stop` arrives."""
    return PostgreSQLListener(stop) if connection.vendor == "postgresql" else listeners.SQLiteListener(stop)


def notify_workers() -> None:
    """Wake the workers once this transaction is committed; on SQLite they see it by themselves."""
    if connection.vendor == "postgresql" and not _notify_later.get():
        with connection.cursor() as cursor:
            cursor.execute(f"NOTIFY {CHANNEL}")


@contextmanager
def notify_workers_once() -> Iterator[None]:
    """Wake the workers at the end of many transactions, not at each.

    PostgreSQL lets transactions with a notice commit one after the other only, so that two
    publishers would wait for each other's disk (src/backend/commands/async.c, PreCommit_Notify).
    """
    token = _notify_later.set(True)
    try:
        yield
    finally:
        _notify_later.reset(token)
    notify_workers()
