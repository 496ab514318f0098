"""Days, months and years as words of the search, the same whoever writes them and in whatever language."""

import datetime

MOST_DAYS = 31  # of a meeting that is found by each of its days


def day_word(date: datetime.date) -> str:
    return f"d{date:%Y%m%d}"


def month_word(year: int, month: int) -> str:
    return f"m{year:04}{month:02}"


def year_word(year: int) -> str:
    return f"y{year:04}"


def date_words(first: datetime.date | None, last: datetime.date | None, precision: str) -> list[str]:
    """Return what a span of days, months or years is found by, no finer than its precision."""
    if not first:
        return []
    last = max(last or first, first)
    found = {year_word(year): None for year in range(first.year, last.year + 1)}
    if precision in ("day", "month"):
        day = first
        for _number in range(MOST_DAYS):
            found[month_word(day.year, day.month)] = None
            if precision == "day":
                found[day_word(day)] = None
            day += datetime.timedelta(days=1)
            if day > last:
                break
    return list(found)
