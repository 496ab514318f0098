"""Filters of a list, read from the query string."""

import datetime
from dataclasses import dataclass

from django import forms

from mme_site.dates import format_date


@dataclass(frozen=True)
class ActiveFilter:
    """One filter that limits the list now, and the query string of the list without it."""

    label: str
    value: str
    query_without: str


class FilterForm(forms.Form):
    """Filters of a list; what cannot be read does not limit the list, and is said.

    Fields are never required. Invalid values are errors of the form, which the template
    shows, and are absent from `chosen`.
    """

    def __init__(self, data):
        super().__init__(data, label_suffix="")

    @property
    def chosen(self):
        """What was asked for and could be read, without what was left empty."""
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value not in (None, "")}

    @property
    def active_filters(self):
        """The filters that limit the list, each removable on its own."""
        return [
            ActiveFilter(self.fields[name].label, self.label_of(name, value), self.query_without(name))
            for name, value in self.chosen.items()
        ]

    def label_of(self, name, value):
        """Return a chosen value in the words that the form shows for it."""
        if isinstance(value, datetime.date):
            return format_date(value)
        field = self.fields[name]
        return str(value if isinstance(field, forms.ModelChoiceField) else dict(field.choices)[value])

    def query_without(self, name):
        """Return the query string without one filter and back on the first page."""
        query = self.data.copy()
        for dropped in (name, "page"):
            query.pop(dropped, None)
        return "?" + query.urlencode()
