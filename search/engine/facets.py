"""What the results are: their kinds, years, themes …, how many of each, and what the reader chose."""

from collections import Counter
from dataclasses import dataclass
from functools import partial
from itertools import chain
from sys import intern

from django.conf import settings
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from wagtail import hooks

from mme_site.core.batches import batches
from mme_site.core.languages import DOCUMENT_LANGUAGES
from mme_site.core.search_document import FacetLabel
from search.models import Facets
from search.registered import models_by_type

FACETS = {
    "type": _("Type"),
    "kind": _("Kind"),
    "year": _("Year"),
    "series": _("Series"),
    "theme": _("Theme"),
    "body": _("Body"),
    "country": _("Country"),
    "region": _("Region"),
    "rec": _("Regional economic community"),
    "place": _("Place"),
    "language": _("Language"),
    "file": _("File"),
}
# A value that no room names, such as a hidden theme, is not shown.
NAMED_BY_ROOMS = ("kind", "series", "theme", "body", "country", "region", "rec")
WITH_FILE = "yes"
MOST_KEPT = 50_000  # combinations that a process remembers

_kept = {}


@dataclass(frozen=True)
class Value:
    """A value of a facet, how many results have it, and the address with it or without it."""

    value: str
    label: str
    count: int
    is_chosen: bool
    url: str


@dataclass(frozen=True)
class Facet:
    """One facet with its values, the most frequent first."""

    name: str
    label: str
    values: list[Value]

    @property
    def chosen(self):
        """The values that limit the results now."""
        return [value for value in self.values if value.is_chosen]


class Counted:
    """How many results have which values, where `chosen` limits them: {facet: {value, …}}.

    What was chosen of one facet leaves that facet's own numbers alone, so that a second
    value can be added to the first.
    """

    def __init__(self, found, chosen):
        self.chosen = {name: values for name, values in chosen.items() if values}
        kept = load(found)
        wanted = {name: {f"{name}={value}" for value in values} for name, values in self.chosen.items()}
        having = {name: {key for key in found if not wanted[name].isdisjoint(kept[key])} for name in wanted}
        self.shown = within(found, having.values())
        self.by_name = {name: {} for name in FACETS} | counted(self.shown, kept)
        for name in self.chosen:
            others = [keys for other, keys in having.items() if other != name]
            self.by_name[name] = counted(within(found, others), kept).get(name, {})

    @property
    def total(self):
        return sum(self.shown.values())

    def facets(self, site, address):
        """Return the facets that tell results apart; `address(name, value, chosen)` is that of a value."""
        found = []
        for name, label in FACETS.items():
            counts = self.by_name[name]
            wanted = self.chosen.get(name, set())
            for value in wanted:
                counts.setdefault(value, 0)
            labels = labels_of(name, list(counts), site) if len(counts) > 1 or wanted or name == "file" else {}
            values = [
                Value(value, labels[value], count, value in wanted, address(name, value, value in wanted))
                for value, count in sorted(counts.items(), key=partial(order_of, name))
                if value in labels
            ]
            if not wanted and all(value.count == self.total for value in values):
                continue  # what all have tells nothing apart
            # A lone value tells results apart where not all have it.
            if values and (len(values) > 1 or wanted or (name == "file" and values[0].count < self.total)):
                found.append(Facet(name, label, values))
        return found


def within(found, sets):
    """Return what of the combinations found is in all of these sets."""
    return {key: found[key] for key in set(found).intersection(*sets)} if sets else found


def counted(found, kept):
    """Return how many results have which values: {facet: {value: count}}; thousands of combinations take little."""
    counts, by_count = Counter(), {}
    for key, count in found.items():
        by_count.setdefault(count, []).append(kept[key])
    for count, combinations in by_count.items():
        for pair, times in Counter(chain.from_iterable(combinations)).items():
            counts[pair] += times * count
    by_name = {}
    for pair, count in counts.items():
        name, _equals, value = pair.partition("=")
        by_name.setdefault(name, {})[value] = count
    return by_name


def order_of(name, item):
    value, count = item
    return (-int(value), "") if name == "year" and value.isdecimal() else (-count, value)


def load(keys):
    """Return the 'facet=value' pairs of combinations by their key."""
    missing = [key for key in keys if key not in _kept]
    if len(_kept) + len(missing) > MOST_KEPT:
        _kept.clear()
        missing = list(keys)
    if missing:
        _kept.update(pairs_of(missing))
    return _kept


def pairs_of(keys):
    """Yield the key of each combination with its 'facet=value' pairs; a text knows its hash, by which it is counted."""
    for some in batches(keys, 5000):
        for key, values in Facets.objects.filter(pk__in=some).values_list("pk", "values"):
            yield key, tuple(intern(f"{name}={value}") for name in values for value in values[name])


def labels_of(name, values, site):
    """Return what values of a facet are called in the reader's language; those that have no name are left out."""
    if name == "type":
        models = models_by_type()
        return {value: capfirst(models[value]._meta.verbose_name) for value in values if value in models}
    if name == "language":
        return {code: label for code, label in [*DOCUMENT_LANGUAGES, *settings.LANGUAGES] if code in values}
    if name == "file":
        return {WITH_FILE: _("With a file")} if WITH_FILE in values else {}
    # What editors typed is taken to be in the language of the site's own texts.
    labels = {} if name in NAMED_BY_ROOMS else {value: FacetLabel(value, settings.LANGUAGE_CODE) for value in values}
    for label in hooks.get_hooks("search_facet_labels"):
        labels.update(label(name, values, site))
    return {value: label if isinstance(label, FacetLabel) else str(label) for value, label in labels.items()}
