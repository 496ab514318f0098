"""A site of version 0.8, as a dump holds it, in a database of its own."""

import contextlib
import lzma
import sqlite3
import uuid
from collections.abc import Iterator
from pathlib import Path

from django.db import connection, connections

from tests.helpers.copied_database import administer

DATA = Path(__file__).resolve().parents[1] / "data"


@contextlib.contextmanager
def database_of_0_8(folder: Path) -> Iterator[None]:
    """Use the database of that site for a while; the tests' own is not touched."""
    settings, own = connection.settings_dict, connection.settings_dict["NAME"]
    connections.close_all()
    on_sqlite = connection.vendor == "sqlite"
    dump = lzma.decompress((DATA / f"site-0.8-{connection.vendor}.sql.xz").read_bytes()).decode()
    name = folder / "old.sqlite3" if on_sqlite else f"{own}_{uuid.uuid4().hex[:8]}"
    if on_sqlite:
        with contextlib.closing(sqlite3.connect(name)) as loading:
            loading.executescript(dump)
    else:
        administer(f'CREATE DATABASE "{name}"')
    settings["NAME"] = name
    try:
        if not on_sqlite:
            with connection.cursor() as cursor:
                cursor.execute(dump)
        yield
    finally:
        connections.close_all()
        settings["NAME"] = own
        if not on_sqlite:
            administer(f'DROP DATABASE "{name}" WITH (FORCE)')
