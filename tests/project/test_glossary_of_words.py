"""Each word of the glossary of the interface is translated alike wherever it stands, by catalogues and content."""

import csv
import re

import polib
import pytest

from tests.project.architecture import ROOT

GLOSSARY = ROOT / "mme_site" / "locale" / "glossary.csv"
CATALOGUES = {
    "interface": ROOT / "mme_site" / "locale" / "{language}" / "LC_MESSAGES" / "django.po",
    "content": ROOT / "home" / "content" / "translations" / "{language}.po",
}
LANGUAGES = ("fr", "pt", "ar")
ADDRESS = re.compile(r"/\w+/")
VOWEL_SIGNS = re.compile("[\u064b-\u0652]")  # which Arabic writes or leaves out


def rows():
    with GLOSSARY.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def translations(name, language):
    """Yield what a catalogue says: (the English, all that stands for it)."""
    for entry in polib.pofile(str(CATALOGUES[name]).format(language=language)):
        said = " ".join([entry.msgstr, *entry.msgstr_plural.values()]).strip()
        if said and not entry.obsolete:
            yield ADDRESS.sub("", f"{entry.msgid} {entry.msgid_plural}"), VOWEL_SIGNS.sub("", said)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", CATALOGUES)
def test_a_word_of_the_glossary_is_translated_alike_everywhere(name, language):
    texts = list(translations(name, language))
    others = [
        (row["en"], english, said)
        for row in rows()
        if row["where"] in ("both", name)
        for english, said in texts
        if re.search(rf"(?<![\w-])(?:{row['en']})(?![\w-])", english, re.IGNORECASE)
        and not re.search(row[language], said, re.IGNORECASE)
    ]

    assert others == []


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", CATALOGUES)
def test_a_word_that_the_glossary_bans_stands_nowhere(name, language):
    [banned] = [row[language] for row in rows() if row["where"] == "never"]

    assert [said for _english, said in translations(name, language) if re.search(banned, said, re.IGNORECASE)] == []


def test_the_glossary_has_every_word_in_every_language():
    assert len(rows()) > 20
    assert [row for row in rows() if not all(row[language] for language in LANGUAGES)] == []
