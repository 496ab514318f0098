"""What a dry run shows of a plan, as it is kept between the worker that made it and the page that shows it."""

from types import SimpleNamespace

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
        "entries": [entry_as_json(entry) for entry in plan.in_order],
    }


def entry_as_json(entry):
    return {
        "key": entry.key,
        "title": entry.title,
        "outcome": entry.outcome.value,
        "is_new": entry.is_new,
        "resulting_state": str(entry.resulting_state),
        "rows": [(str(sheet), rows) for sheet, rows in entry.rows],
        "problems": [{"place": place_as_json(each.place), "message": each.message} for each in entry.problems],
        "changes": [
            {"place": place_as_json(each.place), "old": each.old[:LONGEST_SHOWN], "new": each.new[:LONGEST_SHOWN]}
            for each in entry.changes
        ],
    }


def place_as_json(place):
    return {"sheet": str(place.sheet), "row": place.row, "heading": str(place.heading)}


class ShownPlan(SimpleNamespace):
    """The same again, for the page."""

    def __init__(self, kept):
        super().__init__(**kept)
        self.entries = [
            SimpleNamespace(**{**entry, "outcome": ImportOutcome(entry["outcome"])}) for entry in kept["entries"]
        ]

    def of(self, outcome):
        return [entry for entry in self.entries if entry.outcome == outcome]

    @property
    def counts(self):
        return [(outcome, len(self.of(outcome))) for outcome in ImportOutcome]
