"""The tables of the test database, made once and copied by every process of the suite, and by later runs.

Migrations take longer than a hundred tests do. What was made is kept under a checksum of all migrations: in pytest's
cache (SQLite), or as a database beside that of the tests (PostgreSQL). With `pytest --create-db` every process makes
its own. What follows each `migrate`, such as triggers, is done again all the same.
"""

import fcntl
import hashlib
import shutil
from contextlib import ExitStack
from pathlib import Path

from django.apps import apps
from django.conf import settings
from django.db import connection, connections
from django.db.backends.base.creation import TEST_DATABASE_PREFIX

from tests.helpers.copied_database import administer, copy_postgresql, drop_postgresql, vacuum_into


class MigratedDatabase:
    """What is kept, and the right to make it: while one process migrates, the others wait."""

    def __init__(self, folder: Path) -> None:
        database = connection.settings_dict
        self.lock = ExitStack()
        fcntl.flock(self.lock.enter_context((folder / "lock").open("w")), fcntl.LOCK_EX)
        self.own = database["TEST"]["NAME"] or f"{TEST_DATABASE_PREFIX}{database['NAME']}"
        self.kept = KeptFile(folder) if connection.vendor == "sqlite" else KeptTemplate(database["NAME"])
        self.is_copied = self.kept.exists()
        if self.is_copied:
            self.kept.copy(self.own)
            self.lock.close()

    def leave_for_others(self) -> None:
        """Keep what this process has made, if it has: a run without tests of the database makes none."""
        if not self.is_copied and connection.settings_dict["NAME"] == self.own:
            self.kept.keep(self.own)
        self.lock.close()


class KeptFile:
    def __init__(self, folder: Path) -> None:
        self.file = folder / f"{checksum()}.sqlite3"

    def exists(self) -> bool:
        return self.file.exists()

    def copy(self, name: str) -> None:
        shutil.copyfile(self.file, name)

    def keep(self, own: str) -> None:
        for former in self.file.parent.glob("*.sqlite3"):
            former.unlink()
        vacuum_into(self.file)

    def remove(self, name: str) -> None:
        """A file goes with its folder."""


class KeptTemplate:
    def __init__(self, database: str) -> None:
        self.prefix = f"{TEST_DATABASE_PREFIX}{database}_migrated_"
        self.name = self.prefix + checksum()[:12]

    def exists(self) -> bool:
        return self.name in self.all()

    def all(self) -> list[str]:
        names = administer("SELECT datname FROM pg_database WHERE starts_with(datname, %s)", self.prefix)
        return [name for (name,) in names]

    def copy(self, name: str) -> None:
        drop_postgresql(name)  # which a run that was killed left behind
        copy_postgresql(self.name, name)

    def keep(self, own: str) -> None:
        for former in self.all():
            drop_postgresql(former)
        copy_postgresql(own, self.name)

    def remove(self, name: str) -> None:
        connections.close_all()
        drop_postgresql(name)


def checksum() -> str:
    """Return a checksum of what lies in the folders of all migrations, and of the words that one of them loads."""
    folders = [Path(config.path) / "migrations" for config in apps.get_app_configs()]
    files = [Path(settings.SEARCH_WORDS_FILE), *sorted(file for folder in folders for file in folder.glob("*.py"))]
    return hashlib.sha256(b"\0".join(file.read_bytes() for file in files)).hexdigest()
