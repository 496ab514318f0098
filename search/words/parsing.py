"""What is typed, as a question to the index: words, "phrases", -without, one OR the other."""

import re

from django.utils.translation import get_language

from search.vocabulary.dates import pieces
from search.words.common import COMMON
from search.words.content import CONTENT_WORDS
from search.words.folding import in_order, tokens, words
from search.words.query import Clause, Query, Words

LONGEST_QUERY = 200  # characters; what is longer is cut, and the reader is told
MOST_WORDS = 20
LONGEST_ACRONYM = 8  # letters

PIECE = re.compile(r"(?P<minus>(?<!\S)-)?(?:[\"“”«»„](?P<phrase>[^\"“”«»„]*)[\"“”«»„]|(?P<word>[^\s\"“”«»„]+))")
EITHER = frozenset(["OR", "OU", "|", "||", "أو"])
BOTH = frozenset(["AND", "&", "&&", "+"])
NOT = frozenset(["NOT"])


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
    for piece in parts(text):
        word = "" if isinstance(piece, Clause) else piece["word"] or ""
        if word in EITHER and clauses:
            either = True
            continue
        if word in BOTH:
            continue
        if word in NOT:
            negated = True
            continue
        for clause in [piece] if isinstance(piece, Clause) else clauses_of(piece):
            count += 1 if clause.is_date else sum(len(one.words) for one in clause.any_of)
            if count > MOST_WORDS:
                is_cut = True
                break
            if negated or (not isinstance(piece, Clause) and piece["minus"]):
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


def parts(text):
    """Yield the words, phrases and signs of a question as they were matched, and its dates as clauses."""
    for piece in pieces(text):
        if isinstance(piece, Clause):
            yield piece
        else:
            yield from PIECE.finditer(piece)


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
    return [Clause((Words((word,), is_acronym(typed)),), typed) for word, typed in found.items()]


def is_acronym(typed):
    """Return True for what is typed in capitals and stands for something."""
    return typed.isupper() and typed.isascii() and 1 < len(typed) <= LONGEST_ACRONYM


def telling(clauses):
    """Return the clauses without words that are in every text, unless there are no others.

    In French, "au" is no African Union, unless it is typed in capitals.
    """
    language = (get_language() or "").partition("-")[0]
    return [
        clause
        for clause in clauses
        if clause.word not in COMMON
        and not (clause.typed.islower() and CONTENT_WORDS.common_in.get(clause.word) == language)
    ] or clauses
