"""Validates what an import would save, with the models' own rules, and says which cell is wrong."""

from dataclasses import replace

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.utils.translation import gettext as _

MISSING = {"blank", "null", "required"}


def validate_entry(entry, resource):
    """Note all that the models refuse of an item and of those of its inlines that the file is about."""
    entry.pending = {}
    for inline, sheet, row in entry.changed_inlines.values():
        validate_inline(entry, inline, sheet, row)
    exclude = resource.exclude_of_new() if entry.is_new else []
    try:
        entry.item.full_clean(exclude=exclude)
    except ValidationError as error:
        for field, errors in errors_by_field(error).items():
            for one in errors:
                if not is_tolerated(entry, resource, field, one):
                    add_error(entry, resource.main, entry.places[0], field, one)


def is_tolerated(entry, resource, field, error):
    """Return True for what was missing before, where a draft that was there stays one; and for unreadable cells."""
    if field in entry.unreadable:
        return True
    stays_draft = not entry.is_new and not (resource.publish and entry.item.live)
    return stays_draft and getattr(error, "code", "") in MISSING and field not in entry.given


def validate_inline(entry, inline, sheet, row):
    """Validate one inline; what it names and this import has still to make is looked at when that is made."""
    pending = [
        field.name
        for field in inline._meta.fields
        if field.remote_field and field.name != sheet.parent_field and is_unsaved_reference(inline, field)
    ]
    if pending:
        entry.pending[id(inline)] = (inline, pending)
    try:
        inline.full_clean(exclude=[sheet.parent_field, *pending])
    except ValidationError as error:
        for field, errors in errors_by_field(error).items():
            for one in errors:
                if field not in entry.unreadable:
                    add_error(entry, sheet, row.place(), field, one)


def is_unsaved_reference(inline, field):
    """Return True where an inline points to a record that is not saved yet."""
    return (
        field.is_cached(inline) and getattr(inline, field.name) is not None and getattr(inline, field.name).pk is None
    )


def errors_by_field(error):
    return error.error_dict if hasattr(error, "error_dict") else {NON_FIELD_ERRORS: error.error_list}


def add_error(entry, sheet, place, field, error):
    """Refuse the cell that states a field; where no column does, name the field."""
    column = sheet.column_of_field(field)
    message = " ".join(error.messages)
    if column:
        entry.refuse(replace(place, heading=str(column.heading)), message)
    elif field == NON_FIELD_ERRORS:
        entry.refuse(place, message)
    else:
        entry.refuse(place, _("%(field)s: %(message)s") % {"field": field, "message": message})
