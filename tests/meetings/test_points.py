"""What was said, agreed and planned: points with their sources, and which of them readers may see."""

import datetime

import pytest
from django.db import IntegrityError, transaction

from meetings.models import KeyPoint, MeetingPoint
from tests.helpers.factories import ThemePageFactory
from tests.helpers.indexing import bring_up_to_date
from tests.helpers.reading import main, read, section, words

pytestmark = pytest.mark.django_db
SOURCE = {"publisher": "African Union", "url": "https://au.int/declaration"}


def said(text, **fields):
    """Return a point about a meeting."""
    return MeetingPoint(text=text, **{**SOURCE, **fields})


def meeting_with(tree, *points, **fields):
    meeting = tree.meeting(**fields)
    meeting.points = list(points)
    meeting.save_revision().publish()
    return meeting


def document_with(tree, *points, **fields):
    document = tree.document(**fields)
    document.key_points = list(points)
    document.save_revision().publish()
    return document


def theme_below(above, title, **fields):
    return ThemePageFactory(parent=above, title=title, **fields)


def headings(page):
    return [words(heading) for heading in main_of(page).find_all("h2", class_=lambda name: name != "unseen")]


def main_of(page):
    return page.find("main")


def test_what_came_out_of_a_meeting_stands_before_everything_else(client, tree):
    meeting = meeting_with(
        tree,
        said("They meet again.", about="next-step"),
        said("Sixty leaders came.", about="participants"),
        said("They agreed to lower the cost."),
    )
    tree.document(meeting=meeting)

    found = headings(read(client, meeting.url))

    assert found[:4] == [
        "What came out of it",
        "Adopted or published here",
        "Who took part",
        "What was to happen next",
    ]


def test_a_point_leads_to_its_source_at_the_foot(client, tree):
    page = read(client, meeting_with(tree, said("They agreed.")).url)

    [mark] = section(page, "results").select("a.ref")

    assert mark["aria-label"] == "Source 1"
    assert words(page.select_one(mark["href"])) == "African Union (au.int)"


def test_points_of_one_address_share_a_source(client, tree):
    page = read(client, meeting_with(tree, said("They agreed."), said("They met.")).url)

    assert len(page.select(".sources li")) == 1


def test_what_is_only_reported_names_the_publisher_in_its_line(client, tree):
    page = read(client, meeting_with(tree, said("Sure."), said("Perhaps.", confidence="medium")).url)

    sure, reported = (words(line) for line in section(page, "results").find_all("li"))

    assert "as reported by" not in sure
    assert "as reported by African Union" in reported


def test_a_source_without_a_name_is_called_by_its_host(client, tree):
    page = read(client, meeting_with(tree, said("Perhaps.", publisher="", confidence="medium")).url)

    assert "as reported by au.int" in words(section(page, "results"))


def test_what_is_to_be_checked_is_in_no_public_output(client, tree):
    theme = theme_below(tree.themes, "Returns")
    hidden = "Unseen wombats were promised."
    meeting = meeting_with(tree, said(hidden, confidence="to-check", themes=[theme], url="https://blog.example/"))
    document = document_with(tree, KeyPoint(text=hidden, confidence="to-check", themes=[theme], **SOURCE))
    bring_up_to_date()

    for address in (tree.home.url, tree.meetings.url, meeting.url, document.url, theme.url):
        page = client.get(address).content.decode()
        assert "wombats" not in page
        assert "blog.example" not in page
    for address in ("/search/?q=wombats", "/search/?q=wombats&format=json"):
        assert "Unseen" not in client.get(address).content.decode()


def test_what_an_editor_confirms_is_shown(client, tree):
    meeting = meeting_with(tree, said("They agreed.", confidence="to-check"))
    meeting.points = [said("They agreed.", confidence="medium")]
    meeting.save_revision().publish()

    assert "They agreed." in main(read(client, meeting.url))


def test_a_point_without_a_source_is_refused_by_the_database(tree):
    with pytest.raises(IntegrityError, match="meetingpoint_has_source"), transaction.atomic():
        MeetingPoint.objects.create(meeting=tree.meeting(), text="They agreed.")


