"""What the queries of a search have in common.

`m` is a `search_textsource` in all of them, and `d` its `search_indexdocument`.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db import OperationalError, connection
from django.db.models import QuerySet

from search import fulltext

Condition = tuple[str, list[Any]]  # of SQL, with its parameters


def fetch(statement: str, params: list[Any]) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(statement, params)
        return cursor.fetchall()


def all_of(parts: list[Condition]) -> Condition:
    """Return conditions, each with its parameters, as one."""
    return " AND ".join(condition for condition, _params in parts), [
        param for _condition, params in parts for param in params
    ]


def is_among(columns: str, rows: QuerySet) -> Condition:
    """Return the condition that columns have the values of a row of a query."""
    try:
        statement, params = rows.order_by().query.get_compiler(connection=connection).as_sql()
    except EmptyResultSet:
        return "1 = 0", []
    return f"{columns} IN ({statement})", list(params)


class TooSlow(Exception):
    """The database was stopped before it had an answer."""


@contextmanager
def within(seconds: float) -> Iterator[None]:
    """Let the queries inside take no longer than this; raise TooSlow where they do."""
    try:
        with fulltext.of_database().at_most(seconds):
            yield
    except OperationalError as error:
        if not is_timeout(error):
            raise
        raise TooSlow from error


def is_timeout(error: OperationalError) -> bool:
    """Return True for what a database says when it was stopped (PostgreSQL 57014, SQLite's interrupt)."""
    return getattr(error.__cause__, "sqlstate", "") == "57014" or "interrupted" in str(error)
