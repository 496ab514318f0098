"""The timeline in one's own calendar: a secret address that shows what its owner may see, and ends when told to."""

import datetime
from urllib.parse import urlsplit

import icalendar
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from wagtail.users.models import UserProfile

from mme_site.editorial.schedule_calendar.feed import views
from mme_site.editorial.schedule_calendar.feed.models import CalendarFeed
from mme_site.publishing.schedule import Schedule
from tests.helpers import scheduling
from tests.helpers.factories import MemberFactory
from tests.helpers.people import administrator, allowed
from tests.helpers.reading import parse, read, words
from tests.helpers.scheduling import HOUR, SECOND, at, in_an_hour, publish_at, schedule

pytestmark = pytest.mark.django_db
UTC = datetime.UTC
DAY = 24 * HOUR
PAGE = "publishing_calendar_address"


def address(user):
    """Return a new address of this person's feed, without the host."""
    return reverse("publishing_calendar_feed", args=[CalendarFeed.renew(user)])


def feed(client, at_address):
    response = client.get(at_address)
    assert response.status_code == 200
    return icalendar.Calendar.from_ical(response.content)


def event(client, at_address):
    (only,) = feed(client, at_address).walk("VEVENT")
    return only


def summaries(client, at_address):
    return [str(event["SUMMARY"]) for event in feed(client, at_address).walk("VEVENT")]


def test_a_schedule_is_an_event_in_utc_that_leads_to_the_editor(client, tree):
    ana = administrator(username="ana")
    page, hour = tree.page(title="Abuja declaration", live=False), in_an_hour()
    schedule(page, hour, user=ana)
    shown = event(client, address(ana))
    pk = scheduling.of(page)[0].pk
    assert str(shown["SUMMARY"]) == "Goes live: Abuja declaration (English)"
    assert shown["DTSTART"].to_ical() == hour.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ").encode()
    assert str(shown["UID"]) == f"schedule-{pk}@localhost"
    assert str(shown["STATUS"]) == "CONFIRMED"
    assert str(shown["URL"]).endswith(reverse("wagtailadmin_pages:edit", args=[page.pk]))
    assert "Scheduled by ana" in str(shown["DESCRIPTION"])


def test_it_reads_as_rfc_5545_says(client, tree):
    title = (
        "Déclaration; avec virgules, et d’un titre bien plus long que les soixante-quinze octets d’une ligne — إعلان"
    )
    schedule(tree.page(title=title, live=False), in_an_hour())
    response = client.get(address(administrator()))
    lines = response.content.split(b"\r\n")
    assert response["Content-Type"] == "text/calendar; charset=utf-8"
    assert lines[0] == b"BEGIN:VCALENDAR"
    assert lines[-2:] == [b"END:VCALENDAR", b""]
    assert all(len(line) <= 75 and b"\n" not in line for line in lines)
    calendar = icalendar.Calendar.from_ical(response.content)
    assert str(calendar["VERSION"]) == "2.0"
    assert calendar["PRODID"]
    (only,) = calendar.walk("VEVENT")
    assert str(only["SUMMARY"]) == f"Goes live: {title} (English)"
    assert {"UID", "DTSTAMP", "DTSTART", "LAST-MODIFIED"} <= set(only)
    assert not only.errors


def test_another_hour_moves_the_event_and_is_its_last_change(client, tree):
    at_address = address(administrator())
    page, hour = tree.page(live=False), in_an_hour()
    schedule(page, hour)
    before = event(client, at_address)
    item = scheduling.of(page)[0]
    with at(timezone.now() + 60 * SECOND):
        item.revision.approved_go_live_at = hour + DAY
        item.revision.save()
        after = event(client, at_address)
    assert after["UID"] == before["UID"]
    assert after["DTSTART"].dt == before["DTSTART"].dt + DAY
    assert after["LAST-MODIFIED"].dt > before["LAST-MODIFIED"].dt


def test_what_is_cancelled_is_a_cancelled_event_and_what_was_done_says_so(client, tree):
    at_address = address(administrator())
    cancelled, done, hour = tree.page(live=False), tree.page(live=False), in_an_hour()
    schedule(cancelled, hour)
    cancelled.get_latest_revision_as_object().save_revision().publish()
    schedule(done, hour)
    publish_at(hour)
    events = {str(event["UID"]): event for event in feed(client, at_address).walk("VEVENT")}
    said = [events[f"schedule-{scheduling.of(page)[0].pk}@localhost"] for page in (cancelled, done)]
    assert [str(event["STATUS"]) for event in said] == ["CANCELLED", "CONFIRMED"]
    assert "Went live (on time)" in str(said[1]["DESCRIPTION"])


def test_it_shows_only_what_its_owner_may_see_now(client, tree):
    owner, hour = allowed("add", "change", "publish", below=tree.meetings), in_an_hour()
    schedule(tree.meeting(title="Meeting", live=False), hour)
    schedule(tree.page(title="Embargoed", live=False), hour)
    schedule(MemberFactory(name_en="Embargoed", live=False), hour)
    at_address = address(owner)
    assert summaries(client, at_address) == ["Goes live: Meeting (English)"]
    owner.groups.clear()
    assert client.get(at_address).status_code == 404


