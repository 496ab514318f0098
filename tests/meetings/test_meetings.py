"""Meetings: which series they belong to, what they dealt with and who hosted them."""

import datetime

import pytest
import time_machine

from meetings.models import AgendaItem, AgendaPaper
from members.models import FormerName
from mme_site.core.models import OtherName
from tests.helpers.factories import MeetingPageFactory, MeetingSeriesFactory, MembershipPeriodFactory, hide
from tests.helpers.reading import entries, facts, main, read, section, words

pytestmark = pytest.mark.django_db

APRIL_2 = datetime.date(2014, 4, 2)
APRIL_3 = datetime.date(2014, 4, 3)


# Series


@pytest.fixture
def summits(tree):
    """Four meetings of a series; the third was cancelled."""
    series = MeetingSeriesFactory(name_en="Africa-EU summits", slug="summits")
    return [
        tree.meeting(
            title=f"Summit {number}",
            series=series,
            number=number,
            start_date=datetime.date(2000 + number, 4, 3),
            status="cancelled" if number == 3 else "held",
        )
        for number in (1, 2, 3, 4)
    ]


def test_a_meeting_leads_to_the_previous_and_the_next_of_its_series(client, summits):
    page = read(client, summits[1].url)

    assert page.select_one(".neighbours [rel=prev]")["href"] == summits[0].url
    assert "Summit 1" in words(page.select_one(".neighbours [rel=prev]"))


def test_a_meeting_that_was_called_off_is_skipped_in_its_series(client, summits):
    page = read(client, summits[1].url)

    assert page.select_one(".neighbours [rel=next]")["href"] == summits[3].url


def test_a_meeting_that_was_called_off_still_leads_to_its_series(client, summits):
    page = read(client, summits[2].url)

    assert page.select_one(".neighbours [rel=prev]")["href"] == summits[1].url
    assert page.select_one(".neighbours [rel=next]")["href"] == summits[3].url


def test_the_first_meeting_of_a_series_has_none_before_it(client, summits):
    assert read(client, summits[0].url).select_one(".neighbours [rel=prev]") is None


def test_a_meeting_of_no_series_has_no_neighbours(client, tree):
    tree.meeting(start_date=datetime.date(2013, 5, 1))
    meeting = tree.meeting(start_date=APRIL_2)

    assert read(client, meeting.url).select_one(".neighbours") is None


def test_a_meeting_whose_list_was_withdrawn_names_its_series_without_a_link(client, tree, summits):
    tree.meetings.unpublish()
    tree.home.unpublish()

    page = read(client, summits[0].url)

    assert facts(page)["Series"] == "Africa-EU summits no. 1"
    assert page.find("a", string="Africa-EU summits") is None


def test_the_series_leads_to_the_list_limited_to_it(client, summits):
    link = read(client, summits[3].url).find("a", string="Africa-EU summits")

    assert sorted(entries(read(client, link["href"]))) == ["Summit 1", "Summit 2", "Summit 3", "Summit 4"]
    assert "no. 4" in words(link.parent)


# Status in words


@pytest.mark.parametrize(("status", "word"), [("postponed", "Postponed"), ("cancelled", "Cancelled")])
def test_a_meeting_that_was_called_off_says_so_in_words_on_its_page(client, tree, status, word):
    meeting = tree.meeting(status=status)

    alarm = words(read(client, meeting.url).select_one(".alarm"))

    assert alarm == f"{word} This meeting does not take place on these dates."


@pytest.mark.parametrize(("status", "word"), [("postponed", "Postponed"), ("cancelled", "Cancelled")])
def test_a_meeting_that_was_called_off_says_so_in_words_in_the_list(client, tree, status, word):
    tree.meeting(status=status)

    assert words(read(client, tree.meetings.url).select_one(".entry .status")) == word


# What a meeting is about


@pytest.fixture
def agenda(tree):
    """A meeting with two agenda items, and a paper below the second."""
    meeting = tree.meeting()
    AgendaItem.objects.create(meeting=meeting, sort_order=0, number="1", title="Opening")
    item = AgendaItem.objects.create(meeting=meeting, sort_order=1, number="4.a", title="Mobility", text="<p>Talk.</p>")
    paper = tree.document(title="Draft declaration")
    AgendaPaper.objects.create(item=item, document=paper)
    return meeting, paper


def test_agenda_items_are_shown_in_order_with_an_address_of_their_own(client, agenda):
    items = section(read(client, agenda[0].url), "agenda").select("ol > li")

    assert [item["id"] for item in items] == ["item-1", "item-4-a"]
    assert "4.a Mobility" in words(items[1])


def test_an_agenda_item_leads_to_its_paper(client, agenda):
    meeting, paper = agenda

    assert section(read(client, meeting.url), "agenda").find("a", string="Draft declaration")["href"] == paper.url


@pytest.mark.parametrize("hidden", ["draft", "private"])
def test_a_paper_that_is_not_public_is_not_shown(client, agenda, hidden):
    meeting, paper = agenda
    if hidden == "private":
        hide(paper)
    else:
        paper.unpublish()

    assert "Draft declaration" not in main(read(client, meeting.url))


def test_outcome_documents_and_the_meeting_name_each_other(client, tree):
    meeting = tree.meeting(title="4th summit")
    document = tree.document(title="Declaration", meeting=meeting)

    assert entries(section(read(client, meeting.url), "outcomes")) == ["Declaration"]
    assert facts(read(client, document.url))["Meeting"].startswith("4th summit")


