"""A copy of the database of the tests, where what is saved is committed and other processes see it."""

import contextlib
import uuid

from django.db import connection, connections


@contextlib.contextmanager
def copy_of_the_database(folder):
    """Use a copy of the test database for a while; the tests' own is not touched."""
    settings, own = connection.settings_dict, connection.settings_dict["NAME"]
    name = copy_sqlite(folder) if connection.vendor == "sqlite" else copy_postgresql(own)
    connections.close_all()
    settings["NAME"] = name
    try:
        yield
    finally:
        connections.close_all()
        settings["NAME"] = own
        if connection.vendor == "postgresql":
            administer(f'DROP DATABASE "{name}" WITH (FORCE)')


def copy_sqlite(folder):
    copy = folder / "copy.sqlite3"
    vacuum_into(copy)
    return copy


def vacuum_into(file):
    """Write the SQLite database that is connected to into a new file."""
    with connection.cursor() as cursor:
        cursor.execute("VACUUM INTO %s", [str(file)])


def copy_postgresql(own):
    name = f"{own}_{uuid.uuid4().hex[:8]}"
    connections.close_all()  # a template may have no users (postgresql.org/docs/15/manage-ag-templatedbs.html)
    administer(f'CREATE DATABASE "{name}" TEMPLATE "{own}"')
    return name


def administer(statement):
    """Run a statement about databases, from another one than those that it is about."""
    with connection.creation._nodb_cursor() as cursor:
        cursor.execute(statement)
