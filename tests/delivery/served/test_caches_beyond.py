"""A Varnish in front of the site keeps its pages, and never shows one that has changed."""

import contextlib
import http.client
import http.server
import io
import shutil
import threading

import pytest
from django.core.management import call_command
from django.test import override_settings
from django.test.testcases import LiveServerThread

from mme_site.delivery import purging
from mme_site.delivery.purging import Purging
from tests.delivery.served.served import Page
from tests.delivery.served.test_never_stale import CHANGES, is_as_it_should_be
from tests.helpers.copied_database import copy_of_the_database
from tests.helpers.factories import Tree
from tests.helpers.ports import free_port
from tests.helpers.processes import running, running_command, until
from tests.project.architecture import ROOT

pytestmark = pytest.mark.django_db
SECONDS = 20
VCL = ROOT / "docs/varnish.vcl"


@pytest.fixture
def _django_db_helper():
    """Take the place of the one that would undo what a test saves: here it is committed, and goes with the copy."""


class Beyond:
    """The site in this process, a Varnish in front of it, and what the site was asked for."""

    def __init__(self):
        self.asked = []
        self.port = free_port()
        self.address = f"http://127.0.0.1:{self.port}/"

    def noting(self, application):
        """Wrap the site: note each address that it is asked for."""

        def noted(environ, start_response):
            self.asked.append(environ["PATH_INFO"])
            return application(environ, start_response)

        return noted

    def get(self, address, **headers):
        """Return what Varnish answers a reader."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=SECONDS)
        with contextlib.closing(connection):
            connection.request("GET", address, headers={"Host": "localhost", **headers})
            response = connection.getresponse()
            return Page(response.status, response.read(), response.getheader("Location", ""))

    def is_kept(self, address):
        """Return True where Varnish answers by itself; asked for first, so that it can."""
        self.get(address)
        before = self.asked.count(address)
        self.get(address)
        return self.asked.count(address) == before


@pytest.fixture(scope="module")
def beyond(django_db_setup, django_db_blocker, tmp_path_factory):
    """A site on a copy of the database behind the Varnish that the documentation describes."""
    varnish = shutil.which("varnishd") or shutil.which("varnishd", path="/usr/sbin")
    if not varnish:
        pytest.fail("These tests need Varnish, and none was found. On Debian: apt install varnish")
    folder = tmp_path_factory.mktemp("beyond")
    with contextlib.ExitStack() as stack:
        stack.enter_context(django_db_blocker.unblock())
        stack.enter_context(copy_of_the_database(folder))
        stack.enter_context(override_settings(SHARED_CACHE_SECONDS=3600, MEDIA_ROOT=folder / "media"))
        served = Beyond()
        served.tree = Tree()
        origin = LiveServerThread("127.0.0.1", served.noting)
        origin.daemon = True
        origin.start()
        stack.callback(origin.terminate)
        origin.is_ready.wait(SECONDS)
        configuration = folder / "site.vcl"
        configuration.write_text(VCL.read_text().replace('"8000"', f'"{origin.port}"'))
        command = [varnish, "-F", "-j", "none", "-n", str(folder / "varnish"), "-s", "malloc,16m"]
        command += ["-f", str(configuration), "-a", f"127.0.0.1:{served.port}"]
        stack.enter_context(running_command(command, folder))
        until(lambda: answers(served), "Varnish")
        yield served


def answers(served):
    try:
        return served.get("/robots.txt").status == 200
    except OSError:
        return False


@pytest.fixture
def told(beyond):
    """Varnish, told of each change as the worker does it."""
    with Purging([beyond.address]) as purging_now:
        until(lambda: purging_now.watcher.version, "the first look")
        yield beyond


# What it keeps


def test_a_page_is_asked_of_the_site_once(beyond):
    for address in ("/", "/meetings/", "/sitemap.xml"):
        assert beyond.is_kept(address)


def test_a_reader_with_a_cookie_of_another_site_gets_the_same_page(beyond):
    assert beyond.is_kept("/members/")
    before = len(beyond.asked)
    beyond.get("/members/", Cookie="theme=dark")

    assert len(beyond.asked) == before


def test_who_is_signed_in_always_asks_the_site(beyond):
    beyond.is_kept("/members/")
    before = beyond.asked.count("/members/")
    beyond.get("/members/", Cookie="a=b; sessionid=x")

    assert beyond.asked.count("/members/") == before + 1


@pytest.mark.parametrize("address", ["/search/", "/nowhere/", "/health/live", "/admin/login/"])
def test_what_is_not_for_everybody_is_not_kept(beyond, address):
    assert not beyond.is_kept(address)


# What it forgets


def test_without_being_told_it_shows_what_it_keeps(beyond):
    page = beyond.tree.page(slug="untold", title="Ougadougou")
    assert beyond.is_kept("/untold/")
    page.title = "Ouagadougou"
    page.save_revision().publish()

    assert beyond.get("/untold/").shows("Ougadougou")


@pytest.mark.parametrize("change", CHANGES, ids=lambda change: change.__name__)
def test_a_change_of_any_kind_is_seen_beyond(told, change):
    address, commit, before, after = change(told.tree)
    until(lambda: is_as_it_should_be(told.get(address), before), "the page as it was")
    commit()
    until(lambda: is_as_it_should_be(told.get(address), after), "the change to be seen")


# Telling it


class Deaf(http.server.BaseHTTPRequestHandler):
    """A cache that refuses as often as `refusals` says, and notes what it was told."""

    def do_PURGE(self):
        self.server.told.append(self.path)
        self.send_response(503 if len(self.server.told) <= self.server.refusals else 200)
        self.end_headers()

    def log_message(self, *words):
        pass


@pytest.fixture
def deaf():
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Deaf)
    server.told, server.refusals = [], 0
    server.address = f"http://127.0.0.1:{server.server_address[1]}/"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    yield server
    server.shutdown()
    thread.join()
    server.server_close()


def test_a_cache_is_told_again_for_what_was_begun_before_the_change(deaf, monkeypatch):
    monkeypatch.setattr(purging, "PAUSES", (0.01, 0.01))
    cache = purging.Cache(deaf.address)
    cache.start()
    cache.changed.set()
    until(lambda: len(deaf.told) == 3, "three requests")
    cache.stop()

    assert deaf.told == ["/", "/", "/"]


def test_a_cache_that_refuses_is_told_until_it_obeys_and_the_log_says_so_once(deaf, monkeypatch, caplog):
    monkeypatch.setattr(purging, "PAUSES", ())
    monkeypatch.setattr(purging, "SECONDS_TO_RETRY", 0.01)
    deaf.refusals = 3
    cache = purging.Cache(deaf.address)
    cache.start()
    cache.changed.set()
    until(lambda: "has forgotten" in caplog.text, "the cache to obey")
    cache.stop()

    assert len(deaf.told) == 4
    assert [record.levelname for record in caplog.records] == ["ERROR", "WARNING"]


def test_a_worker_that_works_once_tells_the_caches_once_and_says_which_does_not_obey(deaf, beyond, settings):
    settings.FRONTEND_CACHE_URLS = [deaf.address]
    deaf.refusals, said = 1, io.StringIO()
    for _time in range(2):
        call_command("worker", once=True, stdout=said, stderr=said)

    assert len(deaf.told) == 2
    assert "does not forget what has changed: HTTP Error 503" in said.getvalue()
    assert "1 caches told" in said.getvalue()


def test_a_running_worker_tells_the_caches(deaf, beyond, tmp_path):
    with running("worker", data_dir=tmp_path, variables={"FRONTEND_CACHE_URL": deaf.address}):
        until(lambda: deaf.told, "the worker to begin")
        until(lambda: len(deaf.told) >= 2, "its second word")
        before = len(deaf.told)
        beyond.tree.page()
        until(lambda: len(deaf.told) > before, "the change to be told")
