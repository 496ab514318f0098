"""The order of results: what a reader most likely means comes first.

The database names some hundred results that may be the best. Here their names are compared
with what was typed: a name that is just that comes first, then names that hold all of it,
then texts.
"""

import datetime
from functools import cached_property
from typing import NamedTuple

from search import fulltext
from search.engine.queries import fetch
from search.words.common import COMMON
from search.words.stemming import forms_of, stem

EXACT, SAME_WORDS, BEGINS = 20, 8, 3  # what a name adds that is the query, has its words alone, or begins with it
TITLE, OTHER_NAME, FACT, TEXT = 1, 0.9, 0.6, 0.25  # what a word adds, by where it stands
MOST_MEANT = 8  # results of one name among which a reader is asked to choose


class Named(NamedTuple):
    """A name of a candidate, as it is compared."""

    text: str
    words: tuple[str, ...]
    stems: tuple[str, ...]
    key: str
    is_title: bool

    def holds(self, forms):
        """Return True when the name holds any of these sequences of stems."""
        return any(
            form[0] in self.stems or form[0] in self.words if len(form) == 1 else self.has_in_order(form)
            for form in forms
        )

    def has_in_order(self, form):
        starts = range(len(self.stems) - len(form) + 1)
        return any(self.stems[at : at + len(form)] == form for at in starts)


class Candidate:
    """A result that may be shown, with all that its place depends on."""

    def __init__(self, key, language, date, scores):
        self.key = key
        self.language = language
        self.date = date
        self.head_score, self.text_score = scores
        self.names = []
        self.score = 0.0
        self.matched_name = None  # the name that was typed, or begins with it
        self.is_exact = False

    @cached_property
    def year(self):
        return str(self.date.year) if self.date else ""


class Ranking:
    """Candidates in order, for a query and a reader's language."""

    def __init__(self, scores, query, language):
        self.query = query
        self.language = language
        self.forms = [{form for one in clause.any_of for form in forms_of(one.words)} for clause in query.clauses]
        self.parts = {part for forms in self.forms for form in forms for part in form}
        self.typed = tuple(query.folded)
        self.bag = sorted(self.typed)
        self.content = [word for word in self.typed if word not in COMMON]
        self.candidates = self.load(scores)
        self.highest = max((scores[1] for scores in scores.values()), default=0) or 1
        for candidate in self.candidates:
            candidate.score = self.score(candidate)
        self.candidates.sort(key=lambda one: (-one.score, -(one.date or datetime.date.min).toordinal(), one.key))

    def load(self, scores):
        found = {}
        named, keys = fulltext.of_database().among("n.result_id", scores)
        rows = fetch(
            "SELECT n.result_id, r.language, r.date, n.text, n.words, n.key, n.is_title"
            f" FROM search_name n JOIN search_result r ON r.id = n.result_id WHERE {named}",
            keys,
        )
        for key, language, date, text, words, name_key, is_title in rows:
            if key not in found:
                found[key] = Candidate(key, language, date, scores[key])
            folded = tuple(words.split())
            stems = tuple(stem(word, language or "en") for word in folded)
            found[key].names.append(Named(text, folded, stems, name_key, is_title))
        return list(found.values())

    @property
    def keys(self):
        """The keys of the results in their order."""
        return [candidate.key for candidate in self.candidates]

    @property
    def meant(self):
        """The results that the same name means, where the reader has to say which."""
        exact = [one for one in self.candidates if one.is_exact]
        alike = [one for one in self.candidates if one.matched_name] if len(self.typed) > 1 else exact
        found = alike if len(exact) < 2 else exact
        return found if 2 <= len(found) <= MOST_MEANT else []

    def score(self, candidate):
        name_score = max((self.of_name(candidate, name) for name in candidate.names), default=0)
        covered = sum(self.of_clause(candidate, forms) for forms in self.forms) / (len(self.forms) or 1)
        score = name_score + 4 * covered + 0.6 * candidate.text_score / self.highest
        if candidate.year and candidate.year in self.typed:
            score += 2
        if candidate.language == self.language:
            score += 0.5
        elif not candidate.language:
            score += 1.5 if candidate.is_exact else 0.5  # a member goes before a page of the same name
        if candidate.date:
            score += (candidate.date.year - 1990) / 100  # of two alike, the later
        return score

    def of_name(self, candidate, name):
        """Return what one name adds: most where it is what was typed and nothing else."""
        if name.key == self.query.key:
            candidate.is_exact = True
            candidate.matched_name = name
            return EXACT
        if sorted(name.words) == self.bag:
            return SAME_WORDS
        if not name.words:
            return 0
        if name.words[: len(self.typed)] == self.typed:
            candidate.matched_name = candidate.matched_name or name
            return BEGINS
        telling = [pair for pair in zip(name.words, name.stems, strict=True) if pair[0] not in COMMON]
        asked = sum(not self.parts.isdisjoint(pair) for pair in telling)
        return 1.5 * asked / (len(telling) or 1) if asked else 0

    def of_clause(self, candidate, forms):
        """Return what a clause adds by the best place where it stands."""
        best = FACT if candidate.head_score else TEXT
        for name in candidate.names:
            worth = TITLE if name.is_title else OTHER_NAME
            if worth > best and name.holds(forms):
                best = worth
        return best
