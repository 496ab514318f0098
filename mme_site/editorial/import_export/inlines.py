"""What a row of an inline sheet does to the inline records of its item."""

from django.utils.translation import gettext as _

from mme_site.editorial.import_export import cells
from mme_site.editorial.import_export.cells import CellError, cell_text
from mme_site.editorial.import_export.plan import CellChange


def plan_inline(entry, row, context):
    """Change, add or remove the inline that a row is about."""
    sheet = row.sheet
    inlines = inlines_of(entry, sheet)
    try:
        number = cells.number_value(row.cells.get("+line"))
        is_removed = cells.boolean_value(row.cells.get("+remove"))
    except CellError as problem:
        entry.refuse(row.place(), problem)
        return
    columns = [column for column in sheet.inline_columns if column.field in row.cells]
    inline, is_new = inlines.numbered(number), False
    if number is not None and inline is None:
        entry.refuse(
            row.place("+line"),
            _("There is no line %(number)s; “%(title)s” has %(count)s. Leave it empty to add a line.")
            % {"number": number, "title": entry.title, "count": len(inlines.before)},
        )
        return
    if inline is None:
        inline, is_new = new_inline(entry, row, context, columns, inlines)
        if inline is None:
            return
    if id(inline) in inlines.claimed:
        entry.refuse(row.place(), _("Another row is about the same line."))
        return
    inlines.claimed.add(id(inline))
    if is_removed:
        if not is_new:
            entry.inlines[sheet.accessor].remove(inline)
            entry.changes.append(CellChange(row.place("+remove"), str(inline), _("removed")))
        return
    before = {column.field: "" if is_new else cell_text(column.cell(inline)) for column in columns}
    changed = [
        entry.assign_cell(inline, column, row, context, before[column.field], set(row.cells)) for column in columns
    ]
    if is_new:
        orders = [getattr(one, "sort_order", None) or 0 for one in entry.inlines[sheet.accessor]]
        inline.sort_order = max(orders, default=-1) + 1
        entry.inlines[sheet.accessor].append(inline)
    if any(changed) or is_new:
        entry.changed_inlines[id(inline)] = (inline, sheet, row)


class InlinesBefore:
    """The inlines of one item before the import, by their numbers and by what makes them the same."""

    def __init__(self, before, sheet):
        self.before, self.claimed = list(before), set()
        self.by_identity = {}
        for inline in self.before:
            self.by_identity.setdefault(sheet.identity_of(inline), []).append(inline)

    def numbered(self, number):
        return self.before[number - 1] if number and number <= len(self.before) else None

    def same_as(self, identity):
        """Return an inline with this identity that no row has been about yet, or None."""
        return next((inline for inline in self.by_identity.get(identity, ()) if id(inline) not in self.claimed), None)


def inlines_of(entry, sheet):
    """Return the inlines of an item, as they were before the import."""
    if sheet.accessor not in entry.inlines:
        before = [] if entry.is_new else list(getattr(entry.item, sheet.accessor).all())
        entry.inlines[sheet.accessor] = before[:]
        entry.inlines_before[sheet.accessor] = InlinesBefore(before, sheet)
    return entry.inlines_before[sheet.accessor]


def new_inline(entry, row, context, columns, inlines):
    """Return (inline, whether it is new) for a row without a number; (None, False) where a cell cannot be read."""
    trial, problems = row.sheet.model(), len(entry.problems)
    for column in columns:
        try:
            column.set(trial, column.read(row.cells[column.field], context), set(row.cells))
        except CellError as problem:
            entry.refuse(row.place(column.field), problem)
    if len(entry.problems) > problems:
        return None, False
    same = inlines.same_as(row.sheet.identity_of(trial))
    return (same, False) if same else (row.sheet.model(), True)
