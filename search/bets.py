"""What editors have put first or left out, as the answer to a question takes it."""

from operator import itemgetter

from django.db.models import BigIntegerField, Value

from search.engine.queries import FROM_SOURCES, fetch
from search.models import BestBetChoice, Result, Synonym

MOST_FIRST = 5


class Bets:
    """The results that go first, in their order, and those that are left out; keys of Result."""

    def __init__(self, choices=()):
        chosen = list(choices)
        keys = results_of(chosen) if chosen else {}
        self.first, self.out = [
            list(dict.fromkeys(keys[owner(one)] for one in chosen if one.effect == effect and owner(one) in keys))
            for effect in (BestBetChoice.Effect.FIRST, BestBetChoice.Effect.OUT)
        ]

    def first_visible(self, visible):
        """Return those of the first results that everybody may read now."""
        if not self.first:
            return []
        condition, params = visible.source
        listed = ", ".join(["%s"] * len(self.first))
        rows = fetch(
            f"SELECT DISTINCT m.result_id FROM {FROM_SOURCES}"
            f" WHERE m.file_id IS NULL AND m.result_id IN ({listed}) AND {condition}",
            [*self.first, *params],
        )
        shown = {key for (key,) in rows}
        return [key for key in self.first if key in shown and key not in visible.left_out][:MOST_FIRST]


def kept_by_editors(query, language):
    """Return the groups of synonyms, and the Bets for a query of a reader of a language; one query for both."""
    # Of every row: what it is, its text, its page or member, its place.
    groups = Synonym.objects.order_by().values_list(
        Value("synonym"), "terms", none(), none(), Value(0), Value(0), Value("")
    )
    choices = BestBetChoice.objects.filter(bet__searches__key=query.key, bet__language__in=["", language]).order_by()
    rows = choices.values_list("effect", Value(""), "page_id", "member_id", "sort_order", "pk", "bet__language")
    terms, chosen = [], []
    for effect, text, page, member, place, key, of_language in groups.union(rows, all=True) if query.key else []:
        if effect == "synonym":
            terms.append([term for term in text.splitlines() if term])
        else:
            choice = BestBetChoice(effect=effect, page_id=page, member_id=member)
            chosen.append(((of_language == "", place or 0, key), choice))
    return terms, Bets([choice for _place, choice in sorted(chosen, key=itemgetter(0))])


def none():
    return Value(None, output_field=BigIntegerField())


def owner(choice):
    return (choice.page_id, None) if choice.page_id else (None, choice.member_id)


def results_of(choices):
    """Return the key of the result of each page or member."""
    pages = [one.page_id for one in choices if one.page_id]
    members = [one.member_id for one in choices if one.member_id]
    found = Result.objects.filter(page__in=pages) | Result.objects.filter(member__in=members)
    return {(page, member): key for page, member, key in found.values_list("page_id", "member_id", "pk")}
