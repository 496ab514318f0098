"""What a reader in a hurry sees first: the date as a leaf, the status, the outcome, and where sources differ."""

import datetime

import pytest
import time_machine
from django.utils import translation

from mme_site.core.dates import date_block
from mme_site.core.models import Source
from tests.helpers.reading import read, words


@pytest.mark.parametrize(
    ("start", "end", "precision", "leaf"),
    [
        ("2014-04-02", "2014-04-03", "day", ("2–3", "April", "2014")),
        ("2014-04-02", "2014-04-02", "day", ("2", "April", "2014")),
        ("2014-04-02", None, "day", ("2", "April", "2014")),
        ("2014-04-30", "2014-05-01", "day", ("30–1", "April–May", "2014")),
        ("2014-12-31", "2015-01-01", "day", ("31–1", "December–January", "2014–2015")),
        ("2014-04-01", "2014-04-30", "month", ("", "April", "2014")),
        ("2014-01-01", "2014-12-31", "year", ("", "", "2014")),
    ],
)
def test_a_leaf_of_the_calendar_shows_no_more_than_is_known(start, end, precision, leaf):
    block = date_block(*(day and datetime.date.fromisoformat(day) for day in (start, end)), precision)

    assert (block.days, block.month, block.year) == leaf


def test_a_leaf_of_the_calendar_is_in_the_readers_language():
    with translation.override("fr"):
        assert date_block(datetime.date(2014, 4, 2), None).month == "avril"


def test_the_leaf_is_not_read_aloud_beside_the_date_in_words(client, tree):
    page = read(client, tree.meeting(start_date=datetime.date(2014, 4, 2)).url)

    assert page.select_one(".date-block")["aria-hidden"] == "true"
    assert words(page.select_one(".facts-panel time")) == "2 April 2014"


@pytest.mark.parametrize("status", ["cancelled", "postponed"])
def test_the_leaf_of_a_meeting_that_was_called_off_is_marked(client, tree, status):
    assert "off" in read(client, tree.meeting(status=status).url).select_one(".date-block")["class"]


def test_a_meeting_without_a_date_has_no_leaf(client, tree):
    assert read(client, tree.meeting(start_date=None, status="planned").url).select_one(".date-block") is None


def test_the_outcome_of_a_meeting_stands_before_everything_else_in_its_text(client, tree):
    meeting = tree.meeting(participants="90 delegations.", body=[("paragraph", "<p>At length.</p>")])
    tree.document(title="Declaration", meeting=meeting)

    assert words(read(client, meeting.url).select_one(".prose h2")) == "Adopted or published here"


@pytest.mark.parametrize("make", ["meeting", "document"])
def test_where_sources_differ_it_is_said_below_the_title_and_not_only_at_the_foot(client, tree, make):
    page = getattr(tree, make)()
    Source.objects.create(page=page, title="The host", says="2–3 April")
    Source.objects.create(page=page, url="https://africa-eu-partnership.org/", says="3–4 April", disagrees=True)

    said = read(client, page.url).select_one(".differ")

    assert words(said.li) == "africa-eu-partnership.org : 3–4 April"
    assert "2–3 April" not in words(said)


def test_where_sources_agree_nothing_is_said(client, tree):
    meeting = tree.meeting()
    Source.objects.create(page=meeting, title="The host", says="2–3 April")

    assert read(client, meeting.url).select_one(".differ") is None


def test_lists_stand_under_their_years_the_latest_first(client, tree):
    for year in (2010, 2014, 2014):
        tree.meeting(start_date=datetime.date(year, 4, 2))
        tree.document(date=datetime.date(year, 4, 2))
    tree.document(date=None)

    assert years(read(client, tree.meetings.url)) == {"2014": 2, "2010": 1}
    assert years(read(client, tree.documents.url)) == {"2014": 2, "2010": 1, "Without a date": 1}


def years(page):
    """Return the years of a list, each with the number of its entries."""
    return {words(year.h3): len(year.select(".entry")) for year in page.select(".of-year")}


def test_all_filters_can_be_removed_at_once(client, tree):
    tree.meeting(status="held")
    two = read(client, f"{tree.meetings.url}?kind=summit&status=held")
    one = read(client, f"{tree.meetings.url}?kind=summit")

    assert two.select_one(".limits > a")["href"] == "?"
    assert one.select_one(".limits > a") is None


def test_a_page_says_when_it_was_last_changed_and_checked(client, tree):
    with time_machine.travel("2026-11-24T12:00:00Z"):
        meeting = tree.meeting(checked_on=datetime.date(2026, 11, 23))

    _report, changed = map(words, read(client, meeting.url).select(".changed"))

    assert changed == "Facts last checked on 23 November 2026. Page last changed on 24 November 2026."


def test_a_search_that_finds_nothing_leads_to_the_lists(client, tree):
    tree.meetings.show_in_menus = True
    tree.meetings.save()

    empty = read(client, "/search/?q=atlantis").select_one(".empty")

    assert [link["href"] for link in empty.select("a")] == [tree.meetings.url]
