"""The process that publishes: sleeps until something is due, does it, and sleeps again."""

import datetime
import logging
from collections import Counter

from django.conf import settings
from django.db import DatabaseError, close_old_connections
from wagtail import hooks

from mme_site.core import clock
from mme_site.core.stop_signals import StopSignals
from mme_site.publishing import burst, engine, schedule_store
from mme_site.publishing.process import PublisherProcess
from mme_site.publishing.schedule import Schedule
from mme_site.tasks import listeners

logger = logging.getLogger(__name__)

RETRY_SOON_DELAY = 0.1  # seconds
ERROR_DELAY = 2  # seconds
PROCESS_RETENTION = datetime.timedelta(days=1)


def run_publisher(stop: StopSignals) -> None:
    """Publish what is due, when it is due, until `stop` arrives.

    Nothing that goes wrong ends it: without a database it tries again every two seconds.
    """
    process = None
    with listeners.listener(stop) as listener:
        while not stop.is_set:
            close_old_connections()
            try:
                process = process or PublisherProcess.begin()
                pause = check_due(process, stop)
            except Exception:  # nothing that goes wrong ends a publisher
                logger.exception("This check for what is due failed; what is due stays so, and the next check follows.")
                stop.wait(ERROR_DELAY)
            else:
                listeners.wait_for_change(pause, listener)
    end(process)


def check_due(process: PublisherProcess, stop: StopSignals) -> float:
    """Do what is due; return the seconds until there is a reason to look again."""
    control = RunControl(process, stop)
    clock.clock.measure()
    outcomes = burst.run(control)
    if is_first(process) or not checked_recently(process):
        process.record_heartbeat()
        if schedule_store.reconcile():
            outcomes += burst.run(control)
        clean_up()
    report(outcomes)
    return RETRY_SOON_DELAY if outcomes[engine.Outcome.BUSY] else seconds_until_next()


class RunControl:
    """What a run asks between two items: whether to stop; it says that this process is alive, in a long run too."""

    def __init__(self, process: PublisherProcess, stop: StopSignals) -> None:
        self.process, self.stop = process, stop

    def is_over(self) -> bool:
        if not checked_recently(self.process):
            self.process.record_heartbeat()
        return self.stop.is_set


def clean_up() -> None:
    """Let others do what has time, and forget publishers of yesterday."""
    for hook in hooks.get_hooks("every_publisher_check"):
        hook()
    PublisherProcess.objects.filter(heartbeat_at__lt=clock.now() - PROCESS_RETENTION).delete()


def is_first(process: PublisherProcess) -> bool:
    return process.heartbeat_at == process.started_at


def checked_recently(process: PublisherProcess) -> bool:
    return process.has_beaten_within(settings.PUBLISHER_INTERVAL)


def seconds_until_next() -> float:
    """Return how long nothing is due, at most PUBLISHER_INTERVAL seconds."""
    now = clock.now()
    next_at = Schedule.objects.exclude(pk__in=engine.pauses.resting()).next_at()
    until = (next_at - now).total_seconds() if next_at else settings.PUBLISHER_INTERVAL
    rest = engine.pauses.seconds()
    return max(min(until, settings.PUBLISHER_INTERVAL, *(() if rest is None else (rest,))), 0)


def report(outcomes: Counter[engine.Outcome]) -> None:
    """Say in the log what was done; nothing when nothing was."""
    done = ", ".join(f"{number} {outcome.value}" for outcome, number in outcomes.items() if number)
    if done:
        logger.info("Scheduled publishing: %s.", done)


def end(process: PublisherProcess | None) -> None:
    """Forget this process, so that nobody waits for it."""
    try:
        if process:
            process.delete()
    except DatabaseError:
        logger.warning("The database cannot be used; this publisher ends without saying so there.")
