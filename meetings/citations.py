"""How to cite a document: in words, for BibTeX, and for reference managers (RIS)."""

import re
from dataclasses import dataclass

from django.utils import translation

# What TeX reads as a command stands behind a backslash (The LaTeX Companion, 2.1).
TEX_SPECIALS = re.compile(r"([&%$#_{}])")
TEX_WORDS = {"\\": r"\textbackslash{}", "~": r"\textasciitilde{}", "^": r"\textasciicircum{}"}


@dataclass(frozen=True)
class Citation:
    """One document as others name it. `date` is as precise as it is known: 2006, 2006-11 or 2006-11-23."""

    key: str
    title: str
    body: str
    symbol: str
    place: str
    date: str
    date_text: str
    url: str
    language: str

    @classmethod
    def of(cls, document, url):
        """Return the citation of a document page at an address."""
        with translation.override("en"):  # a list of references is in one language
            date_text = document.date_text
        date = document.date.isoformat() if document.date else ""
        return cls(
            key=document.slug,
            title=document.title,
            body=document.body_responsible,
            symbol=document.symbol,
            place=document.place,
            date=date[: {"year": 4, "month": 7}.get(document.date_precision, 10)],
            date_text=date_text,
            url=url,
            language=document.locale.language_code,
        )

    @property
    def text(self):
        """The citation in words, without what is not known."""
        parts = [self.body, f"“{self.title}”", self.symbol, self.place, self.date_text]
        return f"{', '.join(filter(None, parts))}. {self.url}"

    @property
    def bibtex(self):
        """The citation as an entry of BibTeX, of the kind that fits what is neither book nor article."""
        fields = {
            "title": f"{{{tex(self.title)}}}",
            "author": f"{{{tex(self.body)}}}" if self.body else "",
            "number": tex(self.symbol),
            "address": tex(self.place),
            "year": self.date[:4],
            "month": self.date[5:7],
            "day": self.date[8:10],
            "url": self.url,
        }
        lines = [f"  {name} = {{{value}}}," for name, value in fields.items() if value]
        return "\n".join([f"@misc{{{self.key},", *lines, "}"])

    @property
    def ris(self):
        """The citation as RIS, which Zotero, EndNote and Mendeley read."""
        fields = [
            ("TY", "GEN"),
            ("TI", self.title),
            ("AU", self.body),
            ("M1", self.symbol),
            ("CY", self.place),
            ("PY", self.date[:4]),
            ("DA", self.date.replace("-", "/")),
            ("LA", self.language),
            ("UR", self.url),
        ]
        lines = [f"{tag}  - {' '.join(value.split())}" for tag, value in fields if value]
        return "\n".join([*lines, "ER  - "])


def tex(text):
    """Return a text in which TeX finds no command."""
    escaped = (TEX_WORDS.get(letter) or TEX_SPECIALS.sub(r"\\\1", letter) for letter in text)
    return "".join(escaped)
