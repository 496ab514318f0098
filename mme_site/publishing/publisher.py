"""The process that publishes: sleeps until something is due, does it, and sleeps again."""

import datetime
import logging

from django.conf import settings
from django.db import DatabaseError, close_old_connections
from django.utils import timezone

from mme_site.publishing import burst, engine, ledger, wake
from mme_site.publishing.process import PublisherProcess
from mme_site.publishing.schedule import Schedule

logger = logging.getLogger(__name__)

SECONDS_AFTER_BUSY = 0.1
SECONDS_WITHOUT_DATABASE = 2
KEPT = datetime.timedelta(days=1)


def publish_until(stop):
    """Publish what is due, when it is due, until `stop`, a StopSignals, arrives.

    Nothing that goes wrong ends it: without a database it tries again every two seconds.
    """
    process = None
    with wake.ear(stop) as ear:
        while not stop.has_arrived:
            close_old_connections()
            try:
                process = process or PublisherProcess.begin()
                pause = look(process, stop)
            except DatabaseError:
                logger.exception("The database cannot be used; what is due waits for it.")
                stop.arrives_within(SECONDS_WITHOUT_DATABASE)
            else:
                wake.wait(pause, ear)
    end(process)


def look(process, stop):
    """Do what is due; return the seconds until there is a reason to look again."""
    if is_time_to_reconcile(process):
        ledger.reconcile()
        process.looked()
        PublisherProcess.objects.filter(looked_at__lt=timezone.now() - KEPT).delete()
    outcomes = burst.run(stop)
    report(outcomes)
    if outcomes[engine.Outcome.BUSY]:
        return SECONDS_AFTER_BUSY
    return seconds_until_next()


def is_time_to_reconcile(process):
    """Return True at the first look, and then every PUBLISHER_INTERVAL seconds."""
    interval = datetime.timedelta(seconds=settings.PUBLISHER_INTERVAL)
    first = process.looked_at == process.started_at
    return first or timezone.now() - process.looked_at >= interval


def seconds_until_next():
    """Return how long nothing is due, at most PUBLISHER_INTERVAL seconds."""
    now = timezone.now()
    next_at = Schedule.objects.next_at()
    until = (next_at - now).total_seconds() if next_at else settings.PUBLISHER_INTERVAL
    return min(max(until, 0), settings.PUBLISHER_INTERVAL)


def report(outcomes):
    """Say in the log what was done; nothing when nothing was."""
    done = ", ".join(f"{number} {outcome.value}" for outcome, number in outcomes.items() if number)
    if done:
        logger.info("Scheduled publishing: %s.", done)


def end(process):
    """Forget this process, so that nobody waits for it."""
    try:
        if process:
            process.delete()
    except DatabaseError:
        logger.warning("The database cannot be used; this publisher ends without saying so there.")
