"""The tables of the test database, made once and copied by every process of the suite, and by later runs (SQLite).

Migrations take longer than a hundred tests do. What was made is kept in pytest's cache under a checksum of all
migrations; with `pytest --create-db` every process makes its own. What follows each `migrate`, such as triggers, is
done again all the same.
"""

import fcntl
import hashlib
import shutil
from contextlib import ExitStack
from pathlib import Path

from django.apps import apps
from django.conf import settings
from django.db import connection

from tests.helpers.copied_database import vacuum_into


class MigratedDatabase:
    """The file, and the right to make it: while one process migrates, the others wait."""

    def __init__(self, folder: Path) -> None:
        self.lock = ExitStack()
        fcntl.flock(self.lock.enter_context((folder / "lock").open("w")), fcntl.LOCK_EX)
        self.file = folder / f"{checksum()}.sqlite3"
        self.is_copied = self.file.exists()
        if self.is_copied:
            shutil.copyfile(self.file, connection.settings_dict["TEST"]["NAME"])
            self.lock.close()

    def leave_for_others(self) -> None:
        if self.is_copied:
            return
        for former in self.file.parent.glob("*.sqlite3"):
            former.unlink()
        vacuum_into(self.file)
        self.lock.close()


def checksum() -> str:
    """Return a checksum of what lies in the folders of all migrations, and of the words that one of them loads."""
    folders = [Path(config.path) / "migrations" for config in apps.get_app_configs()]
    files = [Path(settings.SEARCH_WORDS_FILE), *sorted(file for folder in folders for file in folder.glob("*.py"))]
    return hashlib.sha256(b"\0".join(file.read_bytes() for file in files)).hexdigest()
