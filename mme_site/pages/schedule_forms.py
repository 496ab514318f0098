"""How a schedule is typed: in a zone that is named, at a time that exists, in the time to come."""

import datetime
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.admin.forms import WagtailAdminModelForm, WagtailAdminPageForm
from wagtail.admin.widgets import AdminDateTimeInput

from mme_site.core import time_zones
from mme_site.core.text_direction import TextDirectionFormMixin
from mme_site.pages.late_saves import LateSaveFormMixin
from mme_site.pages.validation.forms import CheckedFormMixin

SCHEDULE_FIELDS = ("go_live_at", "expire_at")
EARLIEST_YEAR = 2000  # before the first of any revision: a slip of the finger
MOST_YEARS_AHEAD = 20


class ScheduleInput(AdminDateTimeInput):
    """Wagtail's field with a calendar, which leaves what was typed beside the calendar's own format as it is."""

    def get_config(self) -> dict[str, Any]:
        return {**super().get_config(), "validateOnBlur": False}

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        """Name the zones and the words for pages/schedule.js, which says what is typed in every zone."""
        said = {
            "data-schedule-own": time_zones.name(timezone.get_current_timezone()),
            "data-schedule-site": time_zones.name(timezone.get_default_timezone()),
            "data-schedule-none": _("The clocks go forward then: this time does not exist."),
            "data-schedule-twice": _("The clocks go back then: this time comes twice. Write one of these:"),
            "data-schedule-past": _("This time has passed."),
        }
        return super().get_context(name, value, {**(attrs or {}), **said})


class ScheduleField(forms.DateTimeField):
    """A moment typed in the editor's zone, or with its distance from UTC: 2026-10-25 02:30 +01:00.

    Other orders of day and month are not taken: 10/11/2026 is in November for most of the
    site's editors and in October for Django.
    """

    def __init__(self, **kwargs: Any) -> None:
        example = time_zones.format_typed(timezone.localtime().replace(second=0))
        messages = {"invalid": _("Write the day and the time as in %(example)s.") % {"example": example}}
        super().__init__(input_formats=[time_zones.TYPED_AS, "%Y-%m-%d"], error_messages=messages, **kwargs)

    def to_python(self, value: Any) -> datetime.datetime | None:
        try:
            moment = super().to_python(value)
        except ValidationError as error:
            if error.code != "ambiguous_timezone":
                raise
            params = error.params or {}
            local, zone = params["datetime"], params["current_timezone"]
            check_year(local)
            raise ValidationError(time_zones.ambiguity_message(local, zone), code=error.code) from error
        if moment:
            check_year(moment)
        return moment

    def prepare_value(self, value: Any) -> Any:
        """Write a moment so that it is read as the same one again."""
        if hasattr(value, "tzinfo"):
            return time_zones.with_offset_if_ambiguous(timezone.localtime(value))
        return value


def check_year(moment: datetime.datetime) -> None:
    """Raise ValidationError for a year that nobody means."""
    latest = timezone.now().year + MOST_YEARS_AHEAD
    if not EARLIEST_YEAR <= moment.year <= latest:
        raise ValidationError(
            _("The year %(year)s looks wrong. Choose one from %(first)s to %(last)s."),
            code="year",
            params={"year": moment.year, "first": timezone.now().year, "last": latest},
        )


class ScheduleFormMixin(WagtailAdminModelForm):
    """For the form of what can be scheduled; base form classes of pages and draftable snippets extend it.

    A date that has passed and was left in a page or an old revision is dropped from the form:
    it never stops a save (fault u, wagtail#13896). One that is typed is refused.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.dates_left_behind: dict[str, datetime.datetime] = {}
        for name in self.scheduled_fields:
            moment = getattr(self.instance, name)
            if moment and moment <= timezone.now():
                self.dates_left_behind[name] = moment
                self.initial[name] = None
            self.fields[name] = self.with_zones(name, self.fields[name])

    @property
    def scheduled_fields(self) -> list[str]:
        return [name for name in SCHEDULE_FIELDS if name in self.fields]

    def with_zones(self, name: str, field: Any) -> ScheduleField:
        """Return the field that says in which zone it is read, in the place of Django's."""
        widget = ScheduleInput(
            attrs=field.widget.attrs, js_overlay_parent_selector=field.widget.js_overlay_parent_selector
        )
        return ScheduleField(label=field.label, required=False, widget=widget, help_text=self.help_of(name))

    @staticmethod
    def help_of(name: str) -> str:
        own, site = (
            time_zones.name(zone) for zone in (timezone.get_current_timezone(), timezone.get_default_timezone())
        )
        if name == "expire_at":
            return _("In %(own)s time. It takes effect when this version is published.") % {"own": own}
        if own == site:
            return _("In %(own)s time, which is yours and the site’s.") % {"own": own}
        text = _("In %(own)s time, the time zone of your account. The site’s is %(site)s.")
        return text % {"own": own, "site": site}

    def clean_go_live_at(self) -> datetime.datetime | None:
        return self.future_or_none("go_live_at")

    def clean_expire_at(self) -> datetime.datetime | None:
        return self.future_or_none("expire_at")

    def future_or_none(self, name: str) -> datetime.datetime | None:
        """Return the typed moment; None for one that was left behind; raise for another that has passed."""
        moment = self.cleaned_data[name]
        if moment is None or moment > timezone.now():
            return moment
        left_behind = self.dates_left_behind.get(name)
        # The editor's field shows no seconds in older forms that are still open.
        if left_behind and abs((moment - left_behind).total_seconds()) < 60:
            return None
        raise ValidationError(
            _("%(time)s has passed. Choose a later time, or leave the field empty."),
            code="past",
            params={"time": time_zones.in_zones(moment)},
        )

    def clean(self) -> Any:
        cleaned_data = super().clean()
        go_live_at, expire_at = (self.cleaned_data.get(name) for name in SCHEDULE_FIELDS)
        if go_live_at and go_live_at == expire_at:
            self.add_error("expire_at", _("It would come down at the moment it goes live. Choose a later time."))
        return cleaned_data

    def get_field_updates_for_resave(self) -> list[Any]:
        """Empty a field of the form that is still open, where the date in it was dropped at the saving."""
        updates = super().get_field_updates_for_resave()
        dropped = [name for name in self.dates_left_behind if self.data.get(self.add_prefix(name))]
        return [*updates, *((self.add_prefix(name), "") for name in dropped if self.cleaned_data.get(name) is None)]

    @property
    def media(self) -> forms.Media:
        return super().media + forms.Media(css={"all": ["pages/schedule.css"]}, js=["pages/schedule.js"])


class SchedulePageForm(
    LateSaveFormMixin, CheckedFormMixin, TextDirectionFormMixin, ScheduleFormMixin, WagtailAdminPageForm
):
    """The editor form of every page."""

    def save(self, commit: bool = True) -> Any:
        """A new page is no reader's until it is published: Wagtail stores it as live first, before its checks."""
        if self.instance.pk is None:
            self.instance.live = False
        return super().save(commit=commit)


class ScheduleSnippetForm(
    LateSaveFormMixin, CheckedFormMixin, TextDirectionFormMixin, ScheduleFormMixin, WagtailAdminModelForm
):
    """The editor form of a draftable snippet."""
