"""The small partnership of the `tree` fixture: made once in each process, then put back row by row.

Making its pages as Wagtail does takes longer than most tests do.
"""

import pickle
from dataclasses import dataclass

from django.db import connection

from tests import indexing
from tests.factories import Tree

quoted = connection.ops.quote_name


@dataclass
class Rows:
    """What a partnership adds to a table and changes in it; the first column is the key."""

    columns: list
    added: list
    changed: list
    before: int  # how many rows there are without it

    def put_back(self, cursor, table):
        names, places = ", ".join(map(quoted, self.columns)), ", ".join(["%s"] * len(self.columns))
        if self.added:
            cursor.executemany(f"INSERT INTO {quoted(table)} ({names}) VALUES ({places})", self.added)
        values = ", ".join(f"{quoted(column)} = %s" for column in self.columns)
        for row in self.changed:
            cursor.execute(f"UPDATE {quoted(table)} SET {values} WHERE {quoted(self.columns[0])} = %s", [*row, row[0]])


class KeptTree:
    """A partnership as it was made, with the rows of it and what was asked for to be indexed."""

    def __init__(self):
        before = tables()
        self.made = Tree()
        self.pickled = pickle.dumps(self.made)
        self.calls = list(indexing.asked_for)
        self.rows = {}
        for table, (columns, now) in tables().items():
            _columns, then = before[table]
            added = [row for key, row in now.items() if key not in then]
            changed = [row for key, row in now.items() if key in then and then[key] != row]
            if added or changed:
                self.rows[table] = Rows(columns, added, changed, before=len(then))

    def fits(self):
        """Return True while nothing was added to its tables that could stand in the way."""
        counts = [f"SELECT '{table}', count(*) FROM {quoted(table)}" for table in self.rows]
        with connection.cursor() as cursor:
            cursor.execute(" UNION ALL ".join(counts))
            return all(self.rows[table].before == count for table, count in cursor.fetchall())

    def put_back(self):
        """Write its rows, ask for their indexes, and return the partnership."""
        with connection.cursor() as cursor:
            for table, rows in self.rows.items():
                rows.put_back(cursor, table)
        for call in self.calls:
            indexing.note(call)
        return pickle.loads(self.pickled)


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


kept = None


def small_partnership():
    """Return a partnership of its own for a test: as it was kept, or a new one where others stand already."""
    global kept
    if kept is None:
        kept = KeptTree()
        return kept.made
    return kept.put_back() if kept.fits() else Tree()
