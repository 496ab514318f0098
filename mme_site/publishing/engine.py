"""Does what is due: one item, one transaction; an item that fails stays due and stops no other."""

import contextlib
import enum
import logging
from collections import Counter

from django.db import DatabaseError, OperationalError, connection, transaction
from django.utils import timezone

from mme_site.publishing import failures
from mme_site.publishing.execution import TryAgainSoon, publish_revision, unpublish_expired
from mme_site.publishing.schedule import Schedule, ScheduleKind
from mme_site.tasks.batching import batch_tasks
from mme_site.tasks.notifications import notify_workers_once
from mme_site.tasks.write_lock import sqlite_write_lock

logger = logging.getLogger(__name__)

BATCH = 100
LOCK_TIMEOUT = "250ms"  # PostgreSQL looks for deadlocks after a second: an editor never loses one
LOCK_NOT_AVAILABLE = "55P03"  # postgresql.org/docs/15/errcodes-appendix.html


class Outcome(enum.Enum):
    """What became of one item in one attempt; the value is how the publisher says it."""

    PUBLISHED = "went live"
    EXPIRED = "came down"
    MISSED = "missed"
    FAILED = "failed"
    GONE = "no longer due"
    BUSY = "put off for a moment"


def publish_due(is_over=lambda: False):
    """Do everything that is due, the earliest hour first; return a Counter of outcomes.

    Other publishers may do the same at the same time: each item is done by one of them.
    Raises DatabaseError when the database is gone; what was not done is then still due.
    """
    with short_lock_timeout(), notify_workers_once():
        return publish_all_due(is_over)


def publish_all_due(is_over):
    outcomes = Counter()
    put_off, made_room = set(), False
    while not is_over():
        due = Schedule.objects.due(timezone.now()).exclude(pk__in=put_off)
        batch = list(due.values_list("pk", flat=True)[:BATCH])
        if not batch and not (put_off and made_room):
            break
        if not batch:
            # Something went live meanwhile, perhaps what these wait for.
            put_off, made_room = set(), False
        for pk in batch:
            if is_over():
                break
            outcome = attempt(pk)
            if outcome is Outcome.BUSY:
                put_off.add(pk)
            else:
                outcomes[outcome] += 1
                made_room = True
    outcomes[Outcome.BUSY] = len(put_off)
    return outcomes


@contextlib.contextmanager
def short_lock_timeout():
    """Let this connection give up early what others hold; an item that is given up is put off for a moment."""
    configure(f"SET lock_timeout = '{LOCK_TIMEOUT}'")
    try:
        yield
    finally:
        with contextlib.suppress(DatabaseError):  # a connection that is gone takes its settings with it
            configure("RESET lock_timeout")


def configure(statement):
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(statement)


def attempt(pk):
    """Try one schedule, wholly or not at all; return its Outcome."""
    try:
        return publish_or_record_failure(pk)
    except TryAgainSoon:
        return Outcome.BUSY
    except OperationalError as error:
        if not is_lock_timeout(error):
            raise
        return Outcome.BUSY


def publish_or_record_failure(pk):
    """Do what one schedule says in a transaction of its own, or write down why it failed."""
    try:
        with sqlite_write_lock(), transaction.atomic():
            return publish_one(pk)
    except TryAgainSoon:
        raise
    except Exception as error:
        if is_lock_timeout(error):
            raise
        # Of the item or of the database: where this cannot be recorded, it is the database.
        failures.record_failure(pk, error)
        return Outcome.FAILED


def is_lock_timeout(error):
    return getattr(error.__cause__, "sqlstate", None) == LOCK_NOT_AVAILABLE


def publish_one(pk):
    """Do what one schedule says, inside the caller's transaction."""
    schedule = Schedule.objects.due(timezone.now()).select_for_update(skip_locked=True).filter(pk=pk).first()
    if schedule is None:
        return Outcome.GONE if not Schedule.objects.due(timezone.now()).filter(pk=pk).exists() else Outcome.BUSY
    action = publish_revision if schedule.kind == ScheduleKind.GO_LIVE else unpublish_expired
    with batch_tasks():
        return Outcome[action(schedule)]
