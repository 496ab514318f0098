"""A real site, as `make run` starts it, and a real browser in front of it."""

import contextlib
import os
import re
import shutil
import socket
import subprocess
import sys
import urllib.error
import urllib.request
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import quote, urlsplit

import psycopg
import pytest
from django.conf import settings
from playwright.sync_api import sync_playwright

from tests.browser.pages import PAGES
from tests.browser.probes import WATCH_SHIFTS
from tests.ensure_browser import find_browser

ROOT = Path(__file__).resolve().parents[2]
# Chromium's own look-ups elsewhere would wait for hosts that a test machine cannot reach.
BROWSER_OPTIONS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"]
SECONDS_TO_START = 60


@dataclass
class RunningSite:
    """A site with the shipped content, in a data directory and database of its own."""

    url: str
    password: str
    environment: dict = field(repr=False)

    def manage(self, *arguments):
        """Run a management command on the site and return what it prints."""
        return subprocess.run(
            [sys.executable, "manage.py", *arguments],
            cwd=ROOT,
            env=self.environment,
            check=True,
            capture_output=True,
            text=True,
        ).stdout


@pytest.fixture(scope="session")
def site(tmp_path_factory):
    """The site, prepared and served; it stops when the suite ends."""
    data_dir = tmp_path_factory.mktemp("site")
    port = free_port()
    with empty_database() as url:
        environment = {
            **os.environ,
            "DJANGO_SETTINGS_MODULE": "mme_site.settings.dev",
            "DATA_DIR": str(data_dir),
            "DATABASE_URL": url,
            "PORT": str(port),
            "PUBLISHER_INTERVAL": "1",
        }
        running = RunningSite(f"http://localhost:{port}", "", environment)
        running.password = re.search(r"Password: (\S+)", running.manage("prepare"))[1]
        with (data_dir / "serve.log").open("w") as log:
            server = subprocess.Popen(
                [sys.executable, "manage.py", "serve"], cwd=ROOT, env=environment, stdout=log, stderr=log
            )
        try:
            wait_until_it_answers(running.url, server)
            yield running
        finally:
            server.terminate()
            server.wait(timeout=30)
            shutil.rmtree(data_dir, ignore_errors=True)


@contextlib.contextmanager
def empty_database():
    """Give the address of an empty database of the kind that the suite runs on: '' is SQLite."""
    database = settings.DATABASES["default"]
    if not database["ENGINE"].endswith("postgresql"):
        yield ""
        return
    parts = {"user": "USER", "password": "PASSWORD", "host": "HOST", "port": "PORT"}
    server = {name: database[key] for name, key in parts.items() if database[key]}
    name = f"{database['NAME']}_browser_{os.getpid()}"
    with psycopg.connect(**server, dbname="postgres", autocommit=True) as connection:
        connection.execute(f'CREATE DATABASE "{name}"')
        try:
            secret = f":{quote(database['PASSWORD'])}" if database["PASSWORD"] else ""
            host = f"{database['HOST'] or 'localhost'}:{database['PORT'] or 5432}"
            yield f"postgres://{quote(database['USER'])}{secret}@{host}/{name}"
        finally:
            connection.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')


def free_port():
    """Return a port that nothing listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def wait_until_it_answers(url, server):
    """Return when the site answers; fail when it ends or takes longer than SECONDS_TO_START."""
    for _second in range(SECONDS_TO_START):
        with contextlib.suppress(urllib.error.URLError, TimeoutError):
            urllib.request.urlopen(url, timeout=5).close()
            return
        with contextlib.suppress(subprocess.TimeoutExpired):
            # The server should not end; waiting for it to is also a pause between two looks.
            server.wait(timeout=1)
            pytest.fail("the site ended while it started")
    pytest.fail(f"the site did not answer within {SECONDS_TO_START} s")


@pytest.fixture(scope="module")
def browser():
    """Chromium, for the tests of one module."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_browser(), args=BROWSER_OPTIONS)
        yield browser
        browser.close()


@pytest.fixture
def window(browser, site):
    """Open a window on the site: `window(width, colours, scripts)` returns a page."""
    contexts = []

    def open_window(width=1280, colours="light", scripts=True):
        context = browser.new_context(
            base_url=site.url,
            viewport={"width": width, "height": 800},
            color_scheme=colours,
            java_script_enabled=scripts,
            locale="en-GB",
        )
        contexts.append(context)
        return context.new_page()

    yield open_window
    for context in contexts:
        context.close()


@dataclass
class OpenedPage:
    """A page in a window, and what its load has cost and said.

    Sizes are bytes on the way, by (kind, address); `shifted` is the layout shift score.
    """

    name: str
    page: object
    shifted: float = 0
    sizes: dict = field(default_factory=dict)
    complaints: list = field(default_factory=list)

    def size_of(self, kind):
        """Return the bytes of all that is of a kind: document, stylesheet, image, script, font."""
        return sum(size for (this, _address), size in self.sizes.items() if this == kind)

    @property
    def hosts(self):
        """The hosts that were asked, each with its port."""
        return {urlsplit(address).netloc for _kind, address in self.sizes}


@pytest.fixture(scope="module", params=PAGES)
def opened(request, browser, site):
    """One page of each type, loaded once for all tests of a module that are about it."""
    context = browser.new_context(base_url=site.url, viewport={"width": 1280, "height": 800}, locale="en-GB")
    page = context.new_page()
    page.add_init_script(WATCH_SHIFTS)
    opened, answers = OpenedPage(request.param, page), []
    page.on("response", lambda answer: answers.append(answer))
    page.on("console", lambda said: opened.complaints.append(said.text) if said.type == "error" else None)
    page.goto(PAGES[request.param], wait_until="networkidle")
    opened.shifted = page.evaluate("window.shifted")
    for answer in answers:
        kind = answer.request.resource_type
        opened.sizes[kind, answer.url] = max(0, answer.request.sizes()["responseBodySize"])  # less than 0: from a cache
    if request.param == "page not found":  # the browser writes that down as an error
        opened.complaints = [text for text in opened.complaints if "404" not in text]
    yield opened
    context.close()
