"""How to cite a document: in words, for BibTeX, and for reference managers (RIS)."""

import re
from dataclasses import dataclass

from mme_site.core.dates import machine_date

# What TeX reads as a command stands behind a backslash (The LaTeX Companion, 2.1).
TEX_SPECIALS = re.compile(r"([&%$#_])")
TEX_WORDS = {"\\": r"\textbackslash{}", "~": r"\textasciitilde{}", "^": r"\textasciicircum{}"}
TEX_WORDS |= {"{": r"\textbraceleft{}", "}": r"\textbraceright{}"}  # BibTeX counts \{ as a brace


@dataclass(frozen=True)
class Citation:
    """One document as others name it. `date` is as precise as it is known: 2006, 2006-11 or 2006-11-23.

    `language` is that of the text, empty where it is known in none or in several.
    """

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
        return cls(
            key=document.slug,
            title=document.title,
            body=document.body_responsible,
            symbol=document.symbol,
            place=str(document.place_name),  # in the reader's language, as are title and date
            date=machine_date(document.date, document.date_precision) if document.date else "",
            date_text=document.date_text,
            url=url,
            language=document.only_language,
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

    @property
    def styles(self):
        """The citation in the plain styles that most people are asked for, by their names."""
        return [("APA", self.apa), ("Chicago", self.chicago)]

    @property
    def apa(self):
        """As the American Psychological Association (7th edition) writes the report of a body."""
        symbol = f" ({self.symbol})" if self.symbol else ""
        date = self.date[:4] or "n.d."
        if not self.body:
            return f"{ended(self.title + symbol)} ({date}). {self.url}"
        return f"{ended(self.body)} ({date}). {ended(self.title + symbol)} {self.url}"

    @property
    def chicago(self):
        """As an entry of a bibliography in the Chicago Manual of Style (17th edition, 14.8)."""
        dated = ", ".join(filter(None, [self.place, self.date_text]))
        parts = filter(None, [self.body, f"“{ended(self.title)}”", self.symbol, dated, self.url])
        return " ".join(part if part.endswith("”") else ended(part) for part in parts)


def ended(text):
    """Return a text with a full stop, unless it ends with a sign that ends a sentence."""
    return text if text.endswith((".", "?", "!", "؟", "…")) else f"{text}."


def tex(text):
    """Return a text in which TeX finds no command, and no paragraph."""
    escaped = (TEX_WORDS.get(letter) or TEX_SPECIALS.sub(r"\\\1", letter) for letter in " ".join(text.split()))
    return "".join(escaped)
