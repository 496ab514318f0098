"""What matches a question: which results, and which of them may be the best."""

from functools import cached_property
from heapq import nlargest

from search import fulltext
from search.engine.queries import all_of, fetch
from search.words.stemming import forms_of

HEADS, TEXTS, OTHERS = 200, 200, 100  # results that each way of looking may name as the best
MOST_NAMED = 500


class Matching:
    """What matches a query among what is visible."""

    def __init__(self, visible, query, everything=True, is_whole=False):
        self.visible = visible
        self.known = visible.sources
        self.database = fulltext.of_database()
        self.query = query
        self.everything = everything
        self.is_whole = is_whole  # whether these are all the words that were typed
        self.clauses = [alternatives(clause) for clause in query.clauses]
        self.words = self.database.condition(self.clauses, everything, in_order=False)

    @cached_property
    def sources(self):
        """The keys of the sources that match, whoever may read them."""
        parts = [self.database.sources(self.words)]
        if self.everything:
            parts += [self.phrase(clause) for clause in self.query.clauses if clause.is_quoted]
        return self.keys(*all_of(parts))

    def keys(self, condition, params):
        """Return the keys of the sources that meet a condition."""
        # As rows, thousands of keys would take most of the time.
        [(keys,)] = fetch(f"SELECT {self.database.joined('m.id')} FROM search_source m WHERE {condition}", params)
        return list(map(int, keys.split())) if keys else []

    def phrase(self, clause):
        """Return the condition that a source has the words of a clause side by side."""
        return self.database.phrase(self.database.condition([alternatives(clause)]))

    @cached_property
    def named(self):
        """The results that have just what was typed as a name, and that everybody may read."""
        if not self.is_whole or not self.query.key:
            return set()
        rows = fetch(
            "SELECT m.id FROM search_name n JOIN search_source m ON m.result_id = n.result_id AND m.file_id IS NULL"
            f" WHERE n.key = %s LIMIT {MOST_NAMED}",
            [self.query.key],
        )
        return self.known.results([key for (key,) in rows], self.visible)

    @cached_property
    def results(self):
        """The results that match, by text or by name, and that everybody may read."""
        found = self.known.results(self.sources, self.visible) | self.named
        for clause in self.query.without:
            found -= self.holding(clause)
        return found.difference(self.visible.left_out)

    def holding(self, clause):
        """Return the results that hold a clause."""
        words = self.database.condition([alternatives(clause)])
        condition = self.phrase(clause) if clause.is_quoted else self.database.sources(words)
        return self.known.results(self.keys(*condition), self.visible)

    @property
    def near(self):
        """The results that match in the reader's language, or of which there is nothing in it."""
        return self.results - self.known.far

    @property
    def far(self):
        """The results that are versions, in other languages, of what can be read in the reader's."""
        return self.results & self.known.far

    def candidates(self, results):
        """Return those of the results that may be the best, each with its scores: {key: [of its head, of a text]}."""
        scores = {}
        heads = fetch(*self.database.heads(self.database.condition(self.clauses, self.everything)))
        for score, key in nlargest(HEADS, ((score, key) for key, score in heads if key in results)):
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

    def best_texts(self, sources):
        """Return the results whose texts match best, as (score, key of the result)."""
        of_results, wanted = {}, set(sources)
        for key, score in fetch(*self.database.scored(self.words, sources)) if sources else ():
            if key in wanted:
                result = self.known.result[key]
                of_results[result] = max(score, of_results.get(result, score))
        return nlargest(TEXTS, ((score, result) for result, score in of_results.items()))

    def by_date(self, results, most):
        """Return the keys of results, the latest first, at most so many."""
        dates = self.known.date
        return nlargest(most, results, key=lambda key: (dates[key], key))

    def best_entries(self, results):
        """Return the entries of some results that answer most, a few of each kind: `ENTRY_COLUMNS` of each."""
        any_of = self.database.condition(self.clauses, everything=False, in_order=False)
        statement, params = self.database.best_entries(any_of, self.database.condition(self.clauses), results)
        file, more = self.visible.file
        return fetch(
            f"SELECT {ENTRY_COLUMNS} FROM ({statement}) b"
            " JOIN search_entry e ON e.id = b.id JOIN search_source m ON m.id = e.source_id"
            " LEFT JOIN files_sitedocument d ON d.id = e.file_id"
            " LEFT JOIN files_filetext f ON f.document_id = e.file_id"
            " LEFT JOIN files_filepagetext t ON t.file_text_id = f.id AND t.number = e.number"
            f" WHERE {file} ORDER BY b.place",
            [*params, *more],
        )


ENTRY_COLUMNS = (
    "e.result_id, e.kind, e.title, e.anchor, e.language, e.number, e.file_id, d.file,"
    " CASE WHEN e.file_id IS NULL THEN e.text ELSE t.text END"
)


def alternatives(clause):
    """Return the sequences of stems that a clause is found by."""
    return {form for typed in clause.any_of for form in forms_of(typed.words)}
