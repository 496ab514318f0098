"""Dates that may be known only to the month or the year."""

import calendar
import datetime
from dataclasses import dataclass
from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.utils import formats, timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext

from mme_site.core import clock
from mme_site.core.time_zones import known_zones


class DatePrecision(models.TextChoices):
    """How much of a date its source states."""

    DAY = "day", _("day")
    MONTH = "month", _("month")
    YEAR = "year", _("year")


def first_day(date: datetime.date, precision: str) -> datetime.date:
    """Return the first day that a date of this precision can mean."""
    if precision == DatePrecision.YEAR:
        return date.replace(month=1, day=1)
    if precision == DatePrecision.MONTH:
        return date.replace(day=1)
    return date


def last_day(date: datetime.date, precision: str) -> datetime.date:
    """Return the last day that a date of this precision can mean."""
    if precision == DatePrecision.YEAR:
        return date.replace(month=12, day=31)
    if precision == DatePrecision.MONTH:
        return date.replace(day=calendar.monthrange(date.year, date.month)[1])
    return date


def format_date(date: datetime.date, precision: str = DatePrecision.DAY) -> str:
    """Return a date in the reader's language, with no more than its precision states."""
    if precision == DatePrecision.YEAR:
        return formats.date_format(date, "Y")
    if precision == DatePrecision.MONTH:
        return formats.date_format(date, "YEAR_MONTH_FORMAT")
    return with_first_of_month(formats.date_format(date, "DATE_FORMAT"))


def with_first_of_month(text: str) -> str:
    """Return a date that begins with its day with the first of a month as the language writes it: '1er juin 2021'."""
    # Translators: the first day of a month in a date, “1er” in French.
    return pgettext("day of the month", "1") + text[1:] if text.startswith("1 ") else text


def machine_date(date: datetime.date, precision: str = DatePrecision.DAY) -> str:
    """Return a date as HTML's `time` element takes it, with no more than its precision: '2014-04' for a month."""
    lengths: dict[str, int] = {DatePrecision.YEAR: 4, DatePrecision.MONTH: 7}
    return date.isoformat()[: lengths.get(precision, 10)]


def format_span(start: datetime.date, end: datetime.date | None, precision: str = DatePrecision.DAY) -> str:
    """Return a span of dates in the reader's language, such as '2–3 April 2014'.

    What both ends share is said once where English, French and Portuguese allow it; the
    ends are joined with an en dash. `end` may be the last day that `start` means.
    """
    if precision != DatePrecision.DAY:
        whole, last = format_date(start, precision), format_date(end or start, precision)
        return whole if whole == last else f"{whole} – {last}"
    if end is None or end == start:
        return format_date(start)
    if (start.year, start.month) == (end.year, end.month) and formats.get_format("DATE_FORMAT").startswith("j"):
        return f"{with_first_of_month(f'{start.day} ').rstrip()}–{format_date(end)}"
    return f"{format_date(start)} – {format_date(end)}"


@dataclass(frozen=True)
class DateBlock:
    """A span of dates in three lines, as a calendar's leaf prints it; a line that is not known is empty."""

    days: str
    month: str
    year: str


def date_block(start: datetime.date, end: datetime.date | None, precision: str = DatePrecision.DAY) -> DateBlock:
    """Return a span of dates as a leaf of a calendar: '2–3', 'April', '2014'."""
    until = end or start

    def joined(part: str) -> str:
        first, last = formats.date_format(start, part), formats.date_format(until, part)
        return first if first == last else f"{first}–{last}"

    days = ""
    if precision == DatePrecision.DAY:
        days = f"{start.day}" if start == until else f"{start.day}–{until.day}"
    return DateBlock(days, "" if precision == DatePrecision.YEAR else joined("F"), joined("Y"))


def parse_partial(text: str) -> tuple[datetime.date, DatePrecision]:
    """Return the first day meant and the precision of '2013', '2013-07' or '2013-07-01'.

    Raises ValueError for anything else (ISO 8601 reduced precision).
    """
    precision = {4: DatePrecision.YEAR, 7: DatePrecision.MONTH, 10: DatePrecision.DAY}.get(len(text))
    if precision is None:
        raise ValueError(f"{text!r} is not a date such as 2013, 2013-07 or 2013-07-01")
    return datetime.date.fromisoformat(text + "-01-01"[: 10 - len(text)] if len(text) < 10 else text), precision


def precision_field(default: str = DatePrecision.DAY, **options: Any) -> "models.CharField[str, str]":
    """Return the field that says how much of a date its source states."""
    return models.CharField(_("precision"), max_length=5, choices=DatePrecision.choices, default=default, **options)


def date_text(date: str, precision: str) -> property:
    """Return a property: a date in the reader's language, as precise as its source; empty where none is stated."""

    def read(item: models.Model) -> str:
        day = getattr(item, date)
        return format_date(day, getattr(item, precision)) if day else ""

    return property(read)


class PreciseDates(models.Model):
    """Dates with a precision each, by the names of their fields: the day that is kept is the first that they can mean.

    A fact that has to be certain counts from the last one.
    """

    precise_dates: ClassVar[dict[str, str]] = {}
    kept_day = staticmethod(first_day)

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        # A draft is saved without clean(); its dates are moved all the same.
        self.round_dates()
        super().save(*args, **kwargs)

    def round_dates(self) -> None:
        """Move each date to the day that its precision means."""
        for date, precision in self.precise_dates.items():
            if day := getattr(self, date):
                setattr(self, date, self.kept_day(day, getattr(self, precision)))


def day_of_going_live(item: Any) -> datetime.date:
    """Return the day as of which facts are judged: that of the hour at which it goes live, or today."""
    return timezone.localdate(max(filter(None, (clock.now(), item.go_live_at))))


def reject_days_to_come(item: models.Model, *names: str) -> None:
    """Raise ValidationError for a day that has not come anywhere yet, such as that of a check."""
    tomorrow = timezone.localdate() + datetime.timedelta(days=1)  # where it is already in another zone
    errors = {name: _("This day has not come yet.") for name in names if (getattr(item, name) or tomorrow) > tomorrow}
    if errors:
        raise ValidationError(errors)


def validate_time_zone(name: str) -> None:
    """Raise ValidationError for what is not a time zone of the IANA database."""
    if name not in known_zones():
        raise ValidationError(_("“%(name)s” is not an IANA time zone such as Africa/Luanda."), params={"name": name})
