"""CSV as spreadsheets write it: in any of four encodings, with commas, semicolons or tabs."""

import codecs
import csv
import io
import re

from django.utils.translation import gettext as _

from mme_site.editorial.import_export.formulas import unescape_formula
from mme_site.editorial.import_export.reading.tables import Table, UnreadableFile, fill

DELIMITERS = ",;\t"


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
    """Return (text, delimiter, whether the encoding is a guess) of a CSV file. Raises UnreadableFile."""
    try:
        text, is_guess = decoded(data)
    except UnicodeError:
        raise UnreadableFile(_("“%(name)s” is not text. Save it as “CSV UTF-8”.") % {"name": name}) from None
    if "\0" in text:
        raise UnreadableFile(_("“%(name)s” is not a CSV file. Save it as “CSV UTF-8”.") % {"name": name})
    first, _break, rest = text.partition("\n")
    if declared := re.fullmatch(r"sep=(.)\r?", first):  # a line that Excel understands, and some programs write
        return rest, declared[1], is_guess
    return text, max(DELIMITERS, key=first.count), is_guess


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
        return fill(table, ([unescape_formula(cell) for cell in line] for line in lines), rows_before)
    except csv.Error as error:
        raise UnreadableFile(
            _("“%(name)s” cannot be read as CSV (%(error)s).") % {"name": name, "error": error}
        ) from None
