"""Makes spreadsheets as people do, uploads them, and reads what the dry run says."""

import csv
import io
import re

import openpyxl
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from tests.helpers.reading import parse, words


def workbook(**sheets):
    """Return the bytes of an XLSX file with these sheets, each a list of rows; `_` in a name stands for a space."""
    made = openpyxl.Workbook()
    made.remove(made.active)
    for name, rows in sheets.items():
        sheet = made.create_sheet(name.replace("_", " "))
        for row in rows:
            sheet.append(row)
    written = io.BytesIO()
    made.save(written)
    return written.getvalue()


def csv_file(rows, encoding="utf-8", delimiter=","):
    written = io.StringIO()
    csv.writer(written, delimiter=delimiter).writerows(rows)
    return written.getvalue().encode(encoding)


def edited(data, change):
    """Return a workbook that was opened, changed by `change(workbook)` and saved."""
    opened = openpyxl.load_workbook(io.BytesIO(data))
    change(opened)
    written = io.BytesIO()
    opened.save(written)
    return written.getvalue()


def cell(sheet, row, heading):
    """Return the cell of a row, counted as a spreadsheet does, below a heading."""
    [column] = [cell.column for cell in sheet[1] if cell.value == heading]
    return sheet.cell(row, column)


def rows_of(data, sheet):
    """Return the rows of a sheet as dictionaries by heading."""
    headings, *rows = openpyxl.load_workbook(io.BytesIO(data))[sheet].iter_rows(values_only=True)
    return [dict(zip(headings, row, strict=True)) for row in rows]


def export(client, what, ending="xlsx"):
    """Return the bytes of an export, which must be there."""
    response = client.get(reverse("export", args=[what, ending]))
    assert response.status_code == 200
    return b"".join(response)


def upload(client, what, *files, then="draft"):
    """Choose files, pairs of name and bytes, in the first step; return the response."""
    sent = [SimpleUploadedFile(name, data) for name, data in files]
    return client.post(reverse("import_export"), {"what": what, "then": then, "files": sent})


class DryRun:
    """The second step, as somebody reads it, and the button that leads to the third."""

    def __init__(self, client, what, data, name="file.xlsx", then="draft"):
        response = upload(client, what, (name, data), then=then)
        assert response.status_code == 302, words(parse(response).form)
        self.client, self.address = client, response["Location"]
        self.page = parse(client.get(self.address))

    @property
    def counts(self):
        """The summary, such as {'refused': 1, 'made': 2}, without what is 0."""
        said = [words(link) for link in self.page.select(".import-count")]
        pairs = [re.fullmatch(r"(\d+) (\w+)", text) for text in said]
        return {pair[2]: int(pair[1]) for pair in pairs if pair and pair[1] != "0"}

    @property
    def problems(self):
        """What is wrong, in rows or with the whole file."""
        return [words(line) for line in self.page.select(".import-problems li, .import-notice--bad li")]

    @property
    def changes(self):
        return [words(line) for line in self.page.select(".import-changes li")]

    @property
    def can_be_imported(self):
        return bool(self.page.select("input[name=digest]"))

    def confirm(self):
        """Press the button; return the response after it."""
        digest = self.page.select_one("input[name=digest]")["value"]
        return self.client.post(self.address, {"digest": digest}, follow=True)

    def annotated(self):
        """Return the file with the column Problem."""
        path, _mark, query = self.address.partition("?")
        return b"".join(self.client.get(f"{path}problems/?{query}"))
