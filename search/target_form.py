"""How an editor chooses what is promoted: a page, or a record of a kind that is registered."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.functional import cached_property
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.panels import FieldPanel, InlinePanel, Panel
from wagtail.snippets.widgets import AdminSnippetChooser

from search.registered import searchable_records


class TargetForm(WagtailAdminModelForm):
    """Puts a record that was chosen, whatever its model, into the target."""

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        if record := self.instance.record:
            self.initial[record._meta.model_name] = record.pk

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        records = [cleaned[name] for name in record_fields() if cleaned.get(name)]
        if len(records) > 1:
            raise ValidationError(_("Choose a page or a member, and not both."))
        self.instance.record = records[0] if records else None
        return cleaned


class TargetsPanel(InlinePanel):
    """The targets of a promoted result, with a chooser for each model of records."""

    @cached_property
    def panel_definitions(self) -> list[Panel]:
        return [*super().panel_definitions, *map(FieldPanel, record_fields())]

    def get_form_options(self) -> dict[str, Any]:
        options = super().get_form_options()
        options["formsets"][self.relation_name]["form"] = type("TargetForm", (TargetForm,), record_fields())
        return options


def record_fields() -> dict[str, forms.ModelChoiceField]:
    """Return a field for each model of records, by its name."""
    return {
        model._meta.model_name: forms.ModelChoiceField(
            model._default_manager.all(),
            required=False,
            label=capfirst(model._meta.verbose_name),
            widget=AdminSnippetChooser(model),
        )
        for model in searchable_records()
    }
