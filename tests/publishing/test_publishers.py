"""Publishers as they run: processes of their own, several at once, woken, killed, cut off."""

import functools
import itertools
import multiprocessing
import os
import random
import signal
import time

import pytest
from django.conf import settings as site_settings
from django.db import connection
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Locale, Page, PageLogEntry, Revision
from wagtail.signals import page_published, page_unpublished

from home.models import StandardPage
from mme_site.core.stopped_processes import StoppedProcesses
from mme_site.publishing import burst, engine, time_limit
from mme_site.publishing.process import PublisherProcess
from mme_site.publishing.releases import editing
from mme_site.publishing.releases.release import Release
from mme_site.publishing.schedule import Schedule, ScheduleStatus
from tests.helpers.copied_database import copy_of_the_database
from tests.helpers.editing import filled_in
from tests.helpers.factories import MemberFactory, Tree
from tests.helpers.people import administrator
from tests.helpers.processes import until
from tests.helpers.publishers import Publishers, early
from tests.helpers.scheduling import HOUR, SECOND, corrupt, expiring, receiver, schedule

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


def test_a_publisher_that_is_frozen_in_the_middle_of_an_item_loses_it_to_another(tree, publishers, monkeypatch):
    """On PostgreSQL the database cuts it off; on SQLite, where nobody else could write, `serve` ends it."""
    monkeypatch.setattr(engine, "SET_LIMITS", engine.SET_LIMITS.replace("'30s'", "'500ms'"))
    has_frozen = multiprocessing.get_context("fork").Event()

    def freeze(**kwargs):
        if not has_frozen.is_set():
            has_frozen.set()
            os.kill(os.getpid(), signal.SIGSTOP)

    page, other = tree.page(live=False), tree.page(live=False)
    schedule(page, timezone.now() + SECOND)
    schedule(other, timezone.now() + HOUR)
    with receiver(page_published, freeze):
        frozen = publishers.start()
        until(has_frozen.is_set, "the publisher to freeze")
        publishers.start()
        if not ON_POSTGRESQL:
            watch = StoppedProcesses(seconds=0.2)
            assert until(lambda: watch.end([frozen.pid]), "the frozen publisher to be ended") == [frozen.pid]
        cancel(other)  # a person, whom it does not hold up either
        until(lambda: is_live(page), "the page to go live")
    publishers.thaw_all()
    until(all_ended, "all to be done")
    assert each_done_once()


def test_much_that_is_due_at_once_is_done_by_several_processes_and_each_item_once(tree, publishers, monkeypatch):
    """With prepared statements on PostgreSQL: pages of several kinds, a record, what comes down, and what fails."""
    monkeypatch.setattr(burst, "MANY", 1)
    hour = timezone.now() + HOUR
    page, other = tree.page(live=False), tree.page(live=False)
    due = [page, other, tree.document(live=False), tree.meeting(live=False), MemberFactory(live=False)]
    for item in due:
        schedule(item, hour)
    expiring(down := tree.page(), hour)
    corrupt(schedule(fails := tree.page(live=False), hour))
    now = timezone.now()
    Revision.objects.filter(approved_go_live_at=hour).update(approved_go_live_at=now)
    Page.objects.filter(expire_at=hour).update(expire_at=now)
    Schedule.objects.open().update(due_at=now)

    publishers.start()

    until(lambda: Schedule.objects.waiting().filter(attempts=0).count() == 0, "all to be tried")
    assert all(type(item).objects.get(pk=item.pk).live for item in due)
    assert not is_live(down) and not is_live(fails)
    assert Schedule.objects.get(object_id=str(fails.pk)).attempts
    assert PageLogEntry.objects.filter(action=PUBLISHED).count() == len(due) - 1


@pytest.mark.parametrize("which", ["the same page", "another"])
def test_an_editor_saves_beside_a_receiver_that_hangs(tree, publishers, client, monkeypatch, which):
    """On SQLite as on PostgreSQL, after the time of one item at most; what hangs has failed and is told."""
    monkeypatch.setattr(engine, "time_limit", functools.partial(time_limit.time_limit, 1))
    hangs = multiprocessing.get_context("fork").Event()

    def hang(**kwargs):
        hangs.set()
        time.sleep(60)

    page, other = tree.page(title="As it was"), tree.page(title="As it was")
    edited = page if which == "the same page" else other
    expiring(page, timezone.now() + 2 * SECOND)
    client.force_login(administrator())
    address = reverse("wagtailadmin_pages:edit", args=[edited.pk])
    data = filled_in(client.get(address), title="Typed meanwhile")
    with receiver(page_unpublished, hang):
        publishers.start()
        until(hangs.is_set, "the receiver to hang")
        saved = client.post(address, data, headers={"Accept": "application/json"}).json()
        failed = until(Schedule.objects.failing().first, "the failure to be written down")
    assert saved["success"]
    assert Page.objects.get(pk=edited.pk).get_latest_revision_as_object().title == "Typed meanwhile"
    assert "It took longer than" in failed.reason
    assert is_live(page)


# A frozen process leaves the others no writer on SQLite, until it is ended: for that there is a test of its own. There
# the machine's clock is the only one, and what is due by it is due.
TROUBLES = ["kill", "set clock", *(["kill", "cut off", "freeze"] if ON_POSTGRESQL else [])]


@pytest.mark.parametrize("seed", [19])
def test_publishers_killed_again_and_again_lose_nothing_and_do_nothing_twice_or_early(tree, publishers, seed):
    """The chaos test: publishers die, freeze, are cut off and have clocks set, while people cancel and correct."""
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
        publishers.thaw_all()
        victim, what = chance.choice(publishers.alive), chance.choice(TROUBLES)
        if what == "cut off":
            cut_off_all_others()
        elif what == "freeze":
            publishers.freeze(victim)
        elif what == "set clock":
            publishers.set_clock(victim, forward=ON_POSTGRESQL and chance.random() < 0.5)
        else:
            publishers.kill(victim)
            publishers.start(skew=chance.choice([0, 30, -3]) if ON_POSTGRESQL else 0)
    publishers.thaw_all()
    publishers.start()  # one whose clock is right
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


def test_a_release_is_there_wholly_or_not_at_all_however_often_its_publishers_die(tree, publishers):
    person, pages = administrator(), [tree.page(live=False) for _ in range(6)]
    release = editing.create("All or none", person)
    for page in pages:
        editing.add_publication(release, page, person)
    editing.set_hour(release, timezone.now() + SECOND / 2, person)

    def numbers_live():
        return Page.objects.filter(pk__in=[page.pk for page in pages], live=True).count()

    with receiver(page_published, lambda **kwargs: time.sleep(0.05)):
        for pause in (0.6, 0.15, 0.25):
            dying = publishers.start()
            time.sleep(pause)  # on this machine's clock: somewhere in the middle of it, or before, or after
            publishers.kill(dying)
            assert numbers_live() in (0, 6)
        publishers.start(2)
        until(lambda: Release.objects.get().state == "done", "the release")

    assert numbers_live() == 6
    entries = PageLogEntry.objects.filter(action="mme.release.done").values_list("page", flat=True)
    assert sorted(entries) == sorted(page.pk for page in pages)


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
    """Return True when something was published, and nothing before its hour by a clock that nobody sets."""
    return Schedule.objects.filter(status=ScheduleStatus.DONE).exists() and early.value == 0
