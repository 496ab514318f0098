"""True to the clock: the database's decides, a clock that is set is noticed, and what differs is told."""

import logging
import time

import pytest
import time_machine
from django.db import connection
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Page

from mme_site.core import clock as clocks
from mme_site.core.clock import Clock
from mme_site.publishing import engine, health
from mme_site.publishing.engine import Outcome
from mme_site.publishing.process import PublisherProcess
from mme_site.publishing.schedule import ScheduleStatus
from tests.helpers import scheduling
from tests.helpers.reading import read, words
from tests.helpers.scheduling import HOUR, SECOND, at, in_an_hour, schedule

pytestmark = pytest.mark.django_db


@pytest.fixture
def clock(monkeypatch):
    """The clock of a publisher that begins now."""
    own = Clock()
    monkeypatch.setattr(clocks, "clock", own)
    return own


def test_a_publisher_whose_clock_is_ahead_publishes_at_the_hour_of_the_database(tree, clock):
    page, hour = tree.page(live=False), in_an_hour()
    schedule(page, hour)
    clock.skew = 30.0
    with at(hour + 29 * SECOND):
        assert engine.publish_due()[Outcome.PUBLISHED] == 0
    with at(hour + 30 * SECOND):
        assert engine.publish_due()[Outcome.PUBLISHED] == 1
    [done] = scheduling.of(page)
    assert (done.finished_at, done.lateness) == (hour, 0 * SECOND)


def test_a_publisher_whose_clock_is_behind_waits_until_wagtails_own_agrees(tree, clock):
    page, hour = tree.page(live=False), in_an_hour()
    schedule(page, hour)
    clock.skew = -30.0
    with at(hour - SECOND):
        assert engine.publish_due()[Outcome.PUBLISHED] == 0
    with at(hour):
        assert engine.publish_due()[Outcome.PUBLISHED] == 1
    assert Page.objects.get(pk=page.pk).live


if connection.vendor == "postgresql":

    def test_the_skew_is_measured_at_the_database_and_said_in_the_log_once(clock, caplog, monkeypatch):
        monkeypatch.setattr(clocks, "database_now", lambda: timezone.now() - 30 * SECOND)
        with caplog.at_level(logging.WARNING):
            clock.measure()
            clock.measure()
        assert clock.skew == pytest.approx(30, abs=0.1)
        said = [record.getMessage() for record in caplog.records if "clock" in record.getMessage()]
        assert said == ["The clock of this machine is 30.0 s ahead of the database's."]

    @pytest.mark.parametrize("is_live", [False, True])
    def test_who_publishes_on_a_machine_that_is_ahead_is_not_early_either(tree, clock, monkeypatch, is_live):
        page, hour = tree.page(live=is_live), in_an_hour()
        page.title, page.go_live_at = "At its hour", hour
        revision = page.save_revision()
        monkeypatch.setattr(clocks, "database_now", lambda: timezone.now() - 30 * SECOND)
        with at(hour + 10 * SECOND):
            revision.publish()
        stored = Page.objects.get(pk=page.pk)
        assert stored.live == is_live and stored.live_revision != revision
        [waiting] = scheduling.of(page)
        assert (waiting.due_at, waiting.status) == (hour, ScheduleStatus.WAITING)
        assert stored.go_live_at in (hour, None)
        with at(hour + 30 * SECOND):
            clock.measure()
            engine.publish_due()
        stored.refresh_from_db()
        assert (stored.live, stored.title) == (True, "At its hour")

    def test_an_answer_that_takes_its_time_makes_nobody_early(clock, monkeypatch):
        with time_machine.travel(timezone.now(), tick=False) as machine:
            there_and_back = iter([2.0, 0.5, 1.0])

            def answered_late():
                seconds = next(there_and_back)
                machine.shift(seconds / 2)
                moment = timezone.now() - 30 * SECOND
                machine.shift(seconds / 2)
                return moment

            monkeypatch.setattr(clocks, "database_now", answered_late)
            clock.measure()
        assert clock.skew == 30.25  # as the fastest answer says, and not less than it is

    def test_the_database_is_asked_for_its_time(settings):
        with connection.cursor() as cursor:
            cursor.execute("SELECT clock_timestamp()")
            assert abs(cursor.fetchone()[0] - timezone.now()) < 5 * SECOND


@pytest.mark.parametrize(("step", "said"), [(-3600.0, "back by 3600.0 s"), (90.0, "forward by 90.0 s")])
def test_a_clock_that_is_set_is_noticed_and_told(clock, caplog, step, said):
    clock.detect_step()
    assert clock.stepped_at is None
    clock.offset -= step
    with caplog.at_level(logging.WARNING):
        clock.detect_step()
    assert clock.step == pytest.approx(step, abs=0.1)
    assert clock.stepped_at is not None
    assert said in caplog.text


def test_a_clock_that_is_set_in_the_middle_of_a_run_is_measured_again(clock, monkeypatch):
    right = timezone.now()
    monkeypatch.setattr(clocks, "database_now", lambda: right)
    clock.measure()
    with time_machine.travel(right + HOUR, tick=True):
        now = clock.now()
    assert clock.step == pytest.approx(3600, abs=1)
    if connection.vendor == "postgresql":  # the database's decides; on SQLite there is none but the machine's
        assert now - right < 5 * SECOND


def test_health_tells_the_skew_of_a_publisher_from_a_second_on(clock):
    process = PublisherProcess.begin()
    for skew, told in ((0.9, 0.0), (29.5, 29.5), (-29.5, -29.5)):
        clock.skew = skew
        process.record_heartbeat()
        assert health.read().reported_skew == told


def test_a_clock_set_back_blinds_neither_the_publisher_nor_health(clock):
    now = timezone.now()
    with at(now + HOUR):
        process, dead = PublisherProcess.begin(), PublisherProcess.begin()
    with at(now):
        assert not health.read().publisher_is_running  # what is later than now says nothing of now
        process.beat_at = time.monotonic() - 100
        assert not process.has_beaten_within(60)
        process.record_heartbeat()
        figures = health.read()
    assert (figures.publisher_is_running, figures.publishers, dead.heartbeat_at) == (True, 1, now + HOUR)


def test_the_timeline_tells_those_who_publish_of_a_clock_that_differs(admin_client, clock):
    process = PublisherProcess.begin()
    assert "clock of a publisher" not in words(read(admin_client, reverse("publishing_timeline")))
    clock.skew = 29.5
    process.record_heartbeat()
    assert "differs from the database’s by 29.5 s" in words(read(admin_client, reverse("publishing_timeline")))
