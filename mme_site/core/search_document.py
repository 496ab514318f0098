"""What pages and records tell the search of themselves; the search asks, and knows no type."""

from dataclasses import dataclass, field


@dataclass(frozen=True)
class SearchDocumentPart:
    """A part of a page that a result can open at, such as an agenda item."""

    title: str
    text: str
    anchor: str


@dataclass(frozen=True)
class SearchDocument:
    """What a page or record says of itself beside its title and its text.

    `names` are all other names it goes by, symbols, codes and acronyms among them. `words`
    are what else it is found by, such as the name of its series. `facets` gives values by
    facet, such as {"kind": ["summit"], "year": ["2014"]}; a hook `search_facet_labels` of the
    same room says what its values are called.
    """

    names: list[str] = field(default_factory=list)
    words: list[str] = field(default_factory=list)
    date: object = None  # datetime.date, or None
    facets: dict[str, list[str]] = field(default_factory=dict)
    parts: list[SearchDocumentPart] = field(default_factory=list)


def non_empty(*values):
    """Return the values that are not empty, as texts."""
    return [str(value) for value in values if value]


class FacetLabel(str):
    """The label of a facet's value, in a language that need not be the reader's (WCAG 2.2, 3.1.2)."""

    def __new__(cls, text, language):
        label = super().__new__(cls, text)
        label.language = language
        return label
