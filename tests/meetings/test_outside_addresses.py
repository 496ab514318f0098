"""Outside addresses are asked once a week, politely, where a setting says so; editors are told what died."""

import datetime
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
import time_machine

from meetings.models import DocumentFile, OutsideAddress
from meetings.outside_addresses import requests
from meetings.outside_addresses.requests import CheckNotAllowed, problem_of
from meetings.outside_addresses.tasks import check_address, enqueue_checks
from mme_site.core.sources import Source
from mme_site.tasks.models import OutboxTask
from mme_site.tasks.worker import run_due_tasks
from tests.helpers.reading import parse, words

NOON = datetime.datetime(2026, 3, 2, 12, tzinfo=datetime.UTC)
A_WEEK = datetime.timedelta(days=7, hours=1)


class Answers(BaseHTTPRequestHandler):
    """Answers HEAD and GET with the status that its path names: /200, /404, /head-405."""

    asked: list[tuple[str, str, str]] = []
    robots = ""

    def do_HEAD(self):
        self.answer()

    def do_GET(self):
        self.answer()

    def answer(self):
        self.asked.append((self.command, self.path, self.headers["User-Agent"]))
        if self.path == "/robots.txt":
            return self.send(200 if self.robots else 404, self.robots.encode())
        if self.path == "/to-private":
            self.send_response(302)
            self.send_header("Location", "http://10.0.0.1/")
            return self.end_headers()
        only_get = self.path == "/head-405" and self.command == "GET"
        self.send(200 if only_get else int(self.path[-3:]))

    def send(self, status, body=b""):
        self.send_response(status)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *arguments):
        pass


@pytest.fixture
def host(monkeypatch):
    """A server on this machine, which counts as public here; others in private networks do not."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), Answers)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    real = requests.is_public
    monkeypatch.setattr(requests, "is_public", lambda name, port: name == "127.0.0.1" or real(name, port))
    Answers.asked, Answers.robots = [], ""
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


@pytest.mark.parametrize(
    ("path", "problem"),
    [("/200", ""), ("/403", ""), ("/429", ""), ("/404", "HTTP 404"), ("/410", "HTTP 410"), ("/503", "HTTP 503")],
)
def test_only_what_is_gone_or_fails_is_a_problem(host, path, problem):
    assert problem_of(host + path) == problem


def test_the_page_is_asked_for_only_where_its_head_is_refused(host):
    assert problem_of(f"{host}/200") == ""
    assert [(method, path) for method, path, _agent in Answers.asked] == [("GET", "/robots.txt"), ("HEAD", "/200")]

    assert problem_of(f"{host}/head-405") == ""
    assert [method for method, path, _agent in Answers.asked if path == "/head-405"] == ["HEAD", "GET"]


def test_it_says_who_asks(host, settings):
    settings.SITE_URL = "https://mme.example"
    problem_of(f"{host}/200")

    assert {agent for _method, _path, agent in Answers.asked} == {
        "MMESiteLinkCheck/1.0 (+https://mme.example; once a week)"
    }


def test_what_is_closed_to_robots_is_not_asked(host):
    Answers.robots = "User-agent: *\nDisallow: /"

    with pytest.raises(CheckNotAllowed):
        problem_of(f"{host}/200")
    assert [path for _method, path, _agent in Answers.asked] == ["/robots.txt"]


@pytest.mark.parametrize(
    "url", ["http://10.0.0.1/", "http://localhost/", "file:///etc/passwd", "ftp://au.int/", "http:///"]
)
def test_a_private_network_is_never_asked(url):
    with pytest.raises(CheckNotAllowed):
        problem_of(url)


def test_a_redirection_into_a_private_network_is_not_followed(host):
    with pytest.raises(CheckNotAllowed):
        problem_of(f"{host}/to-private")


def test_a_host_that_is_not_there_is_a_problem(host):
    assert "refused" in problem_of("http://127.0.0.1:1/")


# Which are asked, and when


@pytest.fixture
def named(tree, host, settings):
    """A document whose text is elsewhere, with a source, and a draft with another address."""
    settings.CHECK_OUTSIDE_ADDRESSES = True
    document = tree.document(title="Declaration")
    DocumentFile.objects.create(document=document, language="en", url=f"{host}/404")
    Source.objects.create(page=document, url=f"{host}/200")
    Source.objects.create(page=tree.document(title="Draft", live=False), url=f"{host}/410")
    OutboxTask.objects.all().delete()
    return document


def looks():
    """Do what an hour of the worker does; return the paths that were asked."""
    before = len(Answers.asked)
    enqueue_checks()
    run_due_tasks()
    return [path for _method, path, _agent in Answers.asked[before:] if path != "/robots.txt"]


@pytest.mark.django_db
def test_nothing_is_asked_unless_a_setting_says_so(named, settings):
    settings.CHECK_OUTSIDE_ADDRESSES = False

    assert looks() == []
    assert not OutsideAddress.objects.exists()


@pytest.mark.django_db
def test_a_host_is_asked_for_one_address_in_an_hour_and_for_each_once_a_week(named):
    with time_machine.travel(NOON, tick=False) as clock:
        assert [set(looks()), set(looks()), looks()] == [{"/200"}, {"/404"}, []]

        clock.shift(A_WEEK)
        assert set(looks()) == {"/200"}


@pytest.mark.django_db
def test_an_address_that_no_live_page_names_is_forgotten(named):
    looks()
    named.unpublish()
    looks()

    assert not OutsideAddress.objects.exists()


def weeks(number):
    """Let that many weeks of looks go by."""
    with time_machine.travel(NOON, tick=False) as clock:
        for _week in range(number):
            looks()
            looks()
            clock.shift(A_WEEK)


@pytest.mark.django_db
@pytest.mark.parametrize(("number", "dead"), [(1, []), (2, []), (3, ["/404"])])
def test_one_failure_is_no_death(named, number, dead):
    weeks(number)

    assert [address.url[-4:] for address in OutsideAddress.objects.dead()] == dead


@pytest.mark.django_db
def test_an_address_that_answers_again_is_alive(named):
    weeks(3)
    address = OutsideAddress.objects.dead().get()
    address.note("")

    assert not OutsideAddress.objects.dead().exists()
    assert (address.failures, address.failing_since) == (0, None)


@pytest.mark.django_db
def test_a_look_that_was_done_meanwhile_is_not_done_twice(named):
    looks()
    done = OutsideAddress.objects.exclude(checked_at=None).get()
    asked = len(Answers.asked)

    check_address.call(done.pk)

    assert len(Answers.asked) == asked


@pytest.mark.django_db
def test_editors_are_told_what_died_and_where_it_is_named(admin_client, named):
    weeks(3)

    panel = parse(admin_client.get("/admin/")).find(id="dead-addresses-heading").find_parent("section")

    assert "Declaration" in words(panel)
    assert "no answer since 2 March 2026 (HTTP 404)" in words(panel)
    assert panel.find("a", href=f"/admin/pages/{named.pk}/edit/")
