"""The next meeting of a series begins with what it has in common with the last."""

import datetime

import pytest
from django.urls import reverse

from meetings.models import AgendaItem, Deadline, MeetingPage
from tests.helpers.factories import MeetingSeriesFactory
from tests.helpers.people import having_role
from tests.helpers.reading import parse, read, words

pytestmark = pytest.mark.django_db


def test_a_meeting_is_duplicated_without_its_days(client, tree):
    meeting = tree.meeting(title="4th summit", series=MeetingSeriesFactory(), number=4, city="Brussels", slug="fourth")
    meeting.agenda_items.add(AgendaItem(title="Opening", date=datetime.date(2014, 4, 2), locale=meeting.locale))
    meeting.deadlines.add(Deadline(title="Registration", date=datetime.date(2014, 3, 1), locale=meeting.locale))
    meeting.save()
    client.force_login(having_role("editors"))
    assert "Make the draft" in words(read(client, reverse("duplicate_meeting", args=[meeting.pk])))

    client.post(reverse("duplicate_meeting", args=[meeting.pk]))
    client.post(reverse("duplicate_meeting", args=[meeting.pk]))

    new = MeetingPage.objects.get(slug="after-fourth").get_latest_revision_as_object()
    assert (new.live, new.start_date, new.number, new.city, new.status) == (False, None, 5, "Brussels", "planned")
    assert [(item.title, item.date) for item in new.agenda_items.all()] == [("Opening", None)]
    assert list(new.deadlines.all()) == []
    assert MeetingPage.objects.filter(slug="after-fourth-1").exists()


def test_who_may_not_write_meetings_duplicates_none(client, tree):
    client.force_login(having_role("translators fr"))

    assert client.get(reverse("duplicate_meeting", args=[tree.meeting().pk])).status_code == 302


def test_a_click_that_leads_nowhere_is_answered_in_words_with_the_way_back(client, tree):
    client.force_login(having_role("editors"))

    answer = client.get("/admin/nothing/at/all/")

    assert answer.status_code == 404
    assert "your role does not let you see it" in words(parse(answer))
    assert parse(answer).find("a", string="Back to your desk")["href"] == "/admin/"
