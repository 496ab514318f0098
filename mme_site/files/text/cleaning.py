"""The text of a page as the search and its readers want it."""

import re
import unicodedata

# PDFium puts U+FFFE or a soft hyphen where a word is divided at the end of a line. A hyphen
# that was typed is taken away only between small letters, so that 'Africa-\nEU' stays two words.
DIVIDED = re.compile(r"(?:[\ufffe\u00ad\x02]\s*\n?|(?<=[^\W\d_])[-‐]\n)(?=[^\W\d_])")
TYPED_HYPHENS = ("-", "‐")
LINE = re.compile(r"[^\S\n]+")
PARAGRAPHS = re.compile(r"\s*\n\s*\n\s*")
ALLOWED = "\n"


def cleaned(text: str) -> str:
    """Return a text with its words put together, its letters in their common form, and nothing that no database takes.

    Presentation forms, such as those of Arabic letters and ligatures, become the letters
    themselves (Unicode NFKC), so that what was drawn is found as it is typed.
    """
    joined = DIVIDED.sub(join, text.replace("\r\n", "\n").replace("\r", "\n"))
    normal = unicodedata.normalize("NFKC", joined)
    plain = "".join(letter for letter in normal if letter in ALLOWED or is_allowed(letter))
    lines = [LINE.sub(" ", line).strip() for line in plain.split("\n")]
    return PARAGRAPHS.sub("\n\n", "\n".join(lines)).strip()


def join(match: re.Match[str]) -> str:
    """Return what stands for a division: nothing, or the hyphen where the next line begins with a capital."""
    following = match.string[match.end() : match.end() + 1]
    typed = match.group()[0]
    return typed if typed in TYPED_HYPHENS and not following.islower() else ""


def is_allowed(letter: str) -> bool:
    """Return False for control characters, halves of surrogate pairs, and what Unicode calls no character."""
    if unicodedata.category(letter) in ("Cc", "Cs"):
        return letter == "\t"
    return ord(letter) & 0xFFFE != 0xFFFE
