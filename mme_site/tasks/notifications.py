"""How a worker that waits learns that there is something to do."""

from contextlib import contextmanager
from contextvars import ContextVar

from django.db import connection

from mme_site.tasks import listeners

CHANNEL = "mme_outbox"
_later = ContextVar("later", default=False)


class PostgreSQLEar(listeners.PostgreSQLEar):
    def begin(self):
        with self.own.cursor() as cursor:
            cursor.execute(f"LISTEN {CHANNEL}")
        self.listens = True


def ear(stop):
    """Return what hears new tasks in the site's database, until `stop`, a StopSignals, arrives."""
    return PostgreSQLEar(stop) if connection.vendor == "postgresql" else listeners.SQLiteEar(stop)


def tell_workers():
    """Wake the workers once this transaction is committed; on SQLite they see it by themselves."""
    if connection.vendor == "postgresql" and not _later.get():
        with connection.cursor() as cursor:
            cursor.execute(f"NOTIFY {CHANNEL}")


@contextmanager
def telling_workers_once():
    """Wake the workers at the end of many transactions, not at each.

    PostgreSQL lets transactions with a notice commit one after the other only, so that two
    publishers would wait for each other's disk (src/backend/commands/async.c, PreCommit_Notify).
    """
    token = _later.set(True)
    try:
        yield
    finally:
        _later.reset(token)
    tell_workers()
