"""What a database is made of, and what it holds, as values that can be compared."""

import re
from typing import Any

from django.db import connection

POSTGRESQL = [
    "SELECT table_name, column_name, data_type, character_maximum_length, is_nullable, column_default, is_identity"
    " FROM information_schema.columns WHERE table_schema = 'public'",
    "SELECT conrelid::regclass, conname, pg_get_constraintdef(oid) FROM pg_constraint"
    " WHERE connamespace = 'public'::regnamespace",
    "SELECT indexdef FROM pg_indexes WHERE schemaname = 'public'",
    "SELECT pg_get_triggerdef(oid) FROM pg_trigger WHERE NOT tgisinternal",
    "SELECT proname, prosrc FROM pg_proc WHERE pronamespace = 'public'::regnamespace",
    "SELECT sequencename FROM pg_sequences WHERE schemaname = 'public'",
]
# PostgreSQL writes the casts of a condition in another way after a dump was loaded.
CASTS = re.compile(r"::character varying|::text(\[\])?|[()]")


def schema() -> set[str]:
    """Return every column, constraint, index, trigger and sequence; the order of columns does not count."""
    if connection.vendor == "postgresql":
        found = (" ".join(map(str, row)) for query in POSTGRESQL for row in rows_of(query))
        return {CASTS.sub("", line) for line in found}
    statements = (sql for (sql,) in rows_of("SELECT sql FROM sqlite_master WHERE sql IS NOT NULL"))
    return {part for sql in statements for part in (parts(sql) if sql.startswith("CREATE TABLE") else [sql])}


def parts(sql: str) -> list[str]:
    """Return the columns and constraints of a CREATE TABLE, each behind the name of the table."""
    head, _, body = sql.partition("(")
    found, depth = [""], 0
    for letter in body.rpartition(")")[0]:
        depth += (letter == "(") - (letter == ")")
        if letter == "," and not depth:
            found.append("")
        else:
            found[-1] += letter
    return [f"{head.strip()}: {part.strip()}" for part in found]


def tables() -> list[str]:
    """Return the tables that Django knows of, without those in which full texts lie."""
    return [name for name in connection.introspection.table_names() if "_fts" not in name]


def rows(table: str) -> list[list[tuple[str, Any]]]:
    """Return the rows of a table by the names of its columns, in an order that is the same for the same rows."""
    with connection.cursor() as cursor:
        cursor.execute(f'SELECT * FROM "{table}"')
        names = [column[0] for column in cursor.description]
        return sorted((sorted(zip(names, row, strict=True)) for row in cursor.fetchall()), key=repr)


def rows_of(query: str) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(query)
        return cursor.fetchall()
