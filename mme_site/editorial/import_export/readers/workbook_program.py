"""Reads and annotates workbooks that anybody may have made: run as a program of its own, never imported by the site.

At standard input come a line of JSON, which says what is wanted, and the workbook. Out come
lines of JSON: the tables with their rows, or the workbook with the column 'Problem'; last that
the end was reached, or why it was not. run_limited.py runs it, so that a workbook of millions of
cells, whatever they hold, ends this process only.
"""

import base64
import datetime
import io
import json
import re
import sys
import zipfile
from typing import Any

import openpyxl
from openpyxl.styles import Alignment, Font, PatternFill

CELL, STRING = re.compile(rb"<(?:\w+:)?c[ />]"), re.compile(rb"<(?:\w+:)?si[ />]")
MERGED = re.compile(rb"<(?:\w+:)?mergeCell [^>]*?ref=\"([A-Z]+[0-9]+:[A-Z]+[0-9]+)\"")
FORMULA = re.compile(rb"<(?:\w+:)?f[ >/]")
ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")  # ECMA-376, part 1, 22.9.2.19
LONGEST_BEGIN = 16  # bytes of a tag, of which one that is divided has begun at the end of a chunk
CHUNK = 1024 * 1024
STRICT, USUAL = b"http://purl.oclc.org/ooxml/", b"http://schemas.openxmlformats.org/"
STRICT_NAMES = {  # ISO/IEC 29500, part 1, annex A, and the names of the other class, which openpyxl reads
    STRICT + b"officeDocument/": USUAL + b"officeDocument/2006/",
    STRICT + b"spreadsheetml/main": USUAL + b"spreadsheetml/2006/main",
    STRICT + b"drawingml/main": USUAL + b"drawingml/2006/main",
}


class Refused(Exception):
    """Carries the reason why a workbook is not read."""


def main() -> None:
    wanted = json.loads(sys.stdin.buffer.readline())
    data = sys.stdin.buffer.read()
    try:
        data = usual_names(data)
        if wanted["do"] == "read":
            read(data, wanted)
        else:
            send({"workbook": base64.b64encode(annotated(data, wanted)).decode()})
        send({"end": True})
    except Refused as reason:
        send({"problem": str(reason)})
    except MemoryError:
        send({"problem": "too_large"})
    except (
        Exception
    ):  # openpyxl raises whatever its parts do: KeyError, TypeError, ParseError, what defusedxml forbids …
        send({"problem": "unreadable"})


def send(facts: dict[str, Any]) -> None:
    sys.stdout.buffer.write(json.dumps(facts, ensure_ascii=False).encode(errors="replace") + b"\n")


def usual_names(data: bytes) -> bytes:
    """Return a workbook of the strict class in the names of the other one; any other as it is."""
    archive = zipfile.ZipFile(io.BytesIO(data))
    if not any(STRICT in archive.read(name) for name in archive.namelist() if name.endswith("workbook.xml")):
        return data
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as other:
        for name in archive.namelist():
            content = archive.read(name)
            for strict, usual in STRICT_NAMES.items():
                content = content.replace(strict, usual)
            other.writestr(name, content)
    return written.getvalue()


def read(data: bytes, wanted: dict[str, Any]) -> None:
    """Send each table and its rows that hold something; no more of these than are wanted."""
    archive = zipfile.ZipFile(io.BytesIO(data))
    check_size(archive, wanted["most_cells"])
    workbook = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True)
    formulas, left = None, wanted["most_rows"]
    for sheet in workbook.worksheets:
        sheet.reset_dimensions()  # what the file says of its size may be wrong
        source = archive.read(sheet._worksheet_path)
        without_values = {}
        if FORMULA.search(source):
            formulas = formulas or openpyxl.load_workbook(io.BytesIO(data), read_only=True)
            without_values = formulas_of(formulas[sheet.title])
        merged = [reference.decode() for reference in MERGED.findall(source)]
        send({"table": sheet.title, "merged": merged[: wanted["most_named"]]})
        for number, row in enumerate(sheet.iter_rows(), start=1):
            cells = [cell_as_json(cell, without_values) for cell in row]
            while cells and cells[-1] in (None, ""):
                cells.pop()
            if cells:
                send({"row": number, "cells": cells})
                left -= 1
                if left < 0:
                    return


