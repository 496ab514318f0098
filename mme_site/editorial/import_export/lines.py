"""What a row of a sheet of lines does to the lines below its item."""

from django.utils.translation import gettext as _

from mme_site.editorial.import_export import cells
from mme_site.editorial.import_export.cells import CellProblem, written
from mme_site.editorial.import_export.plan import Change
from mme_site.editorial.import_export.setting import read_cell


def plan_line(entry, row, context):
    """Change, add or remove the line that a row is about."""
    sheet = row.sheet
    lines = lines_of(entry, sheet)
    try:
        number = cells.number_of(row.cells.get("+line"))
        is_removed = cells.yes_or_no(row.cells.get("+remove"))
    except CellProblem as problem:
        entry.refuse(row.place(), problem)
        return
    columns = [column for column in sheet.own_columns if column.field in row.cells]
    line, is_new = lines.numbered(number), False
    if number is not None and line is None:
        entry.refuse(
            row.place("+line"),
            _("There is no line %(number)s; “%(title)s” has %(count)s. Leave it empty to add a line.")
            % {"number": number, "title": entry.title, "count": len(lines.before)},
        )
        return
    if line is None:
        line, is_new = new_line(entry, row, context, columns, lines)
        if line is None:
            return
    if id(line) in lines.claimed:
        entry.refuse(row.place(), _("Another row is about the same line."))
        return
    lines.claimed.add(id(line))
    if is_removed:
        if not is_new:
            entry.lines[sheet.accessor].remove(line)
            entry.changes.append(Change(row.place("+remove"), str(line), _("removed")))
        return
    before = {column.field: "" if is_new else written(column.cell(line)) for column in columns}
    changed = False
    for column in columns:
        after = read_cell(line, column, row, context, entry, before[column.field], set(row.cells))
        if after:
            entry.changes.append(Change(row.place(column.field), before[column.field], after[0]))
            changed = True
    if is_new:
        orders = [getattr(one, "sort_order", None) or 0 for one in entry.lines[sheet.accessor]]
        line.sort_order = max(orders, default=-1) + 1
        entry.lines[sheet.accessor].append(line)
    if changed or is_new:
        entry.touched[id(line)] = (line, sheet, row)


class Lines:
    """The lines of one item before the import, by their numbers and by what makes them the same."""

    def __init__(self, before, sheet):
        self.before, self.claimed = list(before), set()
        self.by_identity = {}
        for line in self.before:
            self.by_identity.setdefault(sheet.identity_of(line), []).append(line)

    def numbered(self, number):
        return self.before[number - 1] if number and number <= len(self.before) else None

    def same_as(self, identity):
        """Return a line with this identity that no row has been about yet, or None."""
        return next((line for line in self.by_identity.get(identity, ()) if id(line) not in self.claimed), None)


def lines_of(entry, sheet):
    """Return the lines of an item, as they were before the import."""
    if sheet.accessor not in entry.lines:
        before = [] if entry.is_new else list(getattr(entry.item, sheet.accessor).all())
        entry.lines[sheet.accessor] = before[:]
        entry.lines_before[sheet.accessor] = Lines(before, sheet)
    return entry.lines_before[sheet.accessor]


def new_line(entry, row, context, columns, lines):
    """Return (line, whether it is new) for a row without a number; (None, False) where a cell cannot be read."""
    trial, problems = row.sheet.model(), len(entry.problems)
    for column in columns:
        try:
            column.set(trial, column.read(row.cells[column.field], context), set(row.cells))
        except CellProblem as problem:
            entry.refuse(row.place(column.field), problem)
    if len(entry.problems) > problems:
        return None, False
    same = lines.same_as(row.sheet.identity_of(trial))
    return (same, False) if same else (row.sheet.model(), True)
