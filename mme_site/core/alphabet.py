"""The order of names, as readers of a language look for them: Côte d'Ivoire stands among C."""

import unicodedata

COLLATION = "und-x-icu"  # PostgreSQL has it with ICU; SQLite gets one of this name (mme_site/core/sqlite3)
ARABIC_ARTICLE = "ال"


def alphabetical_key(name: str) -> str:
    """Return what to sort a name by: São Tomé stands before Senegal, and an Arabic article does not count.

    So do the United Nations sort their members in Arabic: الأردن stands under its second word's letter.
    """
    letters = unicodedata.normalize("NFKD", name)
    plain = "".join(letter for letter in letters if not unicodedata.combining(letter)).casefold()
    return plain.removeprefix(ARABIC_ARTICLE)


def compare(one: str, other: str) -> int:
    """Return which of two names comes first, as a collation of SQLite."""
    keys = (alphabetical_key(one), one), (alphabetical_key(other), other)
    return (keys[0] > keys[1]) - (keys[0] < keys[1])
