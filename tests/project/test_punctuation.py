"""Punctuation is that of each language, in both catalogues: spaces of French, commas and marks of Arabic."""

import re

import polib
import pytest

from tests.project.test_glossary_of_words import CATALOGUES

# What is no prose: tags, addresses, values to fill in, hours, file names.
NO_PROSE = re.compile(r"<[^>]*>|https?:\S+|%\(\w+\)[sd]|\{\w*\}|\d+:\d+")
FAULTS = {
    # A line must not begin with one of these signs, so the space before it is one that does not break.
    "fr": re.compile(r"[ \w)][;?!»](?!\w)|[ \w)]:(?!\S)|«[^\u00a0]|[\"“”]|\w'\w"),
    "pt": re.compile(r"\s[:;?!»]|«\s|[\"“”]|\w'\w"),
    "ar": re.compile(r"[\u0600-\u06ff]\s*[,;?]|[,;?]\s*[\u0600-\u06ff]|\s[،؛؟:!»]|«\s|[\"“”]|[٠-٩]"),
}


def texts(name, language):
    """Yield the texts of a catalogue that are in its language."""
    for entry in polib.pofile(str(CATALOGUES[name]).format(language=language)):
        for text in [entry.msgstr, *entry.msgstr_plural.values()]:
            for title in [text, *re.findall("«.(.*?).»", text)]:
                if title in entry.msgid:  # kept as it is in English
                    text = text.replace(title, "")
            yield text


def faults_of(text, language):
    return FAULTS[language].findall(NO_PROSE.sub("x", text))


@pytest.mark.parametrize("language", FAULTS)
@pytest.mark.parametrize("name", CATALOGUES)
def test_punctuation_is_that_of_the_language(name, language):
    assert [(found, text) for text in texts(name, language) if (found := faults_of(text, language))] == []


@pytest.mark.parametrize(
    ("language", "wrong", "right"),
    [
        ("fr", "Pourquoi ?", "Pourquoi\u00a0?"),
        ("fr", "Adresse: ici", "Adresse\u00a0: ici"),
        ("fr", "« Oui »", "«\u00a0Oui\u00a0»"),
        ("fr", "l'autre", "l’autre"),
        ("pt", "Porquê ?", "Porquê?"),
        ("pt", "« Sim »", "«Sim»"),
        ("ar", "مالي, مصر", "مالي، مصر"),
        ("ar", "لماذا?", "لماذا؟"),
    ],
)
def test_a_sign_of_another_language_is_found(language, wrong, right):
    assert faults_of(wrong, language) and not faults_of(right, language)
