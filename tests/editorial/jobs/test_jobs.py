"""What takes long is done by the worker: who asked for it sees how far it is, can cancel it, and loses nothing."""

import threading

import pytest
from django.core.files.base import ContentFile
from django.db import connections, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Locale, Page

from meetings.models import MeetingPage
from mme_site.editorial.jobs import progress as progress_of_jobs
from mme_site.editorial.jobs import tasks
from mme_site.editorial.jobs.models import RETENTION, Job, JobStatus
from mme_site.editorial.jobs.progress import JobFailed
from mme_site.tasks.models import OutboxTask
from mme_site.tasks.worker import run_due_tasks
from tests.helpers.copied_database import copy_of_the_database
from tests.helpers.factories import Tree, UserFactory
from tests.helpers.import_export import upload
from tests.helpers.people import administrator
from tests.helpers.reading import parse, words
from tests.helpers.scheduling import SECOND, at

# Progress is seen by other connections; so what is saved is committed, in a copy.
pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(scope="module", autouse=True)
def copied_database(django_db_setup, django_db_blocker, tmp_path_factory):
    with django_db_blocker.unblock(), copy_of_the_database(tmp_path_factory.mktemp("copy")):
        yield


@pytest.fixture
def tree():
    Locale.objects.get_or_create(language_code="en")
    if not Page.objects.exists():  # the test before has emptied the tables
        Page.add_root(title="Root", slug="root")
    return Tree()


@pytest.fixture(autouse=True)
def busy_worker(settings, monkeypatch):
    """A worker that has not come to it yet when the editor's request ends."""
    settings.TASKS = {"default": {"BACKEND": "mme_site.tasks.backend.OutboxBackend"}}
    monkeypatch.setattr(tasks, "SECONDS_TO_WAIT", 0)
    monkeypatch.setattr(progress_of_jobs, "SECONDS_BETWEEN_REPORTS", 0)


@pytest.fixture
def editor(client):
    client.user = administrator()
    client.force_login(client.user)
    who_looks.append(client)
    return client


def elsewhere(act):
    """Do something in another process's place: with a connection of its own."""

    def run():
        try:
            act()
        finally:
            connections.close_all()

    thread = threading.Thread(target=run)
    thread.start()
    thread.join()


def rename_all(job, progress):
    """Rename each page of the job in one transaction; a person looks after each, and cancels after one of them."""
    with transaction.atomic():
        progress.expect(len(job.arguments["keys"]))
        for key in progress.of(job.arguments["keys"]):
            Page.objects.filter(pk=key).update(title="Renamed")
            elsewhere(lambda: looked_at.append(seen_by(job)))
            if key == job.arguments.get("cancel_at"):
                elsewhere(lambda: who_looks[-1].post(reverse("job_cancel", args=[job.pk])))


who_looks, looked_at = [], []  # a client that has signed in, and what it has seen


def seen_by(job):
    answer = who_looks[-1].get(reverse("job", args=[job.pk]), headers={"Accept": "application/json"})
    return answer.json()


def refuse(job, progress):
    raise JobFailed("The file is upside down.")


def break_down(job, progress):
    raise ZeroDivisionError


def never(job, progress):
    raise AssertionError("It was begun once more.")


def test_how_far_it_is_can_be_seen_from_outside_of_its_one_transaction(tree, editor):
    looked_at.clear()
    keys = [tree.page().pk for _number in range(3)]
    job = tasks.start(editor.user, rename_all, "Rename", keys=keys)
    assert "Waiting to start" in words(parse(editor.get(reverse("job", args=[job.pk]))))

    run_due_tasks()

    assert [each["done"] for each in looked_at] == [0, 1, 2]
    assert {each["steps"] for each in looked_at[1:]} == {3}
    assert Page.objects.filter(title="Renamed").count() == 3
    assert "It is done." in words(parse(editor.get(reverse("job", args=[job.pk]))))


def test_what_is_cancelled_ends_at_its_next_step_and_nothing_of_its_transaction_is_done(tree, editor):
    keys = [tree.page().pk for _number in range(3)]
    job = tasks.start(editor.user, rename_all, "Rename", keys=keys, cancel_at=keys[1])

    run_due_tasks()

    job.refresh_from_db()
    assert job.status == JobStatus.CANCELLED
    assert not Page.objects.filter(title="Renamed").exists()


