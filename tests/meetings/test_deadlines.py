"""What is due before a meeting: on its page, in its form, and in calendars, as two programs read them."""

import datetime

import pytest
import time_machine
import vobject
from icalendar import Calendar
from wagtail.test.utils.form_data import inline_formset, nested_form_data

from meetings.models import Deadline, MeetingPage
from meetings.opendata import calendars
from mme_site.pages.validation.rules import problems_of
from mme_site.pages.validation.subject import Subject
from tests.helpers.editing import PageEditor
from tests.helpers.factories import MeetingSeriesFactory, hide
from tests.helpers.reading import read, section, words
from tests.helpers.searching import ask, reindex
from tests.helpers.translations import translated

pytestmark = pytest.mark.django_db

MARCH = datetime.date(2027, 3, 1)
APRIL = datetime.date(2027, 4, 2)
FIVE = datetime.time(17)
ZONE = "Africa/Luanda"


@pytest.fixture
def make_meeting(tree):
    """Make a published meeting with deadlines, each given as title, day and perhaps hour."""

    def make(*deadlines, **fields):
        meeting = tree.meeting(**{"title": "Luanda", "start_date": APRIL, "status": "planned", **fields})
        meeting.deadlines = [
            Deadline(title=title, date=date, time=time[0] if time else None, locale_id=meeting.locale_id)
            for title, date, *time in deadlines
        ]
        meeting.save_revision().publish()
        return MeetingPage.objects.get(pk=meeting.pk)

    return make


def events(client, address):
    """Return the events of a calendar; both programs find as many, on the same days."""
    content = client.get(address).content.decode()
    found = Calendar.from_ical(content).walk("VEVENT")
    others = getattr(vobject.readOne(content), "vevent_list", [])
    assert [(str(one["UID"]), one["DTSTART"].dt) for one in found] == [
        (other.uid.value, other.dtstart.value) for other in others
    ]
    return found


# The page


@time_machine.travel("2027-03-10T12:00:00+01:00")
def test_a_meeting_shows_its_deadlines_above_the_agenda_the_earliest_first_and_says_which_have_passed(
    client, make_meeting
):
    meeting = make_meeting(
        ("Comments", datetime.date(2027, 3, 10), FIVE), ("Registration", MARCH), time_zone=ZONE, body=[]
    )

    shown = section(read(client, meeting.url), "deadlines")

    assert [" ".join(words(line).split()) for line in shown.select("li")] == [
        "Registration 1 March 2027 passed",
        "Comments 10 March 2027 , 17:00 ( Africa/Luanda )",
    ]
    assert [time["datetime"] for time in shown.select("time")] == ["2027-03-01", "2027-03-10"]
    markdown = client.get(f"{meeting.url}page.md").content.decode()
    assert "Registration" in markdown and "17:00" in markdown


def test_a_meeting_without_deadlines_says_nothing_of_them(client, make_meeting):
    assert section(read(client, make_meeting().url), "deadlines") is None


def test_the_search_finds_what_is_due_and_opens_the_meeting_at_its_deadlines(client, make_meeting):
    meeting = make_meeting(("Nomination of delegates", MARCH), body=[])
    reindex(meeting)

    [result] = ask(client, "nomination of delegates")["results"]

    assert result["title"] == "Luanda"
    assert result["url"].endswith(f"{meeting.url}#deadlines")


def test_days_are_the_originals_in_every_language_and_words_wait_for_their_translator(client, make_meeting):
    meeting = make_meeting(("Registration", MARCH), ("Comments", APRIL))
    french = translated(meeting, "fr")
    line = french.deadlines.get(title="Registration")
    line.title, line.date = "Inscription", APRIL
    french.deadlines = [line, french.deadlines.get(title="Comments")]
    french.save_revision().publish()

    in_french, in_arabic = (section(read(client, f"{prefix}{meeting.url}"), "deadlines") for prefix in ("/fr", "/ar"))

    assert words(in_french.li).startswith("Inscription 1er mars 2027")
    assert [one.get("lang") for one in in_french.select("li > span:first-child")] == [None, "en"]
    assert words(in_arabic.h2) == "المواعيد النهائية"
    assert "Registration" in words(in_arabic)
    summaries = [str(event["SUMMARY"]) for event in events(client, "/fr/meetings/deadlines.ics")]
    assert "Inscription : Luanda" in summaries[0].replace("\xa0", " ").replace("\u202f", " ")


# What cannot be


def test_an_hour_needs_the_meetings_zone_and_an_existing_time_and_a_day_after_the_meeting_is_asked_about(tree):
    late = Deadline(title="Report", date=APRIL)
    hour = Deadline(title="Registration", date=datetime.date(2014, 3, 1), time=FIVE)
    night = Deadline(title="Night", date=datetime.date(2014, 3, 30), time=datetime.time(2, 30))

    def found(zone, *deadlines):
        meeting = tree.meeting(start_date=datetime.date(2014, 4, 2), time_zone=zone)
        problems = problems_of(Subject(meeting, {"deadlines": list(deadlines)}))
        return [(one.severity, one.line, one.line_field) for one in problems if one.field == "deadlines"]

    assert found("", late, hour) == [("error", 1, "time"), ("warning", 0, "date")]
    assert found("Europe/Brussels", hour, night) == [("error", 1, "time")]


