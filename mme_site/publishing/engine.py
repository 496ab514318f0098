"""Does what is due: one item, one transaction; an item that fails stays due and stops no other."""

import contextlib
import enum
import logging
from collections import Counter
from collections.abc import Callable, Iterator
from typing import Any

from django.db import Error, connection, transaction
from wagtail.log_actions import LogContext

from mme_site.core import clock
from mme_site.publishing import failures
from mme_site.publishing.database_troubles import Pauses, is_trouble
from mme_site.publishing.execution import TryAgainSoon, publish_revision, unpublish_expired
from mme_site.publishing.releases.due import publish_release
from mme_site.publishing.robot import publisher_user
from mme_site.publishing.schedule import Schedule, ScheduleKind
from mme_site.publishing.time_limit import time_limit
from mme_site.tasks.batching import batch_tasks
from mme_site.tasks.notifications import notify_workers_once
from mme_site.tasks.write_lock import sqlite_write_lock

logger = logging.getLogger(__name__)

BATCH = 100
LOCK_NOT_AVAILABLE = "55P03"  # postgresql.org/docs/15/errcodes-appendix.html
LIMITS = {
    "lock_timeout": "250ms",  # PostgreSQL looks for deadlocks after a second: an editor never loses one
    "statement_timeout": "15s",
    # Longer than an item may take (time_limit.py): what it cuts off is a process that is frozen, or gone.
    "idle_in_transaction_session_timeout": "30s",
    **{"tcp_keepalives_idle": "30", "tcp_keepalives_interval": "10", "tcp_keepalives_count": "3"},
}
ACTIONS = {
    ScheduleKind.GO_LIVE: publish_revision,
    ScheduleKind.EXPIRE: unpublish_expired,
    ScheduleKind.RELEASE: publish_release,
}
SET_LIMITS = "; ".join(f"SET {name} = '{value}'" for name, value in LIMITS.items())
RESET_LIMITS = "; ".join(f"RESET {name}" for name in LIMITS)

pauses = Pauses()


class Outcome(enum.Enum):
    """What became of one item in one attempt; the value is how the publisher says it."""

    PUBLISHED = "went live"
    EXPIRED = "came down"
    MISSED = "missed"
    FAILED = "failed"
    GONE = "no longer due"
    BUSY = "put off for a moment"
    RESTS = "put off, the database could not do it"


def publish_due(is_over: Callable[[], bool] = lambda: False) -> Counter[Outcome]:
    """Do everything that is due, the earliest hour first; return how many items came to each outcome.

    Other publishers may do the same at the same time: each item is done by one of them.
    Raises DatabaseError when the database is gone; what was not done is then still due.
    """
    with session_limits(), notify_workers_once():
        return publish_all_due(is_over)


def publish_all_due(is_over: Callable[[], bool]) -> Counter[Outcome]:
    outcomes: Counter[Outcome] = Counter()
    robot: Any = None  # made when something is due for the first time
    put_off: set[int] = set()
    made_room = False
    while not is_over():
        due = Schedule.objects.due(clock.now()).exclude(pk__in=[*put_off, *pauses.resting()])
        batch = list(due.values_list("pk", flat=True)[:BATCH])
        if not batch and not (put_off and made_room):
            break
        if not batch:
            # Something went live meanwhile, perhaps what these wait for.
            put_off, made_room = set(), False
        robot = robot or publisher_user()
        for pk in batch:
            if is_over():
                break
            outcome = attempt(pk, robot)
            if outcome is Outcome.BUSY:
                put_off.add(pk)
            else:
                outcomes[outcome] += 1
                made_room = made_room or outcome is not Outcome.RESTS
    outcomes[Outcome.BUSY] = len(put_off)
    return outcomes


@contextlib.contextmanager
def session_limits() -> Iterator[None]:
    """Let this connection give up early what others hold, and lose what a frozen process holds.

    An item that is given up is put off for a moment.
    """
    configure(SET_LIMITS)
    try:
        yield
    finally:
        with contextlib.suppress(Error):  # a connection that is gone takes its settings with it
            configure(RESET_LIMITS)


def configure(statement: str) -> None:
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(statement)


def attempt(pk: int, robot: Any = None) -> Outcome:
    """Try one schedule, wholly or not at all.

    What goes wrong with the database is nothing that the item can help: it rests for a while,
    in which the others are done. Raises django.db.Error where the connection is gone.
    """
    try:
        outcome = publish_or_record_failure(pk, robot or publisher_user())
    except TryAgainSoon:
        return Outcome.BUSY
    except Error as error:
        if is_lock_timeout(error):
            return Outcome.BUSY
        logger.warning("Put off for %.1f s, schedule %d: %s", pauses.add(pk), pk, error)
        if not is_trouble(error) or not connection.is_usable():
            raise
        return Outcome.RESTS
    pauses.forget(pk)
    return outcome


def publish_or_record_failure(pk: int, robot: Any) -> Outcome:
    """Do what one schedule says in a transaction of its own, or write down why it failed."""
    try:
        with sqlite_write_lock(), transaction.atomic(), time_limit():
            return publish_one(pk, robot)
    except TryAgainSoon:
        raise
    except Exception as error:  # whatever a page, its rules or a receiver raise is its failure
        if is_trouble(error):
            raise
        failures.record_failure(pk, error)
        return Outcome.FAILED


def is_lock_timeout(error: Exception) -> bool:
    """Return True of an error of PostgreSQL that says that a lock was not to be had within LOCK_TIMEOUT."""
    return getattr(error.__cause__, "sqlstate", None) == LOCK_NOT_AVAILABLE


def publish_one(pk: int, robot: Any) -> Outcome:
    """Do what one schedule says, inside the caller's transaction."""
    schedule = Schedule.objects.due(clock.now()).select_for_update(skip_locked=True).filter(pk=pk).first()
    if schedule is None:
        return Outcome.GONE if not Schedule.objects.due(clock.now()).filter(pk=pk).exists() else Outcome.BUSY
    with batch_tasks(), LogContext(user=robot):
        return Outcome[ACTIONS[ScheduleKind(schedule.kind)](schedule)]
