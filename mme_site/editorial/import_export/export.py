"""Writes items as a workbook, or as CSV files, in the form in which they are imported."""

import csv
import io
from itertools import zip_longest

import openpyxl
from django.utils.translation import get_language_bidi
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation

from mme_site.core.batches import batches
from mme_site.core.formulas import FORMULA_START, escape_formula
from mme_site.editorial.import_export.archives import zipped
from mme_site.editorial.import_export.cells import cell_text
from mme_site.editorial.import_export.columns import same_choices
from mme_site.editorial.import_export.limits import MOST_ROWS
from mme_site.editorial.import_export.sheets import CHOICES
from mme_site.editorial.jobs.progress import NoProgress

STAMPS_AT_ONCE = 200


def export_rows(resource, progress):
    """Yield (sheet, cells) for every row of an export; an item comes with its inlines."""
    progress = progress or NoProgress()
    progress.expect(resource.chosen().count())
    for item, stamp in with_stamps(resource, progress.of(resource.exported())):
        yield resource.main, [*(column.cell(item) for column in resource.main.columns), stamp]
        key = resource.main.key.cell(item)
        for sheet in resource.inline_sheets:
            for number, inline in enumerate(getattr(item, sheet.accessor).all(), start=1):
                cells = [column.cell(inline) for column in sheet.inline_columns]
                yield sheet, [key, number, *cells, "", stamp]


def with_stamps(resource, items):
    """Yield the items with what their column 'Last changed' says, read for many of them in one query."""
    for part in batches(items, STAMPS_AT_ONCE):
        stamps = resource.stamps(part)
        yield from ((item, stamps[item.pk][0]) for item in part)


@same_choices()
def write_xlsx(resource, progress=None):
    """Return a workbook with a sheet for the items and one for each kind of inline."""
    workbook = openpyxl.Workbook(write_only=True)
    sheets, lists = {}, []
    for sheet in resource.sheets:
        made = sheets[sheet] = workbook.create_sheet(str(sheet.name)[:31])
        made.sheet_view.rightToLeft = get_language_bidi()
        made.freeze_panes = "B2"
        for position, name in enumerate(sheet.headings, start=1):
            column = sheet.by_name.get(name)
            made.column_dimensions[get_column_letter(position)].width = column.width if column else 12
            offer_choices(made, position, column.choices if column else (), lists)
        made.append([heading_cell(made, str(heading)) for heading in sheet.headings.values()])
    for sheet, cells in export_rows(resource, progress):
        sheets[sheet].append([value_cell(sheets[sheet], value) for value in cells])
    write_choices(workbook.create_sheet(CHOICES), lists)
    written_to = io.BytesIO()
    workbook.save(written_to)
    return written_to.getvalue()


def heading_cell(sheet, heading):
    cell = WriteOnlyCell(sheet, heading)
    cell.font = Font(bold=True)
    cell.fill = PatternFill("solid", fgColor="E6EDF5")
    return cell


def value_cell(sheet, value):
    """Return a cell; a text stays one, whatever it looks like."""
    cell = WriteOnlyCell(sheet, value)
    if isinstance(value, str):
        cell.data_type = "s"
        cell.number_format = "@"
        cell.quotePrefix = bool(FORMULA_START.match(value))
        cell.alignment = Alignment(vertical="top", wrap_text="\n" in value)
    elif hasattr(value, "year"):
        cell.number_format = "yyyy-mm-dd"
        if value.year < 1901:  # Excel's days begin in 1900
            return value_cell(sheet, value.isoformat())
    return cell


def offer_choices(sheet, position, choices, lists):
    """Let the spreadsheet offer the choices of a column, which stand in a sheet of their own: words have commas."""
    if not choices:
        return
    lists.append(choices)
    letter, listed = get_column_letter(position), get_column_letter(len(lists))
    words = f"{CHOICES}!${listed}$1:${listed}${len(choices)}"
    offered = DataValidation(type="list", formula1=words, allow_blank=True, showErrorMessage=False)
    offered.add(f"{letter}2:{letter}{MOST_ROWS + 1}")
    sheet.data_validations.append(offered)


def write_choices(sheet, lists):
    """Write the choices that are offered, each list in a column, into a sheet that nobody has to see."""
    sheet.sheet_state = "hidden"
    for words in zip_longest(*lists, fillvalue=""):
        sheet.append([value_cell(sheet, word) for word in words])


@same_choices()
def write_csv(resource, progress=None):
    """Return a ZIP file with a CSV file for each sheet: UTF-8 with its mark, which Excel needs."""
    texts = {sheet: io.StringIO() for sheet in resource.sheets}
    writers = {sheet: csv.writer(text) for sheet, text in texts.items()}
    for sheet, writer in writers.items():
        writer.writerow([str(heading) for heading in sheet.headings.values()])
    for sheet, cells in export_rows(resource, progress):
        writers[sheet].writerow([escape_formula(cell_text(cell)) for cell in cells])
    return zipped(
        (f"{str(sheet.name).lower().replace(' ', '-')}.csv", text.getvalue().encode("utf-8-sig"))
        for sheet, text in texts.items()
    )
