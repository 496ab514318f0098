"""A site of version 0.8, as a dump holds it, in a database of its own."""

import contextlib
import lzma
import sqlite3
from collections.abc import Iterator
from pathlib import Path

from django.db import connection

from tests.helpers.copied_database import empty_database

DATA = Path(__file__).resolve().parents[1] / "data"


@contextlib.contextmanager
def database_of_0_8(folder: Path) -> Iterator[None]:
    """Use the database of that site for a while; the tests' own is not touched."""
    dump = lzma.decompress((DATA / f"site-0.8-{connection.vendor}.sql.xz").read_bytes()).decode()
    with empty_database(folder):
        if connection.vendor == "sqlite":
            with contextlib.closing(sqlite3.connect(connection.settings_dict["NAME"])) as loading:
                loading.executescript(dump)
        else:
            with connection.cursor() as cursor:
                cursor.execute(dump)
        yield
