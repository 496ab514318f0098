"""How late scheduled revisions are, how long 1,000 due at once take, and one beside many that fail: `make bench`.

Wagtail's own command does the same work on a copy of the same data in the same run, and its action alone publishes
as many pages as a release. On PostgreSQL as well where TEST_DATABASE_URL is set.
"""

import contextlib
import datetime
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

DUE_AT_ONCE = 1000
SPREAD, SECONDS_OF_SPREAD = 60, 12
FAILING = 5000
IN_A_RELEASE, LANGUAGES = 50, 4  # each language of a page is a page of its own
IN_RELEASES = (IN_A_RELEASE, IN_A_RELEASE * LANGUAGES)


def main():
    """Measure on SQLite, and on PostgreSQL where there is one; each in a process of its own."""
    print(
        f"{'database':12}{'median late':>13}{'p99 late':>10}{f'{DUE_AT_ONCE} due':>11}{'Wagtail':>10}{'ratio':>8}"
        f"{'one':>11}{f'+{FAILING} fail':>13}{f'release of {IN_A_RELEASE}':>15}{'Wagtail':>10}"
        f"{f'in {LANGUAGES} languages':>16}{'Wagtail':>10}",
        flush=True,
    )
    postgresql = os.environ.get("TEST_DATABASE_URL")
    for url in ["", postgresql] if postgresql else [""]:
        subprocess.run([sys.executable, "-m", "tests.bench.publishing", "measure"], check=True, env=settings(url))


def settings(url):
    return {**os.environ, "DJANGO_SETTINGS_MODULE": "mme_site.settings.test", "DATABASE_URL": url}


def measure():
    import django

    django.setup()
    from django.core.management import call_command
    from django.db import connection

    with tempfile.TemporaryDirectory() as folder, database_of_its_own(connection):
        call_command("migrate", verbosity=0)
        late = lateness()
        schedule_at_once()
        from tests.helpers.copied_database import copy_of_the_database

        with copy_of_the_database(Path(folder)):
            theirs = time_of_wagtails_command()
        ours = time_of_publisher()
        alone, beside_failing = cost_of_one(0), cost_of_one(FAILING)
        released = [time_of_release(number) for number in IN_RELEASES]
    least = times_of_plain_wagtail()
    median, p99 = statistics.median(late), statistics.quantiles(late, n=100)[98]
    print(
        f"{connection.vendor:12}{median:11.3f} s{p99:8.3f} s{ours:9.1f} s{theirs:8.1f} s{theirs / ours:8.1f}"
        f"{alone:9.3f} s{beside_failing:11.3f} s"
        f"{released[0]:13.2f} s{least[0]:8.2f} s{released[1]:14.2f} s{least[1]:8.2f} s",
        flush=True,
    )


