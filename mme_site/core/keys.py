"""A key of a row, as a form or an address gives it."""

LONGEST_KEY = 18  # digits; the databases know no longer ones


def key_in(text: str | None) -> int:
    """Return the key that a text is, 0 where it is none: no row has that."""
    text = text or ""
    return int(text) if text.isascii() and text.isdecimal() and len(text) <= LONGEST_KEY else 0
