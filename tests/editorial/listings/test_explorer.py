"""Wagtail's explorer shows what it always has, and costs the same for few pages and for many."""

import datetime

import pytest
from django.contrib.contenttypes.models import ContentType
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Locale

from meetings.models import DocumentPage
from tests.helpers.listings import translated_lists
from tests.helpers.people import administrator
from tests.helpers.reading import read, words
from tests.helpers.scheduling import expiring, in_an_hour

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk(client, tree):
    """The browser of an administrator; the overview and the list of meetings are there in French as well."""
    translated_lists(tree, "fr")
    client.force_login(administrator())
    return client


def explored(client, parent, **query):
    return read(client, reverse("wagtailadmin_explore", args=[parent.pk]), data=query)


def titles(page):
    return [words(title) for title in page.select("#listing-results .title-wrapper a:first-child")]


def offered(page):
    """Return what is offered beside each row, by its title."""
    rows = page.select("#listing-results tbody tr")
    return {words(row.select_one(".title-wrapper a")): words(row.select_one("ul.actions")) for row in rows}


def hundred_meetings(tree):
    """Make a hundred meetings, the last one changed first."""
    for number in range(100):
        changed = timezone.now() - datetime.timedelta(hours=number)
        meeting = tree.meeting(title=f"Meeting {number:02}", start_date=datetime.date(2000, 1, 1))
        meeting.latest_revision_created_at = changed
        meeting.save(clean=False)


def test_what_was_changed_last_stands_first_fifty_on_a_page(desk, tree):
    hundred_meetings(tree)

    assert titles(explored(desk, tree.meetings)) == [f"Meeting {number:02}" for number in range(50)]
    assert titles(explored(desk, tree.meetings, p=2)) == [f"Meeting {number:02}" for number in range(50, 100)]


def test_pages_are_put_in_order_by_a_column_and_by_hand(desk, tree):
    for title in ("Beta", "Gamma", "Alpha"):
        tree.page(parent=tree.home, title=title)

    by_title = titles(explored(desk, tree.home, ordering="title"))
    by_hand = titles(explored(desk, tree.home, ordering="ord"))

    assert by_title == sorted(by_title) and "Alpha" in by_title
    assert by_hand[-3:] == ["Beta", "Gamma", "Alpha"]


def test_pages_are_searched_and_filtered(desk, tree):
    tree.meeting(title="Summit of Tripoli")
    tree.meeting(title="Summit of Brussels")
    tree.document(title="Declaration of Tripoli")

    assert titles(explored(desk, tree.meetings, q="tripoli")) == ["Summit of Tripoli"]
    assert set(titles(explored(desk, tree.home, q="tripoli"))) == {"Summit of Tripoli", "Declaration of Tripoli"}
    kind = ContentType.objects.get_for_model(DocumentPage).pk
    assert titles(explored(desk, tree.home, content_type=kind)) == ["Declaration of Tripoli"]
    assert titles(explored(desk, tree.home, content_type=kind, q="summit")) == []


def test_a_row_says_that_a_page_is_a_draft_scheduled_or_hidden_and_offers_what_is_missing(desk, tree):
    tree.meeting(title="Draft", live=False)
    tree.meeting(title="French too").copy_for_translation(Locale.objects.get(language_code="fr"))

    page = explored(desk, tree.meetings)
    found = offered(page)

    assert "Translate this page" in found["Draft"]
    assert "Translate this page" not in found["French too"]
    states = {words(row.select_one(".title-wrapper a")): words(row) for row in page.select("#listing-results tbody tr")}
    assert "draft" in states["Draft"].lower() and "live" in states["French too"].lower()


@pytest.mark.parametrize("query", [{}, {"q": "state"}], ids=["all", "searched"])
def test_it_costs_as_many_queries_for_thirty_rows_as_for_three(desk, tree, query):
    def make(numbers):
        for number in numbers:
            meeting = tree.meeting(title=f"State {number}")
            if number % 3 == 0:
                expiring(meeting, in_an_hour())

    def queries():
        explored(desk, tree.meetings, **query)
        with CaptureQueriesContext(connection) as captured:
            explored(desk, tree.meetings, **query)
        return len(captured)

    make(range(3))
    few = queries()
    make(range(3, 30))

    assert queries() <= few
