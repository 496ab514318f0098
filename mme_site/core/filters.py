"""Filters of a list, read from the query string."""

import datetime
from dataclasses import dataclass
from typing import Any

from django import forms
from django.forms.renderers import BaseRenderer
from django.forms.utils import flatatt
from django.http import QueryDict
from django.template.defaultfilters import yesno
from django.utils.html import format_html, format_html_join
from django.utils.http import urlencode
from django.utils.safestring import SafeString

from mme_site.core.dates import format_date
from mme_site.core.languages import TextInLanguage
from mme_site.core.templatetags.mme_languages import foreign


@dataclass(frozen=True)
class ActiveFilter:
    """One filter that limits the list now, and the query string of the list without it."""

    label: str
    value: str
    query_without: str


class PlainSelect(forms.Select):
    """A select that is written at once; Django's fills a template for each of its options."""

    def render(
        self, name: str, value: Any, attrs: dict[str, Any] | None = None, renderer: BaseRenderer | None = None
    ) -> SafeString:
        chosen = {str(one) for one in self.format_value(value)}
        options = format_html_join(
            "\n",
            "<option{}{}>{}</option>",
            (
                (flatatt({"value": key, "selected": str(key) in chosen}), foreign(label), label)
                for key, label in self.choices
            ),
        )
        attributes = flatatt({"name": name, **self.build_attrs(self.attrs, attrs)})
        return format_html("<select{}>\n{}\n</select>", attributes, options)


class FilterForm(forms.Form):
    """Filters of a list; what cannot be read does not limit the list, and is said.

    Fields are never required. Invalid values are errors of the form, which the template
    shows, and are absent from `chosen`.
    """

    only_when_asked: tuple[str, ...] = ()  # fields that are shown to those who came by a link that names them
    few_values: tuple[str, ...] = ()  # fields of which a site has few values: what they find is remembered for each
    data: QueryDict

    def __init__(self, data: QueryDict) -> None:
        super().__init__(data, label_suffix="")
        self.leave_out(*(name for name in self.only_when_asked if not data.get(name)))
        for field in self.fields.values():
            if isinstance(field, forms.ChoiceField) and isinstance(field.widget, forms.Select):
                field.widget = PlainSelect(field.widget.attrs, field.widget.choices)

    def leave_out(self, *names: str) -> None:
        """Do not offer these filters."""
        for name in names:
            del self.fields[name]

    @property
    def chosen(self) -> dict[str, Any]:
        """What was asked for and could be read, without what was left empty."""
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value not in (None, "", False)}

    @property
    def typed(self) -> tuple[tuple[str, str | None], ...]:
        """What was asked for, as it was typed: the form shows nothing else of a request."""
        return tuple((name, self.data.get(name)) for name in self.fields)

    @property
    def active_filters(self) -> list[ActiveFilter]:
        """The filters that limit the list, each removable on its own."""
        return [
            ActiveFilter(str(self[name].label), self.label_of(name, value), self.query_without(name))
            for name, value in self.chosen.items()
        ]

    def label_of(self, name: str, value: Any) -> str:
        """Return a chosen value in the words that the form shows for it."""
        if isinstance(value, datetime.date):
            return format_date(value)
        if value is True:
            return str(yesno(value))
        field = self.fields[name]
        if isinstance(field, forms.ModelChoiceField) or not isinstance(field, forms.ChoiceField):
            return str(value)
        label = dict(field.widget.choices)[value]
        return label if isinstance(label, TextInLanguage) else str(label)

    def query_with(self, name: str, value: object) -> str:
        """Return the query string of what was asked for and could be read, with one filter more."""
        return "?" + urlencode(self.chosen | {name: value})

    def query_without(self, name: str) -> str:
        """Return the query string without one filter and back on the first page."""
        query = self.data.copy()
        for dropped in (name, "page"):
            query.pop(dropped, None)
        return "?" + query.urlencode()
