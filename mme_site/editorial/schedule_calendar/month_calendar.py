"""One month as a calendar: its weeks, and what happens on each day in the viewer's zone."""

import calendar
import datetime
from dataclasses import dataclass, field

from django.db.models import Count, F, Window
from django.db.models.functions import RowNumber, TruncDate
from django.urls import reverse
from django.utils import formats, timezone
from django.utils.dates import WEEKDAYS, WEEKDAYS_ABBR

MAX_PER_DAY = 3  # what a cell can hold; the day's own list has the rest
FIRST_YEAR, LAST_YEAR = 2000, 2100


@dataclass
class Day:
    """A cell of the calendar; `rows` are the first few of `count`."""

    date: datetime.date
    is_today: bool
    count: int = 0
    rows: list = field(default_factory=list)

    @property
    def more(self):
        return self.count - len(self.rows)


@dataclass(frozen=True)
class Month:
    year: int
    month: int

    @property
    def first_day(self):
        return datetime.date(self.year, self.month, 1)

    @property
    def previous(self):
        return self.shifted(-1)

    @property
    def next(self):
        return self.shifted(1)

    @property
    def is_shown(self):
        return FIRST_YEAR <= self.year <= LAST_YEAR and 1 <= self.month <= 12

    @property
    def url(self):
        return reverse("publishing_month", args=[self.year, self.month])

    @property
    def results_url(self):
        return reverse("publishing_month_results", args=[self.year, self.month])

    @property
    def weekdays(self):
        """The headings of the columns, as (word, its abbreviation), in the order of the viewer's locale."""
        return [(WEEKDAYS[day], WEEKDAYS_ABBR[day]) for day in self.calendar.iterweekdays()]

    @property
    def calendar(self):
        # Django counts from Sunday, Python from Monday.
        return calendar.Calendar((formats.get_format("FIRST_DAY_OF_WEEK") - 1) % 7)

    def shifted(self, months):
        place = self.year * 12 + self.month - 1 + months
        return Month(place // 12, place % 12 + 1)

    def of(self, schedules):
        """Return those of the schedules whose hour is in this month, in the viewer's zone."""
        return schedules.filter(due_at__gte=midnight(self.first_day), due_at__lt=midnight(self.next.first_day))

    def weeks(self, schedules, as_rows):
        """Return the month as weeks of seven Days, None for those of other months; two queries and `as_rows`."""
        schedules = self.of(schedules).annotate(day=TruncDate("due_at", tzinfo=timezone.get_current_timezone()))
        counts = dict(schedules.order_by().values_list("day").annotate(count=Count("pk")))
        place = Window(RowNumber(), partition_by=F("day"), order_by=["due_at", "pk"])
        rows = as_rows(schedules.annotate(place=place).filter(place__lte=MAX_PER_DAY).order_by("due_at", "pk"))
        today = timezone.localdate()
        days = {date: Day(date, date == today, counts.get(date, 0)) for date in self.days()}
        for row in rows:
            days[row.day].rows.append(row)
        return [[days.get(date) for date in week] for week in self.calendar.monthdatescalendar(self.year, self.month)]

    def days(self):
        length = (self.next.first_day - self.first_day).days
        return [self.first_day + datetime.timedelta(days=number) for number in range(length)]


def this_month():
    today = timezone.localdate()
    return Month(today.year, today.month)


def midnight(day):
    """Return the first moment of a day in the viewer's zone."""
    return timezone.make_aware(datetime.datetime.combine(day, datetime.time.min))
