"""What is typed to make a release, and to put something into one."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.widgets import AdminPageChooser
from wagtail.models import Page, Site
from wagtail.permissions import policy_registry

from mme_site.core import time_zones
from mme_site.editorial.releases.access import releases_of
from mme_site.pages.schedule_forms import ScheduleField, ScheduleFormMixin, ScheduleInput
from mme_site.publishing.releases import editing
from mme_site.publishing.releases.item import ItemKind
from mme_site.publishing.releases.release import Release


class HourMixin(forms.Form):
    """A field for the hour of a release, or for none; to be read in the zone that it names."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["due_at"] = ScheduleField(
            label=Release._meta.get_field("due_at").verbose_name.capitalize(),
            required=False,
            widget=ScheduleInput(),
            help_text=f"{Release._meta.get_field('due_at').help_text} {ScheduleFormMixin.help_of('go_live_at')}",
        )

    def clean_due_at(self):
        hour = self.cleaned_data["due_at"]
        if hour and hour <= timezone.now() and hour != self.initial.get("due_at"):
            words = _("%(time)s has passed. Choose a later time, or leave the field empty.")
            raise ValidationError(words % {"time": time_zones.in_zones(hour)})
        return hour


class HourForm(HourMixin):
    """Another hour."""


class ReleaseForm(HourMixin):
    """A new release."""

    name = forms.CharField(label=gettext_lazy("Name"), max_length=255)
    field_order = ["name", "due_at", "people"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        field = Release._meta.get_field("people")
        self.fields["people"] = forms.ModelMultipleChoiceField(
            policy_registry.get_by_type(Release).users_with_permission("publish").filter(is_active=True),
            label=field.verbose_name.capitalize(),
            help_text=field.help_text,
            required=False,
            widget=forms.CheckboxSelectMultiple,
        )

    def save(self, user):
        data = self.cleaned_data
        return editing.create(data["name"], user, data["due_at"], data["people"])


class ChooseReleaseForm(forms.Form):
    """The release into which something is put: an open one, or a new one by its name."""

    release = forms.ModelChoiceField(
        Release.objects.none(), label=gettext_lazy("Release"), required=False, empty_label=gettext_lazy("A new one:")
    )
    name = forms.CharField(label=gettext_lazy("Name of the new release"), max_length=255, required=False)

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["release"].queryset = releases_of(user).open().by_hour()

    def clean(self):
        data = super().clean()
        if not self.errors and not data.get("release") and not data.get("name"):
            self.add_error("name", _("Choose a release, or name a new one."))
        return data

    def chosen(self, user):
        return self.cleaned_data["release"] or editing.create(self.cleaned_data["name"], user)


WITH_PAGES = [(kind.value, kind.label) for kind in (ItemKind.PUBLISH, ItemKind.UNPUBLISH, ItemKind.MOVE)]


class WhatForm(forms.Form):
    """What is to happen to one page."""

    what = forms.ChoiceField(
        label=gettext_lazy("What happens"), choices=WITH_PAGES, initial=ItemKind.PUBLISH, widget=forms.RadioSelect
    )
    new_parent = forms.ModelChoiceField(
        Page.objects.filter(depth__gt=1),
        label=gettext_lazy("Move it below"),
        required=False,
        widget=AdminPageChooser(),
    )

    def clean(self):
        data = super().clean()
        if data.get("what") == ItemKind.MOVE and not data.get("new_parent") and "new_parent" not in self.errors:
            self.add_error("new_parent", _("Choose the page below which it is to stand."))
        return data


class AddToReleaseForm(WhatForm, ChooseReleaseForm):
    """The same, and the release into which it is put."""


class PageForm(WhatForm):
    """A page that is put into the release whose page this is."""

    page = forms.ModelChoiceField(
        Page.objects.filter(depth__gt=1), label=gettext_lazy("Page"), widget=AdminPageChooser()
    )
    field_order = ["page"]


class RedirectForm(forms.Form):
    """An address that is to lead elsewhere."""

    old_path = forms.CharField(
        label=gettext_lazy("Address"),
        max_length=255,
        help_text=gettext_lazy("As it stands after the site’s name: /summit/"),
    )
    site = forms.ModelChoiceField(Site.objects.all(), label=gettext_lazy("Site"), required=False)
    page = forms.ModelChoiceField(
        Page.objects.filter(depth__gt=1),
        label=gettext_lazy("Leads to the page"),
        required=False,
        widget=AdminPageChooser(),
    )
    link = forms.URLField(
        label=gettext_lazy("or to the address"), required=False, max_length=255, assume_scheme="https"
    )

    def clean(self):
        data = super().clean()
        if not self.errors and bool(data.get("page")) == bool(data.get("link")):
            self.add_error("page", _("Choose a page or write an address, not both."))
        return data


class LeaveOutForm(forms.Form):
    """Why the release goes on without an item."""

    because = forms.CharField(label=gettext_lazy("Why"), max_length=500)
