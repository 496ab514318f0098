"""What a PDF says of itself, read where a hostile file harms nothing."""

import base64
import binascii
import json
import math
import shutil
import subprocess
import sys
import tempfile
import unicodedata
from dataclasses import dataclass, field
from pathlib import Path

READER = Path(__file__).with_name("pdf_reader.py")
SECONDS = 20  # by the clock and, for the case that this process ends before, of processor time
MEMORY = 1024**3  # bytes of address space; the libraries take about a quarter of it
FORMATS = {"avif": "image/avif", "webp": "image/webp", "jpeg": "image/jpeg"}


@dataclass(frozen=True)
class Picture:
    """The first page as a picture; sizes in pixels."""

    format: str
    width: int
    height: int
    content: bytes = field(repr=False)


@dataclass(frozen=True)
class PdfFacts:
    """What was read of a PDF; `pages` is None where nothing could be read.

    The outline is a list of [level, title, page]; levels and pages count from 1, and page 0 is none.
    """

    pages: int | None = None
    outline: list = field(default_factory=list)
    pictures: list[Picture] = field(default_factory=list)


def read_pdf(file):
    """Return the PdfFacts of an open file, those that could be read within the limits; raises nothing for any file."""
    with tempfile.TemporaryFile() as source, tempfile.TemporaryFile() as said:
        file.seek(0)
        shutil.copyfileobj(file, source)
        source.seek(0)
        command = [sys.executable, "-I", str(READER), str(math.ceil(SECONDS)), str(MEMORY)]
        reader = subprocess.Popen(command, stdin=source, stdout=said, stderr=subprocess.DEVNULL, env={})
        try:
            reader.wait(timeout=SECONDS)
        except subprocess.TimeoutExpired:
            reader.kill()
            reader.wait()
        said.seek(0)
        return facts_in(said.read().decode(errors="replace").splitlines())


def facts_in(lines):
    """Return the facts in the reader's lines; a line that is cut off or not of the right form is left out."""
    rows = [row for line in lines if isinstance(row := parsed(line), dict)]
    pages = next((row["pages"] for row in rows if is_count(row.get("pages"))), None)
    outline = next((row["outline"] for row in rows if isinstance(row.get("outline"), list)), [])
    return PdfFacts(
        pages,
        [[level, without_controls(title), page] for level, title, page in filter(is_entry, outline)] if pages else [],
        [picture for row in rows if pages and (picture := picture_in(row))],
    )


def parsed(line):
    try:
        return json.loads(line)
    except ValueError:
        return None


def picture_in(row):
    """Return the picture of a line, None where it holds none."""
    if row.get("format") not in list(FORMATS) or not (is_count(row.get("width")) and is_count(row.get("height"))):
        return None
    try:
        content = base64.b64decode(row.get("content") or "", validate=True)
    except (binascii.Error, TypeError, ValueError):
        return None
    return Picture(row["format"], row["width"], row["height"], content) if content else None


def without_controls(title):
    """Return a title without what no database takes: control characters and halves of surrogate pairs."""
    return "".join(letter for letter in title if unicodedata.category(letter) not in ("Cc", "Cs"))


def is_count(value):
    """Return True for a whole number from 1 to a million."""
    return type(value) is int and 1 <= value <= 1_000_000


def is_entry(entry):
    """Return True for [level, title, page]."""
    return (
        isinstance(entry, list)
        and len(entry) == 3
        and is_count(entry[0])
        and isinstance(entry[1], str)
        and (entry[2] == 0 or is_count(entry[2]))
    )
