"""When meetings are: upcoming and past, no more than their precision, and what cannot be."""

import datetime

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from meetings.models import MeetingPage
from tests.helpers.reading import entries, facts, read, section, words

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
