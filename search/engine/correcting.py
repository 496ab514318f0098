"""What a mistyped word was meant to be, among the words of public texts."""

from search.engine.matching import Matching
from search.engine.queries import fetch
from search.indexing.vocabulary import LONGEST, SHORTEST, grams
from search.models import Gram, Word
from search.words.parsing import Clause, Words

MOST_ALIKE = 80  # words that share the most grams with what was typed
MOST_TRIED = 4  # words that are looked for
MOST_CORRECTED = 4  # words of one query


def corrected(query, visible):
    """Return the query with the words that nothing is found for corrected; None where none can be."""
    clauses, text, changes = [], query.text, 0
    for clause in query.clauses:
        word = clause.word
        better = ""
        is_word = SHORTEST <= len(word) <= LONGEST and word.isalpha()
        if is_word and changes < MOST_CORRECTED and not Matching(visible, query.of([clause])).results:
            better = meant(word, query, visible)
        if better:
            changes += 1
            text = replaced(text, clause.typed, better)
            clauses.append(Clause((Words((better,)),), better))
        else:
            clauses.append(clause)
    return (clauses, text) if changes else None


def meant(word, query, visible):
    """Return the word that this one was most likely meant to be; '' where none is alike and public."""
    close = sorted((distance(word, other), other) for other in alike(word))
    close = [(steps, other) for steps, other in close if steps <= most_steps(word)][:MOST_TRIED]
    best, best_weight = "", 0.0
    for steps, other in close:
        matching = Matching(visible, query.of([Clause((Words((other,)),), other)]))
        weight = len(matching.results) / 20**steps
        if weight > best_weight:
            best, best_weight = other, weight
    return best


def alike(word):
    """Return the words that share the most grams with a word."""
    parts = sorted(grams(word))
    rows = fetch(
        f"SELECT w.text FROM (SELECT word_id, COUNT(*) AS shared FROM {Gram._meta.db_table}"
        f" WHERE gram IN ({', '.join(['%s'] * len(parts))}) GROUP BY word_id"
        f" ORDER BY 2 DESC, 1 LIMIT {MOST_ALIKE}) g JOIN {Word._meta.db_table} w ON w.id = g.word_id",
        parts,
    )
    return [text for (text,) in rows]


def most_steps(word):
    """Return how many letters may be wrong: more in a longer word."""
    return 1 if len(word) < 6 else 2 if len(word) < 9 else 3


def distance(one, other):
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


def replaced(text, typed, better):
    """Return a query as it was typed with one word of it corrected."""
    import re

    pattern = re.compile(rf"(?<!\w){re.escape(typed)}(?!\w)", re.IGNORECASE)
    return pattern.sub(better, text, count=1)
