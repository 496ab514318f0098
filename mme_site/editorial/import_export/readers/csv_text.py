"""CSV as spreadsheets write it: in any of four encodings, with commas, semicolons or tabs."""

import codecs
import csv
import io
import re

from django.utils.translation import gettext as _

from mme_site.core.formulas import unescape_formula
from mme_site.editorial.import_export.limits import MOST_BYTES_CSV, MOST_LINES
from mme_site.editorial.import_export.readers.tables import Table, UnreadableFile, fill

DELIMITERS = ",;\t"
DECLARED = re.compile(r"sep=(.)\r?", re.IGNORECASE)  # a line that Excel understands, and some programs write


def decoded(data):
    """Return (text, whether the encoding is a guess)."""
    for mark, encoding in (
        (codecs.BOM_UTF8, "utf-8-sig"),
        (codecs.BOM_UTF16_LE, "utf-16"),
        (codecs.BOM_UTF16_BE, "utf-16"),
    ):
        if data.startswith(mark):
            return data.decode(encoding), False
    try:
        return data.decode("utf-8"), False
    except UnicodeDecodeError:
        return data.decode("cp1252"), True  # what Excel writes in Western Europe


def parsed(name, data):
    """Return (text, delimiter, whether the encoding is a guess) of a CSV file. Raises UnreadableFile.

    The line in which Excel names its delimiter is no part of the text; `declaration` returns it.
    """
    try:
        text, is_guess = decoded(data)
    except UnicodeError:
        raise UnreadableFile(_("“%(name)s” is not text. Save it as “CSV UTF-8”.") % {"name": name}) from None
    if "\0" in text:
        raise UnreadableFile(_("“%(name)s” is not a CSV file. Save it as “CSV UTF-8”.") % {"name": name})
    if text.count("\n") > MOST_LINES or len(text) > MOST_BYTES_CSV:
        raise UnreadableFile(
            _("“%(name)s” has more than %(most)s lines, those that are empty counted. Import it in parts.")
            % {"name": name, "most": f"{MOST_LINES:,}"}
        )
    first, _break, rest = text.partition("\n")
    if declared := DECLARED.fullmatch(first):
        return rest, declared[1], is_guess
    return text, max(DELIMITERS, key=first.count), is_guess


def declaration(data):
    """Return the first line of a CSV file where it names the delimiter, as 'sep=;', else ''."""
    first = decoded(data)[0].partition("\n")[0].rstrip("\r")
    return first if DECLARED.fullmatch(first) else ""


def read_csv(name, data, rows_before=0):
    """Return the table that a CSV file holds. Raises UnreadableFile."""
    text, delimiter, is_guess = parsed(name, data)
    table = Table(name.rpartition(".")[0], name)
    if is_guess:
        table.notes.append(
            _("“%(name)s” is not UTF-8; it was read as Windows-1252. Look whether its accents are right.")
            % {"name": name}
        )
    try:
        lines = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
        numbered = enumerate(([unescape_formula(cell) for cell in line] for line in lines), start=1)
        return fill(table, numbered, rows_before)
    except csv.Error as error:
        raise UnreadableFile(
            _("“%(name)s” cannot be read as CSV (%(error)s).") % {"name": name, "error": error}
        ) from None
