"""Reads what was uploaded: one workbook, or CSV files, by themselves or in a ZIP file."""

import io
import zipfile
from pathlib import PurePath

from django.utils.translation import gettext as _

from mme_site.editorial.import_export.archives import zipped
from mme_site.editorial.import_export.limits import MEGABYTE, MOST_BYTES, MOST_BYTES_CSV
from mme_site.editorial.import_export.readers.csv_text import read_csv
from mme_site.editorial.import_export.readers.tables import UnreadableFile
from mme_site.editorial.import_export.readers.xlsx import check_archive, read_xlsx

__all__ = ["ENDINGS", "UnreadableFile", "packed", "read_tables", "unpacked"]

ENDINGS = (".xlsx", ".csv", ".zip")
ZIP, OLD_OFFICE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"  # the second is .xls, and any workbook with a password


def packed(files):
    """Return uploaded files, pairs of name and bytes, as one archive. Raises UnreadableFile."""
    if sum(len(data) for _name, data in files) > MOST_BYTES:
        raise UnreadableFile(
            _("The files are larger than %(most)s MB. Import them in parts.") % {"most": MOST_BYTES // MEGABYTE}
        )
    names = [name for name, _data in files]
    if len(set(names)) < len(names):
        raise UnreadableFile(_("Two files have the same name."))
    return zipped(files)


def unpacked(data):
    """Return the uploaded files of such an archive."""
    with zipfile.ZipFile(io.BytesIO(data)) as archived:
        return [(part.filename, archived.read(part)) for part in archived.infolist()]


def check_file_type(name, data):
    """Raise UnreadableFile for what is no spreadsheet, by its name and first bytes."""
    ending = PurePath(name).suffix.lower()
    if ending not in ENDINGS:
        raise UnreadableFile(_("“%(name)s” is not an .xlsx or .csv file. Save it as one of these.") % {"name": name})
    if data.startswith(OLD_OFFICE):
        raise UnreadableFile(
            _("“%(name)s” has a password, or is of an old version of Excel. Save it as .xlsx without a password.")
            % {"name": name}
        )
    if (ending == ".csv") == data.startswith(ZIP):
        raise UnreadableFile(
            _("“%(name)s” is not what its name says. Save it again as .xlsx or .csv.") % {"name": name}
        )


def read_tables(files):
    """Return the tables that uploaded files hold. Raises UnreadableFile."""
    found = []
    for name, data in single_files(files):
        rows_before = sum(len(table.rows) for table in found)
        if name.lower().endswith(".csv"):
            found.append(read_csv(name, data, rows_before))
        else:
            found += read_xlsx(name, data, rows_before)
    found = [table for table in found if table.headings]
    if not found:
        raise UnreadableFile(_("There is nothing in it."))
    return found


def single_files(files):
    """Yield the files, and in place of a ZIP file those in it. Raises UnreadableFile."""
    for name, data in files:
        check_file_type(name, data)
        yield from csv_files(name, data) if name.lower().endswith(".zip") else [(name, data)]


def csv_files(name, data):
    """Return the CSV files in a ZIP file, by name and bytes."""
    archive = check_archive(name, data)
    names = [part for part in archive.namelist() if part.lower().endswith(".csv") and "__MACOSX" not in part]
    if not names:
        raise UnreadableFile(_("There is no CSV file in “%(name)s”.") % {"name": name})
    if sum(archive.getinfo(part).file_size for part in names) > MOST_BYTES_CSV:
        raise UnreadableFile(
            _("“%(name)s” unpacks to more than %(most)s MB. Import it in parts.")
            % {"name": name, "most": MOST_BYTES_CSV // MEGABYTE}
        )
    try:
        return [(PurePath(part).name, archive.read(part)) for part in names]
    except (zipfile.BadZipFile, zipfile.zlib.error, EOFError, NotImplementedError):
        raise UnreadableFile(_("“%(name)s” is damaged: it cannot be unpacked.") % {"name": name}) from None
