"""What scheduled publishing adds to the history of pages and records."""

from typing import Any

from django.utils.dateparse import parse_datetime
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.log_actions import LogFormatter

from mme_site.core import time_zones
from mme_site.core.languages import labelled
from mme_site.pages.validation.problems import labels_of
from mme_site.publishing.reasons import in_words
from mme_site.publishing.releases.history import register_release_actions
from mme_site.publishing.releases.item import is_pinned

CORRECTED_BOTH = _("Corrected what is live; the scheduled version has the same correction")
CORRECTED_APART = _("Corrected what is live; the scheduled version keeps its own words in: %(fields)s")

hooks.register("register_log_actions", register_release_actions)


class ScheduleFormatter(LogFormatter):
    """One line of the history: what became of a schedule, for which hour it was, and why."""

    sentence: str | Promise = ""

    def format_message(self, entry: Any) -> str:
        due_at = parse_datetime(entry.data.get("due_at", ""))
        hour = f" ({time_zones.in_zones(due_at)})" if due_at else ""
        reason = in_words(entry.data.get("code", ""), entry.data.get("values", {}), entry.data.get("reason", ""))
        return labelled(f"{self.sentence}{hour}", reason)


hooks.register("is_revision_promised", is_pinned)


class CorrectedFormatter(LogFormatter):
    """What was corrected of the live version while a later one waited."""

    label = _("Correct what is live")

    def format_message(self, entry: Any) -> str:
        kept = labels_of(entry.content_type.model_class(), entry.data.get("kept", []))
        return str(CORRECTED_APART % {"fields": kept} if kept else CORRECTED_BOTH)


@hooks.register("register_log_actions")
def schedule_actions(actions: Any) -> None:
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
        sentence = _("It could not be done on time")

    @actions.register_action("mme.schedule.retried")
    class Retried(ScheduleFormatter):
        label = _("Try again")
        sentence = _("Somebody started another attempt")

    actions.register_action("mme.live.corrected")(CorrectedFormatter)
