"""The bytes of files that have no address any more: of deleted files, and of those that were replaced.

They lie below `MEDIA_ROOT/kept/` by their checksum, each once. Nothing there is public: of
MEDIA_ROOT only `images/` has an address (mme_site/delivery/media.py).
"""

import datetime
import hashlib
from collections.abc import Iterable
from functools import partial
from typing import IO

from django.core.files.storage import default_storage
from django.db import transaction
from django.db.models.fields.files import FieldFile
from wagtail import hooks

FOLDER = "kept"


def path_of(digest: str) -> str:
    """Return where the bytes with this SHA-256 lie in the storage."""
    return f"{FOLDER}/{digest[:2]}/{digest}"


def save(file: FieldFile) -> str:
    """Keep the bytes of a stored file; return their SHA-256, or '' where there is no such file."""
    if not file.name:
        return ""
    try:
        with file.storage.open(file.name, "rb") as opened:
            digest = hashlib.file_digest(opened, "sha256").hexdigest()
            if not default_storage.exists(path_of(digest)):
                opened.seek(0)
                default_storage.save(path_of(digest), opened)
    except FileNotFoundError:
        return ""
    return digest


def open_blob(digest: str) -> IO[bytes]:
    """Open kept bytes; raise FileNotFoundError where they are gone."""
    return default_storage.open(path_of(digest), "rb")


def size_of(digest: str) -> int | None:
    """Return how many bytes are kept under a checksum, None where there are none."""
    name = path_of(digest)
    return default_storage.size(name) if default_storage.exists(name) else None


def delete_unused(digests: Iterable[str]) -> None:
    """Delete, after the commit, those of these bytes that nothing kept needs any more."""
    for digest in set(digests):
        transaction.on_commit(partial(delete_if_unused, digest))


def delete_if_unused(digest: str) -> None:
    if not is_in_use(digest):
        default_storage.delete(path_of(digest))


def is_in_use(digest: str) -> bool:
    """Return True while something that is kept has these bytes (hook `stored_bytes_in_use`)."""
    return any(in_use(digest) for in_use in hooks.get_hooks("stored_bytes_in_use"))


def delete_all_unused(older_than: datetime.datetime) -> int:
    """Delete what nothing needs, such as the bytes of a deletion that was rolled back; return how many files.

    What was written after a moment stays: its transaction may not have ended.
    """
    swept = 0
    for folder in default_storage.listdir(FOLDER)[0] if default_storage.exists(FOLDER) else []:
        for digest in default_storage.listdir(f"{FOLDER}/{folder}")[1]:
            if default_storage.get_modified_time(path_of(digest)) < older_than and not is_in_use(digest):
                default_storage.delete(path_of(digest))
                swept += 1
    return swept
