"""A real site, as `make run` starts it, in a data directory of its own, and a real browser to look at it."""

import contextlib
import os
import re
import subprocess
import sys
import urllib.error
import urllib.request
from dataclasses import dataclass, field
from pathlib import Path

from playwright.sync_api import sync_playwright

from tests.helpers.ensure_browser import find_browser
from tests.helpers.ports import free_port

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
        """Run a management command on the site and return what it prints; raise RuntimeError with what went wrong."""
        command = [sys.executable, "manage.py", *arguments]
        done = subprocess.run(command, cwd=ROOT, env=self.environment, capture_output=True, text=True)
        if done.returncode:
            raise RuntimeError(done.stderr[-3_000:])
        return done.stdout


def environment_of(data_dir, database_url):
    return {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "mme_site.settings.dev",
        "DATA_DIR": str(data_dir),
        "DATABASE_URL": database_url,
        "PUBLISHER_INTERVAL": "1",
    }


def prepare(data_dir, database_url=""):
    """Prepare a site in a data directory, and return the password of its administrator."""
    prepared = RunningSite("", "", environment_of(data_dir, database_url)).manage("prepare")
    return re.search(r"Password: (\S+)", prepared)[1]


@contextlib.contextmanager
def running_site(data_dir, database_url="", password=None):
    """Serve the site, and stop it at the end. A database that is not named is SQLite in `data_dir`.

    It is prepared first where no password says that it is. Raises RuntimeError for a site that does not start.
    """
    environment = environment_of(data_dir, database_url)
    running = RunningSite("", password or prepare(data_dir, database_url), environment)
    # Not earlier: while the site is prepared, somebody else might take the port.
    environment["PORT"] = str(free_port())
    running.url = f"http://localhost:{environment['PORT']}"
    with (data_dir / "serve.log").open("w") as log:
        server = subprocess.Popen(
            [sys.executable, "manage.py", "serve"], cwd=ROOT, env=environment, stdout=log, stderr=log
        )
    try:
        wait_until_it_answers(running.url, server, data_dir / "serve.log")
        yield running
    finally:
        server.terminate()
        server.wait(timeout=30)


def wait_until_it_answers(url, server, log):
    """Return when the site answers; raise RuntimeError when it ends or takes longer than SECONDS_TO_START."""
    for _second in range(SECONDS_TO_START):
        with contextlib.suppress(urllib.error.URLError, TimeoutError):
            urllib.request.urlopen(url, timeout=5).close()
            return
        with contextlib.suppress(subprocess.TimeoutExpired):
            # The site should not end; waiting for it to is also a pause between two looks.
            server.wait(timeout=1)
            raise RuntimeError(f"the site ended while it started:\n{log.read_text()}")
    raise RuntimeError(f"the site did not answer within {SECONDS_TO_START} s")


@contextlib.contextmanager
def running_browser():
    """Start Chromium, and close it at the end."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_browser(), args=BROWSER_OPTIONS)
        yield browser
        browser.close()
