"""What follows a change: asked for with it, done after it, never in its way."""

import datetime
import io

import pytest
import time_machine
from django.conf import settings as site_settings
from django.core.management import call_command
from django.db import DatabaseError, connection, connections, transaction
from django.utils import timezone
from django.utils.module_loading import import_string
from wagtail.models import Page, ReferenceIndex

from mme_site.tasks import execution
from mme_site.tasks.batching import REFERENCE_INDEX, SEARCH_INDEX, batch_tasks
from mme_site.tasks.models import LEASE, MAX_ATTEMPTS, OutboxTask, TaskStatus
from mme_site.tasks.worker import locked
from tests.helpers import outbox_tasks

pytestmark = pytest.mark.django_db

DAY = datetime.timedelta(days=1)
SECOND = datetime.timedelta(seconds=1)


@pytest.fixture(autouse=True)
def outbox(settings):
    """The outbox of the running site, instead of the suite's, which does everything at once."""
    settings.TASKS = {"default": {"BACKEND": "mme_site.tasks.backend.OutboxBackend"}}
    outbox_tasks.done.clear()
    outbox_tasks.failures.clear()


@pytest.fixture
def tree_at_rest(tree):
    """A partnership with nothing left to do."""
    OutboxTask.objects.all().delete()
    return tree


def work(after=datetime.timedelta()):
    """Let a worker do what is due after a while; return how many tasks that was."""
    said = io.StringIO()
    with time_machine.travel(timezone.now() + after, tick=False):
        call_command("worker", once=True, stdout=said)
    return int(said.getvalue().split()[0])


# Asking


def test_nothing_is_left_to_do_of_a_change_that_is_rolled_back(tree_at_rest):
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        tree_at_rest.home.save_revision().publish()
        assert OutboxTask.objects.exists()
        raise ZeroDivisionError

    assert not OutboxTask.objects.exists()


def test_one_task_makes_one_task_of_everything_that_a_publication_asks_for(tree_at_rest):
    page = tree_at_rest.meeting(title="Fifth summit")
    page.agenda_items.add(page.agenda_items.model(title="Opening"), page.agenda_items.model(title="Closing"))
    revision = page.save_revision()
    OutboxTask.objects.all().delete()

    with batch_tasks():
        revision.publish()

    [task] = OutboxTask.objects.all()
    meeting = ["meetings", "meetingpage", str(page.pk)]
    assert sorted(task.calls) == [[SEARCH_INDEX, meeting, {}], [REFERENCE_INDEX, meeting, {}]]


def test_a_block_within_a_block_joins_the_outer_one(tree_at_rest):
    with batch_tasks():
        with batch_tasks():
            tree_at_rest.home.save()
        assert not OutboxTask.objects.exists()
        tree_at_rest.meetings.save()

    assert OutboxTask.objects.count() == 1


def test_an_error_inside_one_task_asks_for_nothing(tree_at_rest):
    with pytest.raises(ZeroDivisionError), batch_tasks():
        tree_at_rest.home.save()
        raise ZeroDivisionError

    assert not OutboxTask.objects.exists()
    tree_at_rest.home.save()
    assert OutboxTask.objects.count() == 2  # and what comes after it is asked for as ever


# Doing


def test_what_was_published_is_found_and_its_references_are_known_once_a_worker_has_passed(tree_at_rest):
    host = tree_at_rest.member()
    page = tree_at_rest.meeting(title="Ouagadougou", host=host)
    assert not Page.objects.search("Ouagadougou")

    work()

    assert [found.pk for found in Page.objects.search("Ouagadougou")] == [page.pk]
    assert ReferenceIndex.get_references_to(host).exists()


def test_a_page_is_live_although_it_cannot_be_indexed(tree_at_rest, monkeypatch):
    monkeypatch.setattr("modelsearch.index.insert_or_update_object", refuse)
    page = tree_at_rest.page(title="Declaration", live=False)
    page.save_revision().publish()

    work()

    assert Page.objects.get(pk=page.pk).live
    assert OutboxTask.objects.summary()["retried"]
    monkeypatch.undo()
    work(after=DAY)
    assert [found.pk for found in Page.objects.search("Declaration")] == [page.pk]


