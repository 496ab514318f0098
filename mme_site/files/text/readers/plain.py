"""A plain text, in parts. Part of the program ../reader.py."""

import codecs
import csv
import io
from collections.abc import Iterable, Iterator
from typing import IO, Any

LONGEST_CELL = 1_000_000  # letters
PART = 5000  # letters: as long as a page or two, so that a result shows where in the text it was found


def opened(file: IO[bytes]) -> tuple[dict[str, Any], Iterator[tuple[int, str]]]:
    """Return what a text says of itself, which is nothing, and an iterator of its parts."""
    return {"pages": None}, in_parts(decoded(file.read()).splitlines())


def decoded(content: bytes) -> str:
    """Return the text in the encoding of its byte order mark, else UTF-8, else Windows' for Western Europe."""
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return content.decode("utf-16", errors="replace")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", errors="replace")


def in_parts(paragraphs: Iterable[str], end: str = "\n") -> Iterator[tuple[int, str]]:
    """Yield (number, text) of paragraphs put together until a part is long enough."""
    part: list[str] = []
    number, size = 1, 0
    for paragraph in paragraphs:
        for at in range(0, max(len(paragraph), 1), PART):
            piece = paragraph[at : at + PART]
            if size and size + len(piece) > PART:
                yield number, end.join(part)
                number, part, size = number + 1, [], 0
            part.append(piece)
            size += len(piece) + len(end)
    yield number, end.join(part)


def opened_table(file: IO[bytes]) -> tuple[dict[str, Any], Iterator[tuple[int, str]]]:
    """Return what a CSV file says of itself, which is nothing, and an iterator of its rows, put together in parts."""
    text = decoded(file.read()).replace("\0", "")
    first, _break, rest = text.partition("\n")
    if first.lower().startswith("sep="):
        text = rest
    csv.field_size_limit(LONGEST_CELL)
    between = max(",;\t", key=text.partition("\n")[0].count)
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=between)
    return {"pages": None}, in_parts("\t".join(filter(None, row)) for row in rows)
