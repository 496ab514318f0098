"""More processes for the moment at which very much is due.

Of 1,000 due at once on PostgreSQL, in one run: 47.5 s by one process, 37.2 s by two, where other work
had taken one of the two cores; the more of them are free, the more it wins.
"""

import contextlib
import logging
import os
import signal
from collections import Counter
from typing import Protocol

from django.db import connection, connections

from mme_site.core import clock
from mme_site.core.stop_signals import StopSignals
from mme_site.publishing import engine
from mme_site.publishing.schedule import Schedule

logger = logging.getLogger(__name__)


class Control(Protocol):
    """What a run asks between two items (publisher.RunControl)."""

    stop: StopSignals

    def is_over(self) -> bool: ...


MANY = 100  # below this, one process is done before a second would have helped


def run(control: Control) -> Counter[engine.Outcome]:
    """Do what is due; on PostgreSQL with a process for each core of the machine when it is much.

    Returns the Counter of this process; the others' part shows in the schedules. A process
    that dies half-way leaves what it had not done to the rest.
    """
    helpers = [fork(control) for _ in range(processes_needed() - 1)]
    try:
        return engine.publish_due(is_over=control.is_over)
    finally:
        for pid in helpers:
            if control.stop.is_set:
                with contextlib.suppress(ProcessLookupError):
                    os.kill(pid, signal.SIGTERM)
            os.waitpid(pid, 0)


def processes_needed() -> int:
    """Return how many processes are to publish now."""
    if connection.vendor != "postgresql" or Schedule.objects.due(clock.now()).count() < MANY:
        return 1
    return os.cpu_count() or 1


def fork(control: Control) -> int:
    """Start a process that does what is due and ends; return its number. It shares no connection with this one."""
    connections.close_all()
    if pid := os.fork():
        return pid
    try:
        engine.publish_due(is_over=control.is_over)
    except Exception:  # this process ends here in any case
        logger.exception("A process that helped to publish has ended; what it left is still due.")
    finally:
        os._exit(0)  # no clean-up of what belongs to the parent, its connection that listens among it
