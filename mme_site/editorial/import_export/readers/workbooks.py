"""Workbooks, read and annotated by a program of its own within limits of time and memory."""

import base64
import io
import json
from pathlib import Path

from mme_site.editorial.import_export.limits import MOST_BYTES_UNPACKED, MOST_CELLS
from mme_site.files.reader_process import run_reader

PROGRAM = Path(__file__).with_name("workbook_program.py")
SECONDS = 45  # of which a workbook of the most cells takes 6 where nothing else runs
MEMORY = 1024**3  # bytes of address space; a workbook of the most cells takes less than a quarter of it


def run_workbook_program(data, **wanted):
    """Return what the program says of a workbook, as dictionaries; the last one says `end` or a `problem`."""
    source = io.BytesIO(json.dumps({**wanted, "most_cells": MOST_CELLS}).encode() + b"\n" + data)
    rows = run_reader(PROGRAM, source, seconds=SECONDS, memory=MEMORY, output=MOST_BYTES_UNPACKED)
    if not rows or not ("end" in rows[-1] or "problem" in rows[-1]):
        rows.append({"problem": "too_large"})
    return rows


def annotate_workbook(data, **wanted):
    """Return a workbook with its column of problems, or None where that takes too much, or a part of it is broken."""
    [row, *_rest] = run_workbook_program(data, do="annotate", **wanted)
    return base64.b64decode(row["workbook"]) if "workbook" in row else None
