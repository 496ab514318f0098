"""The catalogues of the shipped translations, and the words of records in them.

A catalogue is a PO file as gettext has it; a sentence is translated once, wherever it stands.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import polib

from home.loading.updating import digest_of
from mme_site.core.languages import TranslatedRecord

FOLDER = "translations"


@dataclass(frozen=True)
class Catalogue:
    """What the project ships in one language."""

    language: str
    texts: dict[str, str]  # by the original's

    @cached_property
    def digest(self) -> str:
        """What tells whether a text has changed."""
        return digest_of(sorted(self.texts.items()))

    @classmethod
    def read_all(cls, folder: Path) -> "list[Catalogue]":
        """Return the catalogues below a folder of content."""
        return [cls.read(path) for path in sorted((folder / FOLDER).glob("*.po"))]

    @classmethod
    def read(cls, path: Path) -> "Catalogue":
        return cls(path.stem, {entry.msgid: entry.msgstr for entry in polib.pofile(str(path)) if entry.translated()})


def take_words(records: Iterable[TranslatedRecord], catalogues: Iterable[Catalogue]) -> list[str]:
    """Give records the words of the catalogues where they have none; return the new words."""
    found = []
    for catalogue in catalogues:
        for record in records:
            for name, field in record.translated_fields.items():
                text = catalogue.texts.get(getattr(record, field))
                if text and not record.own_words(name, catalogue.language):
                    record.translate(name, catalogue.language, text)
                    found.append(text)
    return found
