"""Which facts no source states: said by an editor who looked, and never of a field that is merely empty."""

from typing import Any, ClassVar

from django import forms
from django.db import models
from django.utils.translation import gettext_lazy as _

from mme_site.core.stored_json import StoredJSON


class NotStatedField(StoredJSON):
    """The names of those facts, out of the model's `can_be_not_stated`."""

    nothing = list

    def formfield(self, **options: Any) -> forms.Field:
        """Return a box for each fact."""
        page_type: Any = self.model  # one with NotStatedMixin
        return forms.MultipleChoiceField(
            choices=list(page_type.can_be_not_stated.items()),
            widget=forms.CheckboxSelectMultiple,
            required=False,
            label=_("Not stated in the source"),
            help_text=self.help_text,
        )


class NotStatedMixin(models.Model):
    """For a page of facts that can be said to be in no source."""

    can_be_not_stated: ClassVar[dict[str, Any]] = {}

    not_stated = NotStatedField(
        _("not stated in the source"),
        help_text=_("Only what was looked for and no source states: readers are told so. What is empty is not shown."),
    )

    class Meta:
        abstract = True
