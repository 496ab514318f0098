"""Makes the data package anew, whole, beside the one before it.

It is written into a folder of its own; the name of that folder is put into one small file last, and at once
(`os.replace`). So nobody ever reads half of one. Its memory does not grow with the number of records.
"""

import contextlib
import csv
import datetime
import json
import os
import shutil
import tempfile
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils import timezone, translation
from wagtail.models import Page, Site

from mme_site.caching.content_cache import cached, use_content_cache
from mme_site.caching.version import content_version
from mme_site.delivery.one_at_a_time import one_at_a_time
from mme_site.opendata.package.description import data_package, dictionary, sha256
from mme_site.opendata.resources import Resource, resources
from mme_site.opendata.tables import BYTE_ORDER_MARK, columns_of, row_of, safe

ARCHIVE = "mme-open-data.zip"
SUMS = "SHA256SUMS"
CURRENT = "current.json"
KEYS = "keys.json"  # of the records in a package, by which it is known whether all of them are public still
KEPT = 2  # packages: a download of the one before can come to its end


def folder() -> Path:
    return Path(settings.DATA_DIR) / "open-data"


def current() -> dict[str, Any]:
    """Return which package is the current one, and of which content version and day; empty where there is none."""
    try:
        found: dict[str, Any] = json.loads((folder() / CURRENT).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return found


def is_current() -> bool:
    """Return True where the package says what the pages say: nothing has changed since, and it is still that day."""
    return (current().get("version"), current().get("day")) == (content_version(), timezone.localdate().isoformat())


def may_be_handed_out() -> bool:
    """Return True where everything in the package is public still, so that it serves until a newer one is there."""
    made = current().get("folder")
    return bool(made) and (
        is_current() or cached(("package is public", made), lambda: is_still_public(folder() / made))
    )


def is_still_public(made: Path) -> bool:
    try:
        keys = json.loads((made / KEYS).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return False
    root, kinds = root_page(), {one.name: one for one in resources()}
    return root is not None and all(
        name in kinds and set(told).issubset(kinds[name].public(root).order_by().values_list("pk", flat=True))
        for name, told in keys.items()
    )


def root_page() -> Page | None:
    site = Site.objects.select_related("root_page").order_by("-is_default_site").first()
    return site and site.root_page


def bring_package_up_to_date() -> Path:
    """Return the folder of the package, made anew where it is old; by one process, and by one thread of it."""
    with one_at_a_time("open-data"):
        return folder() / current()["folder"] if is_current() else make_package()


def make_package() -> Path:
    """Make the data package, and return its folder."""
    folder().mkdir(parents=True, exist_ok=True)
    # Before anything is read: what changes meanwhile makes it old.
    version, day = content_version(), timezone.localdate()
    made = Path(tempfile.mkdtemp(prefix=f"{day.isoformat()}-", dir=folder()))
    try:
        write_package(made, day)
    except BaseException:
        shutil.rmtree(made, ignore_errors=True)
        raise
    pointer = folder() / f"{made.name}.json"
    pointer.write_text(json.dumps({"folder": made.name, "version": version, "day": day.isoformat()}), encoding="utf-8")
    os.replace(pointer, folder() / CURRENT)
    forget_old_packages(made)
    return made


def write_package(made: Path, day: datetime.date) -> None:
    root = root_page()
    keys: dict[str, list[int]] = {}
    rows: dict[str, int] = {}
    for code, _name in settings.LANGUAGES:
        (made / code).mkdir()
        for resource in resources():
            with translation.override(code), use_content_cache():
                keys[resource.name] = write_resource(made / code, resource, root)
            rows[f"{code}/{resource.name}"] = len(keys[resource.name])
        with translation.override(code):
            (made / code / "data-dictionary.md").write_text(dictionary(resources()), encoding="utf-8")
    description = data_package(made, resources(), rows, day)
    (made / "datapackage.json").write_text(json.dumps(description, ensure_ascii=False, indent=1), encoding="utf-8")
    files = [file for file in sorted(made.rglob("*")) if file.is_file()]
    sums = [f"{sha256(file)}  {file.relative_to(made).as_posix()}\n" for file in files]
    (made / SUMS).write_text("".join(sums), encoding="utf-8")
    with zipfile.ZipFile(made / ARCHIVE, "w", zipfile.ZIP_DEFLATED) as archive:
        for file in [*files, made / SUMS]:
            archive.write(file, f"mme-open-data/{file.relative_to(made).as_posix()}")
    (made / KEYS).write_text(json.dumps(keys), encoding="utf-8")
    for file in made.rglob("*"):
        file.chmod(0o755 if file.is_dir() else 0o644)
    made.chmod(0o755)


def write_resource(directory: Path, resource: Resource[Any], root: Page | None) -> list[int]:
    """Write the records of one kind in the active language, as CSV and as JSON, in one walk; return their keys."""
    keys: list[int] = []
    with (
        (directory / f"{resource.name}.csv").open("w", encoding="utf-8", newline="") as table,
        (directory / f"{resource.name}.json").open("w", encoding="utf-8") as records,
    ):
        writer = csv.writer(table)
        table.write(BYTE_ORDER_MARK)
        writer.writerow(columns_of(resource.schema))
        records.write("[")
        for record in resource.in_batches(resource.public(root)) if root else ():
            writer.writerow([safe(cell) for cell in row_of(record)])
            records.write(f"{',' if keys else ''}\n{record.model_dump_json()}")
            keys.append(record.number)
        records.write("\n]\n")
    return keys


def forget_old_packages(made: Path) -> None:
    """Remove all but the newest packages."""
    found = sorted((one for one in folder().iterdir() if one.is_dir()), key=lambda one: one.stat().st_mtime)
    for old in found[:-KEPT]:
        if old != made:
            shutil.rmtree(old, ignore_errors=True)


def files_of_package() -> Iterator[tuple[str, int, str]]:
    """Yield the name, the bytes and the SHA-256 of each file of the current package."""
    made = folder() / current().get("folder", "none")
    with contextlib.suppress(OSError):
        for line in (made / SUMS).read_text(encoding="utf-8").splitlines():
            checksum, name = line.split("  ", 1)
            yield name, (made / name).stat().st_size, checksum
