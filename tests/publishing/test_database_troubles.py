"""What goes wrong with the database, or hangs, is not blamed on an item, and holds nothing else up."""

import functools
import signal
import sqlite3
import subprocess
import sys
import time

import pytest
from django.core import mail
from django.db import InterfaceError, OperationalError, ProgrammingError, connection
from wagtail.models import Page
from wagtail.signals import page_published

from mme_site.publishing import engine, time_limit
from mme_site.publishing.database_troubles import Pauses, is_trouble
from mme_site.publishing.engine import Outcome
from mme_site.publishing.schedule import ScheduleStatus
from tests.helpers import scheduling
from tests.helpers.people import administrator
from tests.helpers.scheduling import SECOND, at, in_an_hour, receiver, schedule

pytestmark = pytest.mark.django_db


def raised(kind, **details):
    """Return an error as Django hands it on: its cause is the driver's."""
    error, cause = kind("words of the driver"), Exception("words of the driver")
    vars(cause).update(details)
    error.__cause__ = cause
    return error


TROUBLES = {
    "connection": raised(OperationalError, sqlstate="08006"),
    "deadlock": raised(OperationalError, sqlstate="40P01"),
    "full disk": raised(OperationalError, sqlstate="53100"),
    "terminated": raised(OperationalError, sqlstate="57P01"),
    "statement timeout": raised(OperationalError, sqlstate="57014"),
    "no server": raised(OperationalError),
    "closed": raised(InterfaceError),
    "locked": raised(OperationalError, sqlite_errorcode=sqlite3.SQLITE_BUSY_SNAPSHOT),
    "full": raised(OperationalError, sqlite_errorcode=sqlite3.SQLITE_FULL),
}


@pytest.fixture(autouse=True)
def nothing_rests(monkeypatch):
    monkeypatch.setattr(engine, "pauses", Pauses())


def raising(page, error, times=1):
    """Let the publication of a page run into an error so often."""
    left = [error] * times

    def fail(instance, **kwargs):
        if instance.pk == page.pk and instance.live and left:
            raise left.pop()

    return receiver(page_published, fail)


@pytest.mark.parametrize("name", TROUBLES)
def test_a_trouble_of_the_database_is_known_as_one(name):
    assert is_trouble(TROUBLES[name])


@pytest.mark.parametrize(
    "error",
    [
        raised(ProgrammingError, sqlstate="42P01"),
        raised(OperationalError, sqlite_errorcode=sqlite3.SQLITE_ERROR),
        ConnectionError("another system does not answer"),
        ValueError("of the page"),
    ],
)
def test_what_is_wrong_with_an_item_is_no_trouble_of_the_database(error):
    assert not is_trouble(error)


@pytest.mark.parametrize("name", ["deadlock", "locked"])
def test_an_item_that_the_database_could_not_do_is_done_later_with_no_letter_and_no_entry(tree, mailoutbox, name):
    administrator(email="publisher@example.org")
    page, other, hour = tree.page(live=False), tree.page(live=False), in_an_hour()
    schedule(page, hour)
    schedule(other, hour + SECOND)
    with at(hour + SECOND), raising(page, TROUBLES[name]):
        outcomes = engine.publish_due()
        assert (outcomes[Outcome.RESTS], outcomes[Outcome.PUBLISHED], outcomes[Outcome.FAILED]) == (1, 1, 0)
        assert (Page.objects.get(pk=page.pk).live, Page.objects.get(pk=other.pk).live) == (False, True)
        [waiting] = scheduling.of(page)
        assert (waiting.status, waiting.attempts, waiting.reason) == (ScheduleStatus.WAITING, 0, "")
        assert engine.publish_due()[Outcome.PUBLISHED] == 0  # it rests

        engine.pauses.until.clear()
        assert engine.publish_due()[Outcome.PUBLISHED] == 1
    assert mail.outbox == []
    assert "mme.schedule.failed" not in scheduling.history(page)


def test_pauses_grow_to_a_minute_and_begin_anew_after_an_item_has_come_to_its_end():
    pauses = Pauses()
    assert [pauses.add(1) for _ in range(9)] == [0.5, 1, 2, 4, 8, 16, 32, 60, 60]
    assert pauses.resting() == [1]
    assert 59 < pauses.seconds() <= 60
    pauses.forget(1)
    assert (pauses.resting(), pauses.seconds()) == ([], None)
    assert pauses.add(1) == 0.5


# What hangs


def test_what_hangs_fails_after_its_time_and_the_next_is_done(tree, monkeypatch):
    monkeypatch.setattr(engine, "time_limit", functools.partial(time_limit.time_limit, 0.3))
    page, other, hour = tree.page(live=False), tree.page(live=False), in_an_hour()
    schedule(page, hour)
    schedule(other, hour + SECOND)

    def hang(instance, **kwargs):
        if instance.pk == page.pk:
            time.sleep(30)  # the receiver that hangs: interrupted after 0.3 s

    with receiver(page_published, hang), at(hour + SECOND):
        outcomes = engine.publish_due()
    assert (outcomes[Outcome.FAILED], outcomes[Outcome.PUBLISHED]) == (1, 1)
    assert "It took longer than" in scheduling.of(page)[0].reason
    assert not Page.objects.get(pk=page.pk).live


def test_the_time_for_which_a_process_was_frozen_is_not_the_items():
    with time_limit.time_limit(3):
        count = signal.getsignal(signal.SIGALRM)
        count(signal.SIGALRM, None)  # one, for however long it was
        count(signal.SIGALRM, None)
        with pytest.raises(time_limit.TookTooLong):
            count(signal.SIGALRM, None)
    assert signal.getitimer(signal.ITIMER_REAL) == (0, 0)


ITEMS_OF_A_PROCESS = """
import ctypes
from mme_site.publishing.time_limit import watchdog
with watchdog(0.01):
    pass
ctypes.PyDLL(None).usleep(20_000)
print("One is done.", flush=True)
with watchdog(0.01):
    ctypes.PyDLL(None).sleep(60)  # one call of C, for which every thread of Python waits
print("It goes on.", flush=True)
"""


def test_a_process_whose_item_cannot_be_interrupted_ends_and_one_whose_item_is_done_goes_on():
    process = subprocess.run([sys.executable, "-c", ITEMS_OF_A_PROCESS], capture_output=True, text=True, timeout=50)
    assert (process.stdout, process.returncode) == ("One is done.\n", 1)
    assert "Timeout" in process.stderr


if connection.vendor == "postgresql":

    def test_the_session_of_a_publisher_has_limits_while_it_publishes():
        def limits():
            with connection.cursor() as cursor:
                cursor.execute("SELECT name, setting FROM pg_settings WHERE name = ANY(%s)", [list(engine.LIMITS)])
                return dict(cursor.fetchall())

        before = limits()
        with engine.session_limits():
            within = limits()
        assert within["statement_timeout"] == "15000"
        assert within["idle_in_transaction_session_timeout"] == "30000"
        assert limits() == before