def test_what_was_deleted_before_it_was_indexed_is_no_failure(tree_at_rest):
    page = tree_at_rest.page()
    Page.objects.get(pk=page.pk).delete()

    work()

    assert not OutboxTask.objects.exclude(status=TaskStatus.DONE).exists()


def test_the_same_index_is_written_once_however_often_it_was_asked_for(tree_at_rest):
    for _time in range(5):
        tree_at_rest.home.save()

    assert work() == 2  # the search index and the references


def test_the_same_object_is_not_indexed_by_two_workers_at_once():
    page = ["home", "standardpage", "1"]
    assert another_may_index(page)
    with execution.lock_indexed_object(page):
        assert not another_may_index(page)


def another_may_index(args):
    """Return whether another process could begin to index this object now; on SQLite, any object."""
    if connection.vendor == "sqlite":
        with open(f"{connection.settings_dict['NAME']}.publisher", "w") as turn:
            return locked(turn)
    other = connections.create_connection("default")
    try:
        with other.cursor() as cursor:
            cursor.execute("SELECT pg_try_advisory_lock(%s, %s)", execution.advisory_lock_key(args))
            return cursor.fetchone()[0]
    finally:
        other.close()


def test_other_equal_tasks_are_each_done():
    outbox_tasks.note.enqueue("a letter")
    outbox_tasks.note.enqueue("a letter")

    work()

    assert outbox_tasks.done == [("a letter",), ("a letter",)]


def test_what_is_urgent_is_done_first_and_the_rest_in_the_order_of_asking():
    outbox_tasks.note.enqueue("first")
    outbox_tasks.note.enqueue("second")
    outbox_tasks.note.using(priority=10).enqueue("urgent")

    work()

    assert outbox_tasks.done == [("urgent",), ("first",), ("second",)]


def test_a_task_for_later_waits_for_its_hour():
    outbox_tasks.note.using(run_after=timezone.now() + DAY).enqueue("tomorrow")

    assert work() == 0
    assert work(after=DAY + SECOND) == 1


# Failing


@time_machine.travel(datetime.datetime(2026, 6, 1, 12, tzinfo=datetime.UTC), tick=False)
def test_a_task_that_fails_twice_is_done_the_third_time():
    outbox_tasks.failures[:] = [ConnectionError("no answer"), ConnectionError("no answer")]
    outbox_tasks.note.enqueue("patience")

    assert work() == 1
    assert work() == 0  # not again at once
    assert work(after=2 * SECOND) == 1
    assert outbox_tasks.done == []
    assert work(after=2 * SECOND) == 0  # the pauses grow
    assert work(after=12 * SECOND) == 1
    assert outbox_tasks.done == [("patience",)]
    assert OutboxTask.objects.get().status == TaskStatus.DONE