def test_what_is_cancelled_while_it_waits_is_never_begun(editor):
    job = tasks.start(editor.user, never, "Never")
    editor.post(reverse("job_cancel", args=[job.pk]))

    run_due_tasks()

    job.refresh_from_db()
    assert (job.status, job.attempts) == (JobStatus.CANCELLED, 0)
    assert not progress_of_jobs.cancel_file(job).exists()


def write_and_be_cancelled(job, progress):
    tasks.keep_file(job, "rows.csv", b"rows")
    written.append((job.file.storage, job.file.name))
    raise progress_of_jobs.Cancelled


written = []


def test_what_is_cancelled_leaves_no_file(editor):
    job = tasks.start(editor.user, write_and_be_cancelled, "Export")

    run_due_tasks()

    job.refresh_from_db()
    storage, name = written.pop()
    assert (job.status, job.file, job.file_name) == (JobStatus.CANCELLED, "", "")
    assert not storage.exists(name)


@pytest.mark.parametrize(
    ("function", "said"),
    [(refuse, "The file is upside down."), (break_down, "Those who run the site find the reason in its log.")],
)
def test_what_fails_says_why_and_is_not_tried_again(editor, function, said):
    job = tasks.start(editor.user, function, "In vain")

    run_due_tasks()

    assert said in words(parse(editor.get(reverse("job", args=[job.pk]))))
    assert not OutboxTask.objects.open().exists()


def test_a_job_that_has_ended_two_workers_ends_no_third(editor):
    job = tasks.start(editor.user, never, "Too much")
    Job.objects.update(status=JobStatus.RUNNING, attempts=2)

    run_due_tasks()

    job.refresh_from_db()
    assert job.status == JobStatus.FAILED
    assert "more memory or time" in job.message


def test_a_job_and_its_file_are_there_for_nobody_but_who_asked(editor, client):
    job = Job.objects.create(user=UserFactory(), title="Of somebody else", status=JobStatus.DONE)
    for name in ("job", "job_file"):
        assert editor.get(reverse(name, args=[job.pk])).status_code == 404
    assert editor.post(reverse("job_cancel", args=[job.pk])).status_code == 404
    assert Client().get(reverse("job_file", args=[job.pk])).status_code == 302


def test_what_was_asked_for_days_ago_is_forgotten_with_its_file(editor):
    job = Job(user=editor.user, title="Export", status=JobStatus.DONE)
    job.file.save("old", ContentFile(b"rows"))
    storage, name = job.file.storage, job.file.name
    with at(timezone.now() + RETENTION + SECOND):
        Job.objects.forget_old()
    assert not Job.objects.exists()
    assert not storage.exists(name)


def test_an_export_and_an_import_lead_over_their_bars_to_what_came_of_them(tree, editor):
    member = tree.member("Benin", member__code="BJ")
    bar = editor.get(reverse("export", args=["members", "xlsx"]))["Location"]
    page = parse(editor.get(bar))
    assert page.select_one("progress")
    assert page.select_one("form[action$='/cancel/'] button")
    run_due_tasks()
    data = b"".join(editor.get(parse(editor.get(bar)).select_one("a[href$='/file/']")["href"]))

    bar = upload(editor, "members", ("members.xlsx", data))["Location"]
    assert "Waiting to start" in words(parse(editor.get(bar)))
    run_due_tasks()
    plan = parse(editor.get(bar, follow=True))
    assert "0 changes" in words(plan)
    assert member.pk


def test_a_publication_of_many_goes_on_where_its_worker_has_died(tree, editor):
    first, second = tree.meeting(live=False), tree.meeting(live=False)
    query = f"?id={first.pk}&id={second.pk}&next=/admin/meetings/"
    bar = editor.post(reverse("wagtail_bulk_action", args=["wagtailcore", "page", "publish"]) + query)["Location"]
    Job.objects.update(status=JobStatus.RUNNING, attempts=1, result={"done": [first.pk], "published": 1})

    run_due_tasks()

    assert list(MeetingPage.objects.order_by("pk").values_list("live", flat=True)) == [False, True]
    assert "2 pages have been published" in words(parse(editor.get(bar, follow=True)))
