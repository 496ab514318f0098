"""Makes a backup: the database first, then the files; a file that came meanwhile is there without a row, harmlessly."""

import datetime
import io
import json
import os
import tempfile
from pathlib import Path

from django.conf import settings
from django.core.files.storage import default_storage
from django.db import connection
from django.utils import timezone

from mme_site.operations.backup import database
from mme_site.operations.backup.archive import ArchiveWriter

FORMAT = 1
FILES = "media/"
UNFINISHED = ".part"


def make(folder, passphrase=""):
    """Write a backup into a folder and return its path; it has another name until it is whole."""
    folder = Path(folder)
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    moment = timezone.now().astimezone(datetime.UTC)
    path = folder / f"mme-{moment:%Y%m%dT%H%M%SZ}.tar{'.enc' if passphrase else ''}"
    unfinished = path.with_name(path.name + UNFINISHED)
    try:
        with open(unfinished, "xb", opener=lambda name, flags: os.open(name, flags, 0o600)) as file:
            write(file, moment, passphrase)
            file.flush()
            os.fsync(file.fileno())
        unfinished.rename(path)
    finally:
        unfinished.unlink(missing_ok=True)
    return path


def age_of_newest(folder):
    """Return how long ago the newest whole backup in a folder was made; None where there is none."""
    whole = [file for file in Path(folder).glob("mme-*.tar*") if file.suffix != UNFINISHED]
    moments = [file.stat().st_mtime for file in whole]
    return datetime.timedelta(seconds=timezone.now().timestamp() - max(moments)) if moments else None


def write(file, moment, passphrase):
    archive = ArchiveWriter(file, passphrase)
    with tempfile.TemporaryDirectory(dir=settings.DATA_DIR) as folder:
        rows = Path(folder) / database.NAMES[connection.vendor]
        database.dump(rows)
        with rows.open("rb") as source:
            archive.add(rows.name, source, rows.stat().st_size)
    if passphrase:  # keys and passwords leave the machine encrypted or not at all
        said = json.dumps(settings.ENVIRONMENT_SET, indent=1).encode()
        archive.add("environment.json", io.BytesIO(said), len(said))
    count = 0
    for name in names_of_files():
        try:
            with default_storage.open(name) as source:
                archive.add(FILES + name, source, source.size)
        except FileNotFoundError:  # deleted for good meanwhile
            continue
        count += 1
    archive.finish({"format": FORMAT, "made": moment.isoformat(), "database": connection.vendor, "files": count})


def names_of_files(folder="", storage=default_storage):
    """Yield the name of each stored file."""
    try:
        folders, files = storage.listdir(folder)
    except FileNotFoundError:
        return  # a site without uploads
    for name in sorted(files):
        yield f"{folder}{name}"
    for name in sorted(folders):
        yield from names_of_files(f"{folder}{name}/", storage)
