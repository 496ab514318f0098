"""What an index was made with: where that has changed, it has to be made anew (`manage.py prepare` does it)."""

import hashlib
from functools import cache

from search.words.content import CONTENT_WORDS

MADE_BY = 3  # one more whenever words are folded, parted or stemmed in another way, or documents hold something new


@cache
def index_format() -> str:
    """Return eight letters that tell one way of making the index from another."""
    made_with = (MADE_BY, CONTENT_WORDS.ordinals, CONTENT_WORDS.swapped, CONTENT_WORDS.never_stemmed)
    return hashlib.blake2b(repr(made_with).encode(), digest_size=4).hexdigest()
