"""Does what is due: one item, one transaction; an item that fails stays due and stops no other."""

import contextlib
import enum
import logging
from collections import Counter

from django.db import DatabaseError, OperationalError, connection, transaction
from django.utils import timezone

from mme_site.publishing import failures
from mme_site.publishing.execution import Busy, bring_down, make_live
from mme_site.publishing.schedule import Kind, Schedule
from mme_site.tasks.batching import one_task
from mme_site.tasks.notifications import telling_workers_once
from mme_site.tasks.write_lock import one_at_a_time

logger = logging.getLogger(__name__)

BATCH = 100
LONGEST_WAIT_FOR_A_LOCK = "250ms"  # PostgreSQL looks for deadlocks after a second: an editor never loses one
LOCK_NOT_AVAILABLE = "55P03"  # postgresql.org/docs/15/errcodes-appendix.html


class Outcome(enum.Enum):
    """What became of one item in one attempt; the value is how the publisher says it."""

    PUBLISHED = "went live"
    EXPIRED = "came down"
    MISSED = "missed"
    FAILED = "failed"
    GONE = "no longer due"
    BUSY = "put off for a moment"


def run(is_over=lambda: False):
    """Do everything that is due, the earliest hour first; return a Counter of outcomes.

    Other publishers may do the same at the same time: each item is done by one of them.
    Raises DatabaseError when the database is gone; what was not done is then still due.
    """
    with short_waits(), telling_workers_once():
        return run_through(is_over)


def run_through(is_over):
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
def short_waits():
    """Let this connection give up early what others hold; an item that is given up is put off for a moment."""
    configure(f"SET lock_timeout = '{LONGEST_WAIT_FOR_A_LOCK}'")
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
        return do_or_record(pk)
    except Busy:
        return Outcome.BUSY
    except OperationalError as error:
        if not is_held_by_another(error):
            raise
        return Outcome.BUSY


def do_or_record(pk):
    """Do what one schedule says in a transaction of its own, or write down why it failed."""
    try:
        with one_at_a_time(), transaction.atomic():
            return do(pk)
    except Busy:
        raise
    except Exception as error:
        if is_held_by_another(error):
            raise
        # Of the item or of the database: where this cannot be recorded, it is the database.
        failures.record(pk, error)
        return Outcome.FAILED


def is_held_by_another(error):
    return getattr(error.__cause__, "sqlstate", None) == LOCK_NOT_AVAILABLE


def do(pk):
    """Do what one schedule says, inside the caller's transaction."""
    schedule = Schedule.objects.due(timezone.now()).select_for_update(skip_locked=True).filter(pk=pk).first()
    if schedule is None:
        return Outcome.GONE if not Schedule.objects.due(timezone.now()).filter(pk=pk).exists() else Outcome.BUSY
    deed = make_live if schedule.kind == Kind.GO_LIVE else bring_down
    with one_task():
        return Outcome[deed(schedule)]
