"""Questions that the content answers by itself: what a room has to say registers with the hook `search_answers`.

A question is taken apart word by word. Whoever answers takes the words that it understands; only where no telling
word is left over has it understood the question, and may answer.
"""

import datetime
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeVar

from wagtail.models import Site

from mme_site.core import clock

Found = TypeVar("Found")


@dataclass(frozen=True)
class ComputedAnswer:
    """A sentence that follows from the facts, and the page that says it."""

    text: str
    url: str
    pages: tuple[Any, ...] = ()  # pages and records that say it or lead to it, the best first
    as_of: datetime.date | None = None


@dataclass
class Question:
    """The words of a question without case, accents and dates, and what is left of them."""

    words: tuple[str, ...]
    site: Site
    language: str
    request: Any
    fold: Callable[[str], list[str]]  # a text into words as these are
    number_of: Callable[[str], int]  # of an ordinal in words or figures; 0 of any other word
    also_called: Callable[[str], Iterable[str]]  # what editors say is typed for a name as well
    common: frozenset[str]  # words that say nothing
    span: tuple[datetime.date, datetime.date] | None = None  # the date that it names
    left: list[str] = field(default_factory=list)

    def begin(self) -> "Question":
        """Return the question with nothing taken yet."""
        return Question(**{**vars(self), "left": list(self.words)})

    def take(self, *vocabularies: frozenset[str]) -> bool:
        """Take the words of a vocabulary, or of several; return True where there was one."""
        had = len(self.left)
        self.left = [word for word in self.left if not any(word in words for words in vocabularies)]
        return len(self.left) < had

    def take_named(self, names: Mapping[tuple[str, ...], Found]) -> Found | None:
        """Take the longest name that stands in the question, and return what it names."""
        longest = max(map(len, names), default=0)
        for length in range(min(longest, len(self.left)), 0, -1):
            for at in range(len(self.left) - length + 1):
                if (found := names.get(tuple(self.left[at : at + length]))) is not None:
                    self.left[at : at + length] = []
                    return found
        return None

    def take_number(self) -> int:
        """Take an ordinal, and return it; 0 where there is none."""
        for word in self.left:
            if number := self.number_of(word):
                self.left.remove(word)
                return number
        return 0

    @property
    def is_past(self) -> bool:
        """True where the date that is named is over."""
        return self.span is not None and self.span[1] < clock.today()

    @property
    def is_to_come(self) -> bool:
        """True where the date that is named has not begun: of it no facts tell."""
        return self.span is not None and self.span[0] > clock.today()

    @property
    def is_of_years(self) -> bool:
        """True where several years are named, and not one day, month or year."""
        return self.span is not None and self.span[0].year != self.span[1].year

    @property
    def is_understood(self) -> bool:
        """True where no telling word is left."""
        return all(word in self.common for word in self.left)

    def names_of(self, named: Iterable[tuple[str, Found]]) -> dict[tuple[str, ...], Found]:
        """Return things by their names, and by what is typed for these, as words of a question are compared."""
        found: dict[tuple[str, ...], Found] = {}
        for name, thing in named:
            for called in (name, *self.also_called(name)):
                if key := tuple(self.fold(called)):
                    found.setdefault(key, thing)
        return found


def vocabulary(*texts: str) -> frozenset[str]:
    """Return the words of texts, written without case and accents, a language each."""
    return frozenset(" ".join(texts).split())