@contextlib.contextmanager
def database_of_its_own(connection, purpose="bench"):
    """Use a new, empty database beside the one that the address names."""
    if connection.vendor == "sqlite":
        yield
        return
    from tests.helpers.copied_database import administer

    name = f"{connection.settings_dict['NAME']}_{purpose}"
    administer(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
    administer(f'CREATE DATABASE "{name}"')
    connection.close()
    connection.settings_dict["NAME"] = name
    try:
        yield
    finally:
        connection.close()
        administer(f'DROP DATABASE "{name}" WITH (FORCE)')


def lateness():
    """Let a publisher do items whose hours are spread; return how late each was, in seconds."""
    from django.utils import timezone

    from mme_site.publishing.schedule import Schedule

    pages = drafts(SPREAD, "spread")
    first = timezone.now() + datetime.timedelta(seconds=5)
    for number, page in enumerate(pages):
        approve(page, first + datetime.timedelta(seconds=SECONDS_OF_SPREAD * number / SPREAD))
    with publisher():
        wait_for(lambda: not Schedule.objects.open().exists())
    return [item.lateness.total_seconds() for item in Schedule.objects.all()]


def schedule_at_once():
    from django.utils import timezone

    for page in drafts(DUE_AT_ONCE, "at-once"):
        approve(page, timezone.now() + datetime.timedelta(hours=1))


def time_of_publisher():
    """Return the seconds from the hour until all are live."""
    from django.utils import timezone

    from mme_site.publishing.process import PublisherProcess
    from mme_site.publishing.schedule import Schedule, ScheduleStatus

    with publisher():
        wait_for(PublisherProcess.objects.exists)
        hour = bring_the_hour(timezone.now() + datetime.timedelta(seconds=2))
        wait_for(lambda: not Schedule.objects.open().exists())
    done = Schedule.objects.filter(due_at=hour, status=ScheduleStatus.DONE)
    assert done.count() == DUE_AT_ONCE
    return (done.latest("finished_at").finished_at - hour).total_seconds()


def time_of_wagtails_command():
    """Return the seconds that Wagtail's command takes, with its own tasks done at once, as it ships."""
    from django.test import override_settings
    from django.utils import timezone
    from wagtail.management.commands.publish_scheduled import Command

    from home.models import StandardPage

    bring_the_hour(timezone.now())
    began = time.perf_counter()
    with override_settings(TASKS={"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}):
        Command().handle(dryrun=False)
    seconds = time.perf_counter() - began
    assert StandardPage.objects.filter(live=True, slug__startswith="at-once").count() == DUE_AT_ONCE
    return seconds


def cost_of_one(failing):
    """Return the median of the seconds of one publication, beside so many schedules that fail."""
    from django.utils import timezone

    from mme_site.publishing.schedule import Schedule

    later = timezone.now() + datetime.timedelta(hours=1)
    pages = drafts(10, f"beside-{failing}")
    Schedule.objects.bulk_create(
        Schedule(
            **{"kind": "go_live", "attempts": 1, "due_at": timezone.now(), "next_attempt_at": later, "title": "Fails"},
            **{"content_type": pages[0].get_base_content_type(), "object_id": f"failing-{number}"},
        )
        for number in range(failing)
    )
    seconds = []
    for page in pages:
        began = time.perf_counter()
        page.latest_revision.publish()
        seconds.append(time.perf_counter() - began)
    return statistics.median(seconds)


def time_of_release(number):
    """Return the seconds in which so many pages are published together."""
    from mme_site.publishing import actions
    from mme_site.publishing.releases import editing
    from tests.helpers.factories import UserFactory

    person = UserFactory(is_superuser=True)
    release = editing.create(f"Of {number}", person)
    for page in drafts(number, f"released-{number}"):
        editing.add_publication(release, page, person)
    began = time.perf_counter()
    outcome = actions.release_now(release, person)
    assert outcome.name == "PUBLISHED", outcome
    return time.perf_counter() - began


def times_of_plain_wagtail():
    """Return the seconds in which Wagtail's own action publishes as many pages in a project of nothing else."""
    command = [sys.executable, "-m", "tests.bench.plain_wagtail", *map(str, IN_RELEASES)]
    return [float(seconds) for seconds in subprocess.check_output(command, text=True).split()]


def bring_the_hour(hour):
    """Move every open schedule to this hour."""
    from wagtail.models import Revision

    from mme_site.publishing.schedule import Schedule
    from mme_site.tasks import listeners

    for revision in Revision.objects.exclude(approved_go_live_at=None):
        revision.approved_go_live_at = hour
        revision.content["go_live_at"] = hour.isoformat()
        Revision.objects.filter(pk=revision.pk).update(approved_go_live_at=hour, content=revision.content)
    Schedule.objects.open().update(due_at=hour)
    listeners.notify_publishers()
    return hour


def drafts(number, name):
    from wagtail.models import Page

    from home.models import PartnershipPage
    from tests.helpers.factories import StandardPageFactory, Tree

    home = PartnershipPage.objects.first() or Tree().home
    assert Page.objects.filter(pk=home.pk).exists()
    return [StandardPageFactory(parent=home, live=False, slug=f"{name}-{n}") for n in range(number)]


def approve(page, hour):
    """Schedule the only revision of a draft as core does: in its content, and as approved."""
    revision = page.latest_revision
    revision.content["go_live_at"] = hour.isoformat()
    revision.approved_go_live_at = hour
    revision.save()


@contextlib.contextmanager
def publisher():
    """Run the publisher as `make run` does."""
    from tests.helpers.processes import running

    with tempfile.TemporaryDirectory() as folder, running("publisher", data_dir=folder, stderr=subprocess.DEVNULL):
        yield


def wait_for(condition):
    while not condition():
        time.sleep(0.5)  # seldom, so that the looking takes nothing from what is measured


if __name__ == "__main__":
    measure() if sys.argv[1:] == ["measure"] else main()