def test_it_is_in_the_language_and_the_zone_of_its_owner(client, tree):
    owner = administrator()
    UserProfile.objects.create(user=owner, current_time_zone="Africa/Nairobi")
    schedule(tree.page(live=False), datetime.datetime(2030, 1, 1, 9, tzinfo=UTC))
    assert "1 January 2030, 12:00 (Africa/Nairobi, UTC+03:00)" in str(event(client, address(owner))["DESCRIPTION"])


def test_it_goes_thirty_days_back_and_as_far_ahead_as_there_is_something(client, tree):
    item, now = MemberFactory(), timezone.now()
    for days in (-40, -20, 400):
        schedule = Schedule(kind="expire", status="done", title=f"{days} days", due_at=now + days * DAY)
        schedule.content_type, schedule.object_id, schedule.finished_at = item.get_base_content_type(), "1", now
        schedule.save()
    assert summaries(client, address(administrator())) == ["Comes down: -20 days", "Comes down: 400 days"]


def test_the_next_hour_is_in_it_however_much_there_was(client, tree, monkeypatch):
    monkeypatch.setattr(views, "MAX_EVENTS", 3)
    item, now = MemberFactory(), timezone.now()
    for days in (-4, -3, -2, 1, 2):
        schedule = Schedule(kind="expire", status="done", title=f"{days} days", due_at=now + days * DAY)
        schedule.content_type, schedule.object_id, schedule.finished_at = item.get_base_content_type(), "1", now
        schedule.save()
    shown = summaries(client, address(administrator()))
    assert shown == ["Comes down: -2 days", "Comes down: 1 days", "Comes down: 2 days"]


def test_calendars_are_asked_to_look_again_every_fifteen_minutes(client, tree):
    calendar = feed(client, address(administrator()))
    assert calendar["REFRESH-INTERVAL"].to_ical() == b"PT15M"
    assert str(calendar["X-PUBLISHED-TTL"]) == "PT15M"


# The secret


def test_the_address_is_shown_once_and_only_its_digest_is_kept(client, tree, admin_user):
    client.force_login(admin_user)
    shown = parse(client.post(reverse(PAGE), {"make": ""})).find(id="address")["value"]
    path = urlsplit(shown).path
    token = path.rsplit("/", 1)[1].removesuffix(".ics")
    kept = CalendarFeed.objects.get(user=admin_user)
    client.logout()
    assert client.get(path).status_code == 200
    assert len(token) >= 43  # 256 bits in base64
    assert token not in "".join(map(str, vars(kept).values()))
    client.force_login(admin_user)
    assert token not in client.get(reverse(PAGE)).content.decode()


def test_a_new_address_ends_the_one_before_and_ending_it_ends_both(client, tree, admin_user):
    client.force_login(admin_user)
    first = address(admin_user)
    second = urlsplit(parse(client.post(reverse(PAGE), {"make": ""})).find(id="address")["value"]).path
    assert [client.get(each).status_code for each in (first, second)] == [404, 200]
    assert "The address no longer works" in words(parse(client.post(reverse(PAGE), {"end": ""}, follow=True)))
    assert client.get(second).status_code == 404


def test_the_address_of_a_closed_account_is_not_found(client, tree):
    owner = administrator()
    at_address = address(owner)
    owner.is_active = False
    owner.save()
    assert client.get(at_address).status_code == 404


def test_a_guessed_address_is_not_found_and_costs_one_query(client, tree):
    administrator()
    read(client, "/")
    with CaptureQueriesContext(connection) as captured:
        assert client.get(reverse("publishing_calendar_feed", args=["x" * 43])).status_code == 404
    assert sum("calendarfeed" in query["sql"] for query in captured) == 1


def test_nothing_between_keeps_it_and_no_search_engine_lists_it(client, tree):
    response = client.get(address(administrator()))
    assert set(response["Cache-Control"].split(", ")) == {"private", "no-store"}
    assert response["X-Robots-Tag"] == "noindex, nofollow"
    assert response["Referrer-Policy"] == "no-referrer"
    assert "Set-Cookie" not in response.headers


def test_it_can_be_read_and_nothing_else(client, tree):
    at_address = address(administrator())
    assert client.head(at_address).status_code == 200
    assert client.post(at_address).status_code == 405


def test_the_page_says_that_the_address_is_a_secret_and_the_account_leads_to_it(client, tree, admin_user):
    client.force_login(admin_user)
    assert "Whoever has the address reads the titles of what is not yet public" in words(read(client, reverse(PAGE)))
    assert f'href="{reverse(PAGE)}"' in client.get(reverse("wagtailadmin_account")).content.decode()
    assert f'href="{reverse(PAGE)}"' in client.get(reverse("publishing_timeline")).content.decode()


def test_a_feed_of_many_costs_as_many_queries_as_one_of_three(client, tree):
    at_address, hour = address(allowed("add", "change", "publish", below=tree.home)), in_an_hour()
    for _number in range(3):
        schedule(tree.page(live=False), hour)
    feed(client, at_address)
    few = queries(client, at_address)
    page = tree.page()
    Schedule.objects.bulk_create(
        Schedule(
            kind="go_live",
            status="done",
            content_type=page.get_base_content_type(),
            object_id=str(page.pk),
            title="Many",
            due_at=hour,
            finished_at=hour,
        )
        for _number in range(300)
    )
    assert queries(client, at_address) == few
    assert few <= 12


def queries(client, at_address):
    with CaptureQueriesContext(connection) as captured:
        assert client.get(at_address).status_code == 200
    return len(captured)
