"""How a schedule stands, in the words of the people who watch it."""

import datetime
import functools
import operator

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from mme_site.publishing.schedule import ScheduleKind, ScheduleStatus

# The publisher is on time to the second; a look at the list may fall into that second.
OVERDUE_AFTER = datetime.timedelta(seconds=60)


class ScheduleState(models.TextChoices):
    AHEAD = "ahead", _("Scheduled")
    OVERDUE = "overdue", _("Overdue")
    RETRYING = "retrying", _("Failed, is tried again")
    FAILED = "failed", _("Failed, needs attention")
    DONE = "done", _("Done")
    MISSED = "missed", _("Missed")
    CANCELLED = "cancelled", _("Cancelled")


# Somebody should look at these: late, or failed.
NEEDS_ATTENTION = (ScheduleState.OVERDUE, ScheduleState.RETRYING, ScheduleState.FAILED)
ICONS = {
    ScheduleState.AHEAD: "time",
    ScheduleState.OVERDUE: "warning",
    ScheduleState.RETRYING: "rotate",
    ScheduleState.FAILED: "error",
    ScheduleState.DONE: "check",
    ScheduleState.MISSED: "circle-xmark",
    ScheduleState.CANCELLED: "minus",
}

ARROWS = {ScheduleKind.GO_LIVE: "↑", ScheduleKind.EXPIRE: "↓", ScheduleKind.RELEASE: "⇈"}
DONE = {ScheduleKind.GO_LIVE: _("Went live"), ScheduleKind.EXPIRE: _("Came down"), ScheduleKind.RELEASE: _("Released")}


def state_of(schedule, now):
    """Return how one schedule stands at this moment."""
    if schedule.status != ScheduleStatus.WAITING:
        return ScheduleState(schedule.status)
    if schedule.attempts:
        return ScheduleState.RETRYING
    return ScheduleState.OVERDUE if schedule.due_at < now - OVERDUE_AFTER else ScheduleState.AHEAD


def state_condition(state, now):
    """Return the condition (Q) under which a schedule stands so; what `state_of` says of each."""
    untried = Q(status=ScheduleStatus.WAITING, attempts=0)
    return {
        ScheduleState.AHEAD: untried & Q(due_at__gte=now - OVERDUE_AFTER),
        ScheduleState.OVERDUE: untried & Q(due_at__lt=now - OVERDUE_AFTER),
        ScheduleState.RETRYING: Q(status=ScheduleStatus.WAITING, attempts__gt=0),
    }.get(state, Q(status=state))


def needs_attention(now):
    """Return the condition (Q) under which a schedule is in one of the states of NEEDS_ATTENTION."""
    return functools.reduce(operator.or_, (state_condition(state, now) for state in NEEDS_ATTENTION))


def state_label(schedule, state):
    """Return a state in one or two words, as of this schedule."""
    if state == ScheduleState.DONE:
        return DONE[schedule.kind]
    return state.label
