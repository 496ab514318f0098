"""The words of this site's content that a question is read with: data, which the project gives (docs/SEARCH.md)."""

import json
from pathlib import Path
from typing import NamedTuple

from django.conf import settings


class ContentWords(NamedTuple):
    """Words without case and accents, and the groups of words that mean the same as they are written."""

    common: list[str]  # in every other text: left out of a question, as those of the language are
    common_in: dict[str, str]  # words that are common to readers of one language only: "au" in French
    never_common: list[str]  # that a language has as common words, and the content as names
    swapped: list[list[str]]  # of names that are written in either order: first, second
    months: list[list[str]]  # January, February … in all languages, and as they are shortened
    ordinals: list[list[str]]  # first, second … in all languages, as what the content counts is numbered in words
    synonyms: list[dict[str, list[str]]]  # `terms`, and what `leads_here`: editors keep them once they are loaded
    never_stemmed: tuple[str, ...] = ()  # names that a stemmer takes for one another


CONTENT_WORDS = ContentWords(**json.loads(Path(settings.SEARCH_WORDS_FILE).read_text(encoding="utf-8")))