def test_a_document_that_was_only_discussed_is_not_called_an_outcome(client, tree):
    meeting = tree.meeting()
    tree.document(title="Strategy", discussed_at=[meeting])

    page = read(client, meeting.url)

    assert entries(section(page, "discussed")) == ["Strategy"]
    assert section(page, "outcomes") is None


def test_a_document_that_is_not_public_is_not_on_the_page_of_its_meeting(client, tree):
    meeting = tree.meeting()
    tree.document(title="Secret draft", meeting=meeting, live=False)
    hide(tree.document(title="Secret paper", meeting=meeting, discussed_at=[meeting]))

    assert "Secret" not in main(read(client, meeting.url))


def test_other_names_of_a_meeting_are_shown(client, tree):
    meeting = tree.meeting()
    OtherName.objects.create(page=meeting, name="Sommet UE-Afrique")

    assert facts(read(client, meeting.url))["Other names"] == "Sommet UE-Afrique"


def test_an_inferred_meeting_says_that_it_waits_for_a_check(client, tree):
    meeting = tree.meeting(confidence="medium")

    assert "Some of these facts have not been checked against a source yet." in main(read(client, meeting.url))


def test_what_no_source_states_is_said_where_an_editor_says_so(client, tree):
    meeting = tree.meeting(start_date=None, status="postponed", not_stated=["date", "place"])

    shown = facts(read(client, meeting.url))

    assert (shown["When"], shown["Where"]) == ("Not stated in the source", "Not stated in the source")


def test_what_is_merely_empty_is_not_shown(client, tree):
    shown = facts(read(client, tree.meeting(start_date=None, status="postponed").url))

    assert shown.keys().isdisjoint({"When", "Where"})


# The host and the members


@pytest.fixture
def eswatini(tree):
    """A state that was called Swaziland until 18 April 2018."""
    member = tree.member("Eswatini")
    FormerName.objects.create(member=member, name="Swaziland", until_date=datetime.date(2018, 4, 18))
    return member


@pytest.mark.parametrize(
    ("day", "name"), [(datetime.date(2018, 4, 18), "Swaziland"), (datetime.date(2018, 4, 19), "Eswatini")]
)
def test_the_host_has_the_name_that_it_had_on_the_day(client, tree, eswatini, day, name):
    meeting = tree.meeting(host=eswatini, city="Mbabane", start_date=day)

    assert words(read(client, meeting.url).find("a", href=tree.members.member_url(eswatini))) == name


def test_the_list_names_the_host_as_on_the_day(client, tree, eswatini):
    tree.meeting(host=eswatini, city="Mbabane", start_date=APRIL_2)

    assert "Mbabane, Swaziland" in words(section(read(client, tree.meetings.url), "past"))


def test_a_host_whose_record_is_a_draft_is_named_without_a_link(client, tree, eswatini):
    meeting = tree.meeting(host=eswatini, start_date=APRIL_2)
    eswatini.live = False
    eswatini.save()

    page = read(client, meeting.url)

    assert facts(page)["Where"] == "Swaziland"
    assert page.find("a", href=tree.members.member_url(eswatini)) is None


def test_the_page_of_a_member_lists_the_meetings_that_it_hosted(client, tree, eswatini):
    tree.meeting(title="Held there", host=eswatini)
    tree.meeting(title="Called off there", host=eswatini, status="cancelled")
    tree.meeting(title="Held elsewhere")

    assert entries(section(read(client, tree.members.member_url(eswatini)), "hosted")) == ["Held there"]


def test_the_members_of_that_day_are_computed(client, tree):
    tree.member("Benin")
    tree.member("Togo")
    tree.member("Belgium", tree.eu)
    MembershipPeriodFactory(member__name_en="South Sudan", body=tree.au, from_date=APRIL_3)

    shown = facts(read(client, tree.meeting(start_date=APRIL_2).url))["Members that day"]

    assert shown.startswith("3 2 AU + 1 EU")


def test_a_meeting_without_a_date_has_no_count_of_members(client, tree):
    tree.member()

    assert "Members that day" not in facts(read(client, tree.meeting(start_date=None, status="planned").url))


@time_machine.travel("2026-11-29T12:00:00+01:00")
@pytest.mark.parametrize(
    ("first_day", "precision", "are_counted"),
    [
        ("2026-01-01", "year", False),  # its last day may be to come
        ("2026-11-01", "month", False),
        ("2026-10-01", "month", True),
        ("2020-01-01", "year", False),  # a member left in that year
        ("2021-01-01", "year", True),
    ],
)
def test_members_are_counted_where_the_date_leaves_no_doubt(client, tree, first_day, precision, are_counted):
    tree.member("Benin")
    tree.member("United Kingdom", tree.eu, until_date=datetime.date(2020, 1, 31))
    day = datetime.date.fromisoformat(first_day)

    page = read(client, tree.meeting(start_date=day, date_precision=precision).url)

    assert ("Members that day" in facts(page)) == are_counted


def test_a_second_meeting_of_the_same_title_has_an_address_of_its_own(client, tree):
    first = tree.meeting(title="Forum", slug="forum-2013", start_date=datetime.date(2013, 5, 1))
    second = MeetingPageFactory(parent=tree.meetings, title="Forum", slug="forum-2014", start_date=APRIL_2)

    assert words(read(client, first.url).select_one(".facts-panel time")) == "1 May 2013"
    assert words(read(client, second.url).select_one(".facts-panel time")) == "2 April 2014"
