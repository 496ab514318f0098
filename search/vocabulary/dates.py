"""Dates as people type them: 2010-11-29, 29/11/2010, 12/2007, "2-3 April 2014", novembre 2010, "between 2007 and 2010".

A day is looked for as one word that stands for it (mme_site/core/search_dates.py), or as what was typed.
"""

import calendar
import datetime
import re
from collections.abc import Iterator
from functools import cache

from mme_site.core import clock
from mme_site.core.search_dates import day_word, month_word, year_word
from search.words.content import CONTENT_WORDS
from search.words.folding import name_key, words
from search.words.query import Clause, Words

FIRST_YEAR = 1950
RANGES = ("yY", "y>=", "y>", "y<=", "y<")  # of years: from one to another, since, after, until, before
DAY = r"(?<!\d)(\d{1,2})(?:st|nd|rd|th|er|º|ª|\.)?"
YEAR = r"((?:19|20)\d\d)(?!\d)"
DASH = r"\s*(?:-|–|—|/|to|au|a|à|e|et|and|إلى|و)\s*"
OF = r"[\s,]*(?:of|de|d['’]|em|en|in)?[\s,]*"


@cache
def months() -> dict[str, int]:
    """Return the number of each month by its name in any language, as it is compared."""
    return {name_key(name): number for number, names in enumerate(CONTENT_WORDS.months, 1) for name in names}


@cache
def patterns() -> list[tuple[re.Pattern[str], str]]:
    """Return how dates are written, each with the order of what it holds: the surest first."""
    names = sorted((name for names in CONTENT_WORDS.months for name in names), key=len, reverse=True)
    month = rf"(?<!\w)({'|'.join(names)})(?!\w)\.?"
    forms = [
        (rf"(?<![\w/.-]){YEAR}[-/.](\d{{1,2}})[-/.](\d{{1,2}})(?![\w/-])", "ymd"),
        (rf"(?<![\w/.-])(\d{{1,2}})[-/.](\d{{1,2}})[-/.]{YEAR}(?![\w/-])", "dmy"),
        (rf"(?<![\w/.-])(\d{{1,2}})[-/.]{YEAR}(?![\w/-])", "my"),
        (rf"(?<![\w/.-]){YEAR}[-/.](\d{{2}})(?![\w/-])", "ym"),
        (rf"{DAY}{DASH}{DAY}{OF}{month}{OF}{YEAR}", "dDMy"),
        (rf"{DAY}{OF}{month}{OF}{YEAR}", "dMy"),
        (rf"{month}\s+{DAY}{DASH}{DAY}[\s,]+{YEAR}", "MdDy"),
        (rf"{month}\s+{DAY}[\s,]+{YEAR}", "Mdy"),
        (rf"{month}{OF}{YEAR}", "My"),
        (rf"(?<!\w){YEAR}\s+{month}", "yM"),
        (rf"(?<!\w)(?:between|from|entre|de|desde|بين|من)\s+(?:عام|سنة)?\s*{YEAR}\s*(?:and|to|et|e|à|a|até|-|و|إلى|الى)\s*"
         rf"(?:عام|سنة)?\s*{YEAR}", "yY"),
        (rf"(?<!\w)(?:since|depuis|desde|منذ)\s+(?:عام|سنة)?\s*{YEAR}", "y>="),
        (rf"(?<!\w)(?:after|après|depois de|após|بعد)\s+(?:عام|سنة)?\s*{YEAR}", "y>"),
        (rf"(?<!\w)(?:until|jusqu'en|até|حتى)\s+(?:عام|سنة)?\s*{YEAR}", "y<="),
        (rf"(?<!\w)(?:before|avant|antes de|قبل)\s+(?:عام|سنة)?\s*{YEAR}", "y<"),
    ]  # fmt: skip
    return [(re.compile(form, re.IGNORECASE), order) for form, order in forms]


def pieces(text: str) -> Iterator[str | Clause]:
    """Yield a question in its parts: each date as a clause of its own, and what stands between as it is."""
    for form, order in patterns():
        for match in form.finditer(text):
            if '"' not in text and (found := words_of(order, match.groups())):
                typed = match.group().strip()
                own = Words(tuple(words(typed)))
                if order not in (*RANGES, "ymd", "dmy"):  # 2013, 11 and 27 stand in any long text
                    found = [*found, own]
                yield from pieces(text[: match.start()])
                yield Clause(tuple(dict.fromkeys(found)), typed, is_date=True)
                yield from pieces(text[match.end() :])
                return
    yield text


def words_of(order: str, groups: tuple[str, ...]) -> list[Words]:
    """Return the words that stand for a date that was typed; none where there is no such date."""
    parts = dict(zip(order, groups, strict=False))
    year = int(parts["y"])
    month = month_of(parts)
    if order in RANGES:
        return [Words((year_word(one),)) for one in years(order, year, int(parts.get("Y", 0)))]
    if not 1 <= month <= 12:
        return []
    if "d" not in parts:
        return [Words((month_word(year, month),))]
    days = [int(parts[name]) for name in "dD" if name in parts]
    if order == "dmy" and month > 12 >= days[0]:
        days, month = [month], days[0]
    try:
        first, last = (datetime.date(year, month, day) for day in (days[0], days[-1]))
    except ValueError:
        return []
    span = min((last - first).days, 31)
    return [Words((day_word(first + datetime.timedelta(days=number)),)) for number in range(span + 1)]


def month_of(parts: dict[str, str]) -> int:
    return int(parts["m"]) if "m" in parts else months().get(name_key(parts.get("M", "")), 0)


def years(order: str, year: int, until: int) -> range:
    this = clock.today().year
    if order.startswith("y>"):
        return range(year + (order == "y>"), max(this, year) + 1)
    if order.startswith("y<"):
        return range(FIRST_YEAR, year + (order == "y<="))
    return range(min(year, until), max(year, until) + 1)


def span_of(clause: Clause) -> tuple[datetime.date, datetime.date]:
    """Return the first and the last day that a date means."""
    signs = sorted(one.words[0] for one in clause.any_of if re.fullmatch(r"[dmy]\d{4,8}", one.words[0]))
    first, last = signs[0][1:], signs[-1][1:]
    begin = datetime.date(int(first[:4]), int(first[4:6] or 1), int(first[6:8] or 1))
    year, month = int(last[:4]), int(last[4:6] or 12)
    day = int(last[6:8] or calendar.monthrange(year, month)[1])
    return begin, datetime.date(year, month, day)
