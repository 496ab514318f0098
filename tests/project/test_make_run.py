"""From an empty directory to a running site: the promises of `make run`."""

import contextlib
import datetime
import io
import itertools
import os
import re
import signal
import socket
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest
import time_machine
from django.contrib.auth import get_user_model
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import connection
from django.utils import timezone
from wagtail.models import Locale, Page

from home.management.commands import prepare
from mme_site.delivery import processes, static_files
from mme_site.delivery.management.commands import serve
from mme_site.publishing import publisher
from mme_site.tasks.batching import SEARCH_INDEX
from mme_site.tasks.models import OutboxTask
from tests.helpers.copied_database import empty_database
from tests.helpers.ports import free_port
from tests.helpers.processes import until
from tests.project.readme import table

ROOT = Path(__file__).resolve().parents[2]
HELPERS = ["publisher", "worker"]
UNTIL_TOLD = "import signal; signal.pause()"


def test_make_alone_lists_the_commands_that_the_readme_explains():
    listed = subprocess.run(
        ["make", "--no-print-directory"], cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout.splitlines()

    assert [line.split(maxsplit=2) for line in listed] == [
        ["make", name.strip("`").removeprefix("make "), purpose] for name, purpose in table("command")
    ]


# The administrator


@pytest.mark.django_db
def test_the_first_start_makes_one_administrator_and_prints_a_password_that_works():
    printed = printed_by("ensure_administrator")

    [administrator] = get_user_model().objects.all()
    assert administrator.is_superuser
    assert administrator.username == "admin"
    assert administrator.check_password(re.search(r"Password: (\S+)", printed)[1])


@pytest.mark.django_db
def test_a_second_start_makes_no_second_administrator_and_prints_nothing():
    call_command("ensure_administrator", stdout=io.StringIO())

    assert printed_by("ensure_administrator") == ""
    assert get_user_model().objects.count() == 1


@pytest.mark.django_db
def test_an_administrator_who_may_not_sign_in_does_not_count():
    get_user_model().objects.create_superuser("admin", is_active=False)

    call_command("ensure_administrator", stdout=io.StringIO())

    assert get_user_model().objects.get(is_active=True).username == "admin2"


# Preparing


@pytest.fixture
def steps(monkeypatch, settings, tmp_path):
    """The commands that `prepare` calls, in order, which do nothing here."""
    called = []
    settings.DATA_DIR, settings.STATIC_ROOT = tmp_path / "data", tmp_path / "static"
    for module in (prepare, static_files):
        monkeypatch.setattr(module, "call_command", lambda name, **options: called.append(name))
    return called


@pytest.mark.django_db
def test_the_database_is_ready_before_the_content_is_loaded_and_the_content_can_be_found_from_the_start(steps):
    call_command("prepare", stdout=io.StringIO())

    in_order = [step for step in steps if step != "collectstatic"]  # which goes on beside the others
    assert in_order == [
        *("upgrade_from_0_8", "migrate", "load_content", "ensure_roles", "read_files", "worker"),
        "ensure_administrator",
    ]
    assert steps.count("collectstatic") == 1


@pytest.mark.django_db
def test_a_search_index_of_which_most_waits_is_made_at_once_and_other_tasks_are_left_to_the_worker(steps):
    indexing = [SEARCH_INDEX, ["wagtailcore", "page", "1"], {}]
    for _task in range(Page.objects.count()):
        OutboxTask.objects.create(calls=[indexing])
    other = OutboxTask.objects.create(calls=[indexing, ["tasks.elsewhere", [], {}]])

    call_command("prepare", stdout=io.StringIO())

    assert steps.count("update_index") == 1
    assert OutboxTask.objects.waiting_for_search() == []
    assert OutboxTask.objects.get(pk=other.pk).calls == other.calls


@pytest.mark.django_db
@pytest.mark.usefixtures("steps")
def test_a_step_that_fails_is_named_with_its_reason(monkeypatch):
    monkeypatch.setattr(prepare, "call_command", refuse)

    with pytest.raises(CommandError, match=r"^Step 'Updating the database' failed: the disk is full$"):
        call_command("prepare", stdout=io.StringIO())


@pytest.mark.usefixtures("steps")
@pytest.mark.django_db
def test_static_files_that_cannot_be_collected_are_named_as_the_step_that_fails(monkeypatch):
    monkeypatch.setattr(static_files, "call_command", refuse)

    with pytest.raises(CommandError, match=r"^Step 'Collecting the static files' failed: the disk is full$"):
        call_command("prepare", stdout=io.StringIO())


@pytest.mark.usefixtures("steps")
def test_a_database_without_tables_gets_as_far_as_to_its_migrations(
    monkeypatch, tmp_path, django_db_setup, django_db_blocker
):
    def migrate_nothing(name, **options):
        if name == "migrate":
            raise CommandError(f"{len(connection.introspection.table_names())} tables")
        call_command(name, **options)

    monkeypatch.setattr(prepare, "call_command", migrate_nothing)

    refused = pytest.raises(CommandError, match=r"^Step 'Updating the database' failed: 0 tables$")
    with django_db_blocker.unblock(), empty_database(tmp_path), refused:
        call_command("prepare", stdout=io.StringIO())


# The publisher


@pytest.mark.django_db
def test_the_publisher_makes_a_scheduled_revision_live_at_its_hour():
    page = scheduled_page(at=timezone.now() + datetime.timedelta(hours=1))

    call_command("publisher", once=True)
    page.refresh_from_db()
    assert not page.live

    with time_machine.travel(timezone.now() + datetime.timedelta(hours=2)):
        call_command("publisher", once=True)
    page.refresh_from_db()
    assert page.live


@pytest.fixture
def publisher_in_a_test(monkeypatch, db):
    """The publisher's loop, which would close the connection with this test's transaction."""
    monkeypatch.setattr(publisher, "close_old_connections", lambda: None)


@pytest.mark.usefixtures("publisher_in_a_test")
def test_a_pass_that_fails_does_not_end_the_publisher(monkeypatch, caplog):
    monkeypatch.setattr(publisher, "ERROR_DELAY", 0)
    passes = iter([refuse, told_to_end])
    monkeypatch.setattr(publisher, "check_due", lambda *arguments: next(passes)())

    call_command("publisher")

    assert next(passes, None) is None
    assert "the disk is full" in caplog.text


@pytest.mark.usefixtures("publisher_in_a_test")
def test_the_publisher_ends_when_it_is_told_to_however_long_it_would_sleep(monkeypatch):
    monkeypatch.setattr(publisher, "check_due", told_to_end)

    assert call_command("publisher") is None


# Serving


def test_the_site_says_that_its_port_is_taken_and_starts_nothing(settings, monkeypatch):
    monkeypatch.setattr(subprocess, "Popen", refuse)
    with socket.create_server(("127.0.0.1", 0)) as other:
        settings.HOST, settings.PORT = other.getsockname()

        with pytest.raises(CommandError, match=f"Cannot listen on 127.0.0.1, port {settings.PORT}: Address already"):
            call_command("serve")


@pytest.fixture
def children(settings, monkeypatch, db):
    """Let `serve` start these programs instead of its own, and start them again without a pause."""
    # It would close the connection with this test's transaction.
    monkeypatch.setattr(serve, "connections", SimpleNamespace(close_all=lambda: None))

    def instead(web_server=UNTIL_TOLD, **helpers):
        settings.PORT = free_port()
        monkeypatch.setattr(processes, "FIRST_PAUSE", 0)
        monkeypatch.setattr(serve, "SECONDS_BETWEEN_LOOKS", 0.02)
        monkeypatch.setattr(serve, "web_server", lambda most: [sys.executable, "-c", web_server])
        programs = {name: [sys.executable, "-c", helpers.get(name, UNTIL_TOLD)] for name in HELPERS}
        monkeypatch.setattr(serve, "helpers", lambda: programs)
        return serve.Command(stdout=io.StringIO())

    return instead


def test_when_the_web_server_cannot_start_the_others_are_stopped_and_the_site_ends(children):
    command = children(web_server="raise SystemExit(3)")

    with pytest.raises(CommandError, match=r"The web server ended by itself \(exit code 3\)"):
        command.handle()

    assert [child.process.returncode for child in command.children] == [3, -signal.SIGTERM, -signal.SIGTERM]


@pytest.mark.parametrize("name", HELPERS)
def test_a_publisher_or_worker_that_dies_is_started_again_and_the_log_says_so(name, children, tmp_path, caplog):
    starts = tmp_path / "starts"
    ends_twice = (
        f"import os, signal; file = open({str(starts)!r}, 'a+'); file.write('x'); file.flush(); "
        f"count = os.path.getsize({str(starts)!r}); "
        "os.kill(os.getpid(), signal.SIGKILL) if count < 3 else os.kill(os.getppid(), signal.SIGTERM); signal.pause()"
    )

    children(**{name: ends_twice}).handle()

    assert starts.read_text() == "xxx"
    said = [record.getMessage() for record in caplog.records]
    assert (
        said
        == [
            f"The {name} ended by itself (exit code -9); it is started again in 0 s.",
            f"The {name} was started again.",
        ]
        * 2
    )


def test_the_pause_before_a_new_start_grows_to_thirty_seconds_and_is_short_again_after_a_good_minute(monkeypatch):
    clock = SimpleNamespace(now=0)
    monkeypatch.setattr(processes, "time", SimpleNamespace(monotonic=lambda: clock.now))
    monkeypatch.setattr(processes.RestartedProcess, "start", lambda child: setattr(child, "started_at", clock.now))
    monkeypatch.setattr(processes.RestartedProcess, "has_ended", lambda child: True)
    child = processes.RestartedProcess("worker", [])
    child.process = subprocess.CompletedProcess([], 1)

    def pause_after(seconds):
        clock.now += seconds
        child.keep()
        begin, clock.now = clock.now, child.starts_at
        child.keep()
        return clock.now - begin

    assert [pause_after(seconds=0) for _death in range(7)] == [1, 2, 4, 8, 16, 30, 30]
    assert pause_after(seconds=59) == 30
    assert pause_after(seconds=61) == 1


def test_a_process_that_will_not_stop_is_killed(monkeypatch, tmp_path):
    monkeypatch.setattr(processes, "SECONDS_TO_STOP", 0)
    ready = tmp_path / "ready"
    deaf = f"import signal; signal.signal(signal.SIGTERM, signal.SIG_IGN); open({str(ready)!r}, 'w'); signal.pause()"
    child = processes.ChildProcess("deaf", [sys.executable, "-c", deaf])
    until(ready.exists, "the process to be deaf")

    processes.stop([child])

    assert child.process.returncode == -signal.SIGKILL


@pytest.mark.parametrize("request_to_stop", [signal.SIGINT, signal.SIGTERM])
def test_the_site_answers_and_leaves_nothing_running_when_it_is_stopped(request_to_stop, tmp_path):
    port = free_port()
    with running_site(port, tmp_path) as site:
        said = list(itertools.takewhile(lambda line: line != "Ctrl-C stops it.\n", site.stdout))
        assert said[0].startswith("The database is not ready, and the site's address was left as it is: ")
        assert said[-1].endswith(f"http://127.0.0.1:{port}/admin/\n")

        os.killpg(site.pid, request_to_stop)

        assert site.wait() == 0
        assert site.stdout.read() == "Stopped.\n"  # every process that could write has ended
    assert not is_taken(port)


def test_nothing_stays_behind_when_the_site_is_killed(tmp_path):
    port = free_port()
    with running_site(port, tmp_path) as site:
        until(lambda: is_taken(port), "the web server to listen")
        helpers = until(lambda: [pid for pid in children_of(site.pid) if len(children_of(site.pid)) == 3], "the others")

        site.kill()

        until(lambda: not is_taken(port), "the web server to end")
        until(lambda: not any(is_alive(pid) for pid in helpers), "the others to end")


@contextlib.contextmanager
def running_site(port, directory):
    """`manage.py serve` in a process group of its own, as a terminal starts it."""
    environment = {
        "DJANGO_SETTINGS_MODULE": "mme_site.settings.test",
        "HOST": "127.0.0.1",
        "PORT": str(port),
        "DATABASE_URL": "",
        "TMPDIR": str(directory),
    }
    with subprocess.Popen(
        [sys.executable, "manage.py", "serve"],
        cwd=ROOT,
        env={**os.environ, **environment},
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,  # these settings have no tables, which the publisher says
        process_group=0,
        text=True,
    ) as site:
        try:
            yield site
        finally:
            site.terminate()


def children_of(pid):
    """Return the process numbers of a process's children, as Linux tells them (proc(5))."""
    return [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]


def is_alive(pid):
    try:
        os.kill(pid, 0)
        return "State:\tZ" not in Path(f"/proc/{pid}/status").read_text()
    except (ProcessLookupError, FileNotFoundError):
        return False


def is_taken(port):
    """Return True when something listens on this port."""
    with contextlib.suppress(ConnectionRefusedError):
        socket.create_connection(("127.0.0.1", port), timeout=5).close()
        return True
    return False


def scheduled_page(at):
    """Return a draft whose only revision goes live at this time."""
    Locale.objects.get_or_create(language_code="en")
    root = Page.add_root(instance=Page(title="Root", slug="another-root"))
    page = root.add_child(instance=Page(title="Fifth summit", slug="fifth-summit", live=False, go_live_at=at))
    page.save_revision().publish()
    return page


def printed_by(command):
    """Return what a command writes."""
    output = io.StringIO()
    call_command(command, stdout=output)
    return output.getvalue()


def told_to_end(*args):
    """Stand for a look of the publisher that is told to end meanwhile; the next would come in an hour."""
    signal.raise_signal(signal.SIGINT)
    return 3600


def refuse(*args, **options):
    raise CommandError("the disk is full")
