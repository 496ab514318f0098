"""What is asked for when a draft is shared, or the site as it will be."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from mme_site.core import time_zones
from mme_site.editorial.sharing.models import DAYS, DEFAULT_DAYS, SitePreview, releases_of
from mme_site.pages.schedule_forms import ScheduleField, ScheduleFormMixin, ScheduleInput
from mme_site.publishing.releases.release import Release

LATEST, VERSION = "latest", "version"


class DaysForm(forms.Form):
    """For how long."""

    days = forms.TypedChoiceField(label=_("It works for"), coerce=int, initial=DEFAULT_DAYS)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        said = [(days, ngettext("%(days)s day", "%(days)s days", days) % {"days": days}) for days in DAYS]
        self.fields["days"].choices = said


class ShareForm(DaysForm):
    """For how long, and whether what is saved later is shown as well."""

    what = forms.ChoiceField(
        label=_("It shows"),
        choices=[
            (LATEST, _("the latest draft, also as it is saved later")),
            (VERSION, _("the draft as it is saved now")),
        ],
        widget=forms.RadioSelect,
        initial=LATEST,
    )


class SitePreviewForm(DaysForm):
    """The moment at which the site is shown, or the release with which."""

    release = forms.ModelChoiceField(Release.objects.none(), label=_("or with the release"), required=False)
    field_order = ["moment", "release", "days"]

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["moment"] = ScheduleField(
            label=_("At this moment"),
            required=False,
            widget=ScheduleInput(),
            help_text=ScheduleFormMixin.help_of("go_live_at"),
        )
        self.fields["release"].queryset = releases_of(user).by_hour()
        self.order_fields(self.field_order)

    def clean_moment(self):
        moment = self.cleaned_data["moment"]
        if moment and moment <= timezone.now():
            words = _("%(time)s has passed. Choose a later time.")
            raise ValidationError(words % {"time": time_zones.in_zones(moment)})
        return moment

    def clean(self):
        data = super().clean()
        if not self.errors and bool(data.get("moment")) == bool(data.get("release")):
            self.add_error("moment", _("Write a date and time or choose a release, not both."))
        return data

    def save(self, user):
        """Make a link; return it and its token."""
        data = self.cleaned_data
        moment = data["moment"] or data["release"].due_at
        return SitePreview.store(user, data["days"], moment=moment, release=None if moment else data["release"])