def test_a_draft_keeps_its_points_and_their_themes_until_it_is_published(client, tree):
    theme = theme_below(tree.themes, "Returns")
    meeting = meeting_with(tree, said("Old."))
    meeting.points = [said("New.", themes=[theme])]
    revision = meeting.save_revision()

    assert "New." not in main(read(client, meeting.url))
    revision.publish()
    assert "New." in main(read(client, meeting.url))
    assert "New." in main(read(client, theme.url))


def test_a_next_step_leads_to_the_meeting_at_which_it_happened(client, tree):
    later = tree.meeting(title="5th summit", start_date=datetime.date(2017, 11, 29))
    meeting = meeting_with(tree, said("They meet again.", about="next-step", led_to=later))

    assert section(read(client, meeting.url), "next-steps").select_one(f'a[href="{later.url}"]')

    later.unpublish()

    assert "5th summit" not in main(read(client, meeting.url))


def test_a_key_point_says_where_in_the_text_it_stands(client, tree):
    document = document_with(tree, KeyPoint(text="Returns are safe.", place_in_text="paragraph 68", **SOURCE))

    assert "Returns are safe. paragraph 68" in words(section(read(client, document.url), "key-points"))


def test_a_point_is_found_by_the_search(client, tree):
    meeting_with(tree, said("They promised scholarships for zoologists."), title="4th summit")
    document_with(tree, KeyPoint(text="Lower fees for cartographers.", **SOURCE), title="Roadmap")
    bring_up_to_date()

    assert "4th summit" in main(read(client, "/search/?q=zoologists"))
    assert "Roadmap" in main(read(client, "/search/?q=cartographers"))


# By theme


def test_a_theme_says_what_was_agreed_on_it_by_year_the_latest_first(client, tree):
    theme = theme_below(tree.themes, "Remittances")
    meeting_with(tree, said("First.", themes=[theme]), start_date=datetime.date(2006, 11, 22))
    document_with(tree, KeyPoint(text="Last.", themes=[theme], **SOURCE), date=datetime.date(2025, 11, 25))

    years = section(read(client, theme.url), "agreed").select(".of-year")

    assert [words(year.h3) for year in years] == ["2025", "2006"]
    assert ["Last." in words(years[0]), "First." in words(years[1])] == [True, True]


def test_what_was_agreed_leads_to_its_place_in_the_text(client, tree):
    theme = theme_below(tree.themes, "Remittances")
    document = document_with(tree, KeyPoint(text="Cheaper.", themes=[theme], **SOURCE))

    [address] = [link["href"] for link in section(read(client, theme.url), "agreed").select("a.from")]

    assert address == f"{document.url}#point-1"
    assert read(client, document.url).select_one("#point-1")


def test_a_theme_holds_what_was_agreed_on_the_questions_below_it_once(client, tree):
    theme = theme_below(tree.themes, "Irregular migration")
    question = theme_below(theme, "Returns and readmission")
    meeting_with(tree, said("Safe returns.", themes=[theme, question]))

    for page in (theme, question):
        assert words(section(read(client, page.url), "agreed")).count("Safe returns.") == 1


def test_a_question_is_two_clicks_from_the_overview(client, tree):
    question = theme_below(theme_below(tree.themes, "Irregular migration"), "Returns and readmission")

    assert read(client, tree.home.url).select_one(f'a[href="{question.url}"]')


def test_a_point_of_a_page_that_is_not_public_is_on_no_theme(client, tree):
    theme = theme_below(tree.themes, "Remittances")
    meeting_with(tree, said("Secret.", themes=[theme])).unpublish()

    assert "Secret." not in main(read(client, theme.url))


def test_a_long_list_of_what_was_agreed_has_pages(client, tree):
    theme = theme_below(tree.themes, "Remittances")
    meeting_with(tree, *(said(f"Point {number}.", themes=[theme], sort_order=number) for number in range(50)))

    first, second = (read(client, f"{theme.url}?page={number}") for number in (1, 2))

    assert [len(section(page, "agreed").select(".points > li")) for page in (first, second)] == [40, 10]


# On the overview


def test_the_overview_says_what_was_agreed_last_and_what_comes_next(client, tree):
    meeting_with(tree, said("Cheaper transfers."), title="4th summit", start_date=datetime.date(2014, 4, 2))
    meeting_with(tree, said("They meet."), title="5th summit", status="planned", start_date=None)

    latest = words(section(read(client, tree.home.url), "latest"))

    assert "4th summit 2 April 2014 Cheaper transfers." in latest
    assert "5th summit Announced, no date They meet." in latest