def test_an_editor_types_a_deadline_and_its_zone_where_the_meeting_itself_has_no_hours(admin_client, client, tree):
    editor = PageEditor(admin_client)
    lines = inline_formset([{"title": "Registration", "date": "2027-03-01", "time": "17:00"}])
    typed = {"title": "Luanda", "slug": "luanda", "start_date": "2027-04-02", "time_zone": ZONE, "deadlines": lines}

    meeting = editor.add(MeetingPage, tree.meetings, **nested_form_data(typed | {"date_precision": "month"}))

    assert "17:00 ( Africa/Luanda )" in words(section(read(client, meeting.url), "deadlines"))


# The calendar


def test_a_deadline_is_a_whole_day_or_an_hour_in_a_zone_that_the_calendar_describes(client, make_meeting):
    meeting = make_meeting(("Registration", MARCH), ("Comments", MARCH, FIVE), time_zone=ZONE, start_date=None)

    timed, whole = events(client, "/meetings/deadlines.ics")

    assert (whole["DTSTART"].dt, whole["DTEND"].dt) == (MARCH, MARCH + datetime.timedelta(days=1))
    assert timed["DTSTART"].dt.astimezone(datetime.UTC) == datetime.datetime(2027, 3, 1, 16, tzinfo=datetime.UTC)
    assert (timed["DTSTART"].params["TZID"], "DTEND" in timed) == (ZONE, False)
    assert (str(whole["SUMMARY"]), whole["STATUS"]) == ("Registration: Luanda", "CONFIRMED")
    assert whole["URL"] == f"http://localhost{meeting.url}"
    calendar = Calendar.from_ical(client.get("/meetings/deadlines.ics").content)
    assert str(calendar["NAME"]) == "Deadlines: Meetings"
    assert [str(zone["TZID"]) for zone in calendar.walk("VTIMEZONE")] == [ZONE]


def test_a_deadline_stays_the_same_event_when_it_is_renamed_and_moved_and_grows_its_sequence(client, make_meeting):
    meeting = make_meeting(("Registration", MARCH))
    [before] = events(client, "/meetings/deadlines.ics")

    with time_machine.travel(datetime.datetime.now(datetime.UTC) + datetime.timedelta(days=1)):
        line = meeting.deadlines.get()
        line.title, line.date = "Enrolment", APRIL
        meeting.deadlines, meeting.slug = [line], "moved"
        meeting.save_revision().publish()
    [after] = events(client, "/ar/meetings/deadlines.ics")

    assert (after["UID"], str(after["SUMMARY"]), after["DTSTART"].dt) == (before["UID"], "Enrolment: Luanda", APRIL)
    assert after["SEQUENCE"] > before["SEQUENCE"]
    assert after["LAST-MODIFIED"].dt > before["LAST-MODIFIED"].dt


@pytest.mark.parametrize(("status", "said"), [("cancelled", "CANCELLED"), ("postponed", "TENTATIVE")])
def test_a_deadline_of_a_meeting_that_is_called_off_says_so(client, make_meeting, status, said):
    make_meeting(("Registration", MARCH), status=status)

    [event] = events(client, "/meetings/deadlines.ics")

    assert (event["STATUS"], str(event["SUMMARY"])) == (said, f"{status.capitalize()}: Registration: Luanda")
    assert "This meeting does not take place" in event["DESCRIPTION"]


def test_deadlines_are_limited_as_the_list_is_and_nothing_is_told_of_what_is_hidden(client, make_meeting):
    series = MeetingSeriesFactory()
    make_meeting(("Of the series", MARCH), series=series, slug="in-it")
    make_meeting(("Of none", MARCH), slug="other")
    make_meeting(slug="without")
    make_meeting(("Taken down", MARCH), slug="down").unpublish()
    hide(make_meeting(("Private", MARCH), slug="private"))
    changed = make_meeting(("Public", MARCH), slug="changed")
    changed.deadlines.add(Deadline(title="Draft", date=MARCH, locale_id=changed.locale_id))
    changed.save_revision()

    def told(query=""):
        return {str(event["SUMMARY"]).partition(":")[0] for event in events(client, f"/meetings/deadlines.ics{query}")}

    assert told() == {"Of the series", "Of none", "Public"}
    assert told(f"?series={series.slug}") == {"Of the series"}
    assert client.get("/meetings/deadlines.ics?series=none").status_code == 400
    page = read(client, f"/meetings/?series={series.slug}")
    links = {link.get("href") for link in page.find_all("link", rel="alternate", type="text/calendar")}
    assert f"/meetings/deadlines.ics?series={series.slug}" in {link.removeprefix("http://localhost") for link in links}


def test_very_many_deadlines_are_sent_while_they_are_made_and_say_the_same(client, make_meeting, monkeypatch):
    make_meeting(("التسجيل", MARCH, FIVE), time_zone=ZONE, slug="a"), make_meeting(("Comments", MARCH), slug="b")
    at_once = client.get("/ar/meetings/deadlines.ics")
    monkeypatch.setattr(calendars, "MOST_AT_ONCE", 1)

    sent = client.get("/ar/meetings/deadlines.ics")

    assert (at_once.streaming, sent.streaming) == (False, True)
    assert b"".join(sent.streaming_content) == at_once.content
