"""The rows of a backup: one moment of the database, while people work on it."""

import contextlib
import sqlite3
import subprocess
import tempfile

from django.db import connection
from psycopg.conninfo import make_conninfo
from psycopg.pq import Conninfo

from mme_site.operations.backup.archive import BackupError

NAMES = {"postgresql": "database.pgdump", "sqlite": "database.sqlite3"}
KEYWORDS = {option.keyword.decode() for option in Conninfo.get_defaults()}  # what libpq itself understands


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
    """Run a program of PostgreSQL on the site's database, with all that Django connects with.

    The password is in a file that its owner alone reads, and in no list of processes.
    """
    options = connection.get_connection_params().items()
    said = {name: str(value) for name, value in options if name in KEYWORDS and value is not None}
    role = connection.settings_dict["OPTIONS"].get("assume_role")
    with tempfile.NamedTemporaryFile("w") as passwords:
        if password := said.pop("password", ""):
            passwords.write(f"*:*:*:*:{password.replace(chr(92), chr(92) * 2).replace(':', chr(92) + ':')}\n")
            passwords.flush()
            said["passfile"] = passwords.name
        command = [program, *arguments, *(("--role", role) if role else ()), "--dbname", make_conninfo(**said)]
        try:
            done = subprocess.run(command, capture_output=True, text=True)
        except FileNotFoundError as error:
            raise BackupError(f"{program} was not found. On Debian: apt install postgresql-client") from error
    if done.returncode:
        raise BackupError(f"{program}: {done.stderr.strip().splitlines()[-1] if done.stderr else done.returncode}")
