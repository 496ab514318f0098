"""What browsers and shared caches are told about how long a page stays right."""

import datetime
import re
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.contrib.contenttypes.models import ContentType
from django.db import connection
from django.test import override_settings
from django.test.utils import CaptureQueriesContext
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Page, PageViewRestriction

from mme_site.delivery.lifetimes import changes_next_at, lifetime_of_page
from mme_site.publishing.schedule import Schedule, ScheduleKind, ScheduleStatus
from tests.helpers.factories import hide

BRUSSELS = ZoneInfo("Europe/Brussels")
NOON = datetime.datetime(2026, 7, 1, 12, tzinfo=BRUSSELS)
MIDNIGHT = datetime.datetime(2026, 7, 2, tzinfo=BRUSSELS)
HOUR = datetime.timedelta(hours=1)
MINUTE = datetime.timedelta(minutes=1)
SECOND = datetime.timedelta(seconds=1)


def schedule(due_at, **fields):
    """A scheduled publication of some page."""
    page_type = ContentType.objects.get_for_model(Page)
    number = Schedule.objects.count()
    return Schedule.objects.create(
        kind=ScheduleKind.GO_LIVE, content_type=page_type, object_id=str(number), due_at=due_at, **fields
    )


def shared_seconds(response):
    """Return how long a shared cache may keep a response; None where it may not."""
    found = re.search(r"s-maxage=(\d+)", response.headers["Cache-Control"])
    return found and int(found[1])


# When a page may look different by itself


def test_a_page_changes_at_midnight_in_the_zone_of_the_site(db):
    assert changes_next_at(NOON) == MIDNIGHT
    assert changes_next_at(MIDNIGHT) == MIDNIGHT + 24 * HOUR
    assert changes_next_at(MIDNIGHT - SECOND) == MIDNIGHT


def test_the_day_on_which_the_clocks_change_ends_at_its_own_midnight(db):
    morning = datetime.datetime(2026, 10, 25, 0, 30, tzinfo=BRUSSELS)

    assert changes_next_at(morning) - morning.astimezone(datetime.UTC) == 24.5 * HOUR


@override_settings(TIME_ZONE="Africa/Cairo")
def test_a_day_that_begins_with_a_change_of_clocks_begins_with_that_change(db):
    evening = datetime.datetime(2026, 4, 23, 23, tzinfo=ZoneInfo("Africa/Cairo"))  # midnight is skipped

    assert changes_next_at(evening) - evening.astimezone(datetime.UTC) == HOUR


@pytest.mark.parametrize("kind", ScheduleKind.values)
def test_a_page_changes_at_the_next_hour_for_which_something_is_scheduled(db, kind):
    schedule(NOON + 2 * HOUR)
    Schedule.objects.create(
        kind=kind, content_type=ContentType.objects.get_for_model(Page), object_id="x", due_at=NOON + HOUR
    )

    assert changes_next_at(NOON) == NOON + HOUR


@pytest.mark.parametrize(
    "status", [ScheduleStatus.DONE, ScheduleStatus.MISSED, ScheduleStatus.FAILED, ScheduleStatus.CANCELLED]
)
def test_a_schedule_that_has_ended_changes_nothing(db, status):
    schedule(NOON + HOUR, status=status)

    assert changes_next_at(NOON) == MIDNIGHT


def test_what_is_due_and_not_yet_done_may_come_at_any_moment(db):
    schedule(NOON - SECOND)

    assert changes_next_at(NOON) == NOON + SECOND


def test_what_is_late_does_not_keep_pages_from_the_caches(db):
    schedule(NOON - 2 * MINUTE)

    assert changes_next_at(NOON) == MIDNIGHT


def test_to_know_it_takes_one_query_whatever_is_scheduled(db):
    for hours in range(1, 20):
        schedule(NOON + hours * HOUR)
    with CaptureQueriesContext(connection) as queries:
        changes_next_at(NOON)

    assert len(queries) == 1


# Two caches behind each other


@pytest.mark.parametrize("allowed", [0, 60, 86_400])
@pytest.mark.parametrize("minutes", [0, 1, 10, 300])
def test_what_is_kept_here_first_and_beyond_afterwards_ends_before_the_change(db, settings, allowed, minutes):
    settings.SHARED_CACHE_SECONDS = allowed
    schedule(NOON + minutes * MINUTE + SECOND)
    with time_machine.travel(NOON, tick=False):
        life = lifetime_of_page(NOON)

    assert life.until + life.shared_seconds * SECOND <= NOON + minutes * MINUTE + SECOND
    assert life.shared_seconds <= allowed


