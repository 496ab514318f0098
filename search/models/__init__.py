"""What the search keeps: what can be found, and under which words."""

from search.models.best_bet import BestBet, BestBetChoice, BestBetSearch
from search.models.entry import Entry, Facets, Name, Result, Source
from search.models.synonym import Synonym
from search.models.tally import Tally
from search.models.vocabulary import Gram, Word

__all__ = [
    "BestBet",
    "BestBetChoice",
    "BestBetSearch",
    "Entry",
    "Facets",
    "Gram",
    "Name",
    "Result",
    "Source",
    "Synonym",
    "Tally",
    "Word",
]
