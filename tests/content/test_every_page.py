"""Every page that a visitor can come to, by following every link from the overview."""

import collections
import re
from urllib.parse import unquote, urldefrag, urljoin, urlsplit

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from wagtail.models import Page

from tests.helpers.reading import words
from tests.helpers.unchanged import while_nothing_changes
from tests.project.html_lint import faults_of_page

pytestmark = pytest.mark.django_db

MISSING = "/no-such-page/"
START = [
    "/",
    "/ar/search/?q=migration",
    "/fr/search/?q=migration",
    "/search/?q=migration",
    "/search/?q=zzzzzz",
    "/sitemap.xml",
    "/robots.txt",
    MISSING,
]
FOR_MACHINES = r"\d{4}(-\d\d){0,2}(T\d\d:\d\d.*)?"
QUERIES_OF_A_PATH = 3
MOST_ADDRESSES = 1_000  # more of them means that links breed links


class Crawl:
    """The answers of the site to the addresses that its pages name, and what was found on them.

    Of the addresses that differ in their query only, the first few are asked for: filters
    can be combined without end. The public pages have been asked for and parsed for other tests.
    """

    def __init__(self, public_pages, parsed_pages):
        self.client = Client()
        self.public_pages, self.parsed_pages = public_pages, parsed_pages
        self.status, self.titles, self.faults, self.dates, self.descriptions = {}, {}, {}, {}, {}
        self.links, self.ids = [], {}
        queries = collections.Counter()
        waiting = collections.deque(START)
        while waiting:
            address = waiting.popleft()
            path, _mark, query = address.partition("?")
            if address in self.status or queries[path] >= QUERIES_OF_A_PATH:
                continue
            queries[path] += bool(query)
            waiting += self.visit(address)
            assert len(self.status) < MOST_ADDRESSES

    def visit(self, address):
        """Ask for an address, and return those that its page leads to."""
        html, page = self.public_pages.get(address), self.parsed_pages.get(address)
        self.status[address] = 200  # of the public pages
        if html is None:
            response = self.client.get(address)
            self.status[address] = response.status_code
            if not response["Content-Type"].startswith("text/html"):
                return []
            if address.startswith(("/ar/", "/fr/")):  # other trees are read in tests/content/test_translations.py
                return []
            html = response.content.decode()
            page = BeautifulSoup(html, "html.parser")
        self.faults[address] = faults_of_page(html, page)
        self.titles[address] = words(page.title)
        self.dates[address] = [(time.get("datetime"), words(time)) for time in page.find_all("time")]
        description, robots = (page.find("meta", attrs={"name": name}) for name in ("description", "robots"))
        if not robots:
            self.descriptions[address] = description["content"].strip() if description else ""
        nodes = page.find_all(True)
        self.ids[address] = {node["id"] for node in nodes if "id" in node.attrs}
        menus = page.select("nav.languages, .untranslated")  # other trees: tests/content/test_translations.py
        others = {id(node) for menu in menus for node in (menu, *menu.find_all(True))}
        nodes = [node for node in nodes if id(node) not in others]
        named = [node[name] for name in ("href", "src", "action", "data") for node in nodes if name in node.attrs]
        named += [each.split()[0] for node in nodes if "srcset" in node.attrs for each in node["srcset"].split(",")]
        links = [urljoin(address, link) for link in named if self.is_internal(link)]
        self.links += [(address, link) for link in links]
        return [urldefrag(link).url for link in links]

    @staticmethod
    def is_internal(link):
        """Return True for a page or file of this site; static files have a test of their own."""
        parts = urlsplit(link)
        return parts.scheme == "" and parts.netloc == "" and not parts.path.startswith("/static/")


def broken(links, status, ids):
    """Return the (page, link) pairs that lead nowhere: to no page, or to no part of the page.

    Of an address that was not asked for, nothing is known.
    """
    found = []
    for address, link in links:
        target, fragment = urldefrag(link)
        is_missing = status.get(target, 200) not in (200, 302) and target != MISSING
        if is_missing or (fragment and target in ids and unquote(fragment) not in ids[target]):
            found.append((address, link))
    return found


@pytest.fixture(scope="module")
def crawl(public_pages, parsed_pages, django_db_blocker):
    with django_db_blocker.unblock(), while_nothing_changes():
        return Crawl(public_pages, parsed_pages)


def test_the_crawl_comes_to_every_published_page(crawl):
    published = {page.get_url() for page in Page.objects.filter(depth__gte=2).live().public()}

    assert len(published) > 50
    assert published - set(crawl.titles) == set()


def test_no_link_leads_nowhere(crawl):
    assert broken(crawl.links, crawl.status, crawl.ids) == []


def test_a_link_that_leads_nowhere_is_found():
    links = [("/", link) for link in ("/a/", "/a/#top", "/a/#no", "/b/", "/b/#x", "/c/", "/a/#%C3%A9")]

    assert broken(links, {"/a/": 200, "/b/": 404}, {"/a/": {"top", "é"}}) == [
        ("/", "/a/#no"),
        ("/", "/b/"),
        ("/", "/b/#x"),
    ]


def test_every_page_answers(crawl):
    assert {address: status for address, status in crawl.status.items() if status != 200} == {MISSING: 404}


def test_every_page_is_valid_says_its_languages_and_gives_its_pictures_a_size(crawl):
    assert {address: faults for address, faults in crawl.faults.items() if faults} == {}


def test_no_two_pages_have_the_same_title(crawl):
    addresses = collections.defaultdict(list)
    for address, title in crawl.titles.items():
        if "?" not in address:
            addresses[title].append(address)

    assert {title: same for title, same in addresses.items() if len(same) > 1} == {}


def test_every_page_that_can_be_found_elsewhere_says_there_what_it_is(crawl):
    described = {address: words for address, words in crawl.descriptions.items() if address != MISSING}

    assert len(described) > 150
    assert [address for address, words in described.items() if len(words) < 10] == []


def test_dates_are_written_in_words_for_readers_and_in_figures_for_machines(crawl):
    dates = {date for of_page in crawl.dates.values() for date in of_page}

    assert len(dates) > 50
    assert [date for date in dates if not re.fullmatch(FOR_MACHINES, date[0] or "")] == []
    assert [date for date in dates if re.search(r"\d{4}-\d\d|\d/\d", date[1])] == []
