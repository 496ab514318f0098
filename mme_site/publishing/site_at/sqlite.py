"""On SQLite: what is to happen is done in a copy of the database, so that no writer waits.

A copy is a file that all processes of this machine read, until another one takes its place.
"""

import contextlib
import functools
import json
import os
import sqlite3
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import connection, connections, transaction

from mme_site.caching.content_cache import ContentCache
from mme_site.publishing.site_at.dry_run import Difference

SECONDS_KEPT = 900  # after it was last looked at
PRAGMAS = "PRAGMA synchronous=OFF; PRAGMA journal_mode=MEMORY;"
READ_ONLY = "PRAGMA query_only=ON;"

MOST_CACHES = 8  # of a process


class Copy:
    """A copy of the database in which everything until the moment is done, and what it says has changed."""

    def __init__(self, file: Path, differences: list[Difference], is_indexed: bool) -> None:
        self.file, self.differences, self.is_indexed = file, differences, is_indexed
        self.content_cache = content_cache_of(file, is_indexed)

    @contextlib.contextmanager
    def entered(self) -> Iterator[None]:
        """Let this thread read the copy inside instead of the database, and write nothing."""
        with contextlib.suppress(OSError):
            os.utime(self.file)
        with connected_to(self.file, READ_ONLY):
            yield


@functools.lru_cache(maxsize=MOST_CACHES)
def content_cache_of(file: Path, is_indexed: bool) -> ContentCache:
    """Return what this process keeps for the readers of a copy, of which each has an object of its own."""
    return ContentCache()


def folder() -> Path:
    return Path(settings.DATA_DIR) / "previews"


def found(name: str, key: str) -> Copy | None:
    """Return the copy that this process or another one has made, or None."""
    file = folder() / f"{name}-{key}.sqlite3"
    try:
        said = json.loads(file.with_suffix(".json").read_text())
    except FileNotFoundError:
        return None
    differences = [Difference(**one) for one in said["differences"]]
    return Copy(file, differences, said["is_indexed"]) if file.exists() else None


def make(name: str, key: str, do: Callable[..., list[Difference]], *, with_index: bool) -> Copy:
    """Copy the database, do there what is to be done, and put it in the place of an older copy of this name."""
    folder().mkdir(mode=0o700, parents=True, exist_ok=True)
    handle, path = tempfile.mkstemp(dir=folder(), suffix=".part")  # nobody else may read it
    os.close(handle)
    part, file = Path(path), folder() / f"{name}-{key}.sqlite3"
    try:
        copy_database(part)
        with connected_to(part, PRAGMAS) as own, transaction.atomic():
            differences = do(with_index=with_index)
            own.run_on_commit.clear()  # such as to delete the files of what was replaced
        said = {"differences": [asdict(one) for one in differences], "is_indexed": with_index}
        part.replace(file)
        file.with_suffix(".json").write_text(json.dumps(said))
    finally:
        part.unlink(missing_ok=True)
    throw_away(name, file)
    return Copy(file, differences, with_index)


def copy_database(file: Path) -> None:
    """Write the database as it is now into a file; whoever writes meanwhile does not wait (sqlite.org/backup.html)."""
    connection.ensure_connection()
    with contextlib.closing(sqlite3.connect(file)) as target:
        connection.connection.backup(target)
        target.execute("PRAGMA journal_mode=MEMORY")


def throw_away(name: str, but: Path) -> None:
    """Delete the older copies of a name, and all that nobody has looked at for a while."""
    for file in folder().iterdir():
        with contextlib.suppress(FileNotFoundError):  # another process was faster
            is_old = time.time() - file.stat().st_mtime > SECONDS_KEPT
            if file.stem != but.stem and (is_old or file.name.startswith(f"{name}-")):
                file.unlink()


@contextlib.contextmanager
def connected_to(file: Path, pragmas: str) -> Iterator[Any]:
    """Let this thread use another file as the site's database."""
    own = connections["default"]
    other = connections.create_connection("default")
    options = {**own.settings_dict.get("OPTIONS", {}), "init_command": pragmas, "transaction_mode": "DEFERRED"}
    other.settings_dict = {**own.settings_dict, "NAME": str(file), "OPTIONS": options}
    connections["default"] = other
    try:
        yield other
    finally:
        connections["default"] = own
        other.close()
