"""What a PDF says of itself, read where a hostile file harms nothing."""

import base64
import binascii
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Any, TypeGuard

from mme_site.files.reader_process import is_count, run_reader

READER = Path(__file__).with_name("pdf_reader.py")
SECONDS = 20
MEMORY = 1024**3  # bytes of address space; the libraries take about a quarter of it
OUTPUT = 1024**2  # bytes, which is far more than all pictures
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
    outline: list[list[Any]] = field(default_factory=list)
    pictures: list[Picture] = field(default_factory=list)


def read_pdf(file: IO[bytes]) -> PdfFacts:
    """Return what could be read of an open file within the limits; raise nothing for any file."""
    return facts_in(run_reader(READER, file, seconds=SECONDS, memory=MEMORY, output=OUTPUT))


def facts_in(rows: Sequence[dict[str, Any]]) -> PdfFacts:
    """Return the facts that the reader said; what is not of the right form is left out."""
    pages = next((row["pages"] for row in rows if is_count(row.get("pages"))), None)
    outline: list[Any] = next((row["outline"] for row in rows if isinstance(row.get("outline"), list)), [])
    return PdfFacts(
        pages,
        [
            [level, without_controls(title), page]
            for level, title, page in filter(is_entry, outline)
            if pages and title != f"Slide {page}"  # what LibreOffice calls a slide that has no name
        ],
        [picture for row in rows if pages and (picture := picture_in(row))],
    )


def picture_in(row: dict[str, Any]) -> Picture | None:
    """Return the picture of a line, None where it holds none."""
    if row.get("format") not in list(FORMATS) or not (is_count(row.get("width")) and is_count(row.get("height"))):
        return None
    try:
        content = base64.b64decode(row.get("content") or "", validate=True)
    except (binascii.Error, TypeError, ValueError):
        return None
    return Picture(row["format"], row["width"], row["height"], content) if content else None


def without_controls(title: str) -> str:
    """Return a title without what no database takes: control characters and halves of surrogate pairs."""
    return "".join(letter for letter in title if unicodedata.category(letter) not in ("Cc", "Cs"))


def is_entry(entry: object) -> TypeGuard[list[Any]]:
    """Return True for [level, title, page]."""
    return (
        isinstance(entry, list)
        and len(entry) == 3
        and is_count(entry[0])
        and isinstance(entry[1], str)
        and (entry[2] == 0 or is_count(entry[2]))
    )
