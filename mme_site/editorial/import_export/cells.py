"""What stands in a cell: how a spreadsheet says it, and what is meant by it."""

import datetime
import re
from dataclasses import dataclass

from django.utils.translation import gettext as _

from mme_site.core.typed_dates import TwoReadingsError, parse_date, parse_time
from mme_site.core.xml_text import xml_safe
from mme_site.editorial.import_export.limits import LONGEST_CELL

TOO_LONG = "[too long for a spreadsheet; left as it is]"
SEPARATOR = " | "
YES = {"yes", "true", "1", "x", "oui", "vrai", "sim", "verdadeiro", "نعم"}
NO = {"no", "false", "0", "non", "faux", "não", "nao", "falso", "لا"}


class CellError(Exception):
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


def cell_text(value):
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
    return xml_safe(text).strip()


def spreadsheet_value(value):
    """Return what is to be written into a cell: text that fits, or a number, date or time as it is."""
    if not isinstance(value, str):
        return value
    text = cell_text(value)
    return TOO_LONG if len(text) > LONGEST_CELL else text


def text_value(cell):
    """Return the text of a cell; a number is written as it is shown."""
    reject_unknown(cell)
    if isinstance(cell, DateCell):
        raise CellError(
            _("The spreadsheet has made a date of this (%(date)s). Format the cell as text and write it again.")
            % {"date": cell}
        )
    text = cell_text(cell)
    if text == TOO_LONG:
        raise CellError(_("This stands for a text that is too long for a cell. Leave it as it was exported."))
    return text


def reject_unknown(cell):
    if isinstance(cell, UnknownValue):
        raise CellError(
            _("“%(formula)s” is a formula without a value. Write the value itself.") % {"formula": cell.text}
        )


def number_value(cell):
    """Return a whole number, or None for an empty cell."""
    text = text_value(cell)
    if not text:
        return None
    if not text.isdecimal() or len(text) > 9:
        raise CellError(_("“%(text)s” is not a whole number.") % {"text": text})
    return int(text)


def boolean_value(cell):
    """Return True or False; an empty cell is False."""
    word = text_value(cell).casefold()
    if word in YES:
        return True
    if word in NO or not word:
        return False
    raise CellError(_("“%(text)s” is neither yes nor no.") % {"text": word})


def partial_date_value(cell):
    """Return (first day meant, precision), or None for an empty cell; taken are dates as people write them."""
    reject_unknown(cell)
    text = cell_text(cell)
    if not text:
        return None
    try:
        return parse_date(text)
    except TwoReadingsError as error:
        raise CellError(str(error)) from error
    except ValueError as error:
        raise CellError(_("“%(text)s” is not a date such as 2014-04-02, 2014-04 or 2014.") % {"text": text}) from error


def time_value(cell):
    """Return a time of day, or None for an empty cell."""
    reject_unknown(cell)
    text = cell_text(cell)
    if not text:
        return None
    try:
        return parse_time(text)
    except ValueError:
        raise CellError(_("“%(text)s” is not a time such as 09:30.") % {"text": text}) from None


def split_values(text):
    """Return the entries of a cell that holds several, written 'one | two'; a bar within one is written '\\|'."""
    parts = re.split(r"(?<!\\)\||\n", text)
    return [part.replace("\\|", "|").strip() for part in parts if part.strip()]


def join_values(texts):
    """Return several texts as one cell."""
    return SEPARATOR.join(text.replace("|", "\\|") for text in texts)
