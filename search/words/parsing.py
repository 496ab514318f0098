"""What is typed, as a question to the index: words, "phrases", -without, one OR the other."""

import re
from dataclasses import dataclass, field
from functools import cached_property

from search.words.common import COMMON
from search.words.folding import in_order, name_key, tokens, words

LONGEST_QUERY = 200  # characters; what is longer is cut, and the reader is told
MOST_WORDS = 20

PIECE = re.compile(r"(?P<minus>(?<!\S)-)?(?:[\"“”«»„](?P<phrase>[^\"“”«»„]*)[\"“”«»„]|(?P<word>[^\s\"“”«»„]+))")
EITHER = frozenset(["OR", "OU", "|", "||", "أو"])
BOTH = frozenset(["AND", "&", "&&", "+"])
NOT = frozenset(["NOT"])


@dataclass(frozen=True)
class Words:
    """Words that stand together in a text: one word, or several in their order."""

    words: tuple[str, ...]

    def __str__(self):
        return " ".join(self.words)


@dataclass(frozen=True)
class Clause:
    """What must be there: any one of these."""

    any_of: tuple[Words, ...]
    typed: str = ""
    is_quoted: bool = False

    @property
    def word(self):
        """The one word that was typed, or ''."""
        is_one = not self.is_quoted and len(self.any_of) == 1 and len(self.any_of[0].words) == 1
        return self.any_of[0].words[0] if is_one else ""


@dataclass(frozen=True)
class Query:
    """A question to the index, and how it was typed."""

    text: str
    clauses: tuple[Clause, ...] = ()
    without: tuple[Clause, ...] = ()
    is_cut: bool = False
    folded: tuple[str, ...] = field(default=())

    def __bool__(self):
        return bool(self.text)

    @cached_property
    def key(self):
        """What the query has in common with a name that is spelt in another way."""
        return name_key(self.text)

    def of(self, clauses):
        """Return this query with other clauses."""
        return Query(self.text, tuple(clauses), self.without, self.is_cut, self.folded)


def clean(typed):
    """Return a query on one line, without what cannot be seen, and whether it was cut."""
    visible = "".join(letter if letter.isprintable() else " " for letter in typed[: LONGEST_QUERY * 50])
    line = " ".join(visible.split())
    return line[:LONGEST_QUERY].rstrip(), len(line) > LONGEST_QUERY or len(typed) > LONGEST_QUERY * 50


def parse(typed):
    """Return the Query that was typed; nothing that can be typed is an error."""
    text, is_cut = clean(typed)
    clauses, without, count = [], [], 0
    either = negated = False
    for piece in PIECE.finditer(text):
        word = piece["word"] or ""
        if word in EITHER and clauses:
            either = True
            continue
        if word in BOTH:
            continue
        if word in NOT:
            negated = True
            continue
        for clause in clauses_of(piece):
            count += sum(len(one.words) for one in clause.any_of)
            if count > MOST_WORDS:
                is_cut = True
                break
            if piece["minus"] or negated:
                without.append(clause)
            elif either:
                clauses[-1] = either_of(clauses[-1], clause)
            else:
                clauses.append(clause)
            either = False
        negated = False
    if not clauses:  # there is no text that is found by what it lacks
        clauses, without = without, []
    return Query(text, tuple(telling(clauses)), tuple(without), is_cut, tuple(words(text)))


def either_of(one, other):
    """Return the clause that either of two answers."""
    is_quoted = one.is_quoted or other.is_quoted
    return Clause((*one.any_of, *other.any_of), f"{one.typed} {other.typed}", is_quoted)


def clauses_of(piece):
    """Return the clauses of a word, which can hold several (Africa-EU), or the one of a phrase."""
    if piece["phrase"] is not None:
        found = tuple(in_order(words(piece["phrase"])))
        return [Clause((Words(found),), piece["phrase"].strip(), is_quoted=True)] if found else []
    found = {token.word: piece["word"][token.start : token.end] for token in tokens(piece["word"])}
    return [Clause((Words((word,)),), typed) for word, typed in found.items()]


def telling(clauses):
    """Return the clauses without words that are in every text, unless there are no others."""
    return [clause for clause in clauses if clause.word not in COMMON] or clauses
