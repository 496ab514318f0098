"""The order of results: what a reader most likely means comes first.

The database names some hundred results that may be the best. Here their names are compared
with what was typed: a name that is just that comes first, then names that hold all of it,
then texts.
"""

import datetime
import itertools
import math
import operator
from functools import cached_property
from typing import NamedTuple

from search import fulltext
from search.engine.facets import load
from search.engine.queries import fetch
from search.models import IndexedName
from search.words.common import COMMON
from search.words.folding import name_key
from search.words.stemming import stem

EXACT, LEADS_THERE, BEGINS = 20, 8, 3  # what a name adds that is the query, leads to a list, or begins so
PART = 0.8  # instead, where it is one of many names: a glossary is not what it explains
MANY = 30  # names
COVERED = 4  # what a result adds whose title has all the words
LISTED = 3  # what it adds to be of the series, state, city and kind that the query names
TITLE, FACT, TEXT = 1, 0.6, 0.25  # what a word adds, by where it stands: in a name, in facts, in a text
PLACES = ("series=", "country=", "place=")  # facets by which a question asks for meetings
KINDS = ("place=", "kind=", "type=")  # whose values are words
MOST_MEANT = 8  # results of one name among which a reader is asked to choose


class Named(NamedTuple):
    """A name of a candidate, as it is compared."""

    text: str
    words: tuple[str, ...]
    stems: tuple[str, ...]
    key: str
    is_title: bool
    parts: frozenset[str]  # its words and their stems


class Candidate:
    """A result that may be shown, with all that its place depends on."""

    def __init__(self, key, language, date, weight, facets, scores):
        self.key = key
        self.facets = facets
        self.language = language
        self.date = date
        self.weight = weight
        self.head_score, self.text_score = scores
        self.names = []
        self.score = 0.0
        self.matched_name = None  # the name that was typed, or begins with it
        self.is_exact = False

    @cached_property
    def type(self):
        return next((pair.removeprefix("type=") for pair in self.facets if pair.startswith("type=")), "")

    @cached_property
    def year(self):
        return str(self.date.year) if self.date else ""


