"""The uploaded files once more, with a column that says what is wrong in each row."""

import csv
import io
from collections import defaultdict

import openpyxl
from django.utils.translation import gettext as _
from openpyxl.styles import Alignment, Font, PatternFill

from mme_site.editorial.import_export.columns import PROBLEM, said_in_every_language
from mme_site.editorial.import_export.formulas import escape_formula
from mme_site.editorial.import_export.reading import single_files
from mme_site.editorial.import_export.reading.csv_text import parsed
from mme_site.editorial.import_export.sheets import folded
from mme_site.editorial.import_export.writing import zipped


def with_problems(files, plan):
    """Return (name, bytes): the one file, or all of them as a ZIP file, each with the column 'Problem'."""
    said = problems_by_row(plan)
    mended = [(name, mend(name, data, said)) for name, data in single_files(files)]
    return mended[0] if len(mended) == 1 else (_("problems") + ".zip", zipped(mended))


def problems_by_row(plan):
    """Return what is wrong by (file, table, row)."""
    said = defaultdict(list)
    for entry in plan.entries:
        for problem in entry.problems:
            place = problem.place
            text = f"{place.heading}: {problem.message}" if place.heading else problem.message
            said[place.file, place.table, place.row].append(text)
    return {where: "\n".join(texts) for where, texts in said.items()}


def mend(name, data, said):
    return mend_csv(name, data, said) if name.lower().endswith(".csv") else mend_xlsx(name, data, said)


def mend_csv(name, data, said):
    text, delimiter, _is_guess = parsed(name, data)
    rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter))
    here = {row: text for (file, _table, row), text in said.items() if file == name}
    heading = next((number for number, cells in enumerate(rows, start=1) if any(cells)), 1)
    cells = rows[heading - 1] if rows else []
    position = column_of_problems(cells)
    written = io.StringIO()
    writer = csv.writer(written, delimiter=delimiter)
    for number, cells in enumerate(rows, start=1):
        cells = cells + [""] * (position + 1 - len(cells))
        cells[position] = str(PROBLEM) if number == heading else escape_formula(here.get(number, ""))
        writer.writerow(cells)
    return written.getvalue().encode("utf-8-sig")


def mend_xlsx(name, data, said):
    workbook = openpyxl.load_workbook(io.BytesIO(data))
    for table in workbook.worksheets:
        here = {row: text for (file, title, row), text in said.items() if (file, title) == (name, table.title)}
        if not here:
            continue
        heading = next(row for row in table.iter_rows() if any(cell.value is not None for cell in row))
        position = column_of_problems([cell.value for cell in heading]) + 1
        write(table.cell(heading[0].row, position), str(PROBLEM), bold=True)
        table.column_dimensions[table.cell(1, position).column_letter].width = 60
        for row in table.iter_rows(min_row=heading[0].row + 1):
            number = row[0].row
            write(table.cell(number, position), here.get(number, ""))
            if number in here:
                table.cell(number, 1).fill = PatternFill("solid", fgColor="FBD9D3")
    written = io.BytesIO()
    workbook.save(written)
    return written.getvalue()


def column_of_problems(headings):
    """Return the position of the column 'Problem', which is the one after the last where there is none yet."""
    names = said_in_every_language(PROBLEM)
    last = max((place for place, heading in enumerate(headings) if heading not in (None, "")), default=-1)
    return next((place for place, heading in enumerate(headings) if folded(heading or "") in names), last + 1)


def write(cell, text, bold=False):
    cell.value = text or None
    if text:
        cell.data_type = "s"
        cell.font = Font(bold=bold, color="9C1C0C")
        cell.alignment = Alignment(vertical="top", wrap_text=True)
