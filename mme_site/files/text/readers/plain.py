"""A plain text, in parts. Part of the program ../reader.py."""

import codecs
import csv
import io
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import IO, Any

PART = 5000  # letters: as long as a page or two, so that a result shows where in the text it was found
MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),  # begins as the next one does
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# Of eight bits, where nothing says which: those of Windows first, then of old DOS and Macintosh programs.
GUESSES = ("cp1252", "cp1256", "iso8859-6", "cp1255", "cp850", "mac_roman")
LATIN = frozenset("àâäçéèêëîïôöùûüÿœæáãíóõúñÀÂÇÉÈÊËÎÏÔÙÛŒÁÃÍÓÕÚ’‘“”«»–—…°º€ª§")
ARTICLE = "ال"
JUDGED = 20_000  # bytes
WRONG_OF_UTF_8 = 10  # times as many letters beyond ASCII as wrong bytes are UTF-8 with a fault in it


def opened(file: IO[bytes]) -> tuple[dict[str, Any], Iterator[tuple[int, str]]]:
    """Return what a text says of itself, which is nothing, and an iterator of its parts."""
    return {"pages": None}, in_parts(decoded(file.read()).splitlines())


def decoded(content: bytes) -> str:
    """Return the text in the encoding of its byte order mark, else UTF-16 or UTF-8, else the likeliest of others."""
    for mark, encoding in MARKS:
        if content.startswith(mark):
            return content.decode(encoding, errors="replace")
    if wide := wide_encoding(content[:1024]):
        return content.decode(wide, errors="replace")
    text = content.decode("utf-8", errors="replace")
    wrong = text.count("\ufffd")
    if not wrong or WRONG_OF_UTF_8 * wrong < sum(letter > "\x7f" for letter in text):
        return text
    return content.decode(likeliest(content[:JUDGED]), errors="replace")


def wide_encoding(head: bytes) -> str:
    """Return which UTF-16 a text without a mark is in, by its zeros, all first or all second of two; '' for none."""
    zeros = Counter(at % 2 for at, byte in enumerate(head) if not byte)
    if len(zeros) != 1 or zeros.total() <= max(2, len(head) // 50):
        return ""
    return "utf-16-le" if zeros[1] else "utf-16-be"


def likeliest(content: bytes) -> str:
    """Return the encoding of eight bits in which most letters beyond ASCII are such as stand in texts."""
    texts = {name: content.decode(name, errors="replace") for name in GUESSES}
    return max(texts, key=lambda name: likelihood(texts[name]))


def likelihood(text: str) -> float:
    """Return how many letters beyond ASCII stand where they would: Latin among others, Arabic and Hebrew together."""
    good, before = 0.0, " "
    for letter in text:
        if letter > "\x7f":
            good += plausibility(before, letter)
        before = letter
    return good + text.count(ARTICLE)


def plausibility(before: str, letter: str) -> float:
    kind = unicodedata.bidirectional(letter)
    if letter in LATIN:
        return 1 if before.isascii() else -0.5
    if kind == "NSM":  # a mark on a letter
        return 1 if unicodedata.bidirectional(before) in ("AL", "R", "NSM") else -1
    if kind in ("AL", "R"):
        return -1 if before.isascii() and before.isalpha() else 1
    return -1 if letter.isalpha() or letter == "\ufffd" else -0.5


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
    between = max(",;\t|", key=first.count)
    if first.lower().startswith("sep="):
        between, text = first[4:5].strip() or "\t", rest
    # Where a quotation mark is not closed, the rest is one cell. The limit is one for all that the process reads.
    csv.field_size_limit(max(csv.field_size_limit(), len(text) + 1))
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=between)
    return {"pages": None}, in_parts("\t".join(filter(None, row)) for row in rows)
