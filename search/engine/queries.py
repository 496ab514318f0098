"""What the queries of a search have in common.

`m` is a `search_source` in all of them, and `p` the page that it is of, if it is of one.
"""

from contextlib import contextmanager

from django.db import OperationalError, connection

from search import fulltext

FROM_SOURCES = "search_source m LEFT JOIN wagtailcore_page p ON p.id = m.page_id"


def fetch(statement, params):
    with connection.cursor() as cursor:
        cursor.execute(statement, params)
        return cursor.fetchall()


def all_of(parts):
    """Return conditions, each with its parameters, as one."""
    return " AND ".join(condition for condition, _params in parts), [
        param for _condition, params in parts for param in params
    ]


class TooSlow(Exception):
    """The database was stopped before it had an answer."""


@contextmanager
def within(seconds):
    """Let the queries inside take no longer than this; raise TooSlow where they do."""
    try:
        with fulltext.of_database().at_most(seconds):
            yield
    except OperationalError as error:
        if not is_timeout(error):
            raise
        raise TooSlow from error


def is_timeout(error):
    """Return True for what a database says when it was stopped (PostgreSQL 57014, SQLite's interrupt)."""
    return getattr(error.__cause__, "sqlstate", "") == "57014" or "interrupted" in str(error)
