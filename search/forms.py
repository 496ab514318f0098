"""What a visitor can ask of the search."""

from functools import cached_property
from urllib.parse import urlencode

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from search.engine.answer import DATE, RELEVANCE
from search.engine.facets import FACETS, NAMED_BY_ROOMS, labels_of

MOST_VALUES = 20  # of one facet
LONGEST_VALUE = 255  # characters
LAST_PAGE = 10


class SearchForm(forms.Form):
    """One box. Anything can be typed into it; nothing that is typed is an error.

    What else an address asks for is read here too: facets, languages, order, page. What
    cannot be read limits nothing, and is said (`refused`).
    """

    q = forms.CharField(label=_("Search"), required=False, strip=True)

    def __init__(self, data, request, site):
        super().__init__(data)
        self.request = request
        self.site = site

    @property
    def typed(self):
        """What was typed, as it was."""
        return self.data.get("q", "")

    @cached_property
    def asked_of_facets(self):
        """The values asked for by facet, known or not, but no more than a person chooses."""
        return {
            name: {value[:LONGEST_VALUE] for value in self.data.getlist(name)[:MOST_VALUES] if value}
            for name in FACETS
            if self.data.get(name)
        }

    @cached_property
    def chosen(self):
        """The values asked for that there can be, by facet."""
        known = {name: self.known(name, values) for name, values in self.asked_of_facets.items()}
        return {name: values for name, values in known.items() if values}

    def known(self, name, values):
        if name == "year":
            return {value for value in values if value.isascii() and value.isdecimal() and len(value) == 4}
        if name in (*NAMED_BY_ROOMS, "type", "language", "file"):
            return values & set(labels_of(name, sorted(values), self.site))
        return values

    @property
    def refused(self):
        """What was asked for and limits nothing: (what, value)."""
        refused = [
            (FACETS[name], value)
            for name, values in self.asked_of_facets.items()
            for value in sorted(values - self.chosen.get(name, set()))
        ]
        if self.data.get("sort") not in (None, "", RELEVANCE, DATE):
            refused.append((_("Order"), self.data["sort"][:LONGEST_VALUE]))
        return refused

    @property
    def sort(self):
        return DATE if self.data.get("sort") == DATE else RELEVANCE

    @property
    def is_wide(self):
        """True when versions in all languages are asked for."""
        return self.data.get("languages") == "all" or "language" in self.chosen

    @property
    def is_exact(self):
        """True when nothing is to be corrected or left out."""
        return self.data.get("exact") == "1"

    @property
    def wants_withdrawn(self):
        """True when what was withdrawn is asked for as well."""
        return self.data.get("withdrawn") == "1"

    @property
    def page(self):
        """The number of the page that is asked for, as it is written; a very high one is the last."""
        number = self.data.get("page", "")
        return number if len(number) < 5 else LAST_PAGE if number.isdecimal() else 1

    @property
    def is_first_look(self):
        """True of a search as it was typed: no other page of it, no choice, no JSON."""
        return set(self.data) == {"q"}

    @property
    def wants_json(self):
        return self.data.get("format") == "json"

    # Addresses

    def address_of_facet(self, name: str, value: str, is_chosen: bool) -> str:
        """Return the query string with a value of a facet, or without it where it is chosen."""
        asked = [pair for pair in self.pairs if pair != (name, value)]
        return "?" + urlencode(asked if is_chosen else [*asked, (name, value)])

    @cached_property
    def pairs(self) -> list[tuple[str, str]]:
        """All parameters but the number of the page."""
        return [(name, value) for name, values in self.data.lists() if name != "page" for value in values]

    @property
    def without_facets(self) -> QueryDict:
        """All parameters with nothing chosen."""
        parameters = self.data.copy()
        for name in FACETS:
            parameters.pop(name, None)
        return parameters
