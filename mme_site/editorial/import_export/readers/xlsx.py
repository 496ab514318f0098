"""XLSX workbooks, which are archives of XML that anybody can have made."""

import datetime
import io
import re
import zipfile

from django.utils.translation import gettext as _

from mme_site.core.languages import separator
from mme_site.editorial.import_export.cells import DateCell, UnknownValue
from mme_site.editorial.import_export.limits import MEGABYTE, MOST_BYTES_UNPACKED, MOST_CELLS, MOST_PARTS, MOST_ROWS
from mme_site.editorial.import_export.readers.tables import Table, UnreadableFile, fill
from mme_site.editorial.import_export.readers.workbooks import run_workbook_program

QUOTED = re.compile(r'"[^"]*"|\[[^\]]*\]|\\.')
MOST_MERGED_NAMED = 5
MOST_HEADINGS = 100  # rows that name columns, one for each sheet


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
    check_archive(name, data)
    output = run_workbook_program(data, do="read", most_rows=MOST_ROWS + MOST_HEADINGS, most_named=MOST_MERGED_NAMED)
    if problem := output[-1].get("problem"):
        raise UnreadableFile(words_for(problem, name))
    found = []
    for table, rows in tables_in(output, name):
        fill(table, ((row["row"], [cell_value(cell) for cell in row["cells"]]) for row in rows), rows_before)
        if table.headings:
            rows_before += len(table.rows)
            found.append(table)
    return found


def words_for(problem, name):
    """Return why a workbook is refused, in words for the person whose it is."""
    if problem in ("too_many_cells", "too_large"):
        return _(
            "“%(name)s” has more than %(most)s cells, those that are empty counted, or takes too long to read. "
            "Copy the rows that you mean into a new workbook."
        ) % {"name": name, "most": f"{MOST_CELLS:,}"}
    return _("“%(name)s” is not a workbook that can be read. Save it again as an Excel workbook (.xlsx).") % {
        "name": name
    }


def tables_in(output, name):
    """Return pairs of a table and its rows, of what the program said."""
    found = []
    for row in output:
        if "table" in row:
            table = Table(row["table"], name)
            if row["merged"]:
                table.problems.append(
                    _("Cells are merged (%(where)s). Unmerge them, so that every cell says its own value.")
                    % {"where": separator().join(row["merged"])}
                )
            found.append((table, []))
        elif "row" in row:
            found[-1][1].append(row)
    return found


def cell_value(value):
    """Return a cell as it was read."""
    if not isinstance(value, dict):
        return value
    if "date" in value:
        return date_as_shown(datetime.datetime.fromisoformat(value["date"]), value["format"])
    return datetime.time.fromisoformat(value["time"]) if "time" in value else UnknownValue(value["unknown"])


def date_as_shown(value, number_format):
    """Return a date with what its format shows of it: Excel makes 1 July 2013 of '2013-07', and shows 'Jul-13'."""
    codes = QUOTED.sub("", number_format or "").lower()
    length = 10 if "d" in codes or "y" not in codes else 7 if "m" in codes else 4
    return DateCell(value.isoformat()[:length])
