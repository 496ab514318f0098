"""Does what a dry run has shown: all of it or nothing."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from mme_site.editorial.import_export.dry_run import build_plan, key_of
from mme_site.editorial.import_export.sheet_matching import match
from mme_site.editorial.import_export.validation import validate_entry


class PlanChanged(Exception):
    """Meanwhile the import would do something else; nothing was changed. It has the `plan` of now."""

    def __init__(self, plan):
        super().__init__()
        self.plan = plan


def run_import(resource, tables, digest, name, progress):
    """Import the tables in one transaction and return what was done; `name` is the file's, for the history.

    Raises PlanChanged where the plan is not any more the one with this digest, and
    where the database or a rule refuses what only shows while it is done.
    """
    with transaction.atomic():
        resource.lock({key_of(row) for row in match(resource, tables).rows})
        plan = build_plan(resource, tables)
        if plan.digest != digest or not plan.can_be_imported:
            raise PlanChanged(plan)
        to_import = in_order(plan.to_import)
        progress.expect(len(to_import))
        for entry in progress.of(to_import):
            import_entry(entry, plan, name)
    return plan


def in_order(entries):
    """Return the entries so that each comes after those that it names and that are to be made."""
    makers = {id(entry.item): entry for entry in entries if entry.is_new}
    ordered, begun = [], set()

    def add(entry):
        if id(entry) in begun:
            return
        begun.add(id(entry))
        for inline, fields in entry.pending.values():
            for field in fields:
                if maker := makers.get(id(getattr(inline, field))):
                    add(maker)
        ordered.append(entry)

    for entry in entries:
        add(entry)
    return ordered


def import_entry(entry, plan, name):
    """Make or change one item. Raises PlanChanged."""
    fields = list(dict.fromkeys(change.place.heading for change in entry.changes))
    data = {"file": name, "fields": fields}
    for inline, names in entry.pending.values():
        for field in names:
            setattr(inline, field, getattr(inline, field))  # its key is known by now
    validate_entry(entry, plan.resource)  # once more, since what was done before it may stand against it
    try:
        if not entry.problems and not any(names_unsaved(pending) for pending in entry.pending.values()):
            with transaction.atomic():
                (plan.resource.create if entry.is_new else plan.resource.change)(entry.item, data)
            return
        if not entry.problems:
            entry.refuse(entry.places[0], _("Two new records name each other. Import one of them first."))
    except PermissionDenied:
        entry.refuse(entry.places[0], _("You no longer have permission to do this."))
    except ValidationError as error:
        entry.refuse(entry.places[0], " ".join(error.messages))
    except IntegrityError:
        entry.refuse(entry.places[0], _("Another page or record has what only one can have, such as its address."))
    raise PlanChanged(plan)


def names_unsaved(pending):
    inline, fields = pending
    return any(getattr(inline, field).pk is None for field in fields)
