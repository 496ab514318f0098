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

import pytest
import time_machine
from django.contrib.auth import get_user_model
from django.core.management import call_command
from django.core.management.base import CommandError
from django.utils import timezone
from wagtail.models import Locale, Page

from home.management.commands import prepare
from mme_site.management.commands import serve
from mme_site.publishing.management.commands import publisher
from tests.readme import table

ROOT = Path(__file__).resolve().parents[1]
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
    settings.DATA_DIR = tmp_path / "data"
    monkeypatch.setattr(prepare, "call_command", lambda name, **options: called.append(name))
    return called


@pytest.mark.django_db
def test_the_database_is_ready_before_the_content_is_loaded(steps):
    call_command("prepare", stdout=io.StringIO())

    assert steps == ["migrate", "load_content", "collectstatic", "ensure_administrator"]


@pytest.mark.django_db
@pytest.mark.usefixtures("steps")
def test_a_step_that_fails_is_named_with_its_reason(monkeypatch):
    monkeypatch.setattr(prepare, "call_command", refuse)

    with pytest.raises(CommandError, match=r"^Step 'Updating the database' failed: the disk is full$"):
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


@pytest.mark.django_db
def test_a_pass_that_fails_does_not_end_the_publisher(monkeypatch, settings, caplog):
    settings.PUBLISHER_INTERVAL = 0
    passes = iter([refuse, lambda name: signal.raise_signal(signal.SIGTERM)])
    monkeypatch.setattr(publisher, "call_command", lambda name: next(passes)(name))

    call_command("publisher")

    assert next(passes, None) is None
    assert "the disk is full" in caplog.text


@pytest.mark.django_db
def test_the_publisher_ends_when_it_is_told_to_however_long_its_interval(monkeypatch, settings):
    settings.PUBLISHER_INTERVAL = 3600
    monkeypatch.setattr(publisher, "call_command", lambda name: signal.raise_signal(signal.SIGINT))

    assert call_command("publisher") is None


# Serving


def test_the_site_says_that_its_port_is_taken_and_starts_nothing(settings, monkeypatch):
    monkeypatch.setattr(subprocess, "Popen", refuse)
    with socket.create_server(("127.0.0.1", 0)) as other:
        settings.HOST, settings.PORT = other.getsockname()

        with pytest.raises(CommandError, match=f"Cannot listen on 127.0.0.1, port {settings.PORT}: Address already"):
            call_command("serve")


def test_when_one_process_ends_by_itself_the_other_is_stopped_and_it_is_named(settings, monkeypatch):
    settings.PORT = free_port()
    children = {"publisher": "raise SystemExit(3)", "web server": UNTIL_TOLD}
    monkeypatch.setattr(
        serve, "commands", lambda: {name: [sys.executable, "-c", code] for name, code in children.items()}
    )
    command = serve.Command(stdout=io.StringIO())

    with pytest.raises(CommandError, match=r"The publisher ended by itself \(exit code 3\)"):
        command.handle()

    assert command.children["web server"].returncode == -signal.SIGTERM


def test_a_process_that_will_not_stop_is_killed(monkeypatch):
    monkeypatch.setattr(serve, "SECONDS_TO_STOP", 0)
    deaf = "import signal; signal.signal(signal.SIGTERM, signal.SIG_IGN); print('deaf', flush=True); signal.pause()"
    with subprocess.Popen([sys.executable, "-c", deaf], stdout=subprocess.PIPE, process_group=0) as child:
        child.stdout.readline()

        serve.stop_children([child])

    assert child.returncode == -signal.SIGKILL


@pytest.mark.parametrize("request_to_stop", [signal.SIGINT, signal.SIGTERM])
def test_the_site_answers_and_leaves_nothing_running_when_it_is_stopped(request_to_stop, tmp_path):
    port = free_port()
    with running_site(port, tmp_path) as site:
        said = list(itertools.takewhile(lambda line: line != "Ctrl-C stops it.\n", site.stdout))
        assert said[-1].endswith(f"http://127.0.0.1:{port}/admin/\n")

        os.killpg(site.pid, request_to_stop)

        assert site.wait() == 0
        assert site.stdout.read() == "Stopped.\n"  # every process that could write has ended
    with pytest.raises(ConnectionRefusedError):
        socket.create_connection(("127.0.0.1", port))


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


def refuse(*args, **options):
    raise CommandError("the disk is full")


def free_port():
    """Return a port that nothing listens on now."""
    with socket.create_server(("127.0.0.1", 0)) as probe:
        return probe.getsockname()[1]
