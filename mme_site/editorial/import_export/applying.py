"""Does what a dry run has shown: all of it or nothing."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from mme_site.editorial.import_export.checking import check
from mme_site.editorial.import_export.matching import match
from mme_site.editorial.import_export.planning import key_of, make_plan


class NotWhatWasShown(Exception):
    """Meanwhile the import would do something else; nothing was changed. It has the `plan` of now."""

    def __init__(self, plan):
        super().__init__()
        self.plan = plan


def apply(kind, tables, digest, name):
    """Import the tables in one transaction and return what was done; `name` is the file's, for the history.

    Raises NotWhatWasShown where the plan is not any more the one with this digest, and
    where the database or a rule refuses what only shows while it is done.
    """
    with transaction.atomic():
        kind.lock({key_of(row) for row in match(kind, tables).rows})
        plan = make_plan(kind, tables)
        if plan.digest != digest or not plan.can_be_done:
            raise NotWhatWasShown(plan)
        for entry in in_order(plan.to_do):
            do(entry, plan, name)
    return plan


def in_order(entries):
    """Return the entries so that each comes after those that it names and that are to be made."""
    makers = {id(entry.item): entry for entry in entries if entry.is_new}
    ordered, begun = [], set()

    def add(entry):
        if id(entry) in begun:
            return
        begun.add(id(entry))
        for line, fields in entry.pending.values():
            for field in fields:
                if maker := makers.get(id(getattr(line, field))):
                    add(maker)
        ordered.append(entry)

    for entry in entries:
        add(entry)
    return ordered


def do(entry, plan, name):
    """Make or change one item. Raises NotWhatWasShown."""
    fields = list(dict.fromkeys(change.place.heading for change in entry.changes))
    data = {"file": name, "fields": fields}
    for line, names in entry.pending.values():
        for field in names:
            setattr(line, field, getattr(line, field))  # its key is known by now
    check(entry, plan.kind)  # once more, since what was done before it may stand against it
    try:
        if not entry.problems and not any(unsaved(pending) for pending in entry.pending.values()):
            with transaction.atomic():
                (plan.kind.make if entry.is_new else plan.kind.change)(entry.item, data)
            return
        if not entry.problems:
            entry.refuse(entry.places[0], _("It names a record that names it in turn. Import one of them first."))
    except PermissionDenied:
        entry.refuse(entry.places[0], _("You may not do this any more."))
    except ValidationError as error:
        entry.refuse(entry.places[0], " ".join(error.messages))
    except IntegrityError:
        entry.refuse(entry.places[0], _("Another page or record has what only one can have, such as its address."))
    raise NotWhatWasShown(plan)


def unsaved(pending):
    line, fields = pending
    return any(getattr(line, field).pk is None for field in fields)
