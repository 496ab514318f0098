"""Static files are collected where one of them has changed: compressing them takes ten seconds."""

import hashlib
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.contrib.staticfiles.storage import ManifestFilesMixin, staticfiles_storage
from django.core.management import call_command

MANIFEST, FINGERPRINT = "staticfiles.json", ".collected"


def collect() -> bool:
    """Collect the static files into STATIC_ROOT; return False where there was nothing to do."""
    found = fingerprint()
    if are_collected(found):
        return False
    call_command("collectstatic", verbosity=0, interactive=False)
    root = Path(settings.STATIC_ROOT)
    root.mkdir(parents=True, exist_ok=True)
    (root / FINGERPRINT).write_text(found)
    return True


def are_current() -> bool:
    """Return True where what was collected is what the code has now."""
    return are_collected(fingerprint())


def are_collected(found: str) -> bool:
    root = Path(settings.STATIC_ROOT)
    mark = root / FINGERPRINT
    return (root / MANIFEST).exists() and mark.exists() and mark.read_text() == found


def reason_not_ready() -> str:
    """Return why this process can show no page: each names static files by what the manifest says."""
    if settings.DEBUG or not isinstance(staticfiles_storage, ManifestFilesMixin) or staticfiles_storage.hashed_files:
        return ""
    return "The static files were not collected when this process started."


def fingerprint() -> str:
    """Return what changes with every file's name, size or time, and with how they are kept."""
    digest = hashlib.sha256(repr(settings.STORAGES["staticfiles"]).encode())
    for finder in get_finders():
        for name, storage in finder.list([]):
            stat = Path(storage.path(name)).stat()
            digest.update(f"{name}\0{stat.st_size}\0{stat.st_mtime_ns}\n".encode())
    return digest.hexdigest()
