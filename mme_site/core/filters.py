"""Filters of a list, read from the query string."""

import datetime
from dataclasses import dataclass

from django import forms
from django.forms.utils import flatatt
from django.utils.html import format_html, format_html_join
from django.utils.http import urlencode

from mme_site.core.dates import format_date


@dataclass(frozen=True)
class ActiveFilter:
    """One filter that limits the list now, and the query string of the list without it."""

    label: str
    value: str
    query_without: str


class PlainSelect(forms.Select):
    """A select that is written at once; Django's fills a template for each of its options."""

    def render(self, name, value, attrs=None, renderer=None):
        chosen = {str(one) for one in self.format_value(value)}
        options = format_html_join(
            "\n",
            "<option{}>{}</option>",
            ((flatatt({"value": key, "selected": str(key) in chosen}), label) for key, label in self.choices),
        )
        attributes = flatatt({"name": name, **self.build_attrs(self.attrs, attrs)})
        return format_html("<select{}>\n{}\n</select>", attributes, options)


class FilterForm(forms.Form):
    """Filters of a list; what cannot be read does not limit the list, and is said.

    Fields are never required. Invalid values are errors of the form, which the template
    shows, and are absent from `chosen`.
    """

    only_when_asked = ()  # fields that are shown to those who came by a link that names them
    few_values = ()  # fields of which a site has few values, so that what they find can be remembered for each

    def __init__(self, data):
        super().__init__(data, label_suffix="")
        for name in self.only_when_asked:
            if not data.get(name):
                del self.fields[name]
        for field in self.fields.values():
            if isinstance(field.widget, forms.Select):
                field.widget = PlainSelect(field.widget.attrs, field.choices)

    @property
    def chosen(self):
        """What was asked for and could be read, without what was left empty."""
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value not in (None, "")}

    @property
    def typed(self):
        """What was asked for, as it was typed: the form shows nothing else of a request."""
        return tuple((name, self.data.get(name)) for name in self.fields)

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

    def query_with(self, name, value):
        """Return the query string of what was asked for and could be read, with one filter more."""
        return "?" + urlencode(self.chosen | {name: value})

    def query_without(self, name):
        """Return the query string without one filter and back on the first page."""
        query = self.data.copy()
        for dropped in (name, "page"):
            query.pop(dropped, None)
        return "?" + query.urlencode()
