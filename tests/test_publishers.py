"""Publishers as they run: processes of their own, several at once, woken, killed, cut off."""

import itertools
import multiprocessing
import random

import pytest
from django.conf import settings as site_settings
from django.db import connection, connections
from django.utils import timezone
from wagtail.models import Locale, Page, PageLogEntry, Revision

from home.models import StandardPage
from mme_site.core.stop_signals import StopSignals
from mme_site.publishing.process import PublisherProcess
from mme_site.publishing.publisher import run_publisher
from mme_site.publishing.schedule import Schedule, ScheduleStatus
from tests.copied_database import copy_of_the_database
from tests.factories import Tree
from tests.processes import until
from tests.scheduling import HOUR, SECOND, schedule

PUBLISHED = "wagtail.publish.scheduled"
ON_POSTGRESQL = "postgresql" in site_settings.DATABASES["default"]["ENGINE"]


# What is saved is committed, for other processes to see; so it is saved in a copy.
pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(scope="module", autouse=True)
def copied_database(django_db_setup, django_db_blocker, tmp_path_factory):
    with django_db_blocker.unblock(), copy_of_the_database(tmp_path_factory.mktemp("copy")):
        yield


@pytest.fixture
def tree(settings):
    """A partnership on a site whose side effects go through the outbox."""
    settings.TASKS = {"default": {"BACKEND": "mme_site.tasks.backend.OutboxBackend"}}
    settings.PUBLISHER_INTERVAL = 600  # so that only being woken makes a publisher quick
    Locale.objects.get_or_create(language_code="en")
    if not Page.objects.exists():  # the test before has emptied the tables
        Page.add_root(title="Root", slug="root")
    return Tree()


@pytest.fixture
def publishers():
    """The publishers of a test, killed at its end."""
    hands = Publishers()
    yield hands
    hands.kill_all()


class Publishers:
    """Publishers in processes of their own, forked so that one is at work in an instant."""

    def __init__(self):
        self.alive = []

    def start(self, number=1):
        for _ in range(number):
            connections.close_all()
            process = multiprocessing.get_context("fork").Process(target=publish)
            process.start()
            self.alive.append(process)
        return self.alive[-1]

    def kill(self, process):
        process.kill()
        process.join()
        self.alive.remove(process)

    def kill_all(self):
        for process in list(self.alive):
            self.kill(process)


def publish():
    with StopSignals() as stop:
        run_publisher(stop)


def test_a_publisher_that_sleeps_is_woken_by_a_new_schedule(tree, publishers):
    page = tree.page(live=False)
    publishers.start()
    until(PublisherProcess.objects.exists, "the publisher's first look")
    schedule(page, timezone.now() + SECOND)
    until(lambda: is_live(page), "the page to go live")
    assert none_early()


def test_a_publisher_sleeps_until_a_schedule_that_was_there_before_it(tree, publishers):
    page = tree.page(live=False)
    schedule(page, timezone.now() + 2 * SECOND)
    publishers.start()
    until(lambda: is_live(page), "the page to go live")
    assert none_early()


def test_publishers_at_the_same_time_do_each_item_once(tree, publishers):
    pages = [tree.page(live=False) for _ in range(30)]
    schedule_all(pages)
    publishers.start(3)
    until(all_ended, "all to be done")
    assert all(is_live(page) for page in pages)
    assert each_done_once()


def test_a_publisher_that_is_asked_to_stop_forgets_itself(tree, publishers):
    process = publishers.start()
    until(PublisherProcess.objects.exists, "the publisher's first look")
    process.terminate()
    process.join(timeout=10)
    assert process.exitcode == 0
    assert not PublisherProcess.objects.exists()


if ON_POSTGRESQL:

    def test_a_publisher_that_is_cut_off_from_its_database_goes_on_when_it_is_back(tree, publishers):
        process = publishers.start()
        until(somebody_listens, "the publisher to sleep")
        cut_off_all_others()
        page = tree.page(live=False)
        schedule(page, timezone.now() + SECOND)
        until(lambda: is_live(page), "the page to go live")
        assert process.is_alive()


