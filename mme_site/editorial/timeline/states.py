"""How a schedule stands, in the words of the people who watch it."""

import datetime
import functools
import operator

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from mme_site.publishing.schedule import ScheduleKind, ScheduleStatus

# The publisher is on time to the second; a look at the list may fall into that second.
ON_ITS_WAY = datetime.timedelta(seconds=60)


class State(models.TextChoices):
    AHEAD = "ahead", _("Scheduled")
    OVERDUE = "overdue", _("Overdue")
    RETRYING = "retrying", _("Failed, is tried again")
    FAILED = "failed", _("Failed, waits for a person")
    DONE = "done", _("Done")
    MISSED = "missed", _("Missed")
    CANCELLED = "cancelled", _("Cancelled")


# Somebody should look at these: late, or failed.
WANTING = (State.OVERDUE, State.RETRYING, State.FAILED)
ICONS = {
    State.AHEAD: "time",
    State.OVERDUE: "warning",
    State.RETRYING: "rotate",
    State.FAILED: "error",
    State.DONE: "check",
    State.MISSED: "circle-xmark",
    State.CANCELLED: "minus",
}

ARROWS = {ScheduleKind.GO_LIVE: "↑", ScheduleKind.EXPIRE: "↓"}


def state_of(schedule, now):
    """Return how one schedule stands at this moment."""
    if schedule.status != ScheduleStatus.WAITING:
        return State(schedule.status)
    if schedule.attempts:
        return State.RETRYING
    return State.OVERDUE if schedule.due_at < now - ON_ITS_WAY else State.AHEAD


def standing(state, now):
    """Return the condition (Q) under which a schedule stands so; what `state_of` says of each."""
    untried = Q(status=ScheduleStatus.WAITING, attempts=0)
    return {
        State.AHEAD: untried & Q(due_at__gte=now - ON_ITS_WAY),
        State.OVERDUE: untried & Q(due_at__lt=now - ON_ITS_WAY),
        State.RETRYING: Q(status=ScheduleStatus.WAITING, attempts__gt=0),
    }.get(state, Q(status=state))


def needs_people(now):
    """Return the condition (Q) under which a schedule is in one of the states of WANTING."""
    return functools.reduce(operator.or_, (standing(state, now) for state in WANTING))


def said(schedule, state):
    """Return a state in one or two words, as of this schedule."""
    if state == State.DONE:
        return _("Went live") if schedule.kind == ScheduleKind.GO_LIVE else _("Came down")
    return state.label
