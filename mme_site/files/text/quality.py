"""Whether a text can be what its page says: some PDFs draw letters and state others."""

import re
import unicodedata

WORD = re.compile(r"[^\W\d_]+")
ENOUGH = 12  # words, less than which tell nothing
VOWELS = frozenset("aeiouy")
LEAST_VOWELS, MOST_VOWELS = 0.2, 0.75  # of Latin letters; of running text in any language of the site 0.35 to 0.55
MOST_SINGLE = 0.6  # of words, that are one letter of a script that divides words
MOST_UNKNOWN = 0.05  # of characters, that are of no script
MOST_MIXED = 0.15  # of words, that have letters of both directions
NEVER_FIRST = frozenset("ةىךםןףץ")  # an Arabic or Hebrew word ends in these and begins with none
ARTICLE = "ال"


def looks_wrong(text: str, is_drawn: bool = True) -> bool:
    """Return True for a text that no reader would find or understand: letters reversed, spaced out, or others.

    Only what is drawn letter by letter, as in a PDF, can be spaced out; a table may well hold single letters.
    """
    words = WORD.findall(text)
    if len(words) < ENOUGH:
        return False
    if is_drawn and is_spaced_out(words):
        return True
    return any((is_reversed(words), has_unknown(text), has_other_letters(words), has_mixed_words(words)))


def is_reversed(words: list[str]) -> bool:
    """Return True where more words of Arabic or Hebrew begin with their last letter than with their first."""
    backwards = sum(word[0] in NEVER_FIRST or (len(word) > 3 and word.endswith(ARTICLE[::-1])) for word in words)
    forwards = sum(word[-1] in NEVER_FIRST or word.startswith(ARTICLE) for word in words)
    return backwards > 2 and backwards > forwards


def has_unknown(text: str) -> bool:
    """Return True where many characters are of private use, or stand for one that is not known."""
    unknown = sum(letter == "\ufffd" or unicodedata.category(letter) in ("Co", "Cn") for letter in text)
    return unknown > MOST_UNKNOWN * len(text)


def is_spaced_out(words: list[str]) -> bool:
    single = sum(len(word) == 1 and word.isascii() for word in words)
    return single > MOST_SINGLE * len(words)


def has_mixed_words(words: list[str]) -> bool:
    """Return True where many words of Arabic or Hebrew have Latin letters in them."""
    scripts = [{unicodedata.bidirectional(letter) in ("R", "AL") for letter in word} for word in words]
    mixed = sum(len(script) == 2 for script in scripts)
    return mixed > MOST_MIXED * len(words)


def has_other_letters(words: list[str]) -> bool:
    """Return True where Latin letters have hardly any vowel among them, as where a font tells the wrong ones."""
    letters = [unicodedata.normalize("NFD", letter)[0].lower() for word in words for letter in word]
    latin = [letter for letter in letters if "a" <= letter <= "z"]
    if len(latin) < 5 * ENOUGH or len(latin) < len(letters) / 2:
        return False
    vowels = sum(letter in VOWELS for letter in latin)
    return not LEAST_VOWELS <= vowels / len(latin) <= MOST_VOWELS
