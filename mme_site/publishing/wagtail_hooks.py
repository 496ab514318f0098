"""What scheduled publishing adds to the history of pages and records."""

from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.log_actions import LogFormatter

from mme_site.core import time_zones


class ScheduleFormatter(LogFormatter):
    """One line of the history: what became of a schedule, for which hour it was, and why."""

    sentence = ""

    def format_message(self, entry):
        due_at = parse_datetime(entry.data.get("due_at", ""))
        hour = f" ({time_zones.in_zones(due_at)})" if due_at else ""
        return f"{self.sentence}{hour}: {entry.data.get('reason', '')}"


@hooks.register("register_log_actions")
def schedule_actions(actions):
    @actions.register_action("mme.schedule.ended")
    class Ended(ScheduleFormatter):
        label = _("End a schedule")
        sentence = _("Its schedule ended")

    @actions.register_action("mme.schedule.missed")
    class Missed(ScheduleFormatter):
        label = _("Miss a schedule")
        sentence = _("It was not made live")

    @actions.register_action("mme.schedule.failed")
    class Failed(ScheduleFormatter):
        label = _("Fail to publish")
        sentence = _("It could not be done at its hour")

    @actions.register_action("mme.schedule.retried")
    class Retried(ScheduleFormatter):
        label = _("Try again")
        sentence = _("Somebody let it be tried again")
