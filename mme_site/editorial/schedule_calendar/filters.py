"""The filters of the timeline; what cannot be read does not limit it, and is said."""

import datetime

import django_filters
from django import forms
from django.contrib.auth import get_user_model
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db.models import CharField, Q
from django.db.models.functions import Cast
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from django_filters.fields import DateRangeField
from wagtail.admin.active_filters import DateFromToRangeFilterAdapter, register_filter_adapter_class
from wagtail.admin.filters import DateRangePickerWidget
from wagtail.admin.utils import get_user_display_name
from wagtail.coreutils import get_content_languages
from wagtail.models import Page, get_page_models

from mme_site.core.admin_filters import ForgivingFilterSet, one_of, some_of
from mme_site.editorial.schedule_calendar.access import visible_to
from mme_site.editorial.schedule_calendar.schedule_states import ScheduleState, state_condition
from mme_site.publishing.schedule import Schedule, ScheduleKind
from mme_site.publishing.schedule_store import draftable_snippets

FIRST_DAY, LAST_DAY = datetime.date(1990, 1, 1), datetime.date(2199, 12, 31)  # beyond, no zone's clock is certain


class DayField(forms.DateField):
    """A day as Wagtail's calendar writes it: 10/11 is in November for most editors and in October for Django."""

    default_validators = [MinValueValidator(FIRST_DAY), MaxValueValidator(LAST_DAY)]

    def __init__(self):
        super().__init__(
            required=False,
            input_formats=["%Y-%m-%d"],
            error_messages={"invalid": _("Write days as in 2026-11-24.")},
        )


class DaysField(DateRangeField):
    """From a day to a day, both whole, in the viewer's zone."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields = (DayField(), DayField())

    def compress(self, days):
        if days and all(days) and days[0] > days[1]:
            raise ValidationError(_("The first day comes after the last."), code="order")
        return super().compress(days)


class DaysFilter(django_filters.DateFromToRangeFilter):
    field_class = DaysField


class DaysAdapter(DateFromToRangeFilterAdapter):
    """A filter of days that is taken away stays away, though the list begins with yesterday where none is named."""

    def get_url_without_filter_param(self, param):
        query = self.query_dict.copy()
        for name in param:
            query[name] = ""
        return f"{self.base_url}?{query.urlencode()}"


register_filter_adapter_class(DaysFilter, DaysAdapter)


class PersonField(django_filters.fields.ModelChoiceField):
    def label_from_instance(self, user):
        return get_user_display_name(user)


class PersonFilter(django_filters.ModelChoiceFilter):
    field_class = PersonField


def people(request):
    """Return who scheduled what the viewer may see, and nobody else."""
    schedulers = visible_to(request.user).order_by().values("scheduled_by")
    return get_user_model().objects.filter(pk__in=schedulers).order_by("username")


def types():
    """Return the types of pages and draftable snippets, as (app.model, words)."""
    models = [model for model in get_page_models() if model.is_creatable]
    models += draftable_snippets()
    named = ((model._meta.label_lower, capfirst(str(model._meta.verbose_name))) for model in models)
    return sorted(named, key=lambda choice: choice[1].casefold())


class ScheduleFilters(ForgivingFilterSet):
    """The filters that the list of days and the month share."""

    state = some_of(_("Status"), ScheduleState.choices, "in_states")
    kind = one_of(_("What happens"), ScheduleKind.choices, empty_label=_("Everything"))
    language = one_of(_("Language"), lambda: get_content_languages().items())
    type = one_of(_("Type"), types, "of_type")
    scheduled_by = PersonFilter(
        label=_("Scheduled by"), queryset=people, empty_label=_("Everybody"), blank=True, widget=forms.RadioSelect
    )

    class Meta:
        model = Schedule
        fields = []

    def in_states(self, schedules, name, states):
        now, condition = timezone.now(), Q()
        for state in states:
            condition |= state_condition(state, now)
        return schedules.filter(condition)

    def of_type(self, schedules, name, label):
        app_label, model_name = label.split(".")
        content_type = ContentType.objects.get_by_natural_key(app_label, model_name)
        if not issubclass(content_type.model_class(), Page):
            return schedules.filter(content_type=content_type)
        pages = Page.objects.filter(content_type=content_type).order_by()
        return schedules.filter(
            content_type=ContentType.objects.get_for_model(Page),
            object_id__in=pages.annotate(key=Cast("pk", CharField())).values("key"),
        )


class ScheduleListFilters(ScheduleFilters):
    due_at = DaysFilter(label=_("Days"), widget=DateRangePickerWidget)

    def __init__(self, data=None, *args, **kwargs):
        """Begin with yesterday, unless days are named or left empty on purpose."""
        if data is not None and not {"due_at_from", "due_at_to"} & set(data):
            data = data.copy()
            data["due_at_from"] = (timezone.localdate() - datetime.timedelta(days=1)).isoformat()
        super().__init__(data, *args, **kwargs)
