"""The process that publishes: sleeps until something is due, does it, and sleeps again."""

import datetime
import logging

from django.conf import settings
from django.db import DatabaseError, close_old_connections
from django.utils import timezone
from wagtail import hooks

from mme_site.publishing import burst, engine, schedule_store
from mme_site.publishing.process import PublisherProcess
from mme_site.publishing.schedule import Schedule
from mme_site.tasks import listeners

logger = logging.getLogger(__name__)

SECONDS_AFTER_BUSY = 0.1
SECONDS_AFTER_A_FAILURE = 2
KEPT = datetime.timedelta(days=1)


def publish_until(stop):
    """Publish what is due, when it is due, until `stop`, a StopSignals, arrives.

    Nothing that goes wrong ends it: without a database it tries again every two seconds.
    """
    process = None
    with listeners.ear(stop) as ear:
        while not stop.has_arrived:
            close_old_connections()
            try:
                process = process or PublisherProcess.begin()
                pause = look(process, stop)
            except Exception:
                logger.exception("This look for what is due failed; what is due stays so, and the next look follows.")
                stop.arrives_within(SECONDS_AFTER_A_FAILURE)
            else:
                listeners.wait(pause, ear)
    end(process)


def look(process, stop):
    """Do what is due; return the seconds until there is a reason to look again."""
    turn = Turn(process, stop)
    outcomes = burst.run(turn)
    if is_first(process) or not looked_lately(process):
        process.looked()
        if schedule_store.reconcile():
            outcomes += burst.run(turn)
        tidy()
    report(outcomes)
    return SECONDS_AFTER_BUSY if outcomes[engine.Outcome.BUSY] else seconds_until_next()


class Turn:
    """What a run asks between two items: whether to stop; it says that this process is alive, in a long run too."""

    def __init__(self, process, stop):
        self.process, self.stop = process, stop

    def is_over(self):
        if not looked_lately(self.process):
            self.process.looked()
        return self.stop.has_arrived


def tidy():
    """Let others do what has time, and forget publishers of yesterday."""
    for hook in hooks.get_hooks("while_nothing_is_due"):
        hook()
    PublisherProcess.objects.filter(looked_at__lt=timezone.now() - KEPT).delete()


def is_first(process):
    return process.looked_at == process.started_at


def looked_lately(process):
    return timezone.now() - process.looked_at < datetime.timedelta(seconds=settings.PUBLISHER_INTERVAL)


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
