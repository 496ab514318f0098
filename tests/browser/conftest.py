"""A site and a browser for the tests, and the windows in which they look at it."""

import fcntl
import shutil
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from django.db import connection
from playwright.sync_api import expect

from tests.browser.admin import ACCOUNTS, PASSWORD, PEOPLE, sign_in
from tests.browser.pages import PAGES
from tests.browser.probes import WATCH_SHIFTS
from tests.browser.site import prepare, running_browser, running_site
from tests.helpers.copied_database import administer, drop_postgresql
from tests.helpers.processes import address_of_database

# Milliseconds in which a page must show what is asked of it: what the worker does is shown a few looks later, and
# both wait for their turn where the suite keeps every core busy.
expect.set_options(timeout=20_000)
# What is kept of a prepared site beside its data.
DATABASE_FILE, PASSWORD_FILE = "prepared.sqlite3", "prepared.password"


@pytest.fixture(scope="session")
def site(request, tmp_path_factory, database_of_the_site):
    """The site, prepared and served; it stops when the suite ends."""
    data_dir = tmp_path_factory.mktemp("site")
    try:
        password = prepared_once(request.config, tmp_path_factory, data_dir, database_of_the_site)
        with running_site(data_dir, database_of_the_site, password) as site:
            yield site
    finally:
        shutil.rmtree(data_dir, ignore_errors=True)


def prepared_once(config, tmp_path_factory, data_dir, database):
    """Prepare the site, or copy what another process of the suite has prepared; return the administrator's password."""
    if connection.vendor != "sqlite" or not hasattr(config, "workerinput"):
        return prepare(data_dir, database)
    own, kept = Path(database.removeprefix("sqlite:///")), tmp_path_factory.getbasetemp().parent / "prepared"
    with (kept.parent / "prepared.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)  # until the file is closed
        if not kept.exists():
            password = prepare(data_dir, database)
            unfinished = Path(shutil.copytree(data_dir, kept.with_name("unfinished"), dirs_exist_ok=True))
            shutil.copyfile(own, unfinished / DATABASE_FILE)
            (unfinished / PASSWORD_FILE).write_text(password)
            unfinished.rename(kept)
            return password
    shutil.copytree(kept, data_dir, dirs_exist_ok=True)
    shutil.move(data_dir / DATABASE_FILE, own)
    return (data_dir / PASSWORD_FILE).read_text()


@pytest.fixture(scope="session")
def database_of_the_site(tmp_path_factory, django_db_setup, django_db_blocker, migrated_database):
    """The address of a database of the kind that the suite runs on: with the tables that it has kept, or empty."""
    on_sqlite = connection.vendor == "sqlite"
    folder = tmp_path_factory.mktemp("database")
    name = folder / "site.sqlite3" if on_sqlite else f"{connection.settings_dict['NAME']}_browser"
    with django_db_blocker.unblock():
        if migrated_database is not None and migrated_database.kept.exists():
            migrated_database.kept.copy(name)
        elif not on_sqlite:
            administer(f'CREATE DATABASE "{name}"')
    yield address_of_database(name)
    shutil.rmtree(folder, ignore_errors=True)
    if not on_sqlite:
        with django_db_blocker.unblock():
            drop_postgresql(name)


@pytest.fixture(scope="module")
def browser():
    """Chromium, for the tests of one module."""
    with running_browser() as browser:
        yield browser


@pytest.fixture
def window(browser, site):
    """Open a window on the site: `window(width, colours, scripts, state)` returns a page.

    The state is the cookies that another window had. What moves in the admin would only be waited for.
    """
    contexts = []

    def open_window(width=1280, colours="light", scripts=True, state=None, locale="en-GB"):
        context = browser.new_context(
            base_url=site.url,
            viewport={"width": width, "height": 800},
            color_scheme=colours,
            reduced_motion="reduce",
            java_script_enabled=scripts,
            locale=locale,
            storage_state=state,
        )
        contexts.append(context)
        return context.new_page()

    yield open_window
    for context in contexts:
        context.close()


@pytest.fixture(scope="session")
def passwords(site):
    """The password of each who has an account."""
    site.manage("shell", "--command", ACCOUNTS)
    return {"admin": site.password, **{name: PASSWORD for name, _role, _language in PEOPLE}}


@pytest.fixture(scope="session")
def sessions():
    """The cookies of each who has signed in: the form is filled once, as a password takes long to check."""
    return {}


@pytest.fixture
def signed_in(window, passwords, sessions):
    """Give a window in which somebody has signed in: `signed_in("editor")`. Nothing done in it breaks the policy."""
    refused = []

    def open_admin(name):
        page = window(state=sessions.get(name))
        page.on("console", lambda said: refused.append(said.text) if "Content Security" in said.text else None)
        if name not in sessions:
            sign_in(page, name, passwords[name])
            sessions[name] = page.context.storage_state()
        return page

    yield open_admin
    assert refused == []


@pytest.fixture
def editor(signed_in):
    """A window in which the administrator has signed in."""
    return signed_in("admin")


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
