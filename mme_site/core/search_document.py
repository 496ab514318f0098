"""What pages and records tell the search of themselves; the search asks, and knows no type."""

import datetime
from dataclasses import dataclass, field

from mme_site.core.languages import TextInLanguage


@dataclass(frozen=True)
class SearchDocumentPart:
    """A part of a page that a result can open at, such as an agenda item."""

    title: str
    text: str
    anchor: str


@dataclass(frozen=True)
class SearchDocument:
    """What a page or record says of itself beside its text, and a page beside its title.

    `title` is that of a record. `names` are all other names it goes by, symbols, codes and acronyms among them. `words`
    are what else it is found by, such as the name of its series. `facets` gives values by
    facet, such as {"kind": ["summit"], "year": ["2014"]}; a hook `search_facet_labels` of the
    same room says what its values are called. `weight`, from 0 to 1, says how much more it is wanted than
    others that match as well: a summit more than a working group.
    """

    title: str = ""
    names: list[str] = field(default_factory=list)
    words: list[str] = field(default_factory=list)
    date: datetime.date | None = None
    facets: dict[str, list[str]] = field(default_factory=dict)
    parts: list[SearchDocumentPart] = field(default_factory=list)
    weight: float = 0.0


def non_empty(*values: object) -> list[str]:
    """Return the values that are not empty, as texts."""
    return [str(value) for value in values if value]


FacetLabel = TextInLanguage  # the label of a facet's value, where it need not be in the reader's language