def test_a_task_rests_four_times_as_long_after_each_attempt_and_an_hour_at_most():
    outbox_tasks.failures[:] = [ConnectionError("no answer")] * MAX_ATTEMPTS
    outbox_tasks.note.enqueue("patience")

    rests, now = [], timezone.now()
    for _attempt in range(8):
        with time_machine.travel(now, tick=False):
            call_command("worker", once=True, stdout=io.StringIO())
        due_at = OutboxTask.objects.get().due_at
        rests.append((due_at - now) // SECOND)
        now = due_at

    assert rests == [2, 8, 32, 128, 512, 2048, 3600, 3600]


def test_a_task_that_always_fails_is_given_up_told_and_kept_until_somebody_lets_it_be_tried_again(caplog):
    outbox_tasks.failures[:] = [ConnectionError("no answer")] * (MAX_ATTEMPTS + 1)
    outbox_tasks.note.enqueue("in vain")

    for day in range(MAX_ATTEMPTS + 3):
        work(after=day * DAY)

    task = OutboxTask.objects.get()
    assert (task.status, task.attempts) == (TaskStatus.FAILED, MAX_ATTEMPTS)
    assert "ConnectionError: no answer" in task.error
    assert OutboxTask.objects.summary()["failed"] == 1
    [given_up] = [record for record in caplog.records if record.levelname == "ERROR"]
    assert "note in vain" in given_up.getMessage()
    assert "ConnectionError: no answer" in given_up.getMessage()

    outbox_tasks.failures.clear()
    call_command("worker", retry_failed=True, stdout=io.StringIO())
    work()
    assert outbox_tasks.done == [("in vain",)]


def test_one_task_tries_again_only_what_failed(tree_at_rest, monkeypatch):
    with batch_tasks():
        tree_at_rest.home.save()
    monkeypatch.setattr("wagtail.models.ReferenceIndex.create_or_update_for_object", refuse)

    work()

    [task] = OutboxTask.objects.all()
    assert [path for path, _args, _kwargs in task.calls] == [REFERENCE_INDEX]


def test_a_task_whose_other_half_is_done_does_not_stand_for_the_whole(tree_at_rest, monkeypatch):
    with batch_tasks():
        tree_at_rest.home.save()
    monkeypatch.setattr("wagtail.models.ReferenceIndex.create_or_update_for_object", refuse)
    work()
    monkeypatch.undo()
    with batch_tasks():
        tree_at_rest.home.save()

    assert work(after=DAY) == 2


# Dying


def test_a_task_whose_worker_died_is_due_again_when_its_lease_has_passed():
    outbox_tasks.note.enqueue("left")
    execution.claim()

    assert work(after=LEASE - SECOND) == 0
    assert work(after=LEASE + SECOND) == 1
    assert outbox_tasks.done == [("left",)]


def test_a_worker_that_lives_keeps_its_task_by_renewing_the_lease():
    outbox_tasks.note.enqueue("long")
    task = execution.claim()
    with time_machine.travel(timezone.now() + LEASE - SECOND, tick=False):
        task.renew()

    assert work(after=LEASE + SECOND) == 0


def test_a_worker_that_was_taken_for_dead_does_not_touch_what_another_has_taken_since():
    outbox_tasks.note.enqueue("late")
    late = execution.claim()
    with time_machine.travel(timezone.now() + LEASE + SECOND, tick=False):
        other = execution.claim()

    late.failed(late.calls, "too late")
    late.renew()
    late.done()

    task = OutboxTask.objects.get()
    assert (task.status, task.attempts, task.due_at) == (TaskStatus.RUNNING, 2, other.due_at)


def test_a_task_that_kills_every_worker_is_given_up(caplog):
    outbox_tasks.note.enqueue("deadly")
    for times in range(MAX_ATTEMPTS):
        with time_machine.travel(timezone.now() + times * (LEASE + SECOND), tick=False):
            assert execution.claim()

    work(after=DAY)

    assert OutboxTask.objects.get().status == TaskStatus.FAILED
    assert outbox_tasks.done == []
    assert "Given up" in caplog.text


# Keeping


def test_what_was_done_is_forgotten_after_a_day_and_what_failed_after_thirty():
    outbox_tasks.note.enqueue("done")
    work()
    failed = OutboxTask.objects.create(calls=[], status=TaskStatus.FAILED, finished_at=timezone.now())

    for days, left in [(0.9, 2), (1.1, 1), (29.9, 1), (30.1, 0)]:
        with time_machine.travel(timezone.now() + days * DAY, tick=False):
            OutboxTask.objects.prune()
        assert OutboxTask.objects.count() == left, failed


def test_the_summary_tells_what_waits_and_for_how_long():
    outbox_tasks.note.enqueue("waits")

    with time_machine.travel(timezone.now() + 90 * SECOND, tick=False):
        summary = OutboxTask.objects.summary()

    assert summary.pop("oldest_waiting_seconds") == pytest.approx(90, abs=5)
    assert summary == {"waiting": 1, "retried": 0, "failed": 0}


def test_what_waits_under_a_name_that_its_task_had_before_is_done(settings):
    settings.MOVED_TASKS = {"tests.helpers.before.write_down": f"{outbox_tasks.__name__}.note"}
    OutboxTask.objects.create(calls=[["tests.helpers.before.write_down", ["once"], {}]])

    assert work() == 1
    assert outbox_tasks.done == [("once",)]


@pytest.mark.parametrize(("former", "path"), site_settings.MOVED_TASKS.items())
def test_every_task_that_has_moved_is_where_it_is_said_to_be(former, path):
    assert execution.import_task(former).module_path == path
    with pytest.raises(ImportError):
        import_string(former)


def test_an_idle_look_writes_nothing(django_assert_num_queries):
    with django_assert_num_queries(1):
        assert execution.claim() is None


def refuse(*args, **options):
    raise DatabaseError(f"{connection.vendor} is out of order")
