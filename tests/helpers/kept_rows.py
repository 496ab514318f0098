"""What a slow function writes into the database, kept to be put back row by row in other tests."""

from collections.abc import Callable
from dataclasses import dataclass

from django.db import connection

from tests.helpers import indexing

quoted = connection.ops.quote_name


@dataclass
class Rows:
    """What is removed from a table, added to it and changed in it; the first column is the key."""

    columns: list
    removed: list
    added: list
    changed: list
    before: int  # how many rows there are without them

    def put_back(self, cursor, table):
        key = quoted(self.columns[0])
        if self.removed:
            cursor.executemany(f"DELETE FROM {quoted(table)} WHERE {key} = %s", [[each] for each in self.removed])
        names, places = ", ".join(map(quoted, self.columns)), ", ".join(["%s"] * len(self.columns))
        if self.added:
            cursor.executemany(f"INSERT INTO {quoted(table)} ({names}) VALUES ({places})", self.added)
        values = ", ".join(f"{quoted(column)} = %s" for column in self.columns)
        for row in self.changed:
            cursor.execute(f"UPDATE {quoted(table)} SET {values} WHERE {key} = %s", [*row, row[0]])


class KeptRows:
    """The rows that `make` removes, adds and changes, in every table but those of the indexes."""

    def __init__(self, make: Callable[[], object]) -> None:
        before = tables()
        make()
        self.tables = {}
        for table, (columns, now) in tables().items():
            _columns, then = before[table]
            removed = [key for key in then if key not in now]
            added = [row for key, row in now.items() if key not in then]
            changed = [row for key, row in now.items() if key in then and then[key] != row]
            if removed or added or changed:
                self.tables[table] = Rows(columns, removed, added, changed, before=len(then))

    def fit(self) -> bool:
        """Return True while nothing was added to their tables that could stand in the way."""
        counts = [f"SELECT '{table}', count(*) FROM {quoted(table)}" for table in self.tables]
        with connection.cursor() as cursor:
            cursor.execute(" UNION ALL ".join(counts))
            return all(self.tables[table].before == count for table, count in cursor.fetchall())

    def put_back(self) -> None:
        with connection.cursor() as cursor:
            for table, rows in self.tables.items():
                rows.put_back(cursor, table)


def tables():
    """Return the columns of every table but those of the indexes, and its rows by their keys."""
    found = {}
    with connection.cursor() as cursor:
        for table in connection.introspection.django_table_names(only_existing=True):
            if indexing.is_index(table):
                continue
            cursor.execute(f"SELECT * FROM {quoted(table)}")
            columns = [column[0] for column in cursor.description]
            found[table] = columns, {row[0]: row for row in cursor.fetchall()}
    return found
