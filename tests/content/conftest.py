"""The site with the content that the project ships, loaded once for all tests of this folder."""

import io
from copy import copy

import pytest
from bs4 import BeautifulSoup
from django.core.management import call_command
from django.db import transaction
from django.test import Client
from wagtail.models import Page

from tests.helpers.indexing import index_everything
from tests.helpers.unchanged import while_nothing_changes


def load(**options):
    """Run the command; return what it prints."""
    said = io.StringIO()
    call_command("load_content", stdout=said, **{"languages": [], **options})
    return said.getvalue()


@pytest.fixture(scope="package")
def loaded(django_db_setup, django_db_blocker):
    """What the first load said; all it made is taken back when the last test of this folder has run.

    Every test of this folder is marked `django_db`, so that what it changes is taken back
    after it, and so that there is a test database at all.
    """
    with django_db_blocker.unblock(), transaction.atomic():
        said = load()
        index_everything()
        yield said
        transaction.set_rollback(True)


@pytest.fixture(scope="package")
def public_pages(loaded):
    """The HTML of each public page, by its address."""
    client = Client()
    pages = Page.objects.filter(depth__gte=2).live().public()
    with while_nothing_changes():
        responses = {(url := page.get_url()): client.get(url) for page in pages}
    assert {response.status_code for response in responses.values()} == {200}
    return {url: response.content.decode() for url, response in responses.items()}


@pytest.fixture(scope="package")
def parsed_pages(public_pages):
    """The public pages, parsed, by address. Tests read them and change nothing."""
    return {url: BeautifulSoup(html, "html.parser") for url, html in public_pages.items()}


@pytest.fixture(scope="package")
def texts(parsed_pages):
    """The text that a visitor reads on each public page, by its address."""
    return {url: text_of(page) for url, page in parsed_pages.items()}


def text_of(page):
    """Return the text of a page without its header and footer."""
    main = copy(page.find("main"))
    for line_break in main("br"):
        line_break.replace_with("\n")
    return words(main.get_text())


def words(text):
    """Return a text with every run of white space as one space."""
    return " ".join(text.split())
