"""In the site as it will be, what is scheduled happens at its hour, and says so."""

import datetime

import pytest

from mme_site.publishing.models import Schedule
from mme_site.publishing.releases import editing
from mme_site.publishing.site_at import snapshots
from tests.helpers.reading import read, words
from tests.helpers.scheduling import HOUR, in_an_hour, schedule
from tests.publishing.releases.test_releases import draft_of, now

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("copies")]
DAY = datetime.timedelta(days=1)


def test_what_goes_live_and_comes_down_before_the_moment_is_not_there(client, tree, preview):
    page = tree.page(live=False, slug="short")
    schedule(page, in_an_hour(), in_an_hour() + HOUR)

    see_between, see_after = preview(in_an_hour() + HOUR / 2), preview(in_an_hour() + 2 * HOUR)
    assert client.get(see_between(page.url)).status_code == 200
    assert client.get(see_after(page.url)).status_code == 404
    between, after = (read(client, see("/")).select_one(".site-preview") for see in (see_between, see_after))
    assert between.find("a", string=page.title)["href"] == see_between(page.url)
    assert page.title in words(after)
    assert after.find("a", string=page.title) is None


def test_a_page_says_that_it_was_published_at_its_hour(client, tree, preview):
    page = tree.page(title="Before")
    hour = in_an_hour() + 40 * DAY
    schedule(page, hour, title="After")

    assert hour.date().isoformat() in client.get(preview(hour + DAY)(page.url)).content.decode()


def test_what_went_live_came_down_and_was_followed_by_others_says_its_own_hour(tree):
    page, other, first = tree.page(live=False), tree.page(live=False), in_an_hour()
    schedule(page, first, first + HOUR)
    schedule(other, first + DAY)

    with snapshots.site_at("short", first + 2 * DAY, Schedule.objects.all()):
        assert [(one.live, one.first_published_at) for one in (now(page), now(other))] == [
            (False, first),
            (True, first + DAY),
        ]


def test_a_page_that_is_published_twice_says_both_hours(tree, person):
    page, first, second = tree.page(live=False), in_an_hour(), in_an_hour() + 2 * DAY
    schedule(page, first)
    draft_of(page, title="Second")
    editing.add_publication(editing.create("Summit", person, second), page, person)

    with snapshots.site_at("twice", second + DAY, Schedule.objects.all()):
        shown = now(page)

    assert shown.title == "Second"
    assert (shown.first_published_at, shown.last_published_at) == (first, second)
