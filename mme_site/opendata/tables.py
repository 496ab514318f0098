"""Lists as CSV (RFC 4180) and as spreadsheets: written row by row, so that a long list needs no more memory."""

import csv
import datetime
from collections.abc import Iterable, Iterator
from functools import partial
from typing import Any, TypeVar

from django.http import HttpRequest, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.utils import translation
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from pydantic import BaseModel

from mme_site.caching.content_cache import use_content_cache
from mme_site.core.formulas import escape_formula
from mme_site.core.xml_text import xml_safe
from mme_site.opendata.file_responses import generated_file
from mme_site.opendata.lists import refused
from mme_site.opendata.resources import Resource
from mme_site.opendata.schemas import SourceFacts
from mme_site.pages.representations import Representation

CSV = "text/csv"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
BYTE_ORDER_MARK = "\ufeff"  # by which spreadsheets know the letters
LONGEST_CELL = 32_767  # characters, of a spreadsheet
SEPARATOR = " | "
Piece = TypeVar("Piece", str, bytes)


def columns_of(schema: type[BaseModel]) -> list[str]:
    """Return the names of the columns: those of the facts, and of what belongs to one another with a point between."""
    return [name for name, _value in cells_of_schema(schema)]


def cells_of_schema(schema: type[BaseModel]) -> Iterator[tuple[str, Any]]:
    for name, field in schema.model_fields.items():
        inner = single_model(field.annotation)
        if inner:
            yield from ((f"{name}.{below}", None) for below in inner.model_fields)
        else:
            yield name, None


def single_model(annotation: Any) -> type[BaseModel] | None:
    """Return the model of a field that is one record or none; None for texts, numbers and lists."""
    parts = getattr(annotation, "__args__", ()) if not getattr(annotation, "__origin__", None) else ()
    models = [part for part in (annotation, *parts) if isinstance(part, type) and issubclass(part, BaseModel)]
    return models[0] if models else None


def row_of(record: BaseModel) -> list[Any]:
    """Return the cells of a record; what is several stands in one cell."""
    row: list[Any] = []
    for name, field in type(record).model_fields.items():
        value = getattr(record, name)
        inner = single_model(field.annotation)
        if inner:
            row += [cell_of(getattr(value, below)) if value is not None else "" for below in inner.model_fields]
        else:
            row.append(cell_of(value))
    return row


def cell_of(value: Any) -> Any:
    """Return a value as a cell shows it: a list line by line, a record by what stands for it."""
    if isinstance(value, list):
        return SEPARATOR.join(str(cell_of(one)) for one in value)
    if isinstance(value, dict):
        return SEPARATOR.join(f"{name}: {text}" for name, text in value.items())
    if isinstance(value, BaseModel):
        return text_for(value)
    if isinstance(value, bool) or value is None:
        return "" if value is None else str(value).lower()
    if isinstance(value, datetime.datetime | datetime.date | datetime.time):
        return value.isoformat()
    return value if isinstance(value, int) else str(value)


def text_for(record: BaseModel) -> str:
    """Return what stands for a record inside a cell: its title, text or name, else all that it says."""
    if isinstance(record, SourceFacts):
        return " ".join(filter(None, [record.title, record.url]))
    for name in ("title", "text", "name"):
        if text := getattr(record, name, ""):
            return " ".join(str(text).split())
    return ", ".join(str(cell_of(value)) for value in vars(record).values() if value not in (None, "", []))


def csv_lines(schema: type[BaseModel], records: Iterable[BaseModel]) -> Iterator[str]:
    """Yield a table line by line; no cell is a formula to a spreadsheet."""
    writer = csv.writer(Echo())
    yield BYTE_ORDER_MARK + writer.writerow(columns_of(schema))
    for record in records:
        yield writer.writerow([safe(cell) for cell in row_of(record)])


class Echo:
    """A file that gives back what is written to it (docs.djangoproject.com, 'Streaming large CSV files')."""

    def write(self, value: str) -> str:
        return value


def safe(cell: Any) -> Any:
    return escape_formula(cell) if isinstance(cell, str) else cell


def write_workbook(file: Any, title: str, schema: type[BaseModel], records: Iterable[BaseModel]) -> None:
    """Write a spreadsheet; openpyxl writes each row away at once."""
    from openpyxl import Workbook  # takes long, and few processes need it

    book = Workbook(write_only=True)
    sheet = book.create_sheet(title[:31])
    sheet.freeze_panes = "A2"
    sheet.append(columns_of(schema))
    for record in records:
        sheet.append([spreadsheet_cell(cell) for cell in row_of(record)])
    book.save(file)


def spreadsheet_cell(cell: Any) -> Any:
    return xml_safe(escape_formula(cell))[:LONGEST_CELL] if isinstance(cell, str) else cell


def tables(resource: Resource[Any], found: Any) -> list[Representation]:
    """Return a list as CSV and as a spreadsheet; `found` is called with the page and the form of its filters."""

    def records_of(request: HttpRequest, page: Any) -> Any:
        form = page.filter_form(request.GET) if hasattr(page, "filter_form") else None
        if form is not None and (problem := refused(form)):
            return problem, ()
        objects, filters = found(page, form)
        return None, resource.in_batches(objects, request, filters)

    def as_csv(request: HttpRequest, page: Any, *args: Any, **kwargs: Any) -> HttpResponseBase:
        problem, records = records_of(request, page)
        if problem:
            return problem
        headers = {
            "Content-Disposition": f'attachment; filename="{resource.name}.csv"',
            "Content-Language": get_language() or "en",
        }
        lines = while_caching(csv_lines(resource.schema, records))
        return StreamingHttpResponse(lines, content_type=f"{CSV}; charset=utf-8; header=present", headers=headers)

    def as_xlsx(request: HttpRequest, page: Any, *args: Any, **kwargs: Any) -> HttpResponseBase:
        problem, records = records_of(request, page)
        if problem:
            return problem
        write = partial(write_workbook, title=resource.name, schema=resource.schema, records=records)
        return generated_file(write, f"{resource.name}.xlsx", XLSX)

    options = {"takes_query": True, "is_alternate": True}
    return [
        Representation("table.csv", CSV, as_csv, _("This list as CSV"), **options),
        Representation("table.xlsx", XLSX, as_xlsx, _("This list as a spreadsheet"), **options),
    ]


def while_caching(lines: Iterator[Piece]) -> Iterator[Piece]:
    """Return pieces that are made after the request has ended, in its language and with what it remembered."""
    language = get_language() or "en"  # of now; what follows is done when the request is forgotten

    def pieces() -> Iterator[Piece]:
        while True:
            with translation.override(language), use_content_cache():
                line = next(lines, None)
            if line is None:
                return
            yield line

    return pieces()
