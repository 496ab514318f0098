"""Clients that mean harm, at a running site: kept pages are answered meanwhile, and what was taken is given back."""

import contextlib
import http.client
import itertools
import json
import resource
import threading
from collections import Counter

import pytest
from django.test import override_settings

from mme_site.delivery.management.commands import serve
from tests.delivery.served import raw_clients
from tests.delivery.served.raw_clients import asked, connected, head, is_closed, megabytes, status_of, worst_of
from tests.helpers.copied_database import copy_of_the_database
from tests.helpers.factories import Tree
from tests.helpers.ports import free_port
from tests.helpers.processes import running_command, until
from tests.helpers.uploads import saved_document, using

pytestmark = pytest.mark.django_db
OTHER = "127.0.0.2"
STOPPED_BODIES, READERS, HALF_HEADS = 30, 6, 200
SLOWEST = 2.0  # seconds for a kept page, on a machine where much goes on
GROWTH = 150  # megabytes
SECONDS_TO_SEND_A_HEAD = 5


@pytest.fixture
def _django_db_helper():
    """Take the place of the one that would undo what a test saves: here it is committed, and goes with the copy."""


class Attacked:
    """A web server of one process, the page that it keeps, and its memory before anything happened."""

    def __init__(self, port, process):
        self.port = port
        [self.pid] = until(lambda: raw_clients.children(process.pid), "the web process")
        until(self.is_up, "the site")
        for _time in range(3):
            assert asked(port, "/") == 200
        self.at_first = megabytes(self.pid)

    def is_up(self):
        with contextlib.suppress(OSError):
            return asked(self.port, "/health/live") == 200
        return False

    def requests_in_progress(self):
        with contextlib.closing(http.client.HTTPConnection("127.0.0.1", self.port, timeout=20)) as connection:
            connection.request("GET", "/health/delivery")
            return json.loads(connection.getresponse().read())["requests_in_progress"]

    def answers_kept_pages(self):
        asked(self.port, "/", OTHER)  # kept from here on, whatever was written meanwhile
        return worst_of(5, lambda: asked(self.port, "/", OTHER)) < SLOWEST and asked(self.port, "/", OTHER) == 200


@pytest.fixture(scope="module")
def attacked(django_db_setup, django_db_blocker, tmp_path_factory):
    folder = tmp_path_factory.mktemp("attacked")
    with contextlib.ExitStack() as stack:
        stack.enter_context(django_db_blocker.unblock())
        stack.enter_context(copy_of_the_database(folder))
        port = free_port()
        stack.enter_context(override_settings(PORT=port, WEB_PROCESSES=1, MEDIA_ROOT=folder / "media"))
        tree = Tree()
        document = saved_document(content=b"%PDF-1.4 " + b"x" * 8_000_000)
        tree.page(slug="with-file", body=using(document))
        patch = stack.enter_context(pytest.MonkeyPatch.context())
        patch.setattr(serve, "SECONDS_TO_SEND_A_HEAD", SECONDS_TO_SEND_A_HEAD)
        command = serve.web_server(serve.connections_allowed())
        process = stack.enter_context(
            running_command(command, folder, {"DEBUG": "1", "ALLOWED_HOSTS": "*", "TRUSTED_PROXIES": "0"})
        )
        found = Attacked(port, process)
        found.file = document.url
        yield found


@pytest.fixture(scope="module")
def stopped(attacked):
    """Clients that stop in the middle: of a body, of an answer, of a head; they stay until the end of the module."""
    clients = {"body": [], "answer": [], "head": []}
    for _number in range(STOPPED_BODIES):
        clients["body"].append(connected(attacked.port))
        clients["body"][-1].sendall(head("/admin/login/", "POST", Content_Length=100) + b"abc")
    for _number in range(READERS):
        clients["answer"].append(connected(attacked.port, receive_buffer=4096))
        clients["answer"][-1].sendall(head(attacked.file))
    for _number in range(HALF_HEADS):
        clients["head"].append(connected(attacked.port))
        clients["head"][-1].sendall(b"GET / HTTP/1.1\r\nHo")
    yield clients
    for client in itertools.chain(*clients.values()):
        client.close()


