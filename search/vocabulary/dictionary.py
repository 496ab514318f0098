"""Words that exist in the languages of the site: none of them is taken for a mistake.

The dictionary is a Bloom filter (Bloom, 1970) of the frequent words of four languages and of the names of all states,
made by tests/generating/dictionary.py: it never says of a word in it that it does not exist, and of one in a hundred
others that it does, which is then offered a correction instead of being given one.
"""

import hashlib
from functools import cache
from pathlib import Path

FILE = Path(__file__).with_name("words_that_exist.bin")
BITS_OF_A_WORD = 10
HASHES = 7


def exists(word: str) -> bool:
    """Return True for a folded word that a language of the site has."""
    bits = filled()
    return all(bits[bit >> 3] & 1 << (bit & 7) for bit in bits_of(word, len(bits)))


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
