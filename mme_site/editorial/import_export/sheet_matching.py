"""Which table of a file is which sheet, and which of its columns says what."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from mme_site.core.languages import labelled, separator
from mme_site.editorial.import_export.cells import cell_text
from mme_site.editorial.import_export.plan import CellLocation
from mme_site.editorial.import_export.readers.tables import Table
from mme_site.editorial.import_export.sheets import CHOICES, PROBLEM_KEY, Sheet, normalized_heading


@dataclass
class SheetRow:
    """One row of a table that is known to be a sheet: its cells by the names of the columns."""

    sheet: Sheet
    table: Table
    number: int
    cells: dict
    beyond: list  # cells to the right of the last heading

    def place(self, name=""):
        heading = str(self.sheet.headings[name]) if name else ""
        return CellLocation(self.table.file, self.table.name, str(self.sheet.name), self.number, heading)


@dataclass
class MatchedRows:
    """The rows of an import by sheet, and what is wrong with its tables or was passed over."""

    rows: list
    problems: list
    notes: list


def match(resource, tables):
    """Return the rows of the tables, each with the sheet that it belongs to."""
    matched, taken = MatchedRows([], [], []), {}
    for table in tables:
        if table.name == CHOICES:
            continue
        matched.notes += table.notes
        sheet = sheet_of(resource, table)
        if sheet is None:
            matched.notes.append(
                _("“%(table)s” was not read: it is none of the sheets %(sheets)s.")
                % {"table": table.name, "sheets": separator().join(str(sheet.name) for sheet in resource.sheets)}
            )
            continue
        if sheet in taken:
            matched.problems.append(
                _("“%(one)s” and “%(other)s” are both the sheet %(sheet)s. Leave one out.")
                % {"one": taken[sheet], "other": table.name, "sheet": sheet.name}
            )
            continue
        taken[sheet] = table.name
        matched.problems += [labelled(table.name, problem) for problem in table.problems]
        columns, problems = columns_of(sheet, table)
        matched.problems += problems
        if not problems:
            matched.rows += [row_of(sheet, table, columns, number, cells) for number, cells in table.rows]
    if not taken:
        matched.problems.append(
            _("No sheet was recognised. The first row of a sheet must name its columns: %(headings)s …")
            % {"headings": separator().join(str(heading) for heading in list(resource.main.headings.values())[:4])}
        )
    return matched


def sheet_of(resource, table):
    """Return the sheet that a table is, by its name, else by its headings."""
    named = [sheet for sheet in resource.sheets if sheet.is_called(table.name)]
    # A CSV file is often called by what it is of as well: 'members-periods'.
    named += [
        sheet
        for sheet in resource.inline_sheets
        if normalized_heading(table.name).endswith(" " + normalized_heading(sheet.name))
    ]
    if named:
        return named[0]
    headings = {normalized_heading(heading) for heading in table.headings if heading}
    fitting = [sheet for sheet in resource.sheets if has_key(sheet, headings)]
    return max(fitting, key=lambda sheet: len(headings & sheet.known.keys()), default=None)


def has_key(sheet, headings):
    return any(sheet.known.get(heading) == sheet.key.field for heading in headings)


def columns_of(sheet, table):
    """Return (names of the columns by position, problems)."""
    columns, problems = {}, []
    for position, heading in enumerate(table.headings):
        name = sheet.known.get(normalized_heading(heading))
        if not heading or name == PROBLEM_KEY:
            continue
        where = {"table": table.name, "heading": heading}
        if name is None:
            known = separator().join(str(heading) for heading in sheet.headings.values())
            problems.append(
                _("%(table)s: there is no column “%(heading)s”. The columns are: %(known)s.")
                % {**where, "known": known}
            )
        elif name in columns.values():
            problems.append(_("%(table)s: the column “%(heading)s” is there twice.") % where)
        columns[position] = name
    if sheet.key.field not in columns.values():
        problems.append(
            _("%(table)s: the column “%(heading)s” is missing, which says what each row is about.")
            % {"table": table.name, "heading": sheet.key.heading}
        )
    return columns, problems


def row_of(sheet, table, columns, number, cells):
    named = {name: cells[position] if position < len(cells) else None for position, name in columns.items()}
    width = len(table.headings)
    without_heading = [position for position in range(width) if not table.headings[position]]
    beyond = [*cells[width:], *(cells[position] for position in without_heading if position < len(cells))]
    return SheetRow(sheet, table, number, named, [cell for cell in beyond if cell_text(cell)])
