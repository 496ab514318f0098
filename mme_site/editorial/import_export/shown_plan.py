"""What a dry run shows of a plan, as it is kept between the worker that made it and the page that shows it."""

from dataclasses import asdict

from mme_site.editorial.import_export.plan import ImportOutcome

LONGEST_SHOWN = 310  # letters of a cell; the page cuts off at 300


def as_json(plan):
    """Return a plan as it is shown, in the language of now."""
    return {
        "digest": plan.digest,
        "problems": [str(problem) for problem in plan.problems],
        "notes": [str(note) for note in plan.notes],
        "can_be_imported": plan.can_be_imported,
        "to_import": len(plan.to_import),
        "counts": [(outcome.value, str(outcome.label), len(plan.of(outcome))) for outcome in ImportOutcome],
        "entries": [entry_as_json(entry) for entry in plan.in_order],
    }


def entry_as_json(entry):
    return {
        "key": entry.key,
        "title": entry.title,
        "outcome": entry.outcome.value,
        "label": str(entry.outcome.label),
        "is_new": entry.is_new,
        "resulting_state": str(entry.resulting_state),
        "rows": [(str(sheet), rows) for sheet, rows in entry.rows],
        "problems": [asdict(problem) for problem in entry.problems],
        "changes": [
            {**asdict(change), "old": change.old[:LONGEST_SHOWN], "new": change.new[:LONGEST_SHOWN]}
            for change in entry.changes
        ],
    }
