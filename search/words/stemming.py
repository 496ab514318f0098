"""Stems: the part of a word that its forms share, in the language of the text.

The stemmers are Snowball's (snowballstem.org), the ones that PostgreSQL has as well. The site
runs them itself, so that both databases find the same, and so that what is highlighted is
what was found. They are given folded words: 'securite' is typed for 'sécurité'.
"""

import re
import threading
from functools import lru_cache

import snowballstemmer

from search.words.content import CONTENT_WORDS

STEMMERS = {
    "en": "english",
    "fr": "french",
    "pt": "portuguese",
    "ar": "arabic",
    "es": "spanish",
    "de": "german",
    "it": "italian",
    "nl": "dutch",
    "sv": "swedish",
    "da": "danish",
    "fi": "finnish",
    "ro": "romanian",
    "hu": "hungarian",
}
TYPED_IN = ("en", "fr", "pt")  # in whose stems a word of a query in Latin letters is looked for
# Without their accents these endings are unknown to Snowball's Portuguese.
PORTUGUESE = (("coes", "cao"), ("soes", "sao"), ("oes", "ao"), ("aes", "ao"), ("ais", "al"), ("eis", "el"))
# The article, alone and after the prepositions and conjunctions that are written with it.
ARTICLES = ("وبال", "وال", "بال", "كال", "فال", "ولل", "ال", "لل")
ARABIC = frozenset(map(chr, range(0x0600, 0x0700)))
SHORTEST_ARABIC = 3  # letters that must be left

# What is numbered in words is numbered in figures too; 'second' and '2nd' are one, and neither is 2.
ORDINALS = {word: f"{number}th" for number, words in enumerate(CONTENT_WORDS.ordinals, 1) for word in words}

NUMBERED = re.compile(r"0?(\d{1,2})(?:st|nd|rd|th|er|re|ere|e|eme|nde|o|a)$")  # 1st, 2e, 3eme, 4a

# Names of states that are one word to a stemmer: Niger and Nigeria in Portuguese.
NEVER_STEMMED = frozenset(CONTENT_WORDS.never_stemmed)

_own = threading.local()


@lru_cache(maxsize=400_000)
def stem(word, language):
    """Return the stem of a folded word; the word itself where the language has no stemmer here."""
    if word in ORDINALS:
        return ORDINALS[word]
    if word[0].isdigit():
        numbered = NUMBERED.match(word)
        return f"{numbered[1]}th" if numbered else word
    if not word.isalpha() or word in NEVER_STEMMED:
        return word
    if is_arabic(word):
        return arabic(word)
    if language not in STEMMERS or language == "ar" or not word.isascii():
        return word
    if language == "pt":
        word = singular(word)
    return stemmer(language).stemWord(word) or word


def forms_of(typed, languages=TYPED_IN):
    """Return the stems that folded words of a query stand in texts as: a tuple for each language, and as typed."""
    return {tuple(typed), *(tuple(stem(word, language) for word in typed) for language in languages)}


def is_arabic(word):
    """Return True for a word in Arabic letters."""
    return word[0] in ARABIC


@lru_cache(maxsize=100_000)
def arabic(word):
    """Return the stem of an Arabic word: without the article and what is written together with it."""
    for article in ARTICLES:
        if word.startswith(article) and len(word) - len(article) >= SHORTEST_ARABIC:
            word = word[len(article) :]
            break
    found = stemmer("ar").stemWord(word) or word
    # Africa and African: Snowball keeps the ending that makes an adjective of a name.
    return found[:-1] if found.endswith("ي") and len(found) > SHORTEST_ARABIC + 1 else found


def singular(word):
    for plural, one in PORTUGUESE:
        if word.endswith(plural) and len(word) > len(plural) + 2:
            return word[: -len(plural)] + one
    return word


def stemmer(language):
    """Return this thread's stemmer of a language: one holds the word that it works on."""
    kept = _own.__dict__
    if language not in kept:
        kept[language] = snowballstemmer.stemmer(STEMMERS[language])
    return kept[language]