def check_size(archive: zipfile.ZipFile, most_cells: int) -> None:
    """Refuse a workbook of more cells or strings than are read, empty ones counted."""
    cells = strings = 0
    for name in archive.namelist():
        if not name.lower().endswith(".xml"):
            continue
        with archive.open(name) as part:
            before = b""
            while chunk := part.read(CHUNK):
                # What is divided between two chunks is counted with the second.
                cells += len(CELL.findall(before + chunk))
                strings += len(STRING.findall(before + chunk))
                end = chunk[-LONGEST_BEGIN:]
                before = end[end.rfind(b"<") :] if end.rfind(b"<") > end.rfind(b">") else b""
                if max(cells, strings) > most_cells:
                    raise Refused("too_many_cells")


def formulas_of(sheet: Any) -> dict[tuple[int, int], str]:
    """Return the formulas of a sheet by (row, column)."""
    sheet.reset_dimensions()
    return {
        (cell.row, cell.column): str(getattr(cell.value, "text", cell.value))
        for row in sheet.iter_rows()
        for cell in row
        if cell.data_type == "f"
    }


def cell_as_json(cell: Any, formulas: dict[tuple[int, int], str]) -> Any:
    """Return a cell as JSON holds it: what is no text, number or truth as {its kind: text}."""
    value = cell.value
    if value is None:
        formula = formulas and formulas.get((getattr(cell, "row", 0), getattr(cell, "column", 0)))
        return {"unknown": formula} if formula else None
    if cell.data_type == "e":
        return {"unknown": str(value)}
    if isinstance(value, (datetime.datetime, datetime.date)):
        return {"date": value.isoformat(), "format": cell.number_format or ""}
    if isinstance(value, datetime.time):
        return {"time": value.isoformat()}
    if isinstance(value, str):
        return ESCAPED.sub(lambda found: chr(int(found[1], 16)), value)
    return value if isinstance(value, (bool, int, float)) else str(value)


def annotated(data: bytes, wanted: dict[str, Any]) -> bytes:
    """Return the workbook with what is wrong beside each row.

    `tables` are by name {"heading_row": number, "rows": [number], "problems": {number: text}}.
    """
    check_size(zipfile.ZipFile(io.BytesIO(data)), wanted["most_cells"])
    workbook = openpyxl.load_workbook(io.BytesIO(data))
    for table in workbook.worksheets:
        if not (here := wanted["tables"].get(table.title)):
            continue
        heading = here["heading_row"]
        headings = [cell.value for cell in next(table.iter_rows(min_row=heading, max_row=heading))]
        position = column_of_problems(headings, wanted["names"])
        write(table.cell(heading, position), wanted["heading"], bold=True)
        table.column_dimensions[table.cell(heading, position).column_letter].width = 60
        for number in here["rows"]:
            text = here["problems"].get(str(number), "")
            write(table.cell(number, position), text)
            if text:
                table.cell(number, 1).fill = PatternFill("solid", fgColor="FBD9D3")
    output = io.BytesIO()
    workbook.save(output)
    return output.getvalue()


def column_of_problems(headings: list[Any], names: list[str]) -> int:
    """Return the number of the column 'Problem', which is the one after the last where there is none yet."""
    last = 0
    for position, heading in enumerate(headings, start=1):
        if str(heading or "").strip().casefold() in names:
            return position
        last = position if heading not in (None, "") else last
    return last + 1


def write(cell: Any, text: str, bold: bool = False) -> None:
    cell.value = text or None
    if text:
        cell.data_type = "s"
        cell.font = Font(bold=bold, color="9C1C0C")
        cell.alignment = Alignment(vertical="top", wrap_text=True)


if __name__ == "__main__":
    main()
