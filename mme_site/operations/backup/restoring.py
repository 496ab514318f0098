"""Brings a site back from a backup; the whole of it is read and checked before anything is changed."""

import shutil
import tempfile
from pathlib import Path

from django.conf import settings
from django.core.files import File
from django.core.files.storage import default_storage
from django.db import connection

from mme_site.operations.backup import archive, database
from mme_site.operations.backup.archive import BackupError
from mme_site.operations.backup.making import FILES


def check(path, passphrase=""):
    """Read a backup from its beginning to its end and return its manifest; raise BackupError where it is not whole."""
    with Path(path).open("rb") as file:
        return exhausted(archive.members(file, passphrase))


def restore(path, passphrase=""):
    """Put database and files of a backup into this site, and return its manifest."""
    manifest = check(path, passphrase)
    rows = database.NAMES[connection.vendor]
    if rows not in manifest["sha256"]:
        raise BackupError(f"It is of a site on {manifest['database']}, and this one is on {connection.vendor}.")
    with Path(path).open("rb") as file, tempfile.TemporaryDirectory(dir=settings.DATA_DIR) as folder:
        for name, source in archive.members(file, passphrase):
            if name == rows:
                copy = Path(folder) / rows
                with copy.open("wb") as target:
                    shutil.copyfileobj(source, target)
                database.load(copy)
            elif name.startswith(FILES):
                put(name.removeprefix(FILES), source)
    return manifest


def put(name, source):
    """Store a file under exactly its name; one that is there already has other bytes only by a mistake."""
    if default_storage.exists(name):
        default_storage.delete(name)
    with tempfile.TemporaryFile(dir=settings.DATA_DIR) as copy:
        shutil.copyfileobj(source, copy)
        copy.seek(0)
        stored = default_storage.save(name, File(copy))
    if stored != name:
        raise BackupError(f"{name} could not be stored under its name.")


def exhausted(generator):
    """Run a generator to its end and return what it returns."""
    while True:
        try:
            next(generator)
        except StopIteration as end:
            return end.value