def test_a_page_that_was_begun_before_midnight_and_finished_after_it_is_kept_by_nobody(db, settings):
    settings.SHARED_CACHE_SECONDS = 60
    with time_machine.travel(MIDNIGHT + SECOND, tick=False):
        life = lifetime_of_page(MIDNIGHT - SECOND)

    assert (life.until, life.shared_seconds) == (MIDNIGHT, 0)


# What is said


@pytest.fixture
def shared(settings):
    """A site whose pages shared caches may keep for a minute."""
    settings.SHARED_CACHE_SECONDS = 60


@pytest.mark.parametrize("address", ["/", "/meetings/", "/fr/", "/meetings/?page=2", "/robots.txt", "/sitemap.xml"])
def test_a_browser_asks_each_time_and_a_shared_cache_when_its_seconds_are_over(client, tree, shared, address):
    with time_machine.travel(NOON):
        response = client.get(address, follow=True)

    assert response.headers["Cache-Control"] == "max-age=0, must-revalidate, s-maxage=60"


def test_shared_caches_ask_each_time_where_the_site_does_not_say_otherwise(client, tree):
    assert shared_seconds(client.get("/")) == 0


def test_the_seconds_of_a_shared_cache_end_before_the_next_scheduled_change(client, tree, shared):
    schedule(NOON + 40 * SECOND)
    with time_machine.travel(NOON, tick=False):
        assert shared_seconds(client.get("/")) == 20


def test_a_page_depends_on_cookies_and_compression_and_on_nothing_else(client, tree):
    for address in ("/", "/meetings/", "/robots.txt", "/nowhere/"):
        assert client.get(address).headers["Vary"] == "Accept-Encoding, Cookie"


def test_a_redirect_of_an_editor_is_asked_for_again(client, tree, shared):
    Redirect.objects.create(old_path="/old", redirect_link="/meetings/", is_permanent=True)
    with time_machine.travel(NOON):
        response = client.get("/old/")

    assert response.status_code == 301
    assert response.headers["Cache-Control"] == "max-age=0, must-revalidate, s-maxage=60"


@pytest.mark.parametrize("address", ["/?utm_source=letter", "/search/?q=mobility"])
def test_what_nobody_else_asks_for_is_for_the_browser_that_asked(client, tree, shared, address):
    assert client.get(address).headers["Cache-Control"] == "private, no-cache"


def test_a_page_that_is_not_there_is_kept_by_nobody(client, tree, shared):
    response = client.get("/nowhere/")

    assert response.status_code == 404
    assert "no-store" in response.headers["Cache-Control"]
    assert shared_seconds(response) is None


def test_an_editor_who_is_signed_in_gets_pages_that_nobody_keeps(admin_client, tree, shared):
    response = admin_client.get("/")

    assert response.headers["Cache-Control"] == "private, no-store"


def test_where_a_private_page_sends_a_visitor_is_kept_by_nobody(client, tree, shared):
    page = tree.page()
    hide(page)
    response = client.get(page.url)

    assert response.status_code == 302
    assert {"private", "no-store"} <= set(response.headers["Cache-Control"].split(", "))


def test_the_question_for_the_password_of_a_page_is_kept_by_nobody(client, tree, shared):
    page = tree.page()
    PageViewRestriction.objects.create(
        page=page, restriction_type=PageViewRestriction.PASSWORD, password="one for a test"
    )

    assert "no-store" in client.get(page.url).headers["Cache-Control"]


def test_a_private_page_is_kept_by_nobody_but_its_reader(admin_client, tree, shared):
    page = tree.page()
    hide(page)
    response = admin_client.get(page.url)

    assert response.status_code == 200
    assert {"private", "no-store"} <= set(response.headers["Cache-Control"].split(", "))


def test_a_preview_is_kept_by_nobody(admin_client, tree, shared):
    page = tree.page()
    response = admin_client.get(f"/admin/pages/{page.pk}/view_draft/")

    assert {"private", "no-store"} <= set(response.headers["Cache-Control"].split(", "))


@pytest.mark.parametrize(("seconds", "queries"), [(60, 1), (0, 0)])
def test_a_page_takes_a_query_for_it_where_somebody_keeps_pages(client, tree, settings, seconds, queries):
    settings.SHARED_CACHE_SECONDS = seconds
    with CaptureQueriesContext(connection) as taken:
        client.get("/meetings/")

    assert len([query for query in taken if "publishing_schedule" in query["sql"]]) == queries


def test_the_server_in_front_is_told_the_same_end(client, tree, shared):
    schedule(NOON + 10 * MINUTE)
    with time_machine.travel(NOON, tick=False):
        said = client.get("/", headers={"x-page-cache": "ask"}).headers["X-Page-Cache"]

    assert said.endswith(f"until={int((NOON + 9 * MINUTE).timestamp())}")
