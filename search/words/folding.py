"""Words without what people type differently: case, accents, dashes, Arabic spellings."""

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple

from search.words.content import CONTENT_WORDS

LONGEST_WORD = 40  # letters; what is longer is no word, and is cut

WORD = re.compile(r"\d{1,2}\.[ºª]|[^\W_]+(?:[\u0300-\u036f\u064b-\u065f\u0670\u0640]+[^\W_]*)*")
APOSTROPHES = "'’ʼ‘`´"
# French, Italian and Portuguese words that lose their vowel before another: l'Union, d'action, qu'elle.
ELIDED = frozenset(["l", "d", "j", "m", "n", "s", "t", "c", "qu", "dell", "dall", "nell", "sull"])
ELISION = re.compile(rf"(?<![^\W_])(?:{'|'.join(sorted(ELIDED))})[{APOSTROPHES}](?=[^\W_])", re.IGNORECASE)
# Letters that no decomposition takes apart.
APART = str.maketrans(
    {"æ": "ae", "œ": "oe", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ı": "i", "ħ": "h", "ŧ": "t"}
    # Arabic letters that are typed for one another, and the stroke that only lengthens a word.
    | {"ى": "ي", "ة": "ه", "ٱ": "ا", "ک": "ك", "ی": "ي", "ـ": None}
    # What no reader sees: marks of direction, joiners, soft hyphens.
    | dict.fromkeys("\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\u2066\u2067\u2068\u2069\ufeff")
    | dict.fromkeys("\u202a\u202b\u202c\u202d\u202e\u061c")
)
# Two names side by side in either order, such as Africa-EU and EU-Africa, are one: the index has the second first.
FIRST, SECOND = map(frozenset, CONTENT_WORDS.swapped)


class Token(NamedTuple):
    """A word of a text, where it stands, and how it is looked for."""

    word: str  # folded
    start: int
    end: int


def tokens(text: str) -> list[Token]:
    """Return the words of a text in their order; positions are those of the text as it is."""
    found = ((fold(match.group()), match) for match in WORD.finditer(without_elisions(text)))
    return [Token(word[:LONGEST_WORD], *match.span()) for word, match in found if word]


def words(text: str) -> list[str]:
    """Return the folded words of a text: those of `tokens`, in a fifth of the time."""
    return [word[:LONGEST_WORD] for word in map(fold, WORD.findall(without_elisions(text))) if word]


def without_elisions(text: str) -> str:
    """Return a text, as long as it was, without what words have lost their vowel of before another."""
    if any(apostrophe in text for apostrophe in APOSTROPHES):
        return ELISION.sub(lambda elided: " " * len(elided.group()), text)
    return text


@lru_cache(maxsize=200_000)
def fold(word: str) -> str:
    """Return a word without case, accents and spelling variants; '' where nothing is left."""
    plain = word.casefold()
    if plain.isascii():
        return plain
    letters = unicodedata.normalize("NFKD", plain).translate(APART)
    kept = (digit(letter) for letter in letters if not unicodedata.combining(letter))
    return "".join(letter for letter in kept if letter.isalnum()).casefold()


def digit(letter: str) -> str:
    """Return a digit of any script as an Arabic numeral of Europe, and any other character as it is."""
    return str(unicodedata.digit(letter)) if letter.isdigit() and not letter.isascii() else letter


def in_order(folded: Iterable[str]) -> list[str]:
    """Return words with names that are written in either order in one order where they stand side by side."""
    ordered = list(folded)
    if FIRST.isdisjoint(ordered):
        return ordered
    for here in range(len(ordered) - 1):
        if ordered[here] in FIRST and ordered[here + 1] in SECOND:
            ordered[here], ordered[here + 1] = ordered[here + 1], ordered[here]
    return ordered


def name_key(text: str) -> str:
    """Return what two spellings of one name have in common: COM(2011)743 and com 2011 743, EU-Africa and Africa-EU."""
    return "".join(in_order(words(text)))[:500]
