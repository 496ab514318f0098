"""What is asked for when a draft is shared."""

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from mme_site.editorial.sharing.models import DAYS, DEFAULT_DAYS

LATEST, VERSION = "latest", "version"


class ShareForm(forms.Form):
    """For how long, and whether what is saved later is shown as well."""

    days = forms.TypedChoiceField(label=_("It works for"), coerce=int, initial=DEFAULT_DAYS)
    what = forms.ChoiceField(
        label=_("It shows"),
        choices=[
            (LATEST, _("the latest draft, also as it is saved later")),
            (VERSION, _("the draft as it is saved now")),
        ],
        widget=forms.RadioSelect,
        initial=LATEST,
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        said = [(days, ngettext("%(days)s day", "%(days)s days", days) % {"days": days}) for days in DAYS]
        self.fields["days"].choices = said
