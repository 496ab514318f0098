"""Web processes that die, stop and are renewed lose nothing that others have begun."""

import contextlib
import http.client
import json
import os
import signal
import sys
import threading
import time

import pytest
from django.test import override_settings

from mme_site.delivery.management.commands import serve
from mme_site.delivery.web_server import SECONDS_TO_ASK
from tests.delivery.served.raw_clients import asked, children, connected, head, is_alive, status_of
from tests.helpers.copied_database import copy_of_the_database
from tests.helpers.factories import Tree
from tests.helpers.ports import free_port
from tests.helpers.processes import running_command, until

pytestmark = pytest.mark.django_db
WEB_PROCESSES = 2
IN_FLIGHT = 24


class Renewed:
    """A web server of two processes, whose settings are in a file of this folder."""

    def __init__(self, port, process, folder):
        self.port = port
        self.process = process
        self.folder = folder

    def is_up(self):
        with contextlib.suppress(OSError):
            return len(self.workers()) == WEB_PROCESSES and asked(self.port, "/health/live") == 200
        return False

    def renew(self):
        """Take in a new version, and return when all processes are new ones."""
        before = self.workers()
        self.process.send_signal(signal.SIGHUP)
        until(lambda: not before & self.workers() and len(self.workers()) == WEB_PROCESSES, "new processes")

    def workers(self):
        return set(filter(is_alive, children(self.process.pid)))


@pytest.fixture
def _django_db_helper():
    """Take the place of the one that would undo what a test saves: here it is committed, and goes with the copy."""


@pytest.fixture(scope="module")
def renewed(django_db_setup, django_db_blocker, tmp_path_factory):
    folder = tmp_path_factory.mktemp("renewed")
    with contextlib.ExitStack() as stack:
        stack.enter_context(django_db_blocker.unblock())
        stack.enter_context(copy_of_the_database(folder))
        port = free_port()
        stack.enter_context(override_settings(PORT=port, WEB_PROCESSES=WEB_PROCESSES))
        Tree()
        patch = stack.enter_context(pytest.MonkeyPatch.context())
        patch.setattr(serve, "SECONDS_TO_START_A_WORKER", 1)
        command = serve.web_server(serve.connections_allowed())
        (folder / "settings_of_version.py").write_text("from mme_site.settings.dev import *\n")
        process = stack.enter_context(running_command(command, folder, variables_of(folder)))
        found = Renewed(port, process, folder)
        until(found.is_up, "the web server")
        yield found


def variables_of(folder):
    place = {"PYTHONPATH": str(folder), "DJANGO_SETTINGS_MODULE": "settings_of_version"}
    return {"DEBUG": "1", "ALLOWED_HOSTS": "*", **place}


class Load:
    """Readers that never stop, some of them with a new connection for each request; inside `with`."""

    def __init__(self, port):
        self.port = port
        self.answers, self.failures = [], []
        self.has_to_end = threading.Event()
        self.readers = [threading.Thread(target=self.read, args=[number % 2 == 0]) for number in range(4)]

    def __enter__(self):
        for reader in self.readers:
            reader.start()
        return self

    def __exit__(self, *exception):
        self.has_to_end.set()
        for reader in self.readers:
            reader.join()

    def read(self, is_kept_alive):
        connection = None
        number = 0
        was_ended = False  # the last connection, before it had an answer
        while not self.has_to_end.wait(0.01):
            number += 1
            is_new = connection is None or not is_kept_alive
            connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=20) if is_new else connection
            try:
                connection.request("GET", "/" if number % 8 else f"/?unknown={number}")
                answer = connection.getresponse()
                answer.read()
                self.answers.append(answer.status)
                was_ended = False
            except (OSError, http.client.HTTPException) as error:
                connection = None
                # A server may end a connection that stands idle, and a client then asks again (RFC 9110, 9.2.2).
                # Granian also ends one that it accepted in the instant in which it stops. Nobody is turned away twice.
                is_ended = isinstance(error, http.client.RemoteDisconnected | ConnectionError)
                if not is_ended or (is_new and was_ended):
                    self.failures.append((time.monotonic(), repr(error)))
                was_ended = is_ended and is_new


def test_a_web_process_that_is_killed_is_started_again_and_the_others_go_on(renewed):
    before = renewed.workers()
    with Load(renewed.port) as load:
        until(lambda: len(load.answers) > 20, "readers")
        os.kill(min(before), signal.SIGKILL)
        killed_at = time.monotonic()
        until(lambda: min(before) not in renewed.workers(), "its death")
        seen = len(load.answers)
        until(lambda: len(load.answers) > seen + 50, "the others to go on")
        until(lambda: len(renewed.workers()) == WEB_PROCESSES, "a new process")

    assert max(before) in renewed.workers()
    assert set(load.answers) == {200}
    assert [error for at, error in load.failures if at > killed_at + 0.5] == []


