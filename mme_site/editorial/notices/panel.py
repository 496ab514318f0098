"""The schedules on the first page of the admin: what is late or failed, and what comes next."""

from django.utils import timezone
from wagtail.admin.ui.components import Component

from mme_site.editorial.timeline.access import visible_to
from mme_site.editorial.timeline.rows import rows, with_what_rows_say
from mme_site.editorial.timeline.states import State, needs_people, standing

MOST_OF_EACH = 5


class SchedulesPanel(Component):
    """A panel for who may edit or publish something of it; nothing for others, and where nothing is scheduled."""

    name = "schedules"
    template_name = "notices/panel.html"
    order = 150  # after Wagtail's own warnings, before workflows and recent edits

    def get_context_data(self, parent_context):
        context = super().get_context_data(parent_context)
        user, now = parent_context["request"].user, timezone.now()
        schedules = with_what_rows_say(visible_to(user)).order_by("due_at", "pk")
        context["wanting"] = rows(schedules.filter(needs_people(now))[:MOST_OF_EACH], user, now)
        context["next"] = rows(schedules.filter(standing(State.AHEAD, now))[:MOST_OF_EACH], user, now)
        return context
