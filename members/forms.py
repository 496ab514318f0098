"""What a visitor can ask of the list of members."""

import datetime

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from members.models.kinds import ChangeKind, Region
from mme_site.core.filters import FilterForm
from mme_site.core.languages import by_name

EARLIEST = datetime.date(1950, 1, 1)
LATEST = datetime.date(2100, 12, 31)


class MemberFilterForm(FilterForm):
    """The list's date and filters; what cannot be read does not limit the list."""

    as_of = forms.DateField(
        label=_("As of"),
        help_text=_("Leave empty for today."),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        input_formats=["%Y-%m-%d"],
        error_messages={"invalid": _("Write the date as year-month-day, for example 2014-04-02.")},
    )
    body = forms.ChoiceField(label=_("Body"), required=False)
    region = forms.ChoiceField(label=_("Region"), required=False, choices=[("", _("All")), *Region.choices])
    rec = forms.ChoiceField(label=_("Regional economic community"), required=False)
    standing = forms.ChoiceField(
        label=_("Standing"),
        required=False,
        choices=[("", _("All")), ("suspended", _("Suspended")), ("in-full", _("Not suspended"))],
    )

    def __init__(self, data, bodies, recs):
        super().__init__(data)
        for name, offered in {"body": bodies, "rec": by_name(recs)}.items():
            self.fields[name].choices = [("", _("All")), *((one.code, one.name) for one in offered)]

    def clean_as_of(self):
        date = self.cleaned_data["as_of"]
        if date and not EARLIEST <= date <= LATEST:
            raise forms.ValidationError(
                _("Choose a date from %(first)s to %(last)s."),
                params={"first": EARLIEST.isoformat(), "last": LATEST.isoformat()},
            )
        return date


class MapFilterForm(MemberFilterForm):
    """The same for the map, and how much of it is drawn."""

    part = forms.ChoiceField(
        label=_("Part of the map"), required=False, choices=[("", _("All")), ("europe", _("Europe, larger"))]
    )


class ChangesFilterForm(FilterForm):
    """Which changes of memberships are listed."""

    body = forms.ChoiceField(label=_("Body"), required=False)
    what = forms.ChoiceField(
        label=pgettext_lazy("joined or left", "What"), required=False, choices=[("", _("All")), *ChangeKind.choices]
    )

    def __init__(self, data, bodies):
        super().__init__(data)
        self.fields["body"].choices = [("", _("All")), *((one.code, one.name) for one in bodies)]
