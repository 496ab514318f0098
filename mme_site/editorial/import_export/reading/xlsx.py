"""XLSX workbooks, which are archives of XML that anybody can have made."""

import datetime
import io
import re
import zipfile

import openpyxl
from django.utils.translation import gettext as _

from mme_site.editorial.import_export.cells import DateCell, UnknownValue
from mme_site.editorial.import_export.limits import MEGABYTE, MOST_BYTES_UNPACKED, MOST_PARTS
from mme_site.editorial.import_export.reading.tables import Table, UnreadableFile, fill

MERGED = re.compile(rb"<mergeCell [^>]*?ref=\"([A-Z]+[0-9]+:[A-Z]+[0-9]+)\"")
FORMULA = re.compile(rb"<f[ >/]")
QUOTED = re.compile(r'"[^"]*"|\[[^\]]*\]|\\.')
MOST_MERGED_NAMED = 5


def check_archive(name, data):
    """Return the archive; raise UnreadableFile for one that is none, or that unpacks to more than is allowed.

    No part of an archive unpacks to more than its directory says (zipfile reads no further).
    """
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
        parts = archive.infolist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError):
        raise UnreadableFile(_("“%(name)s” is damaged: it cannot be unpacked.") % {"name": name}) from None
    if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > MOST_BYTES_UNPACKED:
        raise UnreadableFile(
            _("“%(name)s” unpacks to more than %(most)s MB. Import it in parts.")
            % {"name": name, "most": MOST_BYTES_UNPACKED // MEGABYTE}
        )
    if any(part.flag_bits & 0x1 for part in parts):
        raise UnreadableFile(_("“%(name)s” is locked with a password.") % {"name": name})
    return archive


def read_xlsx(name, data, rows_before=0):
    """Return the tables of a workbook, without the sheets that are empty. Raises UnreadableFile."""
    archive = check_archive(name, data)
    try:
        return list(tables(name, data, archive, rows_before))
    except UnreadableFile:
        raise
    except Exception:
        # openpyxl raises whatever its parts do: KeyError, TypeError, ParseError, what defusedxml forbids …
        raise UnreadableFile(
            _("“%(name)s” is not a workbook that can be read. Save it again as an Excel workbook (.xlsx).")
            % {"name": name}
        ) from None


def tables(name, data, archive, rows_before):
    workbook = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True)
    formulas = None
    for sheet in workbook.worksheets:
        sheet.reset_dimensions()  # what the file says of its size may be wrong
        source = archive.read(sheet._worksheet_path)
        without_values = {}
        if FORMULA.search(source):
            formulas = formulas or openpyxl.load_workbook(io.BytesIO(data), read_only=True)
            without_values = formulas_of(formulas[sheet.title])
        table = Table(sheet.title, name)
        lines = ([read_cell(cell, without_values) for cell in row] for row in sheet.iter_rows())
        fill(table, lines, rows_before)
        if merged := MERGED.findall(source):
            where = ", ".join(reference.decode() for reference in merged[:MOST_MERGED_NAMED])
            table.problems.append(
                _("Cells are merged (%(where)s). Unmerge them, so that every cell says its own value.")
                % {"where": where}
            )
        if table.headings:
            rows_before += len(table.rows)
            yield table


def formulas_of(sheet):
    """Return the formulas of a sheet by (row, column)."""
    sheet.reset_dimensions()
    return {
        (cell.row, cell.column): str(getattr(cell.value, "text", cell.value))
        for row in sheet.iter_rows()
        for cell in row
        if cell.data_type == "f"
    }


def read_cell(cell, formulas):
    value = cell.value
    if value is None:
        formula = formulas and formulas.get((getattr(cell, "row", 0), getattr(cell, "column", 0)))
        return UnknownValue(formula) if formula else None
    if cell.data_type == "e":
        return UnknownValue(str(value))
    if isinstance(value, (datetime.datetime, datetime.date)):
        return date_as_shown(value, cell.number_format)
    return str(value) if isinstance(value, datetime.timedelta) else value


def date_as_shown(value, number_format):
    """Return a date with what its format shows of it: Excel makes 1 July 2013 of '2013-07', and shows 'Jul-13'."""
    codes = QUOTED.sub("", number_format or "").lower()
    length = 10 if "d" in codes or "y" not in codes else 7 if "m" in codes else 4
    return DateCell(value.isoformat()[:length])
