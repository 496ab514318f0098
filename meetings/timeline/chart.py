"""Where meetings stand on the chart of the timeline: years from side to side, a line for each series.

Places along the years are percentages and places across the lines are pixels, so that the
chart fits any width without getting larger or smaller.
"""

import datetime
from dataclasses import dataclass

from django.utils.functional import cached_property

from mme_site.core import clock

STEP = 5  # years from one mark of the scale to the next
TOP = 34  # pixels above the first line, for the years
LINE = 50  # pixels of a line: its name above, its meetings below
MIDDLE = 35  # pixels from the top of a line to the middle of its meetings
TARGET = 24  # pixels that two meetings are apart, so that a finger meets one of them (WCAG 2.2, 2.5.8)
NARROWEST = 328  # pixels of the chart in a window of 360
APART = 100 * TARGET / NARROWEST  # hundredths of the width


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
    """A series, or what belongs to none, with its meetings from side to side, close ones one below the other."""

    series: object
    top: int
    marks: list
    height: int

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


def levels_of(places):
    """Return how far below its line each of these places stands: the first level where it has room, from 0.

    `places` are hundredths of the width, in their order.
    """
    levels, ends = [], []
    for x in places:
        level = next((number for number, end in enumerate(ends) if x - end >= APART), len(ends))
        ends[level : level + 1] = [x]
        levels.append(level)
    return levels


class Chart:
    """The entries of a timeline, by series."""

    def __init__(self, entries, succession):
        self.entries = entries
        self.succession = succession

    @cached_property
    def first_year(self):
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
        x = self.place(clock.today())
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
        lines, top = [], TOP
        for one in series:
            places = [(entry, self.place(entry.date)) for entry in self.entries if entry.series == one]
            levels = levels_of([x for _entry, x in places])
            marks = [
                Mark(entry, x, top + MIDDLE + level * TARGET) for (entry, x), level in zip(places, levels, strict=True)
            ]
            lines.append(Line(one, top, marks, LINE + max(levels) * TARGET))
            top += lines[-1].height
        return lines

    @property
    def height(self):
        return self.lines[-1].top + self.lines[-1].height

    @cached_property
    def threads(self):
        """The ways from a text to the one that came after it, as pairs of marks, each drawn once."""
        marks = {document.pk: mark for line in self.lines for mark in line.marks for document in mark.entry.texts}
        pairs = [(marks[earlier.pk], marks[later.pk]) for earlier, later in self.succession.pairs]
        return [(start, end) for start, end in dict.fromkeys(pairs) if start != end]
