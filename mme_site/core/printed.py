"""In which language something is that was printed elsewhere: a title, or what a source says in its own words.

Nobody enters it, and a screen reader is to speak it in its own language (WCAG 2.2, 3.1.2).
"""

import re

from django.conf import settings

from mme_site.core.languages import TextInLanguage

ARABIC = re.compile(r"[\u0600-\u06ff]")
WORD = re.compile(r"[^\W\d_]+")
# Words that hardly a sentence of the language is without, and that are none in the others.
TELLING = {
    "en": {"the", "and", "of", "with", "from", "was", "were", "on", "to", "by", "at", "its", "for", "is", "between"},
    "fr": {"le", "la", "les", "des", "du", "et", "une", "est", "pour", "par", "dans", "sur", "aux", "de"},
    "pt": {"da", "do", "das", "dos", "uma", "para", "com", "não", "pela", "pelo", "ao", "são", "na", "no"},
    "de": {"der", "die", "das", "und", "für", "von", "aus", "nach", "ein", "eine"},
}


def told_language(text: str) -> str:
    """Return the language of a printed text as far as its words tell, else that of the site."""
    if 2 * len(ARABIC.findall(text)) > len(text):
        return "ar"
    words = WORD.findall(text.lower())
    counts = {language: sum(word in telling for word in words) for language, telling in TELLING.items()}
    best = max(counts, key=lambda language: counts[language])
    return best if counts[best] > max(counts["en"], 1) else settings.LANGUAGE_CODE


def as_printed(text: object) -> TextInLanguage:
    """Return what was printed elsewhere with the language that it is in."""
    return TextInLanguage(text, told_language(str(text)))
