"""Makes the plan of an import: what every row would do, cell by cell."""

from collections import defaultdict

from django.contrib.humanize.templatetags.humanize import intcomma
from django.utils import formats, timezone
from django.utils.translation import gettext as _

from mme_site.editorial.import_export.cells import cell_text
from mme_site.editorial.import_export.columns import LAST_CHANGED, same_choices
from mme_site.editorial.import_export.inlines import plan_inline
from mme_site.editorial.import_export.limits import MOST_CHANGES
from mme_site.editorial.import_export.lookups import ImportContext
from mme_site.editorial.import_export.plan import ImportPlan, PlanEntry
from mme_site.editorial.import_export.sheet_matching import match
from mme_site.editorial.import_export.sheets import STAMP
from mme_site.editorial.import_export.validation import validate_entry
from mme_site.editorial.jobs.progress import NoProgress


@same_choices()
def build_plan(resource, tables, progress=None):
    """Return what an import of these tables would do; nothing is changed but objects in memory."""
    progress = progress or NoProgress()
    matched = match(resource, tables)
    plan = ImportPlan(resource, problems=matched.problems, notes=matched.notes)
    if plan.problems:
        return plan
    entries = entries_of(resource, matched.rows)
    plan.entries = list(entries.values())
    context = ImportContext(resource)
    context.new_items = {(resource.model, entry.key): entry.item for entry in plan.entries if entry.is_new}
    context.look_up(referenced_keys(matched.rows))
    stamps = resource.stamps([entry.item for entry in plan.entries if entry.item and not entry.is_new])
    seen = {}
    progress.expect(len(matched.rows) + len(plan.entries))
    for row in progress.of(matched.rows):
        entry = entries[key_of(row)]
        entry.places.append(row.place())
        read_row(entry, row, context, seen, stamps)
    count = sum(1 for entry in plan.entries if entry.is_new or entry.changes)
    if count > MOST_CHANGES:  # and so nothing is asked of each
        plan.problems.append(
            _("It would add or change %(count)s items at once. You can import %(most)s at a time: split the file.")
            % {"count": intcomma(count), "most": intcomma(MOST_CHANGES)}
        )
        return plan
    for entry in progress.of(plan.entries):
        finish_entry(entry, resource, stamps)
    refuse_duplicates(resource, plan.entries)
    return plan


def key_of(row):
    """Return the key that a row names."""
    return row.sheet.key.key_text(row.cells[row.sheet.key.field])


def entries_of(resource, rows):
    """Return an entry for each key, with the item that has it, or a new one where the main sheet has a row for it."""
    found = resource.find({key for key in map(key_of, rows) if key})
    entries = {}
    for row in rows:
        key = key_of(row)
        entry = entries.setdefault(key, PlanEntry(key, found.get(key)))
        if row.sheet is resource.main and entry.item is None and key:
            entry.item, entry.is_new = resource.new(key), True
    return entries


def referenced_keys(rows):
    """Return the keys of other records that the rows name, by lookup."""
    named = defaultdict(set)
    for row in rows:
        for name, cell in row.cells.items():
            column = row.sheet.by_name.get(name)
            if column and hasattr(column, "lookup"):
                named[column.lookup].update(column.keys(cell))
    return named


def read_row(entry, row, context, seen, stamps):
    """Take over what a row says of its item, or of an inline of it."""
    resource = context.resource
    if row.beyond:
        entry.refuse(row.place(), _("A column with content has no heading: %(cell)s") % {"cell": row.beyond[0]})
    if entry.item is None:
        key = row.sheet.key
        entry.refuse(
            row.place(key.field),
            _("There is no %(item)s “%(key)s”, and the sheet %(sheet)s has no row to make it.")
            % {"item": resource.model._meta.verbose_name, "key": entry.key, "sheet": resource.main.name}
            if entry.key
            else _("This cell is empty. It says which item the row is about."),
        )
        return
    if row.sheet is not resource.main:
        plan_inline(entry, row, context)
    elif entry.key in seen:
        entry.refuse(
            row.place(row.sheet.key.field),
            _("Row %(row)s has the same “%(key)s”.") % {"row": seen[entry.key], "key": entry.key},
        )
    else:
        seen[entry.key] = row.number
        read_fields(entry, row, context)
    is_old = cell_text(row.cells.get(STAMP)) not in ("", "#0" if entry.is_new else stamps.get(entry.item.pk, ("",))[0])
    entry.is_stale = entry.is_stale or is_old


def read_fields(entry, row, context):
    """Take over the cells of the main sheet, and note those that say something new."""
    columns = [row.sheet.by_name[name] for name in row.cells if name in row.sheet.by_name]
    entry.given = {field for column in columns for field in column.fields}
    before = {column.field: cell_text(column.cell(entry.item)) for column in columns}
    for column in columns:
        if column is not row.sheet.key:
            entry.assign_cell(entry.item, column, row, context, before[column.field], entry.given)


def finish_entry(entry, resource, stamps):
    """Ask whether what has changed may be, and is valid."""
    if entry.item is None or not (entry.is_new or entry.changes or entry.problems):
        return
    for accessor, inlines in entry.inlines.items():
        setattr(entry.item, accessor, inlines)
    where = entry.places[0]
    if entry.is_new:
        resource.fill_in(entry.item)
        why_not = resource.why_not_creatable(entry.item)
        if entry.is_stale:
            message = _(
                "It was deleted since your export, or its %(key)s was changed. To add a new one, empty “%(column)s”."
            )
            entry.refuse(where, message % {"key": resource.main.key.heading, "column": LAST_CHANGED})
    else:
        why_not = resource.why_not_changeable(entry.item) if entry.changes else ""
        if entry.is_stale and entry.changes:
            entry.refuse(where, changed_by(*stamps[entry.item.pk][1:]))
    if why_not:
        entry.refuse(where, why_not)
    entry.resulting_state = resource.resulting_state(entry.item, entry.is_new)
    validate_entry(entry, resource)


def changed_by(person, when):
    """Say that an item is not any more what was exported."""
    advice = _("Export it again, or take its rows out of the file.")
    if when is None:
        return _("It has changed since your export.") + " " + advice
    hour = formats.date_format(timezone.localtime(when), "DATETIME_FORMAT")
    who = person.get_full_name() or person.get_username() if person else _("somebody")
    return _("Changed since your export by %(who)s (%(hour)s).") % {"who": who, "hour": hour} + " " + advice


def refuse_duplicates(resource, entries):
    """Refuse what two rows of the file would give to two items, and only one can have."""
    unique_fields = {field.name for field in resource.model._meta.concrete_fields if field.unique}
    unique = [column for column in resource.main.columns[1:] if column.field in unique_fields]
    for column in unique:
        taken = {}
        for entry in entries:
            value = entry.item and column.get(entry.item)
            if not value or not (entry.is_new or entry.changes):
                continue
            if value in taken:
                entry.refuse(
                    entry.places[0],
                    _("%(column)s: “%(other)s” has the same.") % {"column": column.heading, "other": taken[value]},
                )
            taken.setdefault(value, entry.key)
