"""A question to the index: what must be there, in any of several ways."""

from dataclasses import dataclass, replace
from functools import cached_property

from search.words.folding import name_key
from search.words.stemming import forms_of


@dataclass(frozen=True)
class Words:
    """Words that stand together in a text: one word, or several in their order."""

    words: tuple[str, ...]
    is_acronym: bool = False

    @property
    def forms(self):
        """The stems that they stand in texts as; an acronym has no endings: UNITAR is not "united"."""
        return forms_of(self.words, ("en",)) if self.is_acronym else forms_of(self.words)

    def __str__(self):
        return " ".join(self.words)


@dataclass(frozen=True)
class Clause:
    """What must be there: any one of these."""

    any_of: tuple[Words, ...]
    typed: str = ""
    is_quoted: bool = False
    is_date: bool = False

    @property
    def word(self):
        """The one word that was typed, or ''."""
        is_one = not self.is_quoted and len(self.any_of) == 1 and len(self.any_of[0].words) == 1
        return self.any_of[0].words[0] if is_one else ""


@dataclass(frozen=True)
class Query:
    """A question to the index, and how it was typed."""

    text: str
    clauses: tuple[Clause, ...] = ()
    without: tuple[Clause, ...] = ()
    is_cut: bool = False
    folded: tuple[str, ...] = ()

    @cached_property
    def key(self):
        """What the query has in common with a name that is spelt in another way."""
        return name_key(self.text)

    def of(self, clauses):
        """Return this query with other clauses."""
        return replace(self, clauses=tuple(clauses))
