"""On PostgreSQL: what is to happen is done in a transaction that is rolled back; the rows that differ are remembered.

Later requests read those rows in the place of the stored ones: for the length of a read-only transaction a
temporary view has the name of each table that differs. So nothing is locked, and nothing done twice.
"""

import contextlib
import functools
import re
from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

from django.apps import apps
from django.db import connection, transaction

from mme_site.caching.content_cache import ContentCache
from mme_site.publishing.engine import session_limits
from mme_site.publishing.site_at.dry_run import Difference

WRITES = re.compile(r'(?:INSERT\s+INTO|UPDATE|DELETE\s+FROM)\s+"?(\w+)"?', re.IGNORECASE)
DELETES = re.compile(r"DELETE\s+FROM", re.IGNORECASE)
# Rows that this transaction or a savepoint of it has written are younger than it, or as old.
YOUNG = "age(t.xmin) <= age(pg_current_xact_id()::xid)"


MOST_KEPT = 8  # of a process
UNSEEN = {
    *("publishing.Schedule", "tasks.OutboxTask"),
    *("wagtailcore.ModelLogEntry", "wagtailcore.PageLogEntry", "wagtailcore.ReferenceIndex"),
}

_overlays: dict[str, tuple[str, "Overlay"]] = {}


class Changes(NamedTuple):
    """What differs in one table: the keys of stored rows that are not to be seen, and the rows that are, as texts."""

    key: str
    hidden: list[Any]
    rows: list[str]


class Overlay:
    """What differs from the database when everything until the moment is done."""

    def __init__(self, tables: dict[str, Changes], differences: list[Difference], is_indexed: bool) -> None:
        self.tables, self.differences, self.is_indexed = tables, differences, is_indexed
        self.content_cache = ContentCache()

    @contextlib.contextmanager
    def entered(self) -> Iterator[None]:
        """Let this thread read what differs inside, with everything else as it is, and write nothing."""
        features: Any = connection.features
        by_key_alone = features.allows_group_by_selected_pks
        with transaction.atomic():
            with connection.cursor() as cursor:
                cursor.execute("SELECT current_schema()")
                (schema,) = cursor.fetchone()
                for table, changes in self.tables.items():
                    lay_over(cursor, schema, table, changes)
                cursor.execute("SET TRANSACTION READ ONLY")
            features.allows_group_by_selected_pks = False  # a view has no key
            try:
                yield
            finally:
                features.allows_group_by_selected_pks = by_key_alone
                transaction.set_rollback(True)


def lay_over(cursor: Any, schema: str, table: str, changes: Changes) -> None:
    """Make a view in the place of a table, which this session alone sees, until its transaction ends."""
    stored, own, key = f'"{schema}"."{table}"', f'"mme_{table[:50]}"', changes.key
    cursor.execute(
        f"CREATE TEMPORARY TABLE {own} ON COMMIT DROP AS SELECT (r::{stored}).* FROM unnest(%s::text[]) r",
        [changes.rows],
    )
    cursor.execute(
        f'CREATE TEMPORARY VIEW "{table}" AS SELECT * FROM {stored} WHERE "{key}" <> ALL (%s)'
        f" UNION ALL SELECT * FROM pg_temp.{own}",
        [changes.hidden],
    )


def found(name: str, key: str) -> Overlay | None:
    """Return what this process remembers, or None."""
    known = _overlays.get(name)
    return known[1] if known and known[0] == key else None


def make(name: str, key: str, do: Callable[..., list[Difference]], *, with_index: bool) -> Overlay:
    """Do what is to be done, remember what differs, and take it back."""
    notes = Notes()
    with session_limits(), transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_current_xact_id()")  # before anything is written
        with connection.execute_wrapper(notes):
            differences = do(with_index=with_index)
        tables = {table: changes_of(table, deleted) for table, deleted in notes.deleted.items() if table in keys()}
        transaction.set_rollback(True)
    differing = {table: changes for table, changes in tables.items() if changes.hidden or changes.rows}
    overlay = Overlay(differing, differences, with_index)
    while len(_overlays) >= MOST_KEPT:
        del _overlays[next(iter(_overlays))]
    _overlays[name] = key, overlay
    return overlay


class Notes:
    """Notes which tables are written to, and the keys of the rows that are deleted."""

    def __init__(self) -> None:
        self.deleted: dict[str, list[Any]] = {}

    def __call__(self, execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        written = WRITES.match(sql)
        if not written:
            return execute(sql, params, many, context)
        table = written[1]
        keys_deleted = self.deleted.setdefault(table, [])
        if many or not DELETES.match(sql) or table not in keys():
            return execute(sql, params, many, context)
        result = execute(f'{sql} RETURNING "{table}"."{keys()[table]}"', params, many, context)
        keys_deleted += [key for (key,) in context["cursor"].fetchall()]
        return result


@functools.cache
def keys() -> dict[str, str]:
    """Return the column of the primary key of each table that a model has and that readers could see."""
    models = [model._meta for model in apps.get_models(include_auto_created=True)]
    return {meta.db_table: str(meta.pk.column) for meta in models if meta.label not in UNSEEN}


def changes_of(table: str, deleted: list[Any]) -> Changes:
    key = keys()[table]
    with connection.cursor() as cursor:
        cursor.execute(f'SELECT t."{key}", t::text FROM "{table}" t WHERE {YOUNG}')
        young = cursor.fetchall()
    return Changes(key, [*deleted, *(pk for pk, _row in young)], [row for _pk, row in young])
