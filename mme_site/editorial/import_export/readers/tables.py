"""A file as tables of cells, whatever kind of file it was."""

from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from mme_site.core.one_line import one_line
from mme_site.editorial.import_export.cells import cell_text
from mme_site.editorial.import_export.limits import MOST_COLUMNS, MOST_ROWS


class UnreadableFile(Exception):
    """A file that cannot be read; its text says why, to the person whose file it is."""


@dataclass
class Table:
    """One sheet of a workbook, or one CSV file: rows of cells, each with the number that a spreadsheet shows."""

    name: str
    file: str
    headings: list = field(default_factory=list)
    heading_row: int = 0
    rows: list = field(default_factory=list)  # of (number, cells)
    notes: list = field(default_factory=list)  # what the reader of the file had to guess
    problems: list = field(default_factory=list)  # what is wrong with the table as a whole


def fill(table, lines, rows_before=0):
    """Put the lines of a file, each (number, cells), into a table: the first that is not empty names the columns.

    Raises UnreadableFile where there are more rows than an import may hold.
    """
    for number, cells in lines:
        cells = list(cells)
        while cells and cell_text(cells[-1]) == "":
            cells.pop()
        if not cells:
            continue
        if len(cells) > MOST_COLUMNS:
            raise UnreadableFile(
                _("Row %(row)s of “%(name)s” has %(count)s cells. A row can have %(most)s.")
                % {"row": number, "name": table.name, "count": len(cells), "most": MOST_COLUMNS}
            )
        if not table.headings:
            table.headings, table.heading_row = [one_line(cell_text(cell)) for cell in cells], number
            continue
        table.rows.append((number, cells))
        if rows_before + len(table.rows) > MOST_ROWS:
            raise UnreadableFile(
                _("The file has more than %(most)s rows. Import it in parts.") % {"most": f"{MOST_ROWS:,}"}
            )
    return table
