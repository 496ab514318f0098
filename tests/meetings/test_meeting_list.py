"""The list of meetings: what its filters leave out, and how it says so."""

import datetime

import pytest

from meetings.models.meeting_index import MEETINGS_PER_PAGE
from tests.helpers.factories import MeetingSeriesFactory
from tests.helpers.reading import chips, entries, read, refusals, section, words

pytestmark = pytest.mark.django_db

APRIL_2 = datetime.date(2014, 4, 2)


@pytest.fixture
def filterable(tree):
    """Four meetings, each of which differs from the first in one respect."""
    summits, forum = MeetingSeriesFactory(slug="summits", name_en="Summits"), MeetingSeriesFactory(slug="forum")
    tree.meeting(title="The one", series=summits, start_date=APRIL_2)
    tree.meeting(title="Another year", series=summits, start_date=datetime.date(2010, 11, 29))
    tree.meeting(title="Another kind", series=summits, start_date=APRIL_2, kind="workshop")
    tree.meeting(title="Another series", series=forum, start_date=APRIL_2)
    tree.meeting(title="Another status", series=summits, start_date=APRIL_2, status="cancelled")
    return tree.meetings


@pytest.mark.parametrize(
    ("query", "left_out"),
    [
        ("year=2014", "Another year"),
        ("kind=summit", "Another kind"),
        ("series=summits", "Another series"),
        ("status=held", "Another status"),
    ],
)
def test_a_filter_leaves_out_what_differs(client, filterable, query, left_out):
    shown = entries(read(client, f"{filterable.url}?{query}"))

    assert left_out not in shown
    assert len(shown) == 4


def test_a_list_with_nothing_to_come_says_so(client, filterable):
    assert "No meeting is announced." in words(section(read(client, filterable.url), "upcoming"))
    assert "announced" not in words(read(client, f"{filterable.url}?kind=workshop").main)


def test_filters_limit_the_list_together(client, filterable):
    page = read(client, f"{filterable.url}?year=2014&kind=summit&series=summits&status=held")

    assert entries(page) == ["The one"]


def test_a_meeting_over_new_year_is_found_in_both_years(client, tree):
    tree.meeting(title="New year", start_date=datetime.date(2013, 12, 30), end_date=datetime.date(2014, 1, 2))

    for year in (2013, 2014):
        assert entries(read(client, f"{tree.meetings.url}?year={year}")) == ["New year"]


@pytest.mark.parametrize(
    "query",
    ["year=1400", "year=2014.5", "year=%22%3E%3Cscript%3E", "kind=party", "series=nowhere", "status=%F0%9F%8E%89"],
)
def test_a_value_that_cannot_be_read_does_not_limit_the_list_and_is_said(client, filterable, query):
    page = read(client, f"{filterable.url}?{query}")

    assert len(entries(page)) == 5
    assert len(refusals(page)) == 1
    assert chips(page) == {}


def test_a_value_that_cannot_be_read_leaves_the_other_filters_alone(client, filterable):
    page = read(client, f"{filterable.url}?year=2010&kind=party")

    assert entries(page) == ["Another year"]


def test_a_parameter_that_is_no_filter_is_left_alone(client, filterable):
    assert len(entries(read(client, f"{filterable.url}?utm_source=mail&page=abc"))) == 5


def test_each_filter_can_be_removed_on_its_own(client, filterable):
    page = read(client, f"{filterable.url}?year=2014&series=summits&page=2")

    assert chips(page) == {"2014": "?series=summits", "Summits": "?year=2014"}


def test_the_form_of_filters_keeps_what_was_chosen(client, filterable):
    page = read(client, f"{filterable.url}?year=2014&status=held")

    assert [option["value"] for option in page.select("option[selected]") if option["value"]] == ["2014", "held"]


def test_filters_survive_paging(client, tree):
    for number in range(MEETINGS_PER_PAGE + 1):
        tree.meeting(title=f"Workshop {number}", kind="workshop")
    tree.meeting(title="Summit", kind="summit")

    first = read(client, f"{tree.meetings.url}?kind=workshop")
    second = read(client, tree.meetings.url + first.select_one("a[rel=next]")["href"])

    assert len(entries(second)) == 1
    assert not set(entries(first)) & set(entries(second))
    assert list(chips(second)) == ["Workshop"]


def test_a_page_beyond_the_last_shows_the_last(client, tree):
    tree.meeting(title="The only one")

    assert entries(read(client, f"{tree.meetings.url}?page=99")) == ["The only one"]


def test_a_list_that_filters_leave_empty_says_so_and_leads_back(client, filterable):
    past = section(read(client, f"{filterable.url}?year=2012"), "past")

    assert "No past meeting fits all of these filters." in words(past)
    assert past.a["href"] == filterable.url
