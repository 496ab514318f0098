"""Meetings in the calendars of readers, as two programs of others read them."""

import datetime

import pytest
import time_machine
import vobject
from icalendar import Calendar

from meetings.opendata import calendars
from tests.helpers.factories import MeetingSeriesFactory

pytestmark = pytest.mark.django_db
DAY = datetime.date(2014, 4, 2)


def events(client, address):
    """Return the events of a calendar; both programs find as many."""
    content = client.get(address).content.decode()
    found = Calendar.from_ical(content).walk("VEVENT")
    assert [str(event["UID"]) for event in found] == [
        event.uid.value for event in getattr(vobject.readOne(content), "vevent_list", [])
    ]
    return found


def test_a_meeting_without_hours_takes_whole_days(client, tree):
    meeting = tree.meeting(start_date=DAY, end_date=DAY + datetime.timedelta(days=1))

    [event] = events(client, f"{meeting.url}event.ics")

    assert (event["DTSTART"].dt, event["DTEND"].dt) == (DAY, DAY + datetime.timedelta(days=2))
    assert event["URL"] == f"http://localhost{meeting.url}"


def test_a_meeting_with_hours_has_them_in_its_zone_which_the_calendar_describes(client, tree):
    hours = {"start_time": datetime.time(9), "end_time": datetime.time(17, 30), "time_zone": "Africa/Luanda"}
    meeting = tree.meeting(start_date=DAY, end_date=DAY, **hours)

    content = client.get(f"{meeting.url}event.ics").content
    calendar = Calendar.from_ical(content)

    [event], [zone] = calendar.walk("VEVENT"), calendar.walk("VTIMEZONE")
    assert (zone["TZID"], event["DTSTART"].params["TZID"]) == ("Africa/Luanda", "Africa/Luanda")
    assert event["DTSTART"].dt.astimezone(datetime.UTC) == datetime.datetime(2014, 4, 2, 8, tzinfo=datetime.UTC)
    assert event["DTEND"].dt - event["DTSTART"].dt == datetime.timedelta(hours=8, minutes=30)


def test_a_meeting_of_which_only_the_month_is_known_lasts_it_and_says_so(client, tree):
    meeting = tree.meeting(start_date=DAY, date_precision="month")

    [event] = events(client, f"{meeting.url}event.ics")

    assert (event["DTSTART"].dt, event["DTEND"].dt) == (datetime.date(2014, 4, 1), datetime.date(2014, 5, 1))
    assert "The day is not stated in the source." in event["DESCRIPTION"]


@pytest.mark.parametrize(
    ("status", "said"),
    [("cancelled", "CANCELLED"), ("postponed", "TENTATIVE"), ("planned", "TENTATIVE"), ("confirmed", "CONFIRMED")],
)
def test_a_calendar_knows_how_certain_a_meeting_is(client, tree, status, said):
    meeting = tree.meeting(title="Luanda", status=status, note="No new date yet.")

    [event] = events(client, f"{meeting.url}event.ics")

    assert event["STATUS"] == said
    assert "No new date yet." in event["DESCRIPTION"]
    assert ("This meeting does not take place" in event["DESCRIPTION"]) is (status in ("cancelled", "postponed"))


def test_an_event_keeps_its_identity_and_grows_its_sequence_when_it_changes(client, tree):
    meeting = tree.meeting(title="Before")
    [before] = events(client, f"{meeting.url}event.ics")

    with time_machine.travel(datetime.datetime.now(datetime.UTC) + datetime.timedelta(days=1)):
        meeting.title = "After"
        meeting.save_revision().publish()
    [after] = events(client, f"{meeting.url}event.ics")

    assert (after["UID"], str(after["SUMMARY"])) == (before["UID"], "After")
    assert after["SEQUENCE"] > before["SEQUENCE"]
    assert after["LAST-MODIFIED"].dt > before["LAST-MODIFIED"].dt


def test_an_event_has_changed_when_a_document_is_attached_and_not_fallen_back_when_it_is_taken_away(client, tree):
    meeting = tree.meeting(start_date=DAY, end_date=DAY + datetime.timedelta(days=1))
    [before] = events(client, f"{meeting.url}event.ics")

    with time_machine.travel(datetime.datetime.now(datetime.UTC) + datetime.timedelta(days=1)):
        document = tree.document(meeting=meeting)
        document.save_revision().publish()
    [attached] = events(client, f"{meeting.url}event.ics")
    document.unpublish()
    [after] = events(client, f"{meeting.url}event.ics")

    assert "ATTACH" not in before and "ATTACH" in attached and "ATTACH" not in after
    assert before["SEQUENCE"] < attached["SEQUENCE"] == after["SEQUENCE"]
    assert before["LAST-MODIFIED"].dt < attached["LAST-MODIFIED"].dt


def test_long_lines_of_arabic_are_folded_between_letters_and_come_back_whole(client, tree):
    title = "المؤتمر الوزاري الأوروبي الأفريقي الرابع حول الهجرة والتنمية, ج; و\\ب\nسطر " * 2
    meeting = tree.meeting(title="Luanda", venue=title)

    response = client.get(f"/ar{meeting.url}event.ics")

    assert all(len(line.encode()) <= 75 for line in response.content.decode().split("\r\n"))
    [event] = Calendar.from_ical(response.content).walk("VEVENT")
    assert str(event["LOCATION"]).startswith(title.replace("\r", ""))
    assert (event["SUMMARY"].params["LANGUAGE"], response["Content-Language"]) == ("en", "ar")


def test_an_event_names_the_online_link_and_attaches_the_documents(client, tree):
    meeting = tree.meeting(online_url="https://live.example/")
    document = tree.document(title="Luanda Declaration", meeting=meeting)

    [event] = events(client, f"{meeting.url}event.ics")

    assert event["CONFERENCE"] == "https://live.example/"
    assert "Follow the meeting: https://live.example/" in event["DESCRIPTION"]  # few programs show a conference
    assert event["ATTACH"] == f"http://localhost{document.url}"


def test_a_very_long_calendar_is_sent_while_it_is_made_and_says_the_same(client, tree, monkeypatch):
    hours = {"start_time": datetime.time(9), "time_zone": "Africa/Luanda"}
    tree.meeting(title="لواندا", start_date=DAY, end_date=DAY, **hours), tree.meeting()
    at_once = client.get("/ar/meetings/calendar.ics")
    monkeypatch.setattr(calendars, "MOST_AT_ONCE", 1)

    sent = client.get("/ar/meetings/calendar.ics")

    assert (at_once.streaming, sent.streaming) == (False, True)
    assert b"".join(sent.streaming_content) == at_once.content
    assert at_once.content.index(b"BEGIN:VTIMEZONE") < at_once.content.index(b"BEGIN:VEVENT")


def test_a_calendar_of_a_series_holds_its_meetings_only(client, tree):
    series = MeetingSeriesFactory()
    tree.meeting(title="In it", series=series, kind="summit")
    tree.meeting(title="Other kind", series=series, kind="technical")
    tree.meeting(title="Not in it")
    tree.meeting(title="No day", series=series, start_date=None)

    of_series = events(client, f"/meetings/calendar.ics?series={series.slug}")
    of_kind = events(client, f"/meetings/calendar.ics?series={series.slug}&kind=summit")

    assert {str(event["SUMMARY"]) for event in of_series} == {"In it", "Other kind"}
    assert {str(event["SUMMARY"]) for event in of_kind} == {"In it"}
