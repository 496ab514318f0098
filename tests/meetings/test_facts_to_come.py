"""What has not happened yet is not said to have happened: judged as of the hour at which it goes live."""

import datetime

import pytest
import time_machine
from django.utils import timezone

from mme_site.pages.validation.rules import errors_of, problems_of
from mme_site.pages.validation.subject import Subject
from tests.helpers.reading import read, section, words

pytestmark = pytest.mark.django_db

NOW = "2027-01-01T12:00:00+01:00"
APRIL = datetime.date(2027, 4, 2)
AFTER_APRIL = datetime.datetime(2027, 4, 3, tzinfo=datetime.UTC)


def refused(page, go_live_at=None):
    """Return the fields that stop the publication of a page at its hour, or now."""
    page.go_live_at = go_live_at
    return [problem.field for problem in errors_of(Subject(page), publishing=True)]


@time_machine.travel(NOW)
@pytest.mark.parametrize("date_kind", ["adopted", "published"])
def test_a_document_is_not_adopted_in_the_future_but_may_go_live_after_its_day(tree, date_kind):
    document = tree.document(live=False, date=APRIL, date_kind=date_kind)

    assert refused(document) == ["date"]
    assert refused(document, AFTER_APRIL) == []
    assert errors_of(Subject(document), publishing=False) == []


@time_machine.travel(NOW)
def test_a_meeting_that_has_not_begun_cannot_have_been_held_but_may_be_said_to_after_its_day(tree):
    meeting = tree.meeting(live=False, start_date=APRIL, status="held")

    assert refused(meeting) == ["status"]
    assert refused(meeting, AFTER_APRIL) == []


@time_machine.travel(NOW)
def test_a_meeting_that_is_over_and_still_planned_is_asked_about(tree):
    meeting = tree.meeting(start_date=datetime.date(2026, 4, 2), status="planned")

    assert "its status is still “Planned”" in problems_of(Subject(meeting))[0].text


def test_an_agenda_item_stands_on_a_day_of_its_meeting_at_a_time_that_exists(tree):
    from meetings.models import AgendaItem

    meeting = tree.meeting(start_date=datetime.date(2014, 3, 30), time_zone="Europe/Brussels")
    items = [
        AgendaItem(title="Opening", date=datetime.date(2014, 3, 31)),
        AgendaItem(title="Night", starts_at=datetime.time(2, 30)),
    ]

    found = problems_of(Subject(meeting, {"agenda_items": items}))

    assert {(problem.severity, problem.line, problem.line_field) for problem in found if problem.line is not None} == {
        ("warning", 0, "date"),
        ("error", 1, "starts_at"),
    }


def test_lists_of_what_was_agreed_look_only_at_what_is_past(client, tree):
    tree.document(title="Of old", date=datetime.date(2014, 4, 3))
    tree.document(title="To come", date=timezone.localdate() + datetime.timedelta(days=120))

    page = read(client, tree.home.url)

    assert "To come" not in words(page.main)
    assert "Of old" in words(section(page, "documents"))
