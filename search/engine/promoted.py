"""What editors have put first or left out, as the answer to a question takes it."""

from collections.abc import Iterable

from search.engine.visible import Visible
from search.models import IndexDocument, PromotedTarget
from search.models.record_key import KEY, Owner, is_of
from search.words.query import Query

MOST_FIRST = 5


class Promoted:
    """The results that go first, in their order, and those that are left out; keys of IndexDocument."""

    def __init__(self, targets: Iterable[PromotedTarget] = ()):
        targets = list(targets)
        keys = results_of(targets) if targets else {}
        self.first, self.left_out = [
            list(dict.fromkeys(keys[owner(one)] for one in targets if one.effect == effect and owner(one) in keys))
            for effect in (PromotedTarget.Effect.FIRST, PromotedTarget.Effect.OUT)
        ]

    def first_visible(self, visible: Visible) -> list[int]:
        """Return those of the first results that everybody may read now."""
        first = [key for key in self.first if key not in visible.left_out]
        return visible.sources.public(first)[:MOST_FIRST] if first else []


def chosen_by_editors(query: Query, language: str) -> Promoted:
    """Return what is promoted for a query to readers of a language."""
    if not query.key:
        return Promoted()
    wanted = {"promoted_result__queries__key": query.key, "promoted_result__language__in": ["", language]}
    targets = PromotedTarget.objects.filter(**wanted).select_related("promoted_result")
    # What is chosen for the reader's language goes before what is chosen for all.
    return Promoted(sorted(targets, key=lambda one: (one.promoted_result.language == "", one.sort_order or 0, one.pk)))


def owner(item: PromotedTarget) -> Owner:
    return item.page_id, item.record_type_id, item.record_id


def results_of(targets: list[PromotedTarget]) -> dict[Owner, int]:
    """Return the key of the result of each page or record."""
    rows = IndexDocument.objects.filter(is_of([owner(one) for one in targets])).values_list(*KEY, "pk")
    return {tuple(of): key for *of, key in rows}
