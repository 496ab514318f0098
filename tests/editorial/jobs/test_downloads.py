"""Downloads of lists and reports are written by the worker, for whoever may see the rows, with progress."""

import csv
import io

import pytest
from django.urls import get_resolver, reverse
from wagtail.admin.views.mixins import SpreadsheetExportMixin
from wagtail.models import GroupPagePermission

from mme_site.editorial.jobs import progress as progress_of_jobs
from mme_site.editorial.jobs import tasks
from mme_site.editorial.jobs.models import Job, JobStatus
from mme_site.tasks.worker import run_due_tasks
from tests.helpers.people import allowed
from tests.helpers.reading import read, words

pytestmark = pytest.mark.django_db

AGING = "wagtailadmin_reports:aging_pages"


@pytest.fixture
def busy_worker(settings, monkeypatch):
    """A worker that has not come to it yet when the editor's request ends."""
    settings.TASKS = {"default": {"BACKEND": "mme_site.tasks.backend.OutboxBackend"}}
    monkeypatch.setattr(tasks, "SECONDS_TO_WAIT", 0)
    monkeypatch.setattr(progress_of_jobs, "SECONDS_BETWEEN_REPORTS", 0)
    monkeypatch.setattr(progress_of_jobs.Progress, "report", lambda self: False)  # seen by other connections only


@pytest.mark.usefixtures("busy_worker")
def test_a_report_of_wagtails_own_is_written_while_its_reader_sees_how_far_it_is(admin_client, tree):
    for title in ("One", "Two"):
        tree.page(title=title)
    address = admin_client.get(reverse(AGING), {"export": "csv"})["Location"]
    assert "You can close this window" in words(read(admin_client, address))

    run_due_tasks()
    link = read(admin_client, address).main.select_one("a[href$='/file/']")
    assert words(link).endswith(".csv")
    text = b"".join(admin_client.get(link["href"]).streaming_content).decode()
    assert {"One", "Two"} <= {row[0] for row in csv.reader(io.StringIO(text))}


@pytest.mark.usefixtures("busy_worker")
def test_every_row_is_a_step_and_what_is_cancelled_leaves_no_file(admin_client, tree, monkeypatch):
    steps = []
    monkeypatch.setattr(
        progress_of_jobs.Progress, "report", lambda self: steps.append((self.done, self.steps)) or len(steps) > 2
    )
    for number in range(5):
        tree.page(title=f"Page {number}")
    admin_client.get(reverse(AGING), {"export": "csv"})
    run_due_tasks()

    job = Job.objects.get()
    assert (job.status, bool(job.file)) == (JobStatus.CANCELLED, False)
    assert [done for done, _of in steps] == [1, 2, 3]
    assert steps[0][1] >= 5


@pytest.mark.parametrize("ending", ["csv", "xlsx"])
def test_what_is_quick_is_downloaded_at_once_as_the_list_is_filtered(admin_client, tree, ending):
    response = admin_client.get(reverse(AGING), {"export": ending})
    assert response["Content-Disposition"].startswith("attachment")
    assert f".{ending}" in response["Content-Disposition"]


@pytest.mark.usefixtures("busy_worker")
def test_a_download_holds_only_what_its_person_may_see_when_it_is_written(client, tree):
    page = tree.page(title="Not for all")
    person = allowed("change", "publish", below=page)
    client.force_login(person)
    client.get(reverse(AGING), {"export": "csv"})
    GroupPagePermission.objects.filter(group__in=person.groups.all()).delete()
    run_due_tasks()

    job = Job.objects.get()
    assert job.user == person
    assert job.status == JobStatus.FAILED or b"Not for all" not in job.file.open("rb").read()


def is_download(view):
    return issubclass(getattr(view, "view_class", object), SpreadsheetExportMixin)


def downloadable(patterns=None, before="/"):
    """Yield the addresses of all lists and reports that can be downloaded and need nothing else to be named."""
    for pattern in get_resolver().url_patterns if patterns is None else patterns:
        address = before + str(pattern.pattern).removeprefix("^").removesuffix("$")
        if hasattr(pattern, "url_patterns"):
            if address.startswith("/admin/"):
                yield from downloadable(pattern.url_patterns, address)
        elif is_download(pattern.callback) and not set("<(") & set(address) and "results" not in address:
            yield address


def test_every_list_that_can_be_downloaded_is_written_by_the_worker(admin_client, tree):
    wrong, written = [], 0
    for address in dict.fromkeys(downloadable()):
        response = admin_client.get(address, {"export": "csv"})
        job = Job.objects.order_by("-pk").first()
        if response.status_code == 200 and not response.streaming:
            continue  # it has no columns to download
        written += 1
        if job is None or job.status != JobStatus.DONE or job.arguments["path"] != f"{address}?export=csv":
            wrong.append((address, response.status_code, job and job.message))
    assert wrong == []
    assert written > 10
