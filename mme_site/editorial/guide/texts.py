"""The guide in the languages in which it is written: docs/EDITORS.md, and beside it one file for each other language.

Above a heading of another language stands the English one that it translates, as a comment. A guide that lacks
a section leads to the English one.
"""

import functools
import re
from pathlib import Path

from django.conf import settings
from django.utils.translation import get_language

FOLDER = settings.BASE_DIR / "docs"
ENGLISH = "en"
TRANSLATED_HEADING = re.compile(r"^<!-- (.+) -->\n## (.+)$", re.MULTILINE)


def path_of(language: str) -> Path:
    """Return where the guide is in a language."""
    return FOLDER / ("EDITORS.md" if language == ENGLISH else f"EDITORS.{language}.md")


@functools.cache
def languages() -> frozenset[str]:
    """Return the languages in which the guide is there, looked for once."""
    others = (path.suffixes[0][1:] for path in FOLDER.glob("EDITORS.*.md"))
    return frozenset([ENGLISH, *others])


def known_language(asked_for: str | None = None) -> str:
    """Return the language that was asked for, or the reader's; English where the guide is in neither."""
    language = (asked_for or get_language() or ENGLISH).split("-")[0]
    return language if language in languages() else ENGLISH


@functools.cache
def headings(language: str) -> dict[str, str]:
    """Return the headings of the guide in another language by the English ones that they translate."""
    return dict(TRANSLATED_HEADING.findall(path_of(language).read_text(encoding="utf-8")))
