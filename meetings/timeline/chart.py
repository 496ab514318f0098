"""Where meetings stand on the chart of the timeline: years from side to side, a line for each series.

Places along the years are percentages and places across the lines are pixels, so that the
chart fits any width without getting larger or smaller.
"""

import datetime
from dataclasses import dataclass

from django.utils import timezone
from django.utils.functional import cached_property

STEP = 5  # years from one mark of the scale to the next
TOP = 34  # pixels above the first line, for the years
LINE = 50  # pixels of a line: its name above, its meetings below
MIDDLE = 35  # pixels from the top of a line to the middle of its meetings


@dataclass(frozen=True)
class Mark:
    """A meeting, or a text of no meeting, on the chart."""

    entry: object
    x: float
    y: int

    @property
    def anchor(self):
        """How its words stand to it, so that they do not leave the chart (SVG's text-anchor)."""
        return anchor(self.x, 33)


@dataclass(frozen=True)
class Line:
    """A series, or what belongs to none, with its meetings from side to side."""

    series: object
    top: int
    marks: list

    @property
    def run(self):
        """The first and the last mark of a series, between which it is drawn; None for what belongs to none."""
        return (self.marks[0], self.marks[-1]) if self.series else None

    @property
    def y(self):
        """Where its meetings stand, in pixels from above."""
        return self.top + MIDDLE


def anchor(x, margin):
    """Return on which side of a place its words begin, when they would leave the chart within a margin."""
    return "start" if x < margin else "end" if x > 100 - margin else "middle"


class Chart:
    """The entries of a timeline, by series."""

    def __init__(self, entries, succession):
        self.entries = entries
        self.succession = succession

    @cached_property
    def first_year(self):
        """The year of the first mark of the scale."""
        return self.entries[0].date.year // STEP * STEP

    @cached_property
    def years(self):
        """The years of the scale: (year, its place, on which side of it the number begins)."""
        last = max(self.entries[-1].date.year, self.first_year + STEP)
        places = {year: self.place(datetime.date(year, 1, 1)) for year in range(self.first_year, last + 1, STEP)}
        return [(year, x, anchor(x, 7)) for year, x in places.items() if x <= 100]

    @cached_property
    def span(self):
        """How many years the chart shows, with room for what is to come."""
        return self.entries[-1].date.year - self.first_year + 2

    @property
    def today(self):
        """Where today is; None where it is not on the chart."""
        x = self.place(timezone.localdate())
        return x if 0 <= x <= 100 else None

    def place(self, date):
        """Return where a day lies, in hundredths of the width; a margin leaves room for half a mark."""
        years = date.year - self.first_year + (date.timetuple().tm_yday - 1) / 366
        return round(3 + 94 * years / self.span, 1)

    @cached_property
    def lines(self):
        """The series in the order of their first meetings; what belongs to none comes last."""
        series = list(dict.fromkeys(entry.series for entry in self.entries))
        series.sort(key=lambda one: one is None)
        lines = [Line(one, TOP + number * LINE, []) for number, one in enumerate(series)]
        by_series = {line.series: line for line in lines}
        for entry in self.entries:
            line = by_series[entry.series]
            line.marks.append(Mark(entry, self.place(entry.date), line.y))
        return lines

    @property
    def height(self):
        """The height of the chart in pixels."""
        return TOP + len(self.lines) * LINE

    @cached_property
    def threads(self):
        """The ways from a text to the one that came after it, as pairs of marks, each drawn once."""
        marks = {document.pk: mark for line in self.lines for mark in line.marks for document in mark.entry.texts}
        pairs = [(marks[earlier.pk], marks[later.pk]) for earlier, later in self.succession.pairs]
        return [(start, end) for start, end in dict.fromkeys(pairs) if start != end]
