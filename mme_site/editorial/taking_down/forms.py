"""What is asked of who takes something down."""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.widgets import AdminPageChooser
from wagtail.documents.widgets import AdminDocumentChooser
from wagtail.models import Page

from mme_site.core import time_zones
from mme_site.core.languages import by_name
from mme_site.core.querysets import SitePageQuerySet
from mme_site.editorial.taking_down.models import TakedownReason, TakenDown
from mme_site.files.models import SiteDocument
from mme_site.pages.schedule_forms import ScheduleField, ScheduleInput

DRAFT = gettext_lazy("it is a draft again: readers find nothing at its address")
HIDDEN = gettext_lazy("for no reason that readers are told: they find nothing at its address")


class TakedownForm(forms.ModelForm):
    """Why it comes down, when, what readers are told, and where they are led; without `item` it is of many."""

    why = forms.ChoiceField(label=gettext_lazy("Why?"), required=False, widget=forms.RadioSelect)

    class Meta:
        model = TakenDown
        fields = ["why", "reason", "target"]
        widgets = {"reason": forms.Textarea(attrs={"rows": 3}), "target": AdminPageChooser}
        labels = {
            "reason": gettext_lazy("The reason, as readers are told it"),
            "target": gettext_lazy("The right page, if there is one"),
        }

    def __init__(self, *args: Any, item: Any = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.item = item
        why: Any = self.fields["why"]
        why.choices = [("", HIDDEN if isinstance(item, SiteDocument) else DRAFT), *TakedownReason.choices]
        if item is not None and not isinstance(item, Page):
            self.fields["target_record"] = target_field(item)
        zone = {"zone": time_zones.name(timezone.get_current_timezone())}
        self.fields["hour"] = ScheduleField(
            label=_("When"),
            required=False,
            widget=ScheduleInput,
            help_text=_("Leave it empty to do it now. In %(zone)s time.") % zone,
        )

    def clean_hour(self) -> Any:
        hour = self.cleaned_data["hour"]
        if hour and hour <= timezone.now():
            raise forms.ValidationError(_("This time has passed. Choose a later one, or leave the field empty."))
        if hour and is_alias(self.item):
            text = _("An alias has no scheduled time of its own. Take it down now, or schedule its original.")
            raise forms.ValidationError(text)
        return hour

    def clean(self) -> dict[str, Any]:
        super().clean()
        cleaned_data = self.cleaned_data
        why, target = cleaned_data.get("why"), cleaned_data.get("target")
        other = cleaned_data.get("target_record")
        if why in (TakedownReason.WITHDRAWN, TakedownReason.ERROR) and not cleaned_data.get("reason"):
            self.add_error("reason", _("Say why: readers are told."))
        if why == TakedownReason.MERGED and not (target or other):
            self.add_error("target", _("Choose the page that readers are led to."))
        if target and other:
            self.add_error("target", _("Choose one of the two: readers are led to one place."))
        if target and not SitePageQuerySet(Page).live().public().filter(pk=target.pk).exists():
            self.add_error("target", _("Readers cannot open this page."))
        return cleaned_data


def is_alias(item: Any) -> bool:
    """Return True for a page that follows another one, down at its hour as well."""
    return bool(getattr(item, "alias_of_id", None))


def target_field(item: Any) -> forms.ModelChoiceField:
    """Return the field for another record, or file, that readers are led to."""
    others = type(item)._default_manager.filter(live=True).exclude(pk=item.pk)
    if isinstance(item, SiteDocument):
        return forms.ModelChoiceField(
            others, required=False, label=_("Or the right file"), widget=AdminDocumentChooser, help_text=""
        )
    field = forms.ModelChoiceField(others, required=False, label=_("Or the right record"))
    field.choices = [("", "---------"), *((other.pk, str(other)) for other in by_name(others))]
    return field


class TakedownPagesForm(TakedownForm):
    """The same of many pages."""

    include_descendants = forms.BooleanField(label=gettext_lazy("With the pages below them"), required=False)
