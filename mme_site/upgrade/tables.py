"""Tables that have another name since 0.8: made anew as the migrations make them, with the rows of before.

A table that is only renamed would keep the old names of its indexes, constraints and sequence, and
the next migration would look for others.
"""

from typing import Any, NamedTuple

from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps
from django.db.models import Model

from mme_site.upgrade.renames import COLUMNS, DERIVED, RECORD_TYPES, old_label
from search.migrations import _full_text


class Kept(NamedTuple):
    """Rows that wait for their new table."""

    aside: str
    table: str
    columns: list[tuple[str, str]]  # what is selected, and the column that it is put into
    key_of_next: Any  # how far the keys have been counted, rows that were deleted since included


def remake(editor: BaseDatabaseSchemaEditor, apps: StateApps) -> None:
    """Put the rows of each table that has another name, column or aim since 0.8 into a new one."""
    moved = {model for model in apps.get_models() if model._meta.db_table != old_table(model)}
    aiming = {model for model in apps.get_models() if moved & {field.related_model for field in model._meta.fields}}
    changed = {model for model in apps.get_models() if model._meta.label in COLUMNS}
    models = sorted(moved | aiming | changed, key=lambda model: model._meta.label)
    drop_full_text(editor)
    kept = [rows for model in models if (rows := put_aside(editor, model))]
    for model in models:
        editor.create_model(model)
    _full_text.make(apps, editor)
    for rows in kept:
        put_back(editor, rows)


def drop_full_text(editor: BaseDatabaseSchemaEditor) -> None:
    """Drop the tables of SQLite in which the words of derived rows lie; PostgreSQL has them in those rows."""
    if not is_postgresql(editor):
        for name in ("name", "entry", "source", "result"):
            editor.execute(f"DROP TABLE search_{name}_fts")


def old_table(model: type[Model]) -> str:
    """Return the table that a model had; where it has another label, Django had named it after the old one."""
    label = model._meta.label
    old = old_label(label)
    return model._meta.db_table if old == label else old.lower().replace(".", "_")


def put_aside(editor: BaseDatabaseSchemaEditor, model: type[Model]) -> Kept | None:
    """Move the rows of a model out of the way, since two indexes cannot have one name, and drop their table.

    Nothing is kept of rows that are made anew.
    """
    old, table, label = old_table(model), model._meta.db_table, model._meta.label
    aside, quote = f"upgrade_{table}", editor.quote_name
    kept = None
    if label not in DERIVED:
        renamed = COLUMNS.get(label, {})
        columns = [(quote(name), renamed.get(name, name)) for name in columns_of(editor, old)]
        if label in RECORD_TYPES:
            column, key, record_label = RECORD_TYPES[label]
            columns.append((f"CASE WHEN {quote(key)} IS NOT NULL THEN {content_type(record_label)} END", column))
        kept = Kept(aside, table, columns, counted(editor, old))
        editor.execute(f"CREATE TABLE {quote(aside)} AS SELECT * FROM {quote(old)}")
    editor.execute(f"DROP TABLE {quote(old)}" + (" CASCADE" if is_postgresql(editor) else ""))
    return kept


def content_type(label: str) -> str:
    """Return the expression of the key of a model's content type."""
    app, _, model = label.partition(".")
    return f"(SELECT id FROM django_content_type WHERE app_label = '{app}' AND model = '{model}')"


def put_back(editor: BaseDatabaseSchemaEditor, kept: Kept) -> None:
    """Let a new table hold the rows of before."""
    quote = editor.quote_name
    values = ", ".join(value for value, _column in kept.columns)
    columns = ", ".join(quote(column) for _value, column in kept.columns)
    editor.execute(f"INSERT INTO {quote(kept.table)} ({columns}) SELECT {values} FROM {quote(kept.aside)}")
    editor.execute(f"DROP TABLE {quote(kept.aside)}")
    count_on(editor, kept.table, kept.key_of_next)


def columns_of(editor: BaseDatabaseSchemaEditor, table: str) -> list[str]:
    with editor.connection.cursor() as cursor:
        return [column.name for column in editor.connection.introspection.get_table_description(cursor, table)]


def counted(editor: BaseDatabaseSchemaEditor, table: str) -> Any:
    """Return how far the database has counted the keys of a table, None where it gives it none."""
    with editor.connection.cursor() as cursor:
        if not is_postgresql(editor):
            cursor.execute("SELECT seq FROM sqlite_sequence WHERE name = %s", [table])
            return cursor.fetchone()
        if sequence := sequence_of(cursor, editor, table):
            cursor.execute(f"SELECT last_value, is_called FROM {sequence}")
            return cursor.fetchone()
    return None


def count_on(editor: BaseDatabaseSchemaEditor, table: str, value: Any) -> None:
    """Let the keys of a table be counted on from there: what was deleted may come back with its own."""
    if value is None:
        return
    with editor.connection.cursor() as cursor:
        if is_postgresql(editor):
            cursor.execute("SELECT setval(%s, %s, %s)", [sequence_of(cursor, editor, table), *value])
        else:
            cursor.execute("DELETE FROM sqlite_sequence WHERE name = %s", [table])
            cursor.execute("INSERT INTO sqlite_sequence (name, seq) VALUES (%s, %s)", [table, *value])


def sequence_of(cursor: Any, editor: BaseDatabaseSchemaEditor, table: str) -> str | None:
    if "id" not in columns_of(editor, table):
        return None
    cursor.execute("SELECT pg_get_serial_sequence(%s, 'id')", [table])
    return cursor.fetchone()[0]


def drop_content_triggers(editor: BaseDatabaseSchemaEditor) -> None:
    """Drop the triggers that count changes: they name tables of before. `migrate` makes them anew."""
    if is_postgresql(editor):
        editor.execute("DROP FUNCTION IF EXISTS mme_content_changed() CASCADE")
        return
    with editor.connection.cursor() as cursor:
        cursor.execute("SELECT name FROM sqlite_master WHERE type = 'trigger' AND name LIKE 'mme!_%' ESCAPE '!'")
        names = [name for (name,) in cursor.fetchall()]
    for name in names:
        editor.execute(f"DROP TRIGGER {editor.quote_name(name)}")


def is_postgresql(editor: BaseDatabaseSchemaEditor) -> bool:
    return editor.connection.vendor == "postgresql"
