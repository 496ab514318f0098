"""The rows of a backup: one moment of the database, while people work on it."""

import contextlib
import sqlite3
import subprocess
import tempfile

from django.db import connection
from psycopg.conninfo import make_conninfo

from mme_site.operations.backup.archive import BackupError

NAMES = {"postgresql": "database.pgdump", "sqlite": "database.sqlite3"}


def dump(path):
    """Write the database, as of one moment, into a file."""
    if connection.vendor == "postgresql":
        run("pg_dump", "--format=custom", "--no-owner", "--file", str(path))
        return
    connection.ensure_connection()
    with contextlib.closing(sqlite3.connect(path)) as copy:
        connection.connection.backup(copy)


def load(path):
    """Put the rows of such a file in the place of those of the database."""
    if connection.vendor == "postgresql":
        connection.close()
        options = ("--clean", "--if-exists", "--no-owner", "--exit-on-error", "--single-transaction")
        run("pg_restore", *options, str(path))
        return
    connection.ensure_connection()
    with contextlib.closing(sqlite3.connect(path)) as copy:
        copy.backup(connection.connection)
    connection.close()


def run(program, *arguments):
    """Run a program of PostgreSQL on the site's database; its password stands in no list of processes."""
    values = connection.settings_dict
    with tempfile.NamedTemporaryFile("w") as passwords:  # readable by its owner only
        passwords.write(f"*:*:*:*:{values['PASSWORD'].replace(chr(92), chr(92) * 2).replace(':', chr(92) + ':')}\n")
        passwords.flush()
        names = {"host": "HOST", "port": "PORT", "user": "USER", "dbname": "NAME"}
        said = {name: str(values[key]) for name, key in names.items() if values[key]}
        database = make_conninfo(**said, passfile=passwords.name)
        try:
            done = subprocess.run([program, *arguments, "--dbname", database], capture_output=True, text=True)
        except FileNotFoundError as error:
            raise BackupError(f"{program} was not found. On Debian: apt install postgresql-client") from error
    if done.returncode:
        raise BackupError(f"{program}: {done.stderr.strip().splitlines()[-1] if done.stderr else done.returncode}")
