"""The rows of a backup: one moment of the database, while people work on it."""

import contextlib
import os
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
    """Put the rows of such a file in the place of those of the database; where that fails, nothing is changed."""
    if connection.vendor == "postgresql":
        rows, before = path.with_suffix(".sql"), path.with_suffix(".before.sql")
        called("pg_restore", "--clean", "--if-exists", "--no-owner", "--file", str(rows), str(path))
        before.write_text(statements_before(), encoding="utf-8")
        connection.close()
        at_once = ("--no-psqlrc", "--quiet", "--output", os.devnull, "--set", "ON_ERROR_STOP=1", "--single-transaction")
        run("psql", *at_once, "--file", str(before), "--file", str(rows))
        return
    connection.ensure_connection()
    with contextlib.closing(sqlite3.connect(path)) as copy:
        copy.backup(connection.connection)
    connection.close()


def statements_before():
    """Return what makes room for the rows: tables of a later version would hold fast what theirs refer to."""
    quote = connection.ops.quote_name
    tables = connection.introspection.django_table_names(only_existing=True, include_views=False)
    role = connection.settings_dict["OPTIONS"].get("assume_role")
    as_owner = [f"SET ROLE {quote(role)};\n"] if role else []
    return "".join([*as_owner, *(f"DROP TABLE {quote(table)} CASCADE;\n" for table in tables)])


def run(program, *arguments):
    """Run a program of PostgreSQL on the site's database, with all that Django connects with.

    The password is in a file that its owner alone reads, and in no list of processes.
    """
    options = connection.get_connection_params().items()
    said = {name: str(value) for name, value in options if name in KEYWORDS and value is not None}
    role = connection.settings_dict["OPTIONS"].get("assume_role") if program != "psql" else None
    with tempfile.NamedTemporaryFile("w") as passwords:
        if password := said.pop("password", ""):
            passwords.write(f"*:*:*:*:{password.replace(chr(92), chr(92) * 2).replace(':', chr(92) + ':')}\n")
            passwords.flush()
            said["passfile"] = passwords.name
        called(program, *arguments, *(("--role", role) if role else ()), "--dbname", make_conninfo(**said))


def called(program, *arguments):
    """Run a program; raise BackupError with its first error, or where it is not there."""
    try:
        done = subprocess.run([program, *arguments], capture_output=True, text=True)
    except FileNotFoundError as error:
        raise BackupError(f"{program} was not found. On Debian: apt install postgresql-client") from error
    if done.returncode:
        said = done.stderr.strip().splitlines() or [f"exit code {done.returncode}"]
        raise BackupError(f"{program}: {next((line for line in said if 'error:' in line.lower()), said[-1])}")
