"""Stems: the part of a word that its forms share, in the language of the text.

The stemmers are Snowball's (snowballstem.org), the ones that PostgreSQL has as well. The site
runs them itself, so that both databases find the same, and so that what is highlighted is
what was found. They are given folded words: 'securite' is typed for 'sécurité'.
"""

import threading
from functools import lru_cache

import snowballstemmer

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

# Summits are numbered in words and in figures; 'second' and '2nd' are one, and neither is 2.
ORDINALS = {
    word: f"{number}th"
    for number, words in enumerate(
        [
            "first 1st premier premiere 1er 1ere primeiro primeira",
            "second 2nd deuxieme 2e 2eme segundo segunda",
            "third 3rd troisieme 3e 3eme terceiro terceira",
            "fourth 4th quatrieme 4e 4eme quarto quarta",
            "fifth 5th cinquieme 5e 5eme quinto quinta",
            "sixth 6th sixieme 6e 6eme sexto sexta",
            "seventh 7th septieme 7e 7eme setimo setima",
            "eighth 8th huitieme 8e 8eme oitavo oitava",
            "ninth 9th neuvieme 9e 9eme nono nona",
            "tenth 10th dixieme 10e 10eme decimo decima",
        ],
        1,
    )
    for word in words.split()
}

_own = threading.local()


@lru_cache(maxsize=400_000)
def stem(word, language):
    """Return the stem of a folded word; the word itself where the language has no stemmer here."""
    if word in ORDINALS:
        return ORDINALS[word]
    if word[0].isdigit() or not word.isalpha():
        return word
    if is_arabic(word):
        return arabic(word)
    if language not in STEMMERS or language == "ar" or not word.isascii():
        return word
    if language == "pt":
        word = singular(word)
    return stemmer(language).stemWord(word) or word


def forms_of(typed):
    """Return the stems that folded words of a query stand in texts as: a tuple for each language, and as typed."""
    return {tuple(typed), *(tuple(stem(word, language) for word in typed) for language in TYPED_IN)}


def stems_of(word):
    """Return all stems that a folded word of a query is looked for by, itself among them."""
    return {form for (form,) in forms_of([word])}


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
