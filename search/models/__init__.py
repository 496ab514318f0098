"""What the search keeps: what can be found, and under which words."""

from search.models.index_document import Facets, IndexDocument, IndexedName, Passage, TextSource
from search.models.promoted import PromotedQuery, PromotedResult, PromotedTarget
from search.models.query_statistics import QueryStatistics
from search.models.synonym import Synonym
from search.models.vocabulary import Trigram, Word

__all__ = [
    "Facets",
    "IndexDocument",
    "IndexedName",
    "Passage",
    "PromotedQuery",
    "PromotedResult",
    "PromotedTarget",
    "QueryStatistics",
    "Synonym",
    "TextSource",
    "Trigram",
    "Word",
]