class Ranking:
    """Candidates in order, for a query and a reader's language.

    Where no result has all of the words, `held` says of each clause which results have it.
    """

    def __init__(self, scores, query, language, held=()):
        self.query = query
        self.held = held
        self.worth = [math.log(1 + len(scores) / (1 + len(having & scores.keys()))) for having in held]
        self.language = language
        found = [{form for one in clause.any_of for form in one.forms} for clause in query.clauses]
        self.stems = [{form[0] for form in forms if len(form) == 1} for forms in found]  # of each clause
        self.parts = {part for forms in found for form in forms for part in form}
        same = query.clauses[0].any_of[1:] if len(query.clauses) == 1 and not query.without else ()
        self.same_as = {"".join(one.words) for one in same}  # keys of names that all of the query is called as well
        self.typed = tuple(query.folded)
        self.years = {word for word in self.typed if len(word) == 4 and word.isdecimal()}
        self.candidates = self.load(scores)
        self.named = self.named_values()
        self.asks_for_kind = any(pair.startswith(("kind=", "type=")) for pairs in self.named for pair in pairs)
        self.highest = max((scores[1] for scores in scores.values()), default=0) or 1
        for candidate in self.candidates:
            candidate.score = self.score(candidate)
        self.candidates.sort(key=lambda one: (-one.score, -(one.date or datetime.date.min).toordinal(), one.key))

    def load(self, scores):
        found = {}
        named, keys = fulltext.of_database().among("n.document_id", scores)
        rows = fetch(
            "SELECT n.document_id, r.language, r.date, r.weight, r.facets_id, n.text, n.words, n.key, n.is_title"
            f" FROM search_indexedname n JOIN search_indexdocument r ON r.id = n.document_id WHERE {named}",
            keys,
        )
        facets = load({row[4] for row in rows})
        for key, language, date, weight, combination, text, in_name, key_of_name, is_title in rows:
            if key not in found:
                found[key] = Candidate(key, language, date, weight, facets[combination], scores[key])
            folded = tuple(in_name.split())
            stems = tuple(stem(word, language or "en") for word in folded)
            found[key].names.append(Named(text, folded, stems, key_of_name, is_title, frozenset(folded + stems)))
        return list(found.values())

    @property
    def keys(self):
        """The keys of the results in their order."""
        return [candidate.key for candidate in self.candidates]

    @property
    def meant(self):
        """The results that the same name means, where the reader has to say which."""
        exact = [one for one in self.candidates if one.is_exact]
        if len(self.typed) == 1 or (exact and not exact[0].language):  # a state or a series is meant, and no text on it
            alike = exact
        else:
            alike = [one for one in self.candidates if one.matched_name]
        found = alike if len(exact) < 2 else exact
        return found if 2 <= len(found) <= MOST_MEANT else []

    def named_values(self):
        """Return for each clause the facet values that it names: a series, state, kind, or a city alone."""
        keys = [{"".join(one.words) for one in clause.any_of} for clause in self.query.clauses]
        for first, last in itertools.combinations(range(len(keys) + 1), 2):  # of several words, which are a clause each
            together = "".join(clause.word for clause in self.query.clauses[first:last])
            for of_clause in keys[first:last]:
                of_clause.add(together)
        pairs = {}
        records = IndexedName.objects.filter(key__in=set().union(*keys) - {""}, document__page=None)
        for key, combination in records.values_list("key", "document__facets"):
            found = (pair for pair in load([combination])[combination] if pair.startswith(("series=", "country=")))
            pairs.setdefault(key, set()).update(found)
        for pair in {pair for one in self.candidates for pair in one.facets if pair.startswith(KINDS)}:
            pairs.setdefault(name_key(pair.partition("=")[2]), set()).add(pair)
        named = [set().union(*(pairs.get(key, ()) for key in of_clause)) for of_clause in keys]
        self.names_all = all(
            found or clause.word in self.years for found, clause in zip(named, self.query.clauses, strict=True)
        )
        if self.names_all:
            return named
        return [{pair for pair in found if not pair.startswith("place=")} for found in named]

    def score(self, candidate):
        name_score = max((self.of_name(candidate, name) for name in candidate.names), default=0)
        if self.is_listed(candidate):
            name_score = name_score if name_score >= LEADS_THERE else LISTED
        covered = self.covered(candidate)
        score = name_score + COVERED * covered
        score += 0.6 * candidate.text_score / self.highest
        if self.years == {candidate.year}:
            score += 2
        if candidate.language == self.language:
            score += 0.5
        elif not candidate.language:
            score += 1.5 if candidate.is_exact else 0.5  # a record goes before a page of the same name
        score += candidate.weight * covered
        if candidate.date:
            score += (candidate.date.year - 1990) / 100  # of two alike, the later
        return score

    def is_listed(self, candidate):
        """Return True for what is all that the query names: of the series, in the state or city, and of the kind."""
        shared = [pairs.intersection(candidate.facets) for pairs in self.named if pairs]
        is_placed = any(pair.startswith(PLACES) for pairs in shared for pair in pairs)
        return self.names_all and is_placed and all(shared) and (self.asks_for_kind or candidate.type == "meeting")

    def covered(self, candidate):
        """Return how much of the query a candidate has, from 0 to 1; rare words count for more where some lack."""
        parts = [
            self.of_clause(candidate, stems) if pairs.isdisjoint(candidate.facets) else TITLE
            for stems, pairs in zip(self.stems, self.named, strict=True)
        ]
        if not self.held:
            return sum(parts) / (len(parts) or 1)
        parts = [max(part, FACT) if candidate.key in has else 0 for part, has in zip(parts, self.held, strict=True)]
        return sum(map(operator.mul, parts, self.worth)) / (sum(self.worth) or 1)

    def of_name(self, candidate, name):
        """Return what one name adds: most where it is what was typed and nothing else."""
        if len(candidate.names) > MANY and not name.is_title:
            return PART if name.key == self.query.key or name.key in self.same_as else 0
        if name.key == self.query.key:
            candidate.is_exact = True
            candidate.matched_name = name
            return EXACT
        if name.key in self.same_as:
            return EXACT if candidate.weight else LEADS_THERE  # what only leads to a list is meant by its own name
        if name.words[: len(self.typed)] == self.typed:
            candidate.matched_name = candidate.matched_name or name
            return BEGINS
        telling = [pair for pair in zip(name.words, name.stems, strict=True) if pair[0] not in COMMON]
        asked = sum(not self.parts.isdisjoint(pair) for pair in telling)
        return 1.5 * asked / (len(telling) or 1) if asked else 0

    def of_clause(self, candidate, stems):
        """Return what a clause adds by the best place where it stands."""
        best = FACT if candidate.head_score else TEXT
        many = len(candidate.names) > MANY
        for name in candidate.names:
            worth = TITLE if name.is_title or not many else FACT
            if worth > best and not stems.isdisjoint(name.parts):
                best = worth
        return best
