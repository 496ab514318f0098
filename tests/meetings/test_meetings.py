"""Meetings: when they are, which series they belong to, what they dealt with and who hosted them."""

import datetime

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from meetings.models import AgendaItem, AgendaPaper, MeetingPage
from members.models import FormerName
from mme_site.core.models import OtherName
from tests.helpers.factories import MeetingPageFactory, MeetingSeriesFactory, MembershipPeriodFactory, hide
from tests.helpers.reading import entries, facts, main, read, section, words

pytestmark = pytest.mark.django_db

APRIL_2 = datetime.date(2014, 4, 2)
APRIL_3 = datetime.date(2014, 4, 3)


# Upcoming and past follow from the dates


@pytest.mark.parametrize(
    ("now", "part"),
    [
        ("2014-04-01T12:00:00+02:00", "upcoming"),
        ("2014-04-02T12:00:00+02:00", "upcoming"),
        ("2014-04-03T23:59:00+02:00", "upcoming"),
        ("2014-04-04T00:01:00+02:00", "past"),
    ],
)
def test_a_meeting_is_upcoming_until_its_last_day_is_over(client, tree, now, part):
    tree.meeting(title="4th summit", status="confirmed", start_date=APRIL_2, end_date=APRIL_3)

    with time_machine.travel(now):
        page = read(client, tree.meetings.url)

    assert entries(section(page, part)) == ["4th summit"]
    assert entries(page) == ["4th summit"]


@pytest.mark.parametrize(
    ("precision", "last_day", "first_day_after"),
    [("month", "2014-04-30", "2014-05-01"), ("year", "2014-12-31", "2015-01-01")],
)
def test_a_meeting_known_to_the_month_or_year_is_upcoming_until_that_is_over(
    tree, precision, last_day, first_day_after
):
    tree.meeting(status="planned", start_date=APRIL_2, date_precision=precision)

    with time_machine.travel(f"{last_day}T12:00:00+02:00"):
        assert MeetingPage.objects.announced().exists()
    with time_machine.travel(f"{first_day_after}T12:00:00+02:00"):
        assert not MeetingPage.objects.announced().exists()


def test_the_nearest_upcoming_meeting_and_the_latest_past_one_come_first(client, tree):
    for year in (2012, 2013, 2015, 2016):
        tree.meeting(title=f"Meeting of {year}", status="confirmed", start_date=datetime.date(year, 5, 1))

    with time_machine.travel("2014-01-01T12:00:00+01:00"):
        page = read(client, tree.meetings.url)

    assert entries(section(page, "upcoming")) == ["Meeting of 2015", "Meeting of 2016"]
    assert entries(section(page, "past")) == ["Meeting of 2013", "Meeting of 2012"]


def test_a_meeting_without_a_date_is_announced_and_is_neither_upcoming_nor_past(client, tree):
    tree.meeting(title="Next summit", status="planned", start_date=None)

    page = read(client, tree.meetings.url)

    assert entries(section(page, "undated")) == ["Next summit"]
    assert entries(page) == ["Next summit"]


@pytest.mark.parametrize(
    ("precision", "end", "shown"),
    [
        ("day", None, "2 April 2014"),
        ("day", datetime.date(2014, 4, 3), "2–3 April 2014"),
        ("day", datetime.date(2014, 5, 1), "2 April 2014 – 1 May 2014"),
        ("month", None, "April 2014"),
        ("month", datetime.date(2014, 5, 1), "April 2014 – May 2014"),
        ("year", None, "2014"),
        ("year", datetime.date(2015, 1, 1), "2014 – 2015"),
    ],
)
def test_dates_say_no_more_than_their_precision(client, tree, precision, end, shown):
    meeting = tree.meeting(start_date=APRIL_2, end_date=end, date_precision=precision)

    assert words(read(client, meeting.url).select_one(".facts-panel time")) == shown


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


# What cannot be


def meeting_with(tree, **fields):
    """Return a meeting below the list that is not saved, as an editor's form would make it."""
    meeting = MeetingPage(title="Meeting", slug="meeting", kind="summit", **fields)
    meeting.depth, meeting.path = tree.meetings.depth + 1, tree.meetings.path + "0009"
    return meeting


def errors_of(meeting):
    """Return the fields of a meeting that are refused, each with its first message."""
    with pytest.raises(ValidationError) as refused:
        meeting.full_clean()
    return {field: messages[0] for field, messages in refused.value.message_dict.items()}


def test_a_meeting_cannot_end_before_it_begins_on_one_day_nor_at_an_hour_that_does_not_exist(tree):
    times = {"start_time": datetime.time(18), "end_time": datetime.time(9), "time_zone": "Europe/Brussels"}
    assert list(errors_of(meeting_with(tree, start_date=APRIL_2, **times))) == ["end_time"]
    meeting_with(tree, start_date=APRIL_2, end_date=APRIL_3, **times).full_clean()

    at_night = {"start_time": datetime.time(2, 30), "time_zone": "Europe/Brussels"}
    assert list(errors_of(meeting_with(tree, start_date=datetime.date(2014, 3, 30), **at_night))) == ["start_time"]


def test_nothing_was_checked_on_a_day_to_come(tree):
    assert errors_of(meeting_with(tree, checked_on=datetime.date(2199, 1, 1))) == {
        "checked_on": "This day has not come yet."
    }


@time_machine.travel("2014-04-02T12:00:00+02:00")
def test_a_meeting_can_be_marked_as_held_from_its_first_day(tree):
    meeting_with(tree, status="held", start_date=APRIL_2, end_date=APRIL_3).full_clean()


def test_an_end_before_the_start_is_an_error_on_the_last_day(tree):
    assert errors_of(meeting_with(tree, start_date=APRIL_3, end_date=APRIL_2))["end_date"] == (
        "The last day is before the first."
    )


def test_the_database_refuses_an_end_before_the_start(tree):
    meeting = tree.meeting(start_date=APRIL_2)

    with pytest.raises(IntegrityError), transaction.atomic():
        MeetingPage.objects.filter(pk=meeting.pk).update(end_date=datetime.date(2014, 4, 1))


def test_a_last_day_without_a_first_is_an_error_on_the_first(tree):
    assert errors_of(meeting_with(tree, end_date=APRIL_2)) == {"start_date": "Give the first day as well."}


@pytest.mark.parametrize("field", ["start_time", "end_time"])
def test_times_need_a_zone(tree, field):
    meeting = meeting_with(tree, start_date=APRIL_2, **{field: datetime.time(9)})

    assert errors_of(meeting) == {"time_zone": "Say in which zone these times are."}


@pytest.mark.parametrize("zone", ["Brussels", "UTC+2", "../etc/passwd", "Africa/Atlantis"])
def test_a_zone_that_no_database_knows_is_refused(tree, zone):
    assert "is not an IANA time zone" in errors_of(meeting_with(tree, time_zone=zone))["time_zone"]


def test_times_are_shown_with_their_zone(client, tree):
    meeting = tree.meeting(start_time=datetime.time(9), end_time=datetime.time(17, 30), time_zone="Africa/Luanda")

    assert "09:00 – 17:30 (Africa/Luanda)" in facts(read(client, meeting.url))["When"]


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
