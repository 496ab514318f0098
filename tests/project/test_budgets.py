"""Figures to hold: queries that do not grow, small pages, nothing from elsewhere, no task that needs a script."""

import functools
import gzip
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from bs4 import BeautifulSoup
from django.contrib.staticfiles import finders
from django.core.cache import cache
from django.db import connection, transaction
from django.templatetags.static import static
from django.test import Client
from django.test.utils import CaptureQueriesContext

from mme_site.caching import version
from mme_site.caching.content_cache import clear
from tests.helpers.crowds import Crowd
from tests.helpers.indexing import bring_up_to_date
from tests.project.style_lint import style_sheets_of_readers

pytestmark = pytest.mark.django_db

KILOBYTE = 1024
MOST_QUERIES = 15
LISTS = ("list", "search", "timeline")
MODULES = ("suggestions.js", "menus.js")

PAGES = [
    "overview",
    "page of text",
    "theme list",
    "theme",
    "meeting list",
    "meeting list, filtered",
    "meeting list, misread",
    "timeline",
    "timeline, filtered",
    "meeting",
    "meeting with discussions",
    "document list",
    "document list, filtered",
    "document",
    "member list",
    "member list, filtered",
    "member map",
    "member map, filtered",
    "member",
    "search",
    "search for members",
    "search without a result",
]
every_page = pytest.mark.parametrize("name", PAGES)


@pytest.fixture(scope="module")
def crowds(django_db_setup, django_db_blocker):
    """Partnerships with 3, 30 and 300 rows of everything, made once for this module."""
    with django_db_blocker.unblock(), transaction.atomic():
        made = {rows: Crowd(rows, f"{rows}.example", f"P{rows}") for rows in (3, 30, 300)}
        bring_up_to_date()
        yield made
        transaction.set_rollback(True)
    cache.clear()


@dataclass(frozen=True)
class Visit:
    """What a visitor got, and how many queries it took: for the first after a change, and for any other."""

    content: bytes
    first: int
    queries: int


@pytest.fixture(scope="module")
def visit(crowds):
    """Return what a visitor gets: `visit(300, "meeting")` gives a Visit."""

    def unchanged():
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")  # the content version is asked for, and is what it was
        return 1

    def counted(address, **headers):
        with CaptureQueriesContext(connection) as queries:
            response = Client().get(address, headers=headers)
        assert response.status_code == 200
        return response.content, len(queries)

    @functools.cache
    def visit(rows, name):
        address, host = crowds[rows].addresses[name], crowds[rows].hostname
        counted("/search/", host=host)  # what is read once in a process has been read
        clear()
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(version, "version_for_cache", unchanged)
            content, first = counted(address, host=host)
            return Visit(content, first, counted(address, host=host)[1])

    return visit


def zipped(content):
    """Return how many bytes content has on its way to the visitor."""
    return len(gzip.compress(content))


def test_every_address_of_the_crowds_is_visited(crowds):
    assert list(crowds[3].addresses) == PAGES


# Queries


@every_page
def test_a_page_takes_as_many_queries_for_three_hundred_rows_as_for_three(visit, name):
    assert visit(300, name).queries <= visit(3, name).queries


@every_page
def test_the_first_page_after_a_change_takes_as_many_for_three_hundred_rows_as_for_three(visit, name):
    assert visit(300, name).first <= visit(3, name).first


@every_page
def test_a_page_takes_few_queries(visit, name):
    assert visit(300, name).queries <= MOST_QUERIES


# Bytes


@every_page
def test_the_html_of_a_page_is_small(visit, name):
    is_list = any(word in name for word in LISTS)
    content = visit(300 if is_list else 30, name).content

    assert zipped(content) <= (20 if is_list else 12) * KILOBYTE


def test_the_style_sheets_are_small():
    sheets = style_sheets_of_readers()

    assert sheets
    assert sum(zipped(path.read_bytes()) for path in sheets) <= 10 * KILOBYTE


@every_page
def test_the_first_view_of_a_page_is_small(visit, crowds, name):
    content = visit(30, name).content
    addresses = {address.partition("#")[0] for address in addresses_loaded(content)}

    loaded = sum(zipped(loaded_from(address, crowds[30].hostname)) for address in addresses)
    assert zipped(content) + loaded <= 60 * KILOBYTE


def loaded_from(address, host):
    """Return what a browser gets from an address of the site: a static file, or what the site makes."""
    path = urlsplit(address).path
    if path.startswith("/static/"):
        return Path(finders.find(path.removeprefix("/static/"))).read_bytes()
    response = Client().get(address, headers={"host": host})
    assert response.status_code == 200
    return response.content


# What a page loads


def addresses_loaded(content):
    """Return every address that a browser loads by itself to show a page."""
    page = BeautifulSoup(content, "html.parser")
    parts = [
        ("link[rel~=stylesheet], link[rel~=icon], link[rel~=preload], link[rel~=manifest]", "href"),
        ("script, img, source, iframe, video, audio, embed, track, input[type=image]", "src"),
        ("object", "data"),
        ("use[href]:not([href^='#'])", "href"),
        ("video", "poster"),
    ]
    found = [node[name] for selector, name in parts for node in page.select(selector) if node.get(name)]
    sets = [node["srcset"] for node in page.select("[srcset]")]
    return found + [candidate.split()[0] for candidates in sets for candidate in candidates.split(",")]


@every_page
def test_a_page_loads_nothing_from_elsewhere(visit, name):
    addresses = addresses_loaded(visit(3, name).content)

    assert addresses
    assert [address for address in addresses if urlsplit(address).netloc] == []


@every_page
def test_the_only_scripts_for_a_visitor_are_the_modules_that_suggest_and_close_menus(visit, name):
    page = BeautifulSoup(visit(3, name).content, "html.parser")

    run = [script for script in page.find_all("script") if script.get("type") != "application/ld+json"]  # which is data
    assert [script.attrs for script in run] == [{"type": "module", "src": static(name)} for name in MODULES]
    assert page.find("a", href=lambda address: address and address.startswith("javascript:")) is None


def test_the_modules_are_small():
    sizes = [len(gzip.compress(Path(finders.find(name)).read_bytes())) for name in MODULES]

    assert sum(sizes) <= 2.25 * KILOBYTE  # with Brotli, as browsers get them, less than 2: tests/browser


@pytest.mark.parametrize(
    "html",
    [
        '<link rel="stylesheet" href="https://cdn.example/a.css">',
        '<script src="//cdn.example/a.js"></script>',
        '<img src="/a.png" srcset="/a.png 1x, https://cdn.example/b.png 2x">',
        '<iframe src="https://video.example/"></iframe>',
        '<svg><use href="https://cdn.example/a.svg#a"/></svg>',
    ],
)
def test_what_a_page_would_load_from_elsewhere_is_found(html):
    assert [address for address in addresses_loaded(html) if urlsplit(address).netloc]
