"""How a worker that waits learns that there is something to do."""

from django.db import connection

from mme_site.publishing import wake

CHANNEL = "mme_outbox"


class PostgreSQLEar(wake.PostgreSQLEar):
    def begin(self):
        with self.own.cursor() as cursor:
            cursor.execute(f"LISTEN {CHANNEL}")
        self.listens = True


def ear(stop):
    """Return what hears new tasks in the site's database, until `stop`, a StopSignals, arrives."""
    return PostgreSQLEar(stop) if connection.vendor == "postgresql" else wake.SQLiteEar(stop)


def tell_workers():
    """Wake the workers once this transaction is committed; on SQLite they see it by themselves."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(f"NOTIFY {CHANNEL}")
