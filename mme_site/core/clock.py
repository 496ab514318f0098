"""Which clock decides what is due: the database's on PostgreSQL, which all share; the machine's on SQLite.

A publisher whose own clock is ahead goes by the database's. One whose own is behind waits until
both agree, because Wagtail asks the machine (`timezone.now()`). Durations are monotonic.

What a page says of today it asks here too (`today`): the site is shown as it will be at another moment
(mme_site/publishing/site_at/).
"""

import contextlib
import datetime
import logging
import time
from collections.abc import Iterator
from contextvars import ContextVar
from dataclasses import dataclass, field

from django.db import connection
from django.utils import timezone

logger = logging.getLogger(__name__)

REPORTED_FROM = 1.0  # seconds of skew, or of a step
QUESTIONS = 3
STEP = 0.1  # seconds; a smaller one is how a clock is kept right


def database_now() -> datetime.datetime:
    """Return the database's time, as it was a little before the answer is here; on SQLite the machine's."""
    if connection.vendor != "postgresql":
        return timezone.now()
    with connection.cursor() as cursor:
        cursor.execute("SELECT clock_timestamp()")
        moment: datetime.datetime = cursor.fetchone()[0]
    return moment


def seconds_ahead() -> float:
    """Return by how many seconds the machine is ahead of the database, at most: a slow answer makes nobody early."""
    moment = database_now()
    return (timezone.now() - moment).total_seconds()


@dataclass
class Clock:
    """The clock of one process: what it has measured, and what it makes of it."""

    skew: float = 0.0  # seconds by which the machine is ahead of the database
    step: float = 0.0  # seconds by which the machine's clock was last set forward, or back
    stepped_at: datetime.datetime | None = None
    offset: float | None = field(default=None, repr=False)  # of the machine's clock from the monotonic one

    def now(self) -> datetime.datetime:
        """Return the moment by which things are due; a clock that was set since it was measured is measured again."""
        if self.offset is not None and abs(time.time() - time.monotonic() - self.offset) >= STEP:
            self.measure()
        return timezone.now() - datetime.timedelta(seconds=max(self.skew, 0.0))

    def measure(self) -> None:
        """Compare the machine's clock with the database's, and with itself; say in the log what differs."""
        self.detect_step()
        before = self.skew
        is_asked = connection.vendor == "postgresql"  # the fastest answer says it best
        self.skew = min(seconds_ahead() for _question in range(QUESTIONS)) if is_asked else 0.0
        if abs(self.skew) >= REPORTED_FROM and abs(self.skew - before) >= REPORTED_FROM:
            direction = "ahead of" if self.skew > 0 else "behind"
            logger.warning("The clock of this machine is %.1f s %s the database's.", abs(self.skew), direction)

    def detect_step(self) -> None:
        offset, before = time.time() - time.monotonic(), self.offset
        self.offset = offset
        if before is not None and abs(offset - before) >= REPORTED_FROM:
            self.step, self.stepped_at = offset - before, timezone.now()
            direction = "forward" if self.step > 0 else "back"
            logger.warning("The clock of this machine was set %s by %.1f s.", direction, abs(self.step))


clock = Clock()
_moment: ContextVar[datetime.datetime | None] = ContextVar("moment", default=None)


@contextlib.contextmanager
def at(moment: datetime.datetime) -> Iterator[None]:
    """Let it be another moment inside, for this request alone."""
    token = _moment.set(moment)
    try:
        yield
    finally:
        _moment.reset(token)


def is_moved() -> bool:
    """Return True where it is another moment than for everybody: what is shown there is counted and kept nowhere."""
    return _moment.get() is not None


def now() -> datetime.datetime:
    """Return the moment by which things are due, as this process knows it."""
    return _moment.get() or clock.now()


def today() -> datetime.date:
    """Return the day of which pages tell, in the site's time zone."""
    return timezone.localdate(_moment.get())
