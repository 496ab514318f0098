"""Texts of fields that have one line."""

import re

INVISIBLE = re.compile("[\u00ad\u200b\u2060\ufeff]")  # without width; the joiners of Arabic and Indian scripts are not


def one_line(text: str) -> str:
    """Return a text with its white space folded into single spaces, without characters that nobody sees."""
    return " ".join(INVISIBLE.sub("", text).split())
