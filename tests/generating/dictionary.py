"""Makes search/vocabulary/words_that_exist.bin, by which a word that exists is never taken for a mistake.

`python -m tests.generating.dictionary FOLDER` reads the frequency lists of pyspellchecker (MIT, resources/en.json.gz …)
and the names of states and languages of Babel (CLDR), and writes a Bloom filter of all of them, folded.
"""

import gzip
import json
import sys
from pathlib import Path

LANGUAGES = ("en", "fr", "pt", "ar")


def main(folder: Path) -> None:
    import os

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "mme_site.settings.test")
    import django

    django.setup()
    from search.vocabulary.dictionary import FILE, SHORTEST, bits_of, entries, size_for
    from search.words.folding import words

    found = set()
    for language in LANGUAGES:
        with gzip.open(folder / f"{language}.json.gz") as file:
            found |= {folded for word in json.load(file) for folded in words(word)}
    for name in names():
        found |= set(words(name))
    found = {entry for word in found if len(word) >= SHORTEST and word.isalpha() for entry in entries(word)}
    filled = bytearray(size_for(len(found)))
    for word in found:
        for bit in bits_of(word, len(filled)):
            filled[bit >> 3] |= 1 << (bit & 7)
    FILE.write_bytes(bytes(filled))
    print(f"{len(found):,} words in {len(filled):,} bytes")


def names():
    """Yield what states and languages are called; most languages have the name of a people."""
    from babel import Locale

    for language in LANGUAGES:
        locale = Locale.parse(language)
        yield from (name for code, name in locale.territories.items() if len(code) == 2)
        yield from locale.languages.values()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
