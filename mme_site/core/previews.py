"""Previews as of a day: the modes of a preview that are named after days."""

import datetime
from collections.abc import Iterable, Iterator

from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _

from mme_site.core.dates import DatePrecision, format_date

MOST_DAYS = 12


def preview_modes_for_days(days: Iterable[datetime.date | None]) -> list[tuple[str, str]]:
    """Return preview modes for these days, the last ones first, named as people write them.

    The mode of a day is its date, such as '2020-01-31'.
    """
    last = sorted({day for day in days if day}, reverse=True)[:MOST_DAYS]
    return [(day.isoformat(), _("As of %(day)s") % {"day": format_date(day, DatePrecision.DAY)}) for day in last]


def day_of_preview_mode(mode_name: str | None) -> datetime.date | None:
    """Return the day of a preview mode, or None for another mode and for what is no day."""
    try:
        return parse_date(mode_name or "")
    except ValueError:
        return None


def days_around(
    facts: Iterable[tuple[datetime.date | None, datetime.date | None]],
) -> Iterator[datetime.date | None]:
    """Yield the days on which dated facts begin and the days after they have ended, None for those not known."""
    one_day = datetime.timedelta(days=1)
    for begins, ends in facts:
        yield begins
        yield ends + one_day if ends else None
