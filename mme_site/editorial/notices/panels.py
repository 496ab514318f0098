"""The schedules on the first page of the admin: what is late or failed, and what comes next."""

from django.utils import timezone
from wagtail.admin.ui.components import Component

from mme_site.editorial.schedule_calendar.access import visible_to
from mme_site.editorial.schedule_calendar.schedule_rows import prefetch_for_rows, rows
from mme_site.editorial.schedule_calendar.schedule_states import ScheduleState, needs_attention, state_condition

MAX_OF_EACH = 5


class SchedulesPanel(Component):
    """A panel for who may edit or publish something of it; nothing for others, and where nothing is scheduled."""

    name = "schedules"
    template_name = "notices/panel.html"
    order = 150  # after Wagtail's own warnings, before workflows and recent edits

    def get_context_data(self, parent_context):
        context = super().get_context_data(parent_context)
        user, now = parent_context["request"].user, timezone.now()
        schedules = prefetch_for_rows(visible_to(user)).order_by("due_at", "pk")
        context["wanting"] = rows(schedules.filter(needs_attention(now))[:MAX_OF_EACH], user, now)
        context["next"] = rows(schedules.filter(state_condition(ScheduleState.AHEAD, now))[:MAX_OF_EACH], user, now)
        return context
