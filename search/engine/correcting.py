"""What a mistyped word was meant to be, among the words of public texts."""

import re

from search.engine.matching import Matching
from search.engine.queries import fetch
from search.engine.visible import Visible
from search.indexing.vocabulary import LONGEST, trigrams
from search.models import IndexedName, Trigram, Word
from search.vocabulary.dictionary import exists
from search.vocabulary.synonyms import Names, is_name
from search.words.parsing import is_acronym
from search.words.query import Clause, Query, Words

MOST_ALIKE = 80  # words that share the most trigrams with what was typed
MOST_TRIED = 4  # words that are looked for
MOST_CORRECTED = 4  # words of one query
SHORTEST_MISTYPED = 5  # letters; of shorter words, too many are alike
LONG_NAME = 8  # letters, from which on a name that differs in one letter is likely the same


def corrected(query: Query, visible: Visible, names: Names, is_offer: bool = False) -> tuple[list[Clause], str] | None:
    """Return the query with its mistyped words corrected; None where there is none, or nothing is like it.

    What exists in a language, on the site or among the names of editors is not mistyped. Where a correction is only
    to be offered, a word may exist, or be rare, if another one that is like it is found far more often.
    """
    clauses, text, changes = [], query.text, 0
    for clause in query.clauses:
        better = ""
        if changes < MOST_CORRECTED and may_be_mistyped(clause, names, is_offer):
            found = len(Matching(visible, query.of([clause])).results)
            if not found or is_offer:
                most = most_steps(clause.word, is_name=clause.typed[0].isupper())
                better = meant(clause.word, query, visible, most, more_than=found * 5)
            if not is_offer and better and is_of_record(better) and not is_slip(clause.word, better):
                better = ""
        if better:
            changes += 1
            text = replaced(text, clause.typed, better)
            clauses.append(Clause((Words((better,)),), better))
        else:
            clauses.append(clause)
    return (clauses, text) if changes else None


def may_be_mistyped(clause: Clause, names: Names, is_offer: bool) -> bool:
    """Return True for a word that may be meant to be another one."""
    word = clause.word
    if not SHORTEST_MISTYPED <= len(word) <= LONGEST or not word.isalpha():
        return False
    return not is_acronym(clause.typed) and not is_name(word, names) and (is_offer or not exists(word))


def meant(word: str, query: Query, visible: Visible, most: int, more_than: int = 0) -> str:
    """Return the word that this one was likely meant to be; '' where none is alike, public and found more often."""
    close = sorted((distance(word, other), other) for other in alike(word))
    close = [(steps, other) for steps, other in close if steps <= most][:MOST_TRIED]
    best, best_weight = "", 0.0
    for steps, other in close:
        matching = Matching(visible, query.of([Clause((Words((other,)),), other)]))
        weight = len(matching.results) / 20**steps
        if weight > best_weight and len(matching.results) > more_than:
            best, best_weight = other, weight
    return best


def is_of_record(word: str) -> bool:
    """Return True for a name of what is no page: a state, a body."""
    return IndexedName.objects.filter(key=word, document__page=None).exists()


def is_slip(word: str, meant_name: str) -> bool:
    """Return True where a word can hardly be a name of its own: Gabbon is a slip, Gabor and Romanova are not."""
    if len(word) >= LONG_NAME or len(word) < len(meant_name):  # or a letter was left out
        return distance(word, meant_name) == 1
    undoubled = [re.sub(r"(.)\1", r"\1", one) for one in (word, meant_name)]
    return undoubled[0] == undoubled[1] or sorted(word) == sorted(meant_name)


def alike(word: str) -> list[str]:
    """Return the words that share the most trigrams with a word."""
    parts = sorted(trigrams(word))
    rows = fetch(
        f"SELECT w.text FROM (SELECT word_id, COUNT(*) AS shared FROM {Trigram._meta.db_table}"
        f" WHERE text IN ({', '.join(['%s'] * len(parts))}) GROUP BY word_id"
        f" ORDER BY 2 DESC, 1 LIMIT {MOST_ALIKE}) g JOIN {Word._meta.db_table} w ON w.id = g.word_id",
        parts,
    )
    return [text for (text,) in rows]


def most_steps(word: str, is_name: bool) -> int:
    """Return how many letters may be wrong: more in a longer word, fewer in what may be a name."""
    return 1 if len(word) < (8 if is_name else 7) else 2 if len(word) < 12 else 3


def distance(one: str, other: str) -> int:
    """Return how many letters to put in, leave out, change, or swap with the next (optimal string alignment)."""
    if abs(len(one) - len(other)) > 3:
        return len(one)
    before, row = [], list(range(len(other) + 1))
    for i, letter in enumerate(one, 1):
        earlier, before, row = before, row, [i]
        for j, wanted in enumerate(other, 1):
            steps = min(before[j] + 1, row[-1] + 1, before[j - 1] + (letter != wanted))
            if i > 1 and j > 1 and letter == other[j - 2] and one[i - 2] == wanted:
                steps = min(steps, earlier[j - 2] + 1)
            row.append(steps)
    return row[-1]


def replaced(text: str, typed: str, better: str) -> str:
    """Return a query as it was typed with one word of it corrected."""
    pattern = re.compile(rf"(?<!\w){re.escape(typed)}(?!\w)", re.IGNORECASE)
    return pattern.sub(better, text, count=1)