def test_clients_that_stop_in_the_middle_keep_neither_hits_nor_others_from_their_answers(attacked, stopped):
    assert attacked.answers_kept_pages()
    assert asked(attacked.port, "/?unknown=1", OTHER) == 200
    assert asked(attacked.port, "/admin/login/", OTHER) == 200
    assert asked(attacked.port, "/health/ready", OTHER) in (200, 503)


def test_a_flood_of_one_client_leaves_room_for_another(attacked, stopped):
    statuses = Counter()

    def flood(number):
        statuses[asked(attacked.port, f"/?flood={number}")] += 1

    crowd = [threading.Thread(target=flood, args=[number]) for number in range(200)]
    for thread in crowd:
        thread.start()
    others = [asked(attacked.port, f"/?other={number}", OTHER) for number in range(5)]
    is_well = attacked.answers_kept_pages()
    for thread in crowd:
        thread.join()

    assert others == [200] * 5
    assert is_well
    assert set(statuses) <= {200, 503}
    assert statuses[503]


def test_requests_sent_together_whose_answers_nobody_reads_cost_little_memory(attacked):
    with contextlib.closing(connected(attacked.port)) as client:
        client.settimeout(0.5)
        sent, piece = 0, head("/") * 1_000
        with contextlib.suppress(TimeoutError):
            while sent < 60_000_000:
                sent += client.send(piece)
        assert sent < 60_000_000
        assert attacked.answers_kept_pages()
        assert megabytes(attacked.pid) < attacked.at_first + GROWTH


def test_many_large_uploads_of_nobody_are_refused_before_they_are_sent(attacked):
    for target in ("/", "/admin/documents/add/", "/admin/images/add/"):
        fields = {"method": "POST", "Content_Length": 50_000_000, "Expect": "100-continue"}
        assert {asked(attacked.port, target, **fields) for _number in range(10)} == {413}


def test_thousands_of_idle_connections_keep_nobody_out(attacked):
    soft, _hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    clients = [connected(attacked.port) for _number in range(min(8_000, soft - 1_000))]
    try:
        assert attacked.answers_kept_pages()
        assert megabytes(attacked.pid) < attacked.at_first + GROWTH
        until(lambda: is_closed(clients[0]), "idle connections to be closed")
    finally:
        for client in clients:
            client.close()


@pytest.mark.parametrize(
    ("request_of_others", "statuses"),
    [
        (b"OPTIONS / HTTP/1.0\r\n\r\n", {200, 204, 405}),
        (b"GET / HTTP/1.0\r\n\r\n", {200}),
        (b"GET /\xff HTTP/1.1\r\nHost: localhost\r\n\r\n", {400, 404}),
        (b"GET /%ff HTTP/1.1\r\nHost: localhost\r\n\r\n", {400, 404}),
        (b"POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: \x0b3\r\n\r\nabc", {400}),
        (b"POST / HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\n\r\n", {403, 405}),
        (b"GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n", {400, 404}),
        (b"nonsense\r\n\r\n", {400}),
    ],
)
def test_requests_of_odd_clients_are_answered_as_the_standard_says(attacked, request_of_others, statuses):
    with contextlib.closing(connected(attacked.port)) as client:
        client.sendall(request_of_others)

        assert status_of(client) in statuses


def test_those_who_stopped_are_disconnected_and_the_memory_is_given_back(attacked, stopped):
    until(lambda: all(is_closed(client) for client in stopped["head"]), "half heads to be ended")
    until(lambda: all(is_closed(client) for client in stopped["body"]), "bodies that stand still to be ended")
    until(lambda: attacked.requests_in_progress() == 0, "the threads of answers that nobody reads to be free")

    assert attacked.answers_kept_pages()
    assert megabytes(attacked.pid) < attacked.at_first + GROWTH
