"""What scheduled publishing adds to the admin."""

from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.log_actions import LogFormatter
from wagtail.models import DraftStateMixin

from mme_site.core import time_zones  # noqa: F401 - it registers its hooks
from mme_site.editorial.notices import editor_hooks  # noqa: F401 - it registers its hooks
from mme_site.editorial.notices import wagtail_hooks as notice_hooks  # noqa: F401 - registers when it is read
from mme_site.editorial.preflight import Flight, links_to_what_is_not_public
from mme_site.editorial.timeline import wagtail_hooks as timeline_hooks  # noqa: F401 - registers when it is read
from mme_site.pages.validation.problems import warning
from mme_site.pages.validation.rules import Rule


@hooks.register("register_content_rules")
def links_of_drafts():
    """The pre-flight asks about the hour of the schedule; the editor's checks, about its hour or now."""
    return [Rule(links_that_readers_cannot_open, DraftStateMixin, in_preflight=False)]


def links_that_readers_cannot_open(subject):
    """Links to pages, members and files that are drafts, private or gone."""
    hour = max(filter(None, [subject.item.go_live_at, timezone.now()]))
    for found in links_to_what_is_not_public(Flight(None, subject.item, hour)):
        yield warning(**found)


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


@hooks.register("register_guide_sections")
def sections_of_the_guide():
    screens = ["publishing_timeline", "publishing_this_month", "publishing_month", "publishing_calendar_address"]
    return dict.fromkeys(screens, "See what will go live, and what did")
