"""Takes the value of one cell over into an item or a line, where the cell says something new."""

from mme_site.editorial.import_export import cells
from mme_site.editorial.import_export.cells import CellProblem, written


def read_cell(item, column, row, context, entry, before, given):
    """Set one value where its cell says something new; return (how the new one is written,) or None."""
    cell = row.cells[column.field]
    if not isinstance(cell, cells.UnknownValue) and written(cell) == before:
        return None
    try:
        value = column.read(cell, context)
        after = written(cells.for_a_spreadsheet(column.to_cell(value)))
        if after == before:
            return None
        column.set(item, value, given)
    except CellProblem as problem:
        entry.refuse(row.place(column.field), problem)
        entry.bad.update(column.fields)
        return None
    return (after,)
