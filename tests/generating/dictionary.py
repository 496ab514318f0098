"""Makes search/vocabulary/words_that_exist.bin, by which a word that exists is never taken for a mistake.

`python -m tests.generating.dictionary FOLDER` reads the frequency lists of pyspellchecker (MIT, resources/en.json.gz …)
and the names of states of Babel (CLDR) that lie beside it, and writes a Bloom filter of all of them, folded.
"""

import gzip
import json
import sys
from pathlib import Path

LANGUAGES = ("en", "fr", "pt", "ar")
MOST_WORDS = 130_000  # of a language, the most frequent


def main(folder: Path) -> None:
    import os

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "mme_site.settings.test")
    import django

    django.setup()
    from search.vocabulary.dictionary import FILE, bits_of, size_for
    from search.words.folding import words

    found = set()
    for language in LANGUAGES:
        with gzip.open(folder / f"{language}.json.gz") as file:
            counts = json.load(file)
        frequent = sorted(counts, key=counts.get, reverse=True)[:MOST_WORDS]
        found |= {folded for word in frequent for folded in words(word)}
    for names in names_of_states():
        found |= set(words(names))
    found = {word for word in found if len(word) >= 4 and word.isalpha()}
    filled = bytearray(size_for(len(found)))
    for word in found:
        for bit in bits_of(word, len(filled)):
            filled[bit >> 3] |= 1 << (bit & 7)
    FILE.write_bytes(bytes(filled))
    print(f"{len(found):,} words in {len(filled):,} bytes")


def names_of_states():
    from babel import Locale

    for language in LANGUAGES:
        for code, name in Locale.parse(language).territories.items():
            if len(code) == 2:
                yield name


if __name__ == "__main__":
    main(Path(sys.argv[1]))
