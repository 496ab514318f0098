"""What matches a question: which results, and which of them may be the best."""

from collections.abc import Collection
from functools import cached_property
from heapq import nlargest
from typing import Any

from search import fulltext
from search.engine.queries import Condition, all_of, fetch
from search.engine.visible import Visible
from search.models import Passage, TextSource
from search.words.query import Clause, Query

HEADS, TEXTS, OTHERS = 200, 200, 100  # results that each way of looking may name as the best
MOST_NAMED = 500


class Matching:
    """What matches a query among what is visible."""

    def __init__(self, visible: Visible, query: Query, everything: bool = True, is_whole: bool = False):
        self.visible = visible
        self.known = visible.sources
        self.database = fulltext.of_database()
        self.query = query
        self.everything = everything
        self.is_whole = is_whole  # whether these are all the words that were typed
        self.clauses = [alternatives(clause) for clause in query.clauses]
        self.words = self.database.condition(self.clauses, everything, in_order=False)

    @cached_property
    def sources(self) -> list[int]:
        """The keys of the sources that match, whoever may read them."""
        parts = [self.database.sources(self.words)]
        if self.everything:
            parts += [self.phrase(clause) for clause in self.query.clauses if clause.is_quoted]
        return self.keys(*all_of(parts))

    def keys(self, condition: str, params: list[Any]) -> list[int]:
        """Return the keys of the sources that meet a condition."""
        # As rows, thousands of keys would take most of the time.
        [(keys,)] = fetch(f"SELECT {self.database.joined('m.id')} FROM search_textsource m WHERE {condition}", params)
        return list(map(int, keys.split())) if keys else []

    def phrase(self, clause: Clause) -> Condition:
        """Return the condition that a source has the words of a clause side by side."""
        return self.database.phrase(self.database.condition([alternatives(clause)]))

    @cached_property
    def named(self) -> set[int]:
        """The results that have just what was typed as a name, and that everybody may read."""
        if not self.is_whole or not self.query.key:
            return set()
        named = TextSource.objects.filter(document__names__key=self.query.key, file=None)
        return self.known.results(named.values_list("pk", flat=True)[:MOST_NAMED])

    @cached_property
    def results(self) -> set[int]:
        """The results that match, by text or by name, and that everybody may read."""
        found = self.known.results(self.sources) | self.named
        for clause in self.query.without:
            found -= self.holding(clause)
        return found.difference(self.visible.left_out)

    def holding(self, clause: Clause) -> set[int]:
        """Return the results that hold a clause."""
        words = self.database.condition([alternatives(clause)], in_order=False)
        condition = self.phrase(clause) if clause.is_quoted else self.database.sources(words)
        return self.known.results(self.keys(*condition))

    @cached_property
    def heads(self) -> dict[int, float]:
        """The results, whoever may read them, that match by title, names and facts, with a score."""
        return dict(fetch(*self.database.heads(self.database.condition(self.clauses, self.everything))))

    def candidates(self, results: set[int]) -> dict[int, list[float]]:
        """Return those of the results that may be the best, each with its scores: {key: [of its head, of a text]}."""
        scores = {}
        heads = ((score, key) for key, score in self.heads.items() if key in results)
        for score, key in nlargest(HEADS, heads):
            scores[key] = [score, 0.0]
        sources = [key for key in self.sources if self.known.result.get(key) in results]
        are_ranked = len(sources) <= self.database.MOST_TEXTS_RANKED
        for score, key in self.best_texts(sources) if are_ranked else ():
            scores.setdefault(key, [0.0, 0.0])[1] = score
        for key in results.intersection(self.named):
            scores.setdefault(key, [0.0, 0.0])
        if len(scores) < OTHERS and not are_ranked:
            for key in self.by_date(results, OTHERS):
                scores.setdefault(key, [0.0, 0.0])
        return scores

    def best_texts(self, sources: list[int]) -> list[tuple[float, int]]:
        """Return the results whose texts match best, as (score, key of the result)."""
        of_results, wanted = {}, set(sources)
        for key, score in fetch(*self.database.scored(self.words, sources)) if sources else ():
            if key in wanted:
                result = self.known.result[key]
                of_results[result] = max(score, of_results.get(result, score))
        return nlargest(TEXTS, ((score, result) for result, score in of_results.items()))

    def by_date(self, results: set[int], most: int) -> list[int]:
        """Return the keys of results, the latest first, at most so many."""
        dates = self.known.date
        return nlargest(most, results, key=lambda key: (dates[key], key))

    def best_passages(self, results: Collection[int]) -> list[Passage]:
        """Return the passages of some results that answer most and may be read, a few of each kind."""
        any_of = self.database.condition(self.clauses, everything=False, in_order=False)
        places = dict(fetch(*self.database.best_passages(any_of, self.database.condition(self.clauses), results)))
        found = sorted(Passage.objects.filter(pk__in=places), key=lambda passage: places[passage.pk])
        self.known.results([passage.source_id for passage in found])  # those that were indexed since
        return [passage for passage in found if self.known.result[passage.source_id]]


def alternatives(clause: Clause) -> set[tuple[str, ...]]:
    """Return the sequences of stems that a clause is found by."""
    return {form for typed in clause.any_of for form in typed.forms}
