"""A schedule as a line of the timeline: what it says, where its links lead, what may be done about it."""

import datetime
from dataclasses import dataclass, field

from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from wagtail.admin.admin_url_finder import AdminURLFinder
from wagtail.admin.utils import get_admin_base_url, get_user_display_name
from wagtail.coreutils import get_content_languages
from wagtail.models import Page
from wagtail.permissions import policy_registry

from mme_site.core import time_zones
from mme_site.editorial.schedule_calendar import schedule_states, words
from mme_site.editorial.schedule_calendar.access import may_publish
from mme_site.editorial.schedule_calendar.schedule_states import ScheduleState
from mme_site.publishing.schedule import Schedule, ScheduleKind


@dataclass
class ScheduleRow:
    """One schedule, for one viewer, at one moment."""

    schedule: Schedule
    user: object
    now: datetime.datetime
    finder: AdminURLFinder
    is_first_ahead: bool = field(default=False)

    @cached_property
    def state(self):
        return schedule_states.state_of(self.schedule, self.now)

    @property
    def kind_label(self):
        return capfirst(str(self.schedule.get_kind_display()))

    @property
    def arrow(self):
        return schedule_states.ARROWS[self.schedule.kind]

    @property
    def state_label(self):
        return schedule_states.state_label(self.schedule, self.state)

    @property
    def icon(self):
        return schedule_states.ICONS[self.state]

    @cached_property
    def local(self):
        return timezone.localtime(self.schedule.due_at)

    @property
    def day(self):
        return self.local.date()

    @property
    def hour(self):
        return words.hour(self.local)

    @property
    def zone(self):
        return time_zones.name(self.local.tzinfo)

    @property
    def hours_elsewhere(self):
        return words.hours_elsewhere(self.local)

    @property
    def hour_in_zones(self):
        """The hour with its zone, on one line."""
        return time_zones.in_zones(self.schedule.due_at)

    @property
    def needs_attention(self):
        return self.state in schedule_states.NEEDS_ATTENTION

    @property
    def counts_down_to(self):
        """The moment of the next attempt, where one is to come."""
        if self.state == ScheduleState.AHEAD:
            return self.schedule.due_at
        return self.schedule.next_attempt_at if self.state == ScheduleState.RETRYING else None

    @property
    def countdown(self):
        return words.until(self.counts_down_to, self.now)

    @property
    def lateness_label(self):
        """How late it was done, or is by now; empty where neither can be said."""
        if self.state == ScheduleState.DONE:
            return words.late(self.schedule.lateness)
        if self.needs_attention:
            return words.late(self.now - self.schedule.due_at)
        return ""

    @property
    def lateness_seconds(self):
        lateness = self.schedule.lateness
        return None if lateness is None else round(lateness.total_seconds(), 1)

    @property
    def what(self):
        """The kind of page or snippet, in the words of the editor's menus."""
        item = self.schedule.item
        model = item.specific_class if isinstance(item, Page) else self.schedule.content_type.model_class()
        return str(model._meta.verbose_name) if model else ""

    @property
    def language_label(self):
        return get_content_languages().get(self.schedule.language, self.schedule.language)

    @property
    def scheduled_by_name(self):
        return get_user_display_name(self.schedule.scheduled_by) if self.schedule.scheduled_by else _("a script")

    @property
    def finished_by_name(self):
        return get_user_display_name(self.schedule.finished_by) if self.schedule.finished_by else ""

    @cached_property
    def edit_url(self):
        """The editor; None where the viewer may not edit it or it is gone."""
        item = self.schedule.item
        if not isinstance(item, Page):
            return self.finder.get_edit_url(item) if item else None
        # Wagtail's own finder asks for the workflow of each page, which is two queries a row.
        if policy_registry.get(item).user_has_permission_for_instance(self.user, "change", item):
            return reverse("wagtailadmin_pages:edit", args=[item.pk])
        return None

    @property
    def edit_address(self):
        """The editor's whole address; empty where there is none."""
        return f"{get_admin_base_url()}{self.edit_url}" if self.edit_url else ""

    @property
    def preview_url(self):
        """The scheduled version as it will look; of pages that are to go live only."""
        schedule = self.schedule
        if not (self.edit_url and schedule.is_open and schedule.kind == ScheduleKind.GO_LIVE and schedule.revision_id):
            return None
        if not isinstance(schedule.item, Page):
            return None
        return reverse("wagtailadmin_pages:revisions_view", args=[schedule.item.pk, schedule.revision_id])

    @cached_property
    def can_manage(self):
        return self.schedule.is_open and may_publish(self.user, self.schedule.item)


def prefetch_for_rows(schedules):
    """Fetch what rows say beside their schedules, in a fixed number of queries."""
    return schedules.select_related("content_type", "scheduled_by", "finished_by").prefetch_related("item")


def rows(schedules, user, now):
    """Return the lines of these schedules, as this person may see them."""
    finder = AdminURLFinder(user)
    return [ScheduleRow(schedule, user, now, finder) for schedule in schedules]
