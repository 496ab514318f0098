"""Keys that were given once are given to nothing else: what was deleted comes back under its own.

SQLite counts the keys of each table (sqlite.org/autoinc.html). A migration makes a table anew to
change it, and Django's own lets the count begin at the last row that is there.
"""

from typing import Any

from django.db.backends.sqlite3 import base, schema

from mme_site.core.alphabet import COLLATION, compare


class DatabaseSchemaEditor(schema.DatabaseSchemaEditor):
    """Django's, which keeps the count of keys of a table that it makes anew."""

    def _remake_table(self, model: Any, *args: Any, **changes: Any) -> None:
        table = model._meta.db_table
        with self.connection.cursor() as cursor:
            cursor.execute("SELECT seq FROM sqlite_sequence WHERE name = %s", [table])
            counted = cursor.fetchone()
            super()._remake_table(model, *args, **changes)  # type: ignore[misc]  # the stubs leave private methods out
            if counted:
                cursor.execute("DELETE FROM sqlite_sequence WHERE name = %s", [table])
                cursor.execute("INSERT INTO sqlite_sequence (name, seq) VALUES (%s, %s)", [table, *counted])


class DatabaseWrapper(base.DatabaseWrapper):
    """Django's, with this schema editor and a collation for names."""

    SchemaEditorClass = DatabaseSchemaEditor

    def get_new_connection(self, conn_params: Any) -> Any:
        """Know the alphabetical order of names, which PostgreSQL has from ICU."""
        connection = super().get_new_connection(conn_params)
        connection.create_collation(COLLATION, compare)
        return connection