@pytest.mark.parametrize("seed", [19])
def test_publishers_killed_again_and_again_lose_nothing_and_do_nothing_twice_or_early(tree, publishers, seed):
    """The chaos test: publishers die at random instants, while people cancel and correct."""
    chance = random.Random(seed)
    number, kills = (300, 25) if ON_POSTGRESQL else (100, 10)
    pages = [tree.page(live=False) for _ in range(number)]
    schedule_all(pages, spread=4 * SECOND)
    people = iter(
        [(cancel, page) for page in pages[3::10]]
        + [(postpone_and_correct, page) for page in pages[7::10]]
        + [(correct, page) for page in pages[9::30]]
    )
    publishers.start(3)
    for _ in range(kills):
        for act, page in itertools.islice(people, 1 + number // kills // 4):
            act(page)
        done = Schedule.objects.filter(status=ScheduleStatus.DONE).count()
        until(
            lambda done=done: all_ended() or Schedule.objects.filter(status=ScheduleStatus.DONE).count() > done,
            "progress",
        )
        publishers.kill(chance.choice(publishers.alive))
        publishers.start()
    for act, page in people:
        act(page)
    until(all_ended, "all to be done")
    publishers.kill_all()
    assert each_done_once()
    assert none_early()
    for page in pages:
        assert is_live(page) == has_been_published(page)
    assert all(StandardPage.objects.get(pk=page.pk).title == "Corrected" for page in pages[7::10] + pages[9::30])


# What people do


def schedule_all(pages, spread=0 * SECOND):
    """Schedule every page; their hours begin a second after all are scheduled, and are spread evenly."""
    for page in pages:
        schedule(page, timezone.now() + HOUR)
    first = timezone.now() + SECOND
    for number, page in enumerate(pages):
        hour = first + spread * number / len(pages)
        Revision.objects.filter(object_id=str(page.pk)).exclude(approved_go_live_at=None).update(
            approved_go_live_at=hour
        )
        Schedule.objects.of(page).update(due_at=hour)


def cancel(page):
    """Do what the view behind 'Cancel scheduled publish' does."""
    revision = Revision.objects.filter(object_id=str(page.pk), approved_go_live_at__isnull=False).first()
    if revision:
        revision.approved_go_live_at = None
        revision.save(update_fields=["approved_go_live_at"])


def postpone_and_correct(page):
    cancel(page)
    schedule(page, timezone.now() + SECOND, title="Corrected")


def correct(page):
    """Publish a correction at once."""
    schedule(page, None, title="Corrected")


def cut_off_all_others():
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
            "WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )


def somebody_listens():
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND query LIKE 'LISTEN%'"
        )
        return cursor.fetchone()[0]


# What the database says afterwards


def is_live(page):
    return StandardPage.objects.get(pk=page.pk).live


def has_been_published(page):
    return PageLogEntry.objects.filter(page=page.pk, action__in=["wagtail.publish", PUBLISHED]).exists()


def all_ended():
    return not Schedule.objects.open().exists()


def each_done_once():
    """Return True when each schedule that was done is one line of the history, and nothing else is."""
    done = sorted(Schedule.objects.filter(status=ScheduleStatus.DONE).values_list("revision", flat=True))
    told = sorted(PageLogEntry.objects.filter(action=PUBLISHED).values_list("revision", flat=True))
    assert done
    assert told == done
    return len(set(done)) == len(done)


def none_early():
    """Return True when nothing was done before its hour, by its schedule and by the history."""
    hours = {}
    for item in Schedule.objects.filter(status=ScheduleStatus.DONE):
        assert item.finished_at >= item.due_at
        hours[item.revision_id] = item.due_at
    entries = PageLogEntry.objects.filter(action=PUBLISHED)
    return bool(hours) and all(entry.timestamp >= hours[entry.revision_id] for entry in entries)
