"""The filters that all lists share. What cannot be read of an address does not limit a list, and is said."""

import django_filters
from django import forms
from django.contrib.contenttypes.models import ContentType
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db.models import BigIntegerField, Exists, OuterRef, Q
from django.db.models.functions import Cast
from django.utils.translation import gettext_lazy as _
from wagtail.coreutils import get_content_languages
from wagtail.models import Page, WorkflowState

from mme_site.core.admin_filters import ForgivingFilterSet, one_of, some_of
from mme_site.core.sources import Confidence
from mme_site.editorial.dashboard.facts_to_check import NEVER, OLD, reasons
from mme_site.editorial.schedule_calendar.filters import LAST_DAY
from mme_site.publishing.schedule import Schedule, ScheduleKind

LIVE, CHANGED, DRAFT = "live", "changed", "draft"
STATES = {
    LIVE: (_("Live"), Q(live=True)),
    CHANGED: (_("Live, with unpublished changes"), Q(live=True, has_unpublished_changes=True)),
    DRAFT: (_("Draft"), Q(live=False)),
}
REVIEWS = {
    WorkflowState.STATUS_IN_PROGRESS: _("Waiting for review"),
    WorkflowState.STATUS_NEEDS_CHANGES: _("Sent back"),
}
CHECKS = [(OLD, _("More than a year ago")), (NEVER, _("Never"))]
SOMETHING = "something"
SCHEDULED = [
    (SOMETHING, _("Goes live or comes down")),
    (ScheduleKind.GO_LIVE.value, _("Goes live")),
    (ScheduleKind.EXPIRE.value, _("Comes down")),
]


class YearField(forms.IntegerField):
    """A year as a source can state it; what is no year is said in words."""

    default_validators = [MinValueValidator(1900), MaxValueValidator(LAST_DAY.year)]


class YearFilter(django_filters.NumberFilter):
    field_class = YearField


class WorkFilters(ForgivingFilterSet):
    """Status, schedule, review and check: of pages and of draftable records."""

    state = one_of(_("Status"), [(key, label) for key, (label, _rows) in STATES.items()], "in_state")
    scheduled = one_of(_("Scheduled"), SCHEDULED, "with_schedule")
    review = one_of(_("Review"), list(REVIEWS.items()), "in_review")
    checked = one_of(_("Last checked"), CHECKS, "last_checked")
    confidence = one_of(_("Confidence"), Confidence.choices, "as_sure")

    class Meta:
        model = Page
        fields = []

    def in_state(self, items, _name, value):
        return items.filter(STATES[value][1])

    def with_schedule(self, items, _name, value):
        schedules = Schedule.objects.open().filter(content_type=base_type(items.model)).order_by()
        if value != SOMETHING:
            schedules = schedules.filter(kind=value)
        return items.filter(pk__in=keys_of(schedules))

    def in_review(self, items, _name, value):
        states = WorkflowState.objects.active().filter(base_content_type=base_type(items.model), status=value)
        return items.filter(pk__in=keys_of(states.order_by()))

    def last_checked(self, items, _name, value):
        return self.with_facts(items, reasons(value))

    def as_sure(self, items, _name, value):
        return self.with_facts(items, Q(confidence=value))

    def with_facts(self, items, condition):
        """Return the items with a fact that meets a condition; of a page, that is the page itself."""
        return items.filter(condition)


def base_type(model):
    """Return the content type under which Wagtail keeps schedules and reviews of a model's objects."""
    return ContentType.objects.get_for_model(Page if issubclass(model, Page) else model)


def keys_of(rows):
    """Return the keys of the objects that these rows, which know them as texts, are about."""
    return rows.annotate(object_key=Cast("object_id", BigIntegerField())).values("object_key")


def readable_in(language):
    """Return the condition that readers can read a page, or its translation, in a language."""
    pages = Page.objects.filter(
        translation_key=OuterRef("translation_key"), locale__language_code=language, live=True, alias_of=None
    )
    return Exists(pages.order_by())


class TranslationFilters(WorkFilters):
    """In which languages a page can be read."""

    has = some_of(_("Can be read in"), lambda: get_content_languages().items(), "in_languages")
    misses = some_of(_("Cannot be read in"), lambda: get_content_languages().items(), "not_in_languages")

    def in_languages(self, pages, _name, languages):
        return pages.filter(*map(readable_in, languages))

    def not_in_languages(self, pages, _name, languages):
        return pages.filter(*(~readable_in(language) for language in languages))
