"""Words that exist in the languages of the site: none of them is taken for a mistake.

The dictionary is a Bloom filter (Bloom, 1970) of the words of four languages and of the names of all states and
languages, made by tests/generating/dictionary.py: it never says of a word in it that it does not exist, and of one in a
hundred others that it does, which is then offered a correction instead of being given one. Arabic is written together
with articles, prepositions and endings, which no list has all of: its stems are in it as well.
"""

import hashlib
from functools import cache
from pathlib import Path

from search.words.stemming import arabic, is_arabic

FILE = Path(__file__).with_name("words_that_exist.bin")
BITS_OF_A_WORD = 10
HASHES = 7
SHORTEST = 4  # letters
# With which languages make words that no list has: déprogrammé, despublicado, Arabic prepositions and conjunctions.
PREFIXES = ("anti", "de", "des", "dis", "inter", "non", "pre", "re", "sub", "un", *"وفبكلس")


def exists(word: str) -> bool:
    """Return True for a folded word that a language of the site has, alone or behind a prefix."""
    parts = (word.removeprefix(prefix) for prefix in PREFIXES if word.startswith(prefix))
    found = [word, *(part for part in parts if len(part) > SHORTEST)]
    return any(is_listed(entry) for one in found for entry in entries(one))


def entries(word: str) -> list[str]:
    """Return what stands for a folded word in the dictionary: itself, and the stem where it is Arabic."""
    return [word, f"{arabic(word)}-"] if is_arabic(word) else [word]


def is_listed(entry: str) -> bool:
    bits = filled()
    return all(bits[bit >> 3] & 1 << (bit & 7) for bit in bits_of(entry, len(bits)))


@cache
def filled() -> bytes:
    return FILE.read_bytes()


def size_for(words: int) -> int:
    """Return how many bytes hold so many words."""
    return words * BITS_OF_A_WORD // 8 + 1


def bits_of(word: str, size: int) -> list[int]:
    """Return the places of a word in a filter of so many bytes (Kirsch and Mitzenmacher, 2006)."""
    digest = hashlib.blake2b(word.encode(), digest_size=16).digest()
    first, second = int.from_bytes(digest[:8], "big"), int.from_bytes(digest[8:], "big")
    return [(first + number * second) % (size * 8) for number in range(HASHES)]
