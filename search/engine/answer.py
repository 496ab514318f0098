"""The answer to one question, as the page and the JSON show it."""

from collections import Counter
from functools import cached_property
from typing import Any

from django.core.paginator import Paginator
from wagtail.models import Site

from search.answers import answer_to, keys_of
from search.engine.correcting import corrected
from search.engine.facets import Counted
from search.engine.lines import Lines
from search.engine.matching import Matching
from search.engine.promoted import Promoted
from search.engine.queries import within
from search.engine.ranking import Ranking
from search.engine.visible import Visible
from search.vocabulary.synonyms import expanded, names_of_editors
from search.withdrawn import withdrawn_holding
from search.words.parsing import parse

RESULTS_PER_PAGE = 20
FEW = 3  # results, beside which another spelling is offered
MOST_LISTED = 200  # results of one question; who wants more narrows it
SECONDS = 3  # that a question may take
RELEVANCE, DATE = "relevance", "date"


class Answer:
    """What everybody may read on a site that a question finds.

    It is one of: what holds all the words; what holds them once the mistyped ones are
    corrected; what holds those that anything holds; what holds any. Which one, is said.
    """

    def __init__(
        self,
        asked: Any,  # the SearchForm
        site: Site,
        language: str,
        promoted: Promoted | None = None,
    ):
        self.asked = asked
        self.site = site
        self.language = language
        self.promoted = promoted or Promoted()
        self.query = parse(asked.typed)
        self.visible = Visible(site.root_page, language)
        self.visible.left_out = self.promoted.left_out
        self.recommended = []
        self.corrected_query = ""  # what was looked for instead, as what was typed cannot be meant
        self.offered_query = ""  # what may be meant as well
        self.left_out = []
        self.is_any = False
        self.is_widened = False  # whether a few hold all the words, and others stand below them
        self.matching, self.ranked = None, None
        self.computed, self.pinned = None, []  # the sentence that answers the question, and the results that say it
        self.facets, self.lines, self.meant, self.page = [], [], [], None
        self.withdrawn = None  # what was, where the reader asks for it as well
        if self.query.clauses:
            self.known = self.visible.sources
            self.computed = answer_to(self.query, site, language, asked.request)
            said_by = [key for key in keys_of(self.computed, language) if key not in self.visible.left_out]
            self.pinned = self.known.public(said_by) if said_by else []
            if asked.wants_withdrawn:
                self.withdrawn = withdrawn_holding(self.query, site.root_page, asked.request)
            self.names = names_of_editors()
            with within(SECONDS):
                self.look()
                self.show()
                self.offer()

    def look(self):
        """Find what is meant, beginning with just what was typed."""
        if self.finds(self.query, is_whole=True) or self.asked.is_exact or self.pinned:
            if not (self.asked.is_exact or self.pinned) and self.finds_little:
                self.is_widened = True
                self.look_for_any(self.query.clauses)
            return
        better = corrected(self.query, self.visible, self.names)
        if better:
            clauses, text = better
            query = parse(text)
            if self.finds(query, is_whole=True):
                self.corrected_query, self.query = text, query
                return
            self.look_for_part(clauses, text)
        else:
            self.look_for_part(self.query.clauses)

    def offer(self):
        """Find what may be meant where what was typed is found rarely, or not at all."""
        if self.corrected_query or self.pinned or self.asked.is_exact or self.count > FEW:
            return
        if better := corrected(self.query, self.visible, self.names, is_offer=True):
            query = parse(better[1])
            if Matching(self.visible, expanded(query, self.names)).results:
                self.offered_query = better[1]

    def look_for_part(self, clauses, corrected_text=""):
        """Find what holds the words that anything holds; all of them, or else any."""
        typed = self.query
        known = [clause for clause in clauses if self.is_known(clause)]
        if corrected_text and len(known) < len(clauses) and not set(known) & set(self.query.clauses):
            corrected_text, known = "", []  # of what was typed, nothing would be left
            clauses = self.query.clauses
        self.left_out = [clause.typed for clause in clauses if clause not in known]
        self.corrected_query = corrected_text
        self.query = self.query.of(clauses)
        if not known or (self.left_out and self.finds(self.query.of(known))):
            return
        if corrected_text:  # a guess at a word is no ground to show what holds only that
            self.query = typed
            self.look_for_part(typed.clauses)
            return
        self.look_for_any(known)

    def look_for_any(self, clauses):
        """Find what holds any of the words, what holds more of them first."""
        self.is_any = True
        self.finds(self.query.of(clauses), everything=False)

    @property
    def finds_little(self):
        """True where few texts hold all the words, and none of them in its title, names or facts."""
        if len(self.query.clauses) < 3 or self.query.without or len(self.matching.results) > FEW:
            return False
        is_plain = not any(clause.is_quoted or clause.is_date for clause in self.query.clauses)
        return is_plain and not self.matching.results.intersection(self.matching.heads)

    def finds(self, query, everything=True, is_whole=False):
        """Look for what a query matches, and return whether there is anything."""
        if not query.clauses:
            return False
        self.matching = Matching(self.visible, expanded(query, self.names), everything, is_whole)
        return bool(self.matching.results)

    def is_known(self, clause):
        """Return True when something that everybody may read holds a clause."""
        return bool(Matching(self.visible, expanded(self.query.of([clause]), self.names)).results)

    @property
    def is_wide(self):
        """True when every language version is shown: on request, or where there is nothing nearer."""
        return self.asked.is_wide or not self.near

    @property
    def far(self):
        """How many results are versions in other languages, where there is no page full of nearer ones."""
        if self.is_wide or not self.matching or len(self.near) >= RESULTS_PER_PAGE:
            return 0
        return len(self.matching.results & self.known.far)

    @cached_property
    def near(self):
        """The results that are not versions in other languages of what the reader can read."""
        return self.matching.results - self.known.far if self.matching else set()

    @cached_property
    def results(self):
        """The keys of the results before any facet is chosen."""
        if not self.matching:
            return set()
        return (self.matching.results if self.is_wide else self.near).union(self.pinned)

    def show(self):
        """Put in order what was found, and load the page of it that was asked for."""
        found = Counter(map(self.known.facets.get, self.results))
        self.counted = Counted(found, self.asked.chosen)
        first = [] if self.asked.chosen else self.promoted.first_visible(self.visible)
        keys = [key for key in self.keys if key not in first] if self.counted.total else []
        self.facets = self.counted.facets(self.site, self.asked.address_of_facet) if found else []
        self.page = Paginator(keys, RESULTS_PER_PAGE).get_page(self.asked.page)
        lines = Lines(self.matching, self.visible, self.asked.request, self.language)
        first = first if self.page.number == 1 else []
        shown = lines.of([*first, *self.page, *(one.key for one in self.candidates_meant)])
        self.recommended = [shown[key] for key in first if key in shown]
        self.lines = [shown[key] for key in self.page if key in shown]
        self.meant = [shown[one.key].named(one, self.language) for one in self.candidates_meant if one.key in shown]

    @cached_property
    def keys(self):
        """The keys of the results, in the order that was asked for."""
        shown = self.results
        if self.counted.chosen:
            shown = {key for key in shown if self.known.facets[key] in self.counted.shown}
        if self.asked.sort == DATE:
            return self.matching.by_date(shown, MOST_LISTED)
        first = [key for key in self.pinned if key in shown]
        query = self.matching.query
        held = [self.matching.holding(clause) for clause in query.clauses] if self.is_any else ()
        self.ranked = Ranking(self.matching.candidates(shown.difference(first)), query, self.language, held)
        return [*first, *self.ranked.keys][:MOST_LISTED]

    @property
    def candidates_meant(self):
        """The results among which the reader has to choose, as one name means them all."""
        is_first = self.ranked and self.page.number == 1 and not self.asked.chosen
        return self.ranked.meant if is_first else []

    @property
    def chosen(self):
        """The values that limit the results, with their facets."""
        return [(facet, value) for facet in self.facets for value in facet.chosen]

    @property
    def count(self):
        """How many results there are, listed or not."""
        return self.counted.total if self.query.clauses else 0

    @property
    def is_cut(self):
        """True when there are more results than are listed."""
        return self.count > MOST_LISTED
