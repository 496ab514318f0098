"""Databases beside that of the tests: copies of it or empty ones, where what is saved is committed."""

import contextlib
import uuid

from django.db import connection, connections


@contextlib.contextmanager
def copy_of_the_database(folder):
    """Use a copy of the test database for a while, which other processes see; the tests' own is not touched."""
    own, name = connection.settings_dict["NAME"], new_name(folder)
    if connection.vendor == "sqlite":
        vacuum_into(name)
    else:
        copy_postgresql(own, name)
    with in_use(name):
        yield


@contextlib.contextmanager
def empty_database(folder):
    """Use a database without tables for a while."""
    name = new_name(folder)
    if connection.vendor == "postgresql":
        administer(f'CREATE DATABASE "{name}"')
    with in_use(name):
        yield


def new_name(folder):
    unique = uuid.uuid4().hex[:8]
    if connection.vendor == "sqlite":
        return folder / f"{unique}.sqlite3"
    return f"{connection.settings_dict['NAME']}_{unique}"


@contextlib.contextmanager
def in_use(name):
    """Use the database of this name in place of the tests' own; it goes afterwards, a file with its folder."""
    settings, own = connection.settings_dict, connection.settings_dict["NAME"]
    connections.close_all()
    settings["NAME"] = name
    try:
        yield
    finally:
        connections.close_all()
        settings["NAME"] = own
        if connection.vendor == "postgresql":
            drop_postgresql(name)


def vacuum_into(file):
    """Write the SQLite database that is connected to into a new file."""
    with connection.cursor() as cursor:
        cursor.execute("VACUUM INTO %s", [str(file)])


def copy_postgresql(source, name):
    connections.close_all()  # a template may have no users (postgresql.org/docs/15/manage-ag-templatedbs.html)
    administer(f'CREATE DATABASE "{name}" TEMPLATE "{source}"')


def drop_postgresql(name):
    administer(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')


def administer(statement, *parameters):
    """Run a statement about databases, from another one than those that it is about; return what it finds."""
    with connection.creation._nodb_cursor() as cursor:
        cursor.execute(statement, parameters or None)
        return cursor.fetchall() if cursor.description else []
