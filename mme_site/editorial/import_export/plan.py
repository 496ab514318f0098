"""What an import would do, item by item: the dry run, and what is done when it is confirmed."""

import hashlib
import json
from dataclasses import dataclass, field

from django.db import models
from django.utils.translation import gettext_lazy as _


class Outcome(models.TextChoices):
    """What an import does with an item."""

    REFUSED = "refused", _("Refused")
    MADE = "made", _("Made")
    CHANGED = "changed", _("Changed")
    UNCHANGED = "unchanged", _("Unchanged")


@dataclass(frozen=True)
class Place:
    """Where a cell is: its file, its sheet, its row as a spreadsheet counts, and the heading of its column."""

    file: str
    table: str
    sheet: str
    row: int
    heading: str = ""


@dataclass(frozen=True)
class Change:
    """One cell that says something new."""

    place: Place
    old: str
    new: str


@dataclass(frozen=True)
class Problem:
    """One cell, or one row, that cannot be taken, and why."""

    place: Place
    message: str


@dataclass
class Entry:
    """One page or record: the rows that are about it, and what becomes of it."""

    key: str
    item: object = None
    is_new: bool = False
    places: list = field(default_factory=list)
    changes: list = field(default_factory=list)
    problems: list = field(default_factory=list)
    then: str = ""
    given: set = field(default_factory=set)  # fields of the item that its row states
    bad: set = field(default_factory=set)  # fields whose cells could not be read
    lines: dict = field(default_factory=dict)  # by accessor: the lines as they will be
    lines_before: dict = field(default_factory=dict)  # by accessor: lines.Lines
    touched: dict = field(default_factory=dict)  # by id of a line: (line, sheet, row) of what the file changes
    pending: dict = field(default_factory=dict)  # by id of a line: (line, fields) that name what is still to be made
    is_stale: bool = False

    @property
    def title(self):
        return str(self.item or "").strip() or self.key

    @property
    def rows(self):
        """The rows that are about it, by sheet, as (sheet, '2, 5–7')."""
        by_sheet = {}
        for place in self.places:
            by_sheet.setdefault(place.sheet, []).append(place.row)
        return [(sheet, runs(rows)) for sheet, rows in by_sheet.items()]

    @property
    def outcome(self):
        if self.problems:
            return Outcome.REFUSED
        if self.is_new:
            return Outcome.MADE
        return Outcome.CHANGED if self.changes else Outcome.UNCHANGED

    def refuse(self, place, message):
        self.problems.append(Problem(place, str(message)))

    def said(self):
        """Return all that the dry run shows of it, to tell whether the same would be shown again."""
        changes = [(change.place.heading, change.old, change.new) for change in self.changes]
        return [self.key, self.outcome, changes, [problem.message for problem in self.problems], str(self.then)]


@dataclass
class Plan:
    """All entries of an import, those that are refused first."""

    kind: object
    entries: list = field(default_factory=list)
    problems: list = field(default_factory=list)  # of the file as a whole
    notes: list = field(default_factory=list)

    def of(self, outcome):
        return [entry for entry in self.entries if entry.outcome == outcome]

    @property
    def counts(self):
        return [(outcome, len(self.of(outcome))) for outcome in Outcome]

    @property
    def in_order(self):
        order = list(Outcome)
        return sorted(self.entries, key=lambda entry: order.index(entry.outcome))

    @property
    def to_do(self):
        return [entry for entry in self.entries if entry.outcome in (Outcome.MADE, Outcome.CHANGED)]

    @property
    def can_be_done(self):
        return bool(self.to_do) and not self.problems and not self.of(Outcome.REFUSED)

    @property
    def digest(self):
        """A text that is another one as soon as anything that is shown would be another."""
        place = self.kind.place and self.kind.place.pk
        said = [self.kind.name, place, self.kind.publish, [str(problem) for problem in self.problems]]
        shown = json.dumps([said, [entry.said() for entry in self.entries]], ensure_ascii=False, default=str)
        return hashlib.sha256(shown.encode()).hexdigest()


def runs(numbers):
    """Return numbers as text, those that follow each other as a span: '2, 5–7'."""
    spans = []
    for number in sorted(set(numbers)):
        if spans and number == spans[-1][1] + 1:
            spans[-1][1] = number
        else:
            spans.append([number, number])
    return ", ".join(str(first) if first == last else f"{first}–{last}" for first, last in spans)
