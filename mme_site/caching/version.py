"""The content version: a number that every commit of a public change makes one higher."""

from django.db import connection
from django.db.backends.base.base import BaseDatabaseWrapper

# One for each transaction that can be seen from here, counted or not: what is rolled back
# was never in it, and what is committed is in it from the commit on.
READ_VERSION = (
    "SELECT (SELECT coalesce(max(number), 0) FROM caching_contentversion)"
    " + (SELECT count(*) FROM caching_contentchange)"
)
# Rows of transactions that have ended, or that another cluster numbered and a restored
# copy brought along; the number of a transaction that still runs lies between the two.
MERGE_CHANGES = """
    WITH counted AS (
        DELETE FROM caching_contentchange
        WHERE transaction < pg_snapshot_xmin(pg_current_snapshot())::text::bigint
           OR transaction >= pg_snapshot_xmax(pg_current_snapshot())::text::bigint
        RETURNING 1
    )
    UPDATE caching_contentversion SET number = number + (SELECT count(*) FROM counted)
"""


def content_version(using: BaseDatabaseWrapper = connection) -> int:
    """Return the content version, in one cheap query.

    What is read after it is of this version or of a newer one. Two reads that differ have
    a public change between them.
    """
    with using.cursor() as cursor:
        cursor.execute(READ_VERSION)
        number: int = cursor.fetchone()[0]
        return number


def version_for_cache() -> object:
    """Return the content version, or inside a transaction something that nothing else equals.

    What a transaction itself changes need not make the number another one for it.
    """
    return object() if connection.in_atomic_block else content_version()


def merge_changes(using: BaseDatabaseWrapper = connection) -> None:
    """Add up the changes that are committed; the content version stays the same. For PostgreSQL."""
    with using.cursor() as cursor:
        cursor.execute(MERGE_CHANGES)
