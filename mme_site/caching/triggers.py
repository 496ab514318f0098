"""Triggers that count every public change, whoever makes it: a form, a task, raw SQL, a person at the database.

Signals would miss what Django writes without them: `update()`, `bulk_create()`, the moves
of pages in the tree. A table is watched unless `CONTENT_VERSION_IGNORES` names it, so that
a new model is never forgotten.
"""

from collections.abc import Collection, Iterator

from django.apps import apps
from django.conf import settings
from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import Model

from mme_site.caching.models import ContentVersion

# What changes while an editor writes a draft, and no reader sees. Wagtail saves it with every pause.
EDITORIAL_COLUMNS = {
    "draft_title",
    "has_unpublished_changes",
    "latest_revision",
    "latest_revision_created_at",
    "locked",
    "locked_at",
    "locked_by",
}
POSTGRESQL_FUNCTION = """
    CREATE OR REPLACE FUNCTION mme_content_changed() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        INSERT INTO caching_contentchange (transaction) VALUES (pg_current_xact_id()::text::bigint)
        ON CONFLICT DO NOTHING;
        RETURN NULL;
    END $$
"""
SQLITE_ACTION = "BEGIN UPDATE caching_contentversion SET number = number + 1; END"


def install(using: str = "default", **_signal: object) -> None:
    """Watch every table that is there; what was installed before is made anew.

    Called after each `migrate`, which can make tables, give them columns, and on SQLite
    lose their triggers.
    """
    connection = connections[using]
    tables = set(connection.introspection.table_names())
    if "caching_contentversion" not in tables:
        return
    ContentVersion.objects.using(using).get_or_create(pk=1)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(POSTGRESQL_FUNCTION)
        for model in watched_models():
            if model._meta.db_table in tables:
                for statement in trigger_statements(connection, model):
                    cursor.execute(statement)
        for model in set(all_models()) - set(watched_models()):
            if model._meta.db_table in tables:
                for event in ("insert", "update", "delete"):
                    cursor.execute(drop_trigger(connection, model._meta.db_table, event))


def step_aside(using: str = "default", plan: Collection[object] = (), **_signal: object) -> None:
    """Take the triggers out of SQLite before a migration; `install` makes them anew after it.

    SQLite drops no column that a trigger names (`ALTER TABLE … DROP COLUMN`); PostgreSQL drops the trigger with it.
    """
    connection = connections[using]
    if connection.vendor != "sqlite" or not plan:
        return
    with connection.cursor() as cursor:
        cursor.execute("SELECT name FROM sqlite_master WHERE type = 'trigger' AND sql LIKE %s", [f"%{SQLITE_ACTION}"])
        for (name,) in cursor.fetchall():
            cursor.execute(f"DROP TRIGGER {connection.ops.quote_name(name)}")


def all_models() -> list[type[Model]]:
    """Return every model that has a table of its own."""
    return [model for model in apps.get_models(include_auto_created=True) if is_table(model)]


def is_table(model: type[Model]) -> bool:
    return model._meta.managed and not model._meta.proxy and not model._meta.swapped


def watched_models() -> list[type[Model]]:
    """Return the models whose rows readers see, or that decide what they see."""
    return [model for model in all_models() if not is_ignored(model)]


def is_ignored(model: type[Model]) -> bool:
    """Return True where `CONTENT_VERSION_IGNORES` names the model or its app."""
    ignores = settings.CONTENT_VERSION_IGNORES
    return model._meta.app_label in ignores or model._meta.label in ignores


def trigger_statements(connection: BaseDatabaseWrapper, model: type[Model]) -> Iterator[str]:
    """Yield the SQL that watches the table of a model."""
    table = model._meta.db_table
    events = ["update", "delete"] if model._meta.label in settings.CONTENT_VERSION_IGNORES_NEW else None
    for event in ("insert", "update", "delete"):
        yield drop_trigger(connection, table, event)
        if events is None or event in events:
            yield create_trigger(connection, model, event)


def drop_trigger(connection: BaseDatabaseWrapper, table: str, event: str) -> str:
    """Return the SQL that stops watching one kind of change."""
    quote = connection.ops.quote_name
    on = f" ON {quote(table)}" if connection.vendor == "postgresql" else ""
    return f"DROP TRIGGER IF EXISTS {quote(trigger_name(table, event))}{on}"


def create_trigger(connection: BaseDatabaseWrapper, model: type[Model], event: str) -> str:
    """Return the SQL that watches one kind of change; an update counts when a column that readers see differs."""
    quote = connection.ops.quote_name
    table = model._meta.db_table
    head = f"CREATE TRIGGER {quote(trigger_name(table, event))} AFTER {event.upper()} ON {quote(table)}"
    differs, each_row = "", " FOR EACH ROW"
    if event == "update":
        is_other = "IS DISTINCT FROM" if connection.vendor == "postgresql" else "IS NOT"
        columns = [
            quote(field.column)
            for field in model._meta.local_concrete_fields
            if field.column and field.name not in EDITORIAL_COLUMNS
        ]
        differs = " WHEN (" + " OR ".join(f"OLD.{column} {is_other} NEW.{column}" for column in columns) + ")"
    elif connection.vendor == "postgresql":
        each_row = " FOR EACH STATEMENT"
    action = "EXECUTE FUNCTION mme_content_changed()" if connection.vendor == "postgresql" else SQLITE_ACTION
    return f"{head}{each_row}{differs} {action}"


def trigger_name(table: str, event: str) -> str:
    """Return the name of a trigger; PostgreSQL cuts names at 63 bytes, and tables have at most 55."""
    return f"mme_{event[:3]}_{table}"
