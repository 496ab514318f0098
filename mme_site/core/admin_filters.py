"""Filters of the lists and reports of the admin."""

from collections.abc import Callable, Iterable
from typing import Any

import django_filters
from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet

Choices = Iterable[tuple[Any, Any]] | Callable[[], Iterable[tuple[Any, Any]]]


def one_of(label: Any, choices: Choices, method: str | None = None, **options: Any) -> django_filters.ChoiceFilter:
    """Return a filter of which one choice can be made, as radio buttons."""
    options = {"empty_label": _("All"), "widget": forms.RadioSelect, **options}
    return django_filters.ChoiceFilter(label=label, choices=choices, method=method, **options)


def some_of(label: Any, choices: Choices, method: str | None = None) -> django_filters.MultipleChoiceFilter:
    """Return a filter of which several choices can be made, as check boxes."""
    return django_filters.MultipleChoiceFilter(
        label=label, choices=choices, method=method, widget=forms.CheckboxSelectMultiple
    )


class ForgivingFilterSet(WagtailFilterSet):
    """Filters of which those that cannot be read do not limit a list, and are said."""

    @property
    def could_not_be_read(self) -> list[tuple[Any, str]]:
        """What was asked for and does not limit the list, as (filter, why)."""
        return [(self.form.fields[name].label, " ".join(errors)) for name, errors in self.form.errors.items()]
