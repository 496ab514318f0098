"""Where words lie and are matched: one module for each database, with the same functions."""

from django.db import connection


def of_database():
    """Return the module for the site's database."""
    from search.fulltext import postgresql, sqlite

    return postgresql if connection.vendor == "postgresql" else sqlite
