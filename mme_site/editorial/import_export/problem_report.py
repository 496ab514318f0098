"""The uploaded files once more, with a column that says what is wrong in each row."""

import csv
import io
from collections import defaultdict

import openpyxl
from django.utils.translation import gettext as _

from mme_site.core.formulas import escape_formula
from mme_site.core.languages import labelled
from mme_site.editorial.import_export.archives import zipped
from mme_site.editorial.import_export.cells import cell_text, spreadsheet_value
from mme_site.editorial.import_export.columns import PROBLEM, normalized_headings
from mme_site.editorial.import_export.export import value_cell
from mme_site.editorial.import_export.readers import single_files
from mme_site.editorial.import_export.readers.csv_text import declaration, parsed
from mme_site.editorial.import_export.readers.workbooks import annotate_workbook
from mme_site.editorial.import_export.sheets import normalized_heading


def annotated_files(files, plan, tables):
    """Return (name, bytes): the one file, or all of them as a ZIP file, each with the column 'Problem'."""
    problems = problems_by_row(plan)
    annotated = [(name, annotate(name, data, problems, tables)) for name, data in single_files(files)]
    return annotated[0] if len(annotated) == 1 else (_("problems") + ".zip", zipped(annotated))


def problems_by_row(plan):
    """Return what is wrong by (file, table, row)."""
    problems = defaultdict(list)
    for entry in plan.entries:
        for problem in entry.problems:
            place = problem.place
            text = labelled(place.heading, problem.message) if place.heading else problem.message
            problems[place.file, place.table, place.row].append(text)
    return {where: "\n".join(texts) for where, texts in problems.items()}


def annotate(name, data, problems, tables):
    if name.lower().endswith(".csv"):
        return annotate_csv(name, data, problems)
    return annotate_xlsx(problems, data, [table for table in tables if table.file == name])


def annotate_csv(name, data, problems):
    text, delimiter, _is_guess = parsed(name, data)
    rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter))
    here = {row: text for (file, _table, row), text in problems.items() if file == name}
    heading = next((number for number, cells in enumerate(rows, start=1) if any(cells)), 1)
    cells = rows[heading - 1] if rows else []
    position = column_of_problems(cells)
    output = io.StringIO()
    if said := declaration(data):
        output.write(f"{said}\r\n")
    writer = csv.writer(output, delimiter=delimiter)
    for number, cells in enumerate(rows, start=1):
        cells = cells + [""] * (position + 1 - len(cells))
        cells[position] = str(PROBLEM) if number == heading else escape_formula(here.get(number, ""))
        writer.writerow(cells)
    return output.getvalue().encode("utf-8-sig")


def annotate_xlsx(problems, data, tables):
    """Return a workbook as it was uploaded, with the column; one that cannot be written again, with its values only."""
    wanted = {}
    for table in tables:
        here = {row: text for (file, title, row), text in problems.items() if (file, title) == (table.file, table.name)}
        if here:
            rows = [number for number, _cells in table.rows]
            wanted[table.name] = {"heading_row": table.heading_row, "rows": rows, "problems": here}
    names = sorted(normalized_headings(PROBLEM))
    written = annotate_workbook(data, tables=wanted, names=names, heading=str(PROBLEM))
    return written or workbook_of_values(tables, wanted)


def workbook_of_values(tables, wanted):
    """Return a new workbook with what was read of one, and what is wrong in each row."""
    workbook = openpyxl.Workbook(write_only=True)
    for table in tables:
        sheet = workbook.create_sheet(table.name)
        position = column_of_problems(table.headings)
        problems = wanted.get(table.name, {}).get("problems", {})
        for number, cells in [(table.heading_row, table.headings), *table.rows]:
            row = [
                spreadsheet_value(cell if isinstance(cell, (bool, int, float)) else cell_text(cell)) for cell in cells
            ]
            row += [""] * (position + 1 - len(row))
            row[position] = str(PROBLEM) if number == table.heading_row else problems.get(number, "")
            sheet.append([value_cell(sheet, value) for value in row])
    output = io.BytesIO()
    workbook.save(output)
    return output.getvalue()


def column_of_problems(headings):
    """Return the position of the column 'Problem', which is the one after the last where there is none yet."""
    names = normalized_headings(PROBLEM)
    last = max((place for place, heading in enumerate(headings) if heading not in (None, "")), default=-1)
    return next(
        (place for place, heading in enumerate(headings) if normalized_heading(heading or "") in names), last + 1
    )
