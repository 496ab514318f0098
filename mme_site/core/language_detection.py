"""In which language something is that was printed elsewhere: a title, or what a source says in its own words.

Nobody enters it, and a screen reader is to speak it in its own language (WCAG 2.2, 3.1.2).
"""

import re

from django.conf import settings

from mme_site.core.languages import TextInLanguage

ARABIC = re.compile(r"[\u0600-\u06ff]")
WORD = re.compile(r"[^\W\d_]+")
# Words that hardly a sentence of the language is without; most are none in the others.
COMMON_WORDS = {
    "en": {
        *("the", "and", "of", "with", "from", "was", "were", "on"),
        *("to", "by", "at", "its", "for", "in", "is", "between"),
    },
    "fr": {"le", "la", "les", "des", "du", "et", "une", "est", "pour", "par", "dans", "sur", "aux", "de"},
    "pt": {"de", "da", "do", "das", "dos", "uma", "para", "com", "não", "pela", "pelo", "ao", "são", "na", "no"},
    "de": {"der", "die", "das", "und", "für", "von", "aus", "nach", "ein", "eine"},
}


def detect_language(text: str, expected: str = settings.LANGUAGE_CODE) -> str:
    """Return the language of a printed text as far as its letters and words tell, else the one that is expected."""
    words = WORD.findall(text.lower())
    letters = sum(map(len, words))
    if not letters:
        return expected
    if 2 * len(ARABIC.findall(text)) > letters:
        return "ar"
    likely = settings.LANGUAGE_CODE if expected == "ar" else expected
    if likely not in COMMON_WORDS:
        return likely
    counts = {language: sum(word in telling for word in words) for language, telling in COMMON_WORDS.items()}
    best = max(counts, key=lambda language: counts[language])
    return best if counts[best] > max(counts[likely], 1) else likely


def with_detected_language(text: object) -> TextInLanguage:
    """Return what was printed elsewhere with the language that it is in."""
    return TextInLanguage(text, detect_language(str(text)))
