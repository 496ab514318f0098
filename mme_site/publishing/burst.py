"""More processes, and connections made for it, for the moment at which very much is due on PostgreSQL."""

import contextlib
import logging
import os
import signal
from collections import Counter
from collections.abc import Iterator
from typing import Protocol

from django.db import DEFAULT_DB_ALIAS, connection, connections

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
# 1,000 due, alternately in one run on two cores that much other work shared, by the clock: 73 and 106 s with this,
# 203 and 225 s without; on two quiet cores 9.7 s with it.


def run(control: Control) -> Counter[engine.Outcome]:
    """Do what is due; on PostgreSQL with a process for each core of the machine when it is much.

    Returns the Counter of this process; the others' part shows in the schedules. A process
    that dies half-way leaves what it had not done to the rest.
    """
    if not is_much_due():
        return engine.publish_due(is_over=control.is_over)
    with for_many_statements():
        helpers = [fork(control) for _ in range((os.cpu_count() or 1) - 1)]
        try:
            return publish_much(control)
        finally:
            for pid in helpers:
                if control.stop.is_set:
                    with contextlib.suppress(ProcessLookupError):
                        os.kill(pid, signal.SIGTERM)
                os.waitpid(pid, 0)


def is_much_due() -> bool:
    return connection.vendor == "postgresql" and Schedule.objects.due(clock.now()).count() >= MANY


def publish_much(control: Control) -> Counter[engine.Outcome]:
    """Do what is due without waiting for the disk at each commit.

    The order of commits is kept: a database that dies at this instant forgets the last of them as a whole,
    and these are due again (postgresql.org/docs/15/wal-async-commit.html).
    """
    engine.configure("SET synchronous_commit = off")
    return engine.publish_due(is_over=control.is_over)


@contextlib.contextmanager
def for_many_statements() -> Iterator[None]:
    """Use another connection for a while, on which the database plans each statement once."""
    usual = connections[DEFAULT_DB_ALIAS]
    options = {**usual.settings_dict["OPTIONS"], "server_side_binding": True, "prepare_threshold": 3}
    usual.close()
    connections[DEFAULT_DB_ALIAS] = type(usual)({**usual.settings_dict, "OPTIONS": options}, DEFAULT_DB_ALIAS)
    try:
        yield
    finally:
        connections.close_all()
        connections[DEFAULT_DB_ALIAS] = usual


def fork(control: Control) -> int:
    """Start a process that does what is due and ends; return its number. It shares no connection with this one."""
    connections.close_all()
    if pid := os.fork():
        return pid
    try:
        publish_much(control)
    except Exception:  # this process ends here in any case
        logger.exception("A process that helped to publish has ended; what it left is still due.")
    finally:
        os._exit(0)  # no clean-up of what belongs to the parent, its connection that listens among it
