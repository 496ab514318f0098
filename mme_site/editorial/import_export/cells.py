"""What stands in a cell: how a spreadsheet says it, and what is meant by it."""

import datetime
import re
from dataclasses import dataclass

from django.utils.translation import gettext as _

from mme_site.core.dates import parse_partial
from mme_site.editorial.import_export.limits import LONGEST_CELL

# What XML 1.0 (2.2), and so XLSX, cannot hold.
NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
LEFT_ALONE = "[too long for a spreadsheet; left as it is]"
SEPARATOR = " | "
YES = {"yes", "true", "1", "x", "oui", "vrai", "sim", "verdadeiro", "نعم"}
NO = {"no", "false", "0", "non", "faux", "não", "nao", "falso", "لا"}
NUMERIC_DATE = re.compile(r"(\d{1,2})[/.\-](\d{1,2})[/.\-](\d{4})")
PARTIAL_DATE = re.compile(r"\d{4}(-\d{2}){0,2}")
LATEST_YEAR = 9999


class CellProblem(Exception):
    """A cell that cannot be taken; its text says why, to the person whose cell it is."""


@dataclass(frozen=True)
class DateCell:
    """A cell that the spreadsheet itself holds for a date: '2014-04-02', '2014-04' or '2014', as it shows it."""

    text: str

    def __str__(self):
        return self.text


@dataclass(frozen=True)
class UnknownValue:
    """A formula that was never calculated, or one that ends in an error."""

    text: str

    def __str__(self):
        return self.text


def written(value):
    """Return a cell as text, the same for a cell that was exported and for that cell as it is read again."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    if isinstance(value, datetime.datetime):
        value = value.date()
    if isinstance(value, datetime.time):
        return value.isoformat("minutes" if not value.second else "seconds")
    text = str(value).replace("\r\n", "\n").replace("\r", "\n").replace("\xa0", " ")
    return NOT_IN_XML.sub("", text).strip()


def for_a_spreadsheet(value):
    """Return what is to be written into a cell: text that fits, or a number, date or time as it is."""
    if not isinstance(value, str):
        return value
    text = written(value)
    return LEFT_ALONE if len(text) > LONGEST_CELL else text


def text_of(cell):
    """Return the text of a cell; a number is written as it is shown."""
    refuse_unknown(cell)
    if isinstance(cell, DateCell):
        raise CellProblem(
            _("The spreadsheet has made a date of this (%(date)s). Format the cell as text and write it again.")
            % {"date": cell}
        )
    text = written(cell)
    if text == LEFT_ALONE:
        raise CellProblem(_("This stands for a text that is too long for a cell. Leave it as it was exported."))
    return text


def refuse_unknown(cell):
    if isinstance(cell, UnknownValue):
        raise CellProblem(
            _("“%(formula)s” is a formula without a value. Write the value itself.") % {"formula": cell.text}
        )


def number_of(cell):
    """Return a whole number, or None for an empty cell."""
    text = text_of(cell)
    if not text:
        return None
    if not text.isdecimal() or len(text) > 9:
        raise CellProblem(_("“%(text)s” is not a whole number.") % {"text": text})
    return int(text)


def yes_or_no(cell):
    """Return True or False; an empty cell is False."""
    word = text_of(cell).casefold()
    if word in YES:
        return True
    if word in NO or not word:
        return False
    raise CellProblem(_("“%(text)s” is neither yes nor no.") % {"text": word})


def partial_date_of(cell):
    """Return (first day meant, precision), or None for an empty cell.

    Taken are a date of the spreadsheet, 2014-04-02, 2014-04, 2014, and 31/12/2024 where only
    one of the two numbers can be a month: 05/06/2024 is June in Lagos and May in Excel's
    American dress.
    """
    refuse_unknown(cell)
    text = written(cell)
    if not text:
        return None
    match = NUMERIC_DATE.fullmatch(text)
    try:
        return parse_partial(unambiguous(text, match) if match else text if PARTIAL_DATE.fullmatch(text) else "")
    except ValueError:
        pass
    raise CellProblem(_("“%(text)s” is not a date such as 2014-04-02, 2014-04 or 2014.") % {"text": text})


def unambiguous(text, match):
    """Return a date written with a day, a month and a year as 2014-04-02."""
    first, second, year = int(match[1]), int(match[2]), match[3]
    if first <= 12 and second <= 12 and first != second:
        raise CellProblem(
            _("“%(text)s” can be %(one)s or %(other)s. Write the one that you mean in this way.")
            % {"text": text, "one": f"{year}-{second:02}-{first:02}", "other": f"{year}-{first:02}-{second:02}"}
        )
    day, month = (second, first) if first <= 12 < second else (first, second)
    return f"{year}-{month:02}-{day:02}"


def time_of(cell):
    """Return a time of day, or None for an empty cell."""
    refuse_unknown(cell)
    text = written(cell)
    if not text:
        return None
    match = re.fullmatch(r"(\d{1,2})[:h.](\d{2})(?::00)?", text)
    try:
        return datetime.time(int(match[1]), int(match[2]))
    except (TypeError, ValueError):
        raise CellProblem(_("“%(text)s” is not a time such as 09:30.") % {"text": text}) from None


def several(text):
    """Return the entries of a cell that holds several, written 'one | two'; a bar within one is written '\\|'."""
    parts = re.split(r"(?<!\\)\||\n", text)
    return [part.replace("\\|", "|").strip() for part in parts if part.strip()]


def joined(texts):
    """Return several texts as one cell."""
    return SEPARATOR.join(text.replace("|", "\\|") for text in texts)
