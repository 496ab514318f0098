"""Dates and times of day as people of the site's languages write them; two readings are never guessed between."""

import datetime
import re
import unicodedata
from functools import lru_cache

from django.utils import dates, translation
from django.utils.translation import gettext as _

from mme_site.core.dates import DatePrecision, parse_partial

LANGUAGES = ("en", "fr", "pt", "ar", "ar-dz")  # those of the site, and the months of the Maghreb
DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th|er|[oa°])?"
MONTH = r"(?P<month>[^\W\d]+)\.?"
YEAR = r"(?P<year>\d{4})"
OF = r",?\s*(?:(?:of|de|do)\s+)?"
IN_WORDS = (
    re.compile(rf"{DAY}[\s\-]*{OF}{MONTH}[\s\-]*{OF}{YEAR}"),
    re.compile(rf"{MONTH}\s*{DAY},?\s+{YEAR}"),
    re.compile(rf"{MONTH}[\s\-]*{OF}{YEAR}"),
)
PARTIAL = re.compile(r"\d{4}(-\d{2}){0,2}")
YEAR_FIRST = re.compile(r"(\d{4})[/.\-](\d{1,2})[/.\-](\d{1,2})")
YEAR_LAST = re.compile(r"(\d{1,2})[/.\-](\d{1,2})[/.\-](\d{4})")
TIME = re.compile(r"(\d{1,2})\s?[:h.]\s?(\d{2})(?::00)?")
DIRECTION_MARKS = re.compile("[\u200e\u200f\u061c\u202a-\u202e\u2066-\u2069]")


class TwoReadingsError(ValueError):
    """A date that is one day to some readers and another day to others; its text says both."""


def parse_date(text: str) -> tuple[datetime.date, DatePrecision]:
    """Return the first day meant and its precision.

    Taken are 2014-04-02, 2014-04, 2014, 2.4.2014 and 31/12/2024 where only one of the two
    numbers can be a month, and words of the site's languages: 2 April 2014, avril 2014.
    05/06/2024 is June in Lagos and May in Excel's American dress: TwoReadingsError.
    Raises ValueError for anything else.
    """
    text = normalized(text)
    if match := YEAR_LAST.fullmatch(text):
        text = with_year_first(text, match)
    elif match := YEAR_FIRST.fullmatch(text):
        text = iso(*match.groups())
    elif not PARTIAL.fullmatch(text):
        text = from_words(text)
    day, precision = parse_partial(text)
    if day.year < 1000:
        raise ValueError(f"{text} is no year of a calendar that the site knows")
    return day, precision


def parse_time(text: str) -> datetime.time:
    """Return a time of day of 09:30, 9.30 or 9h30; ValueError for anything else."""
    match = TIME.fullmatch(normalized(text))
    if not match:
        raise ValueError(f"{text!r} is no time of day")
    return datetime.time(int(match[1]), int(match[2]))


def normalized(text: str) -> str:
    """Return a text in the letters and digits of ASCII where it has any, without marks of direction."""
    decomposed = unicodedata.normalize("NFKD", DIRECTION_MARKS.sub("", text).casefold().strip())
    plain = "".join(letter for letter in decomposed if not unicodedata.combining(letter))
    return "".join(str(unicodedata.digit(letter, letter)) for letter in plain)


def iso(year: str, month: str | int, day: str | int) -> str:
    return f"{year}-{int(month):02}-{int(day):02}"


def with_year_first(text: str, match: re.Match[str]) -> str:
    """Return a date written with a day, a month and a year as 2014-04-02."""
    first, second, year = int(match[1]), int(match[2]), match[3]
    if first <= 12 and second <= 12 and first != second:
        readings = {"one": iso(year, second, first), "other": iso(year, first, second)}
        message = _("“%(text)s” can be %(one)s or %(other)s. Write the one that you mean in this way.")
        raise TwoReadingsError(message % {"text": text, **readings})
    day, month = (second, first) if first <= 12 < second else (first, second)
    return iso(year, month, day)


def from_words(text: str) -> str:
    """Return a date whose month is a word as 2014-04-02 or 2014-04; ValueError where it is none."""
    for pattern in IN_WORDS:
        match = pattern.fullmatch(text)
        month = months().get(match["month"]) if match else None
        if match and month:
            day = match.groupdict().get("day")
            return iso(match["year"], month, day) if day else f"{match['year']}-{month:02}"
    raise ValueError(f"{text!r} is no date")


@lru_cache(maxsize=1)
def months() -> dict[str, int]:
    """Return the number of each month by its names and abbreviations."""
    numbers: dict[str, int] = {}
    for language in LANGUAGES:
        with translation.override(language):
            for names in (dates.MONTHS, dates.MONTHS_3, dates.MONTHS_AP, dates.MONTHS_ALT):
                numbers |= {normalized(str(name)).rstrip("."): number for number, name in names.items()}
    return numbers