def test_a_new_version_is_taken_in_without_a_failed_request(renewed):
    with Load(renewed.port) as load:
        until(lambda: len(load.answers) > 20, "readers")
        renewed.renew()
        seen = len(load.answers)
        until(lambda: len(load.answers) > seen + 20, "readers at the new processes")

    assert load.failures == []
    assert set(load.answers) == {200}


NEXT_VERSION = {
    "settings_of_version.py": """
from mme_site.settings.dev import *
INSTALLED_APPS = [*INSTALLED_APPS, "coming"]
MIDDLEWARE = ["coming.say_version", *MIDDLEWARE]
""",
    "coming/__init__.py": """
def say_version(get_response):
    def middleware(request):
        response = get_response(request)
        response.headers["X-Version"] = "next"
        return response
    return middleware
""",
    "coming/migrations/__init__.py": "",
    "coming/migrations/0001_column_of_pages.py": """
from django.db import migrations
class Migration(migrations.Migration):
    dependencies = [("home", "0001_initial")]
    operations = [migrations.RunSQL("ALTER TABLE home_standardpage ADD COLUMN coming integer", "SELECT 1")]
""",
}


def version_at(port):
    with contextlib.closing(http.client.HTTPConnection("127.0.0.1", port, timeout=20)) as connection:
        connection.request("GET", "/?unknown=version")
        return connection.getresponse().headers.get("X-Version")


def test_an_upgrade_with_a_migration_of_a_table_of_pages_fails_no_request(renewed):
    """As documented: the new code, `migrate` while the old code goes on, SIGHUP."""
    with Load(renewed.port) as load:
        until(lambda: len(load.answers) > 20, "readers")
        for name, text in NEXT_VERSION.items():
            (renewed.folder / name).parent.mkdir(parents=True, exist_ok=True)
            (renewed.folder / name).write_text(text)
        migrate = [sys.executable, "manage.py", "migrate", "--verbosity", "0"]
        with running_command(migrate, renewed.folder, variables_of(renewed.folder)) as process:
            assert process.wait(120) == 0
        seen = len(load.answers)
        until(lambda: len(load.answers) > seen + 20, "readers of the old code on the new table")
        assert version_at(renewed.port) is None
        renewed.renew()
        until(lambda: version_at(renewed.port) == "next", "the new version")

    assert load.failures == []
    assert set(load.answers) == {200}


def test_who_has_connected_before_a_new_version_and_asks_after_it_is_answered(renewed):
    before, opened = renewed.workers(), []

    def are_new_ones_up():
        """Open connections while processes of before are there: a busy machine may take longer than those wait."""
        if not before & renewed.workers():
            return len(renewed.workers()) == WEB_PROCESSES
        if not opened or time.monotonic() > opened[-1][0] + 2:
            opened.append((time.monotonic(), [waiting_connection(renewed.port) for _client in range(8)]))
        return False

    are_new_ones_up()
    renewed.process.send_signal(signal.SIGHUP)
    until(are_new_ones_up, "new processes")
    # Granian ends a connection that it accepts in the instant in which it stops: a second before, it does not.
    ended_at = time.monotonic()
    connected_at, slow = next((at, some) for at, some in reversed(opened) if at < ended_at - 1 or at == opened[0][0])

    assert time.monotonic() < connected_at + SECONDS_TO_ASK
    for connection in slow:
        connection.request("GET", "/")
        assert connection.getresponse().status == 200
    for connection in (each for _at, some in opened for each in some):
        connection.close()


def waiting_connection(port):
    """Return a connection that has not asked for anything, and is not opened a second time."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=20)
    connection.connect()
    connection.auto_open = 0
    return connection


def test_a_stop_lets_what_is_in_flight_end(renewed):
    """Half of each body is sent before the request to stop, and half after it."""
    clients = [connected(renewed.port, f"127.0.0.{number + 2}") for number in range(IN_FLIGHT)]
    for client in clients:
        client.sendall(head("/search/", "POST", Content_Length=10) + b"q=abc")
    until(lambda: are_in_progress(renewed.port, IN_FLIGHT), "the requests to be in flight")

    renewed.process.terminate()
    until(lambda: not is_listening(renewed.port), "the server to take no more")
    for client in clients:
        client.sendall(b"&x=yz")

    assert [status_of(client) for client in clients] == [403] * IN_FLIGHT
    for client in clients:
        client.close()
    assert renewed.process.wait(60) == 0


def are_in_progress(port, number):
    """Return True where the two processes have so many requests in progress; either may answer."""
    found = set()
    for _time in range(10):
        with contextlib.closing(http.client.HTTPConnection("127.0.0.1", port, timeout=20)) as connection:
            connection.request("GET", "/health/delivery")
            found.add(json.loads(connection.getresponse().read())["requests_in_progress"])
    return sum(found) == number or found == {number / 2}


def is_listening(port):
    with contextlib.suppress(OSError):
        connected(port).close()
        return True
    return False
