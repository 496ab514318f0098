"""What an import would do, item by item: the dry run, and what is done when it is confirmed."""

import hashlib
import json
from dataclasses import dataclass, field

from django.core.exceptions import FieldDoesNotExist
from django.db import models
from django.utils.translation import gettext_lazy as _

from mme_site.core.languages import separator
from mme_site.core.one_line import one_line
from mme_site.editorial.import_export.cells import CellError, UnknownValue, cell_text, spreadsheet_value


class ImportOutcome(models.TextChoices):
    REFUSED = "refused", _("Refused")
    MADE = "made", _("Made")
    CHANGED = "changed", _("Changed")
    UNCHANGED = "unchanged", _("Unchanged")


@dataclass(frozen=True)
class CellLocation:
    """Where a cell is: its file, its sheet, its row as a spreadsheet counts, and the heading of its column."""

    file: str
    table: str
    sheet: str
    row: int
    heading: str = ""


@dataclass(frozen=True)
class CellChange:
    """One cell that says something new."""

    place: CellLocation
    old: str
    new: str


@dataclass(frozen=True)
class ImportProblem:
    """One cell, or one row, that cannot be taken, and why."""

    place: CellLocation
    message: str


@dataclass
class PlanEntry:
    """One page or record: the rows that are about it, and what becomes of it."""

    key: str
    item: object = None
    is_new: bool = False
    places: list = field(default_factory=list)
    changes: list = field(default_factory=list)
    problems: list = field(default_factory=list)
    resulting_state: str = ""
    given: set = field(default_factory=set)  # fields of the item that its row states
    unreadable: set = field(default_factory=set)  # fields whose cells could not be read
    inlines: dict = field(default_factory=dict)  # by accessor: as they will be
    inlines_before: dict = field(default_factory=dict)  # by accessor: InlinesBefore
    changed_inlines: dict = field(default_factory=dict)  # by id: (inline, sheet, row)
    pending: dict = field(default_factory=dict)  # by id: (inline, its fields that name what is still to be made)
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
            return ImportOutcome.REFUSED
        if self.is_new:
            return ImportOutcome.MADE
        return ImportOutcome.CHANGED if self.changes else ImportOutcome.UNCHANGED

    def refuse(self, place, message):
        self.problems.append(ImportProblem(place, str(message)))

    def assign_cell(self, item, column, row, context, before, given):
        """Set one value of the item or of an inline, and note the change, where its cell says something new."""
        cell = row.cells[column.field]
        if not isinstance(cell, UnknownValue) and cell_text(cell) == before:
            return False
        try:
            value = column.read(cell, context)
            if isinstance(value, str) and has_one_line(item, column.field):
                value = one_line(value)
            after = cell_text(spreadsheet_value(column.to_cell(value)))
            if after == before:
                return False
            column.set(item, value, given)
        except CellError as problem:
            self.refuse(row.place(column.field), problem)
            self.unreadable.update(column.fields)
            return False
        self.changes.append(CellChange(row.place(column.field), before, after))
        return True

    def shown_values(self):
        """Return all that the dry run shows of it, to tell whether the same would be shown again."""
        changes = [(change.place.heading, change.old, change.new) for change in self.changes]
        return [
            self.key,
            self.outcome,
            changes,
            [problem.message for problem in self.problems],
            str(self.resulting_state),
        ]


@dataclass
class ImportPlan:
    """All entries of an import, those that are refused first."""

    resource: object
    entries: list = field(default_factory=list)
    problems: list = field(default_factory=list)  # of the file as a whole
    notes: list = field(default_factory=list)

    def of(self, outcome):
        return [entry for entry in self.entries if entry.outcome == outcome]

    @property
    def in_order(self):
        order = list(ImportOutcome)
        return sorted(self.entries, key=lambda entry: order.index(entry.outcome))

    @property
    def to_import(self):
        return [entry for entry in self.entries if entry.outcome in (ImportOutcome.MADE, ImportOutcome.CHANGED)]

    @property
    def can_be_imported(self):
        return bool(self.to_import) and not self.problems and not self.of(ImportOutcome.REFUSED)

    @property
    def digest(self):
        """A text that is another one as soon as anything that is shown would be another."""
        place = self.resource.place and self.resource.place.pk
        about = [self.resource.name, place, self.resource.publish, [str(problem) for problem in self.problems]]
        shown = json.dumps([about, [entry.shown_values() for entry in self.entries]], ensure_ascii=False, default=str)
        return hashlib.sha256(shown.encode()).hexdigest()


def has_one_line(item, name):
    """Return True for a field whose text has one line: a CharField that is no TextField."""
    try:
        return isinstance(item._meta.get_field(name), models.CharField)
    except FieldDoesNotExist:
        return False


def runs(numbers):
    """Return numbers as text, those that follow each other as a span: '2, 5–7'."""
    spans = []
    for number in sorted(set(numbers)):
        if spans and number == spans[-1][1] + 1:
            spans[-1][1] = number
        else:
            spans.append([number, number])
    return separator().join(str(first) if first == last else f"{first}–{last}" for first, last in spans)
