"""The publishing timeline: everything scheduled, by day and as a month, and what a row says."""

import pytest
from django.urls import reverse

from mme_site.publishing.schedule import Schedule
from tests.editorial.schedule_calendar.pages import (
    DAY,
    MINUTE,
    MONDAY_NOON,
    cell,
    ended_schedule,
    row,
    sign_in_as,
    timeline,
    titles,
)
from tests.helpers import scheduling
from tests.helpers.factories import MemberFactory
from tests.helpers.people import administrator
from tests.helpers.reading import read, section, words
from tests.helpers.scheduling import HOUR, SECOND, at, in_an_hour, publish_at, schedule

pytestmark = pytest.mark.django_db


# What a row says


def test_a_row_says_what_happens_when_in_which_zone_who_asked_and_how_long_until(publisher, tree, monday):
    ana = administrator(first_name="Ana", last_name="Moreira")
    page = tree.page(title="Abuja declaration", live=False)
    schedule(page, monday + 2 * MINUTE, user=ana)
    said = row(timeline(publisher), page)
    for what in ("12:02", "Europe/Brussels", "11:02 UTC", "Abuja declaration", "Goes live", "page of text", "English"):
        assert what in said
    assert "Scheduled by Ana Moreira, 8 March 2027, 12:00" in said
    assert "Scheduled in 2 minutes" in said


def test_a_title_leads_to_the_editor_and_the_version_that_waits_can_be_looked_at(publisher, tree, monday):
    page = tree.page(live=False)
    revision = schedule(page, monday + HOUR)
    links = [link["href"] for link in timeline(publisher).select(".timeline-what a")]
    assert links == [
        reverse("wagtailadmin_pages:edit", args=[page.pk]),
        reverse("wagtailadmin_pages:revisions_view", args=[page.pk, revision.pk]),
    ]


def test_a_publication_says_how_late_it_was(publisher, tree):
    hour = in_an_hour()
    prompt, late = tree.page(live=False), tree.page(live=False)
    schedule(prompt, hour)
    schedule(late, hour - 14 * SECOND)
    publish_at(hour)
    with at(hour + MINUTE):
        page = timeline(publisher)
        assert "Went live on time" in row(page, prompt)
        assert "Went live 14 seconds late" in row(page, late)


def test_an_expiry_says_that_it_comes_down_and_that_it_came_down(publisher, tree):
    page, hour = tree.page(), in_an_hour()
    schedule(page, expire_at=hour)
    assert "Comes down" in row(timeline(publisher), page)
    publish_at(hour)
    with at(hour):
        assert "Came down on time" in row(timeline(publisher), page)


def test_a_failure_says_why_how_often_and_when_it_is_tried_again(publisher, tree):
    page, hour = tree.page(live=False), in_an_hour()
    schedule(page, hour)
    with scheduling.failing_for(page):
        publish_at(hour)
    with at(hour + SECOND):
        said = row(timeline(publisher), page)
    assert "Failed, is tried again" in said
    assert "the other system does not answer" in said
    assert "1 attempt. Next attempt in 4 seconds" in said


def test_what_was_missed_says_why(publisher, tree):
    page, hour = tree.page(live=False), in_an_hour()
    schedule(page, hour, expire_at=hour + HOUR)
    publish_at(hour + 2 * HOUR)
    with at(hour + 2 * HOUR):
        said = row(timeline(publisher), page)
    assert "Missed" in said
    assert "had passed before it could go live" in said


def test_what_was_cancelled_says_why(publisher, tree):
    page = tree.page(live=False)
    schedule(page, in_an_hour())
    page.get_latest_revision_as_object().save_revision().publish()
    said = row(timeline(publisher), page)
    assert "Cancelled" in said
    assert "Another version was published before that time." in said


def test_a_member_is_in_it_like_a_page(publisher, tree, monday):
    member = MemberFactory(name_en="Eswatini", live=False)
    schedule(member, monday + HOUR)
    page = timeline(publisher)
    assert "Eswatini" in row(page, member)
    assert reverse("wagtailsnippets_members_member:edit", args=[member.pk]) in str(page.select(".timeline-what a"))


def test_a_page_that_is_gone_keeps_its_row_without_a_link(publisher, tree, monday):
    gone = ended_schedule(tree.home, monday, title="Taken back")
    gone.object_id = "999999"
    gone.save()
    shown = timeline(publisher)
    assert titles(shown) == ["Taken back"]
    assert not shown.select(".timeline-what a[href]")


def test_the_next_one_stands_above_all_with_its_countdown_and_zone(publisher, tree, monday):
    schedule(tree.page(title="Later", live=False), monday + 2 * HOUR)
    schedule(tree.page(title="Sooner", live=False), monday + 30 * SECOND)
    said = words(timeline(publisher).select_one(".timeline-next"))
    assert said == (
        "Next in 30 seconds Sooner goes live · 8 March 2027, 12:00 (Europe/Brussels, UTC+01:00) = 11:00 UTC"
    )


# By day


def test_rows_stand_by_day_in_the_zone_of_the_viewer_and_the_zone_is_said(client, tree, monday):
    sign_in_as(client, administrator(), "Africa/Nairobi")
    page = tree.page(title="Around midnight", live=False)
    schedule(page, monday.replace(hour=22, minute=30))
    shown = timeline(client)
    assert words(shown.select_one(".timeline-day h2")) == "Tomorrow Tuesday 9 March 2027"
    assert "00:30 Africa/Nairobi 8 March 2027, 22:30 Europe/Brussels 8 March 2027, 21:30 UTC" in row(shown, page)
    assert "Times in Africa/Nairobi, UTC+03:00" in words(shown.select_one(".timeline-views"))


def test_a_line_stands_where_it_is_now(publisher, tree, monday):
    schedule(tree.page(title="Gone by", live=False), monday + MINUTE)
    publish_at(monday + MINUTE)
    schedule(tree.page(title="To come", live=False), monday + 3 * MINUTE)
    with at(monday + 2 * MINUTE):
        lines = [words(line) for line in section(timeline(publisher), "day-2027-03-08").select("ol > li")]
    assert ["Gone by" in lines[0], lines[1], "To come" in lines[2]] == [True, "Now, 12:02", True]


def test_the_line_stands_before_a_day_that_is_to_come(publisher, tree, monday):
    schedule(tree.page(title="To come", live=False), monday + 24 * 60 * MINUTE)
    with at(monday):
        shown = timeline(publisher)
    line, day = shown.select_one(".timeline-now"), section(shown, "day-2027-03-09")
    assert words(line) == "Now, 12:00"
    assert line.find_next_sibling("section") == day and day.select(".timeline-now") == []


def test_it_begins_with_yesterday_and_shows_what_was_before_when_the_days_are_left_empty(publisher, tree, monday):
    page = tree.page(title="Long ago", live=False)
    schedule(page, monday + HOUR)
    publish_at(monday + HOUR)
    with at(monday + DAY):
        assert titles(timeline(publisher)) == ["Long ago"]
    with at(monday + 3 * DAY):
        assert titles(timeline(publisher)) == []
        assert titles(timeline(publisher, due_at_from="", due_at_to="")) == ["Long ago"]


def test_what_needs_somebody_is_counted_and_one_click_away_however_old_it_is(publisher, tree, monday):
    schedule(tree.page(title="Forgotten", live=False), monday + HOUR)
    with at(monday + 9 * DAY):
        notice = timeline(publisher).select_one(".timeline-notice")
        assert words(notice) == "1 schedule is late or has failed. Show what needs attention"
        assert titles(read(publisher, notice.a["href"])) == ["Forgotten"]


def test_it_has_pages_and_says_what_it_is_when_it_is_empty(publisher, tree, monday):
    assert "Nothing here." in words(timeline(publisher))
    member = MemberFactory()
    ended = [ended_schedule(member, monday + number * MINUTE) for number in range(60)]
    Schedule.objects.bulk_create(ended)
    assert len(titles(timeline(publisher))) == 50
    assert len(titles(timeline(publisher, p="2"))) == 10


# Filters


def test_a_filter_leaves_what_it_says(publisher, assorted):
    left = {
        "kind=expire": ["Text"],
        "language=en": ["Meeting", "Text"],
        "type=meetings.meetingpage": ["Meeting"],
        "type=members.member": ["Member"],
        "due_at_from=2027-03-09&due_at_to=2027-03-09": ["Text"],
        "due_at_to=2027-03-08": ["Meeting"],
        "state=done&state=cancelled": [],
        "state=ahead&state=done": ["Meeting", "Text", "Member"],
        "q=mee": ["Meeting"],
    }
    results = reverse("publishing_timeline_results")
    assert {query: titles(read(publisher, f"{results}?{query}")) for query in left} == left


def test_the_filter_of_people_offers_those_who_scheduled_something(publisher, assorted):
    assert titles(timeline(publisher, scheduled_by=assorted.pk)) == ["Meeting"]
    offered = {words(label) for label in timeline(publisher).select("#id_scheduled_by label")}
    assert offered == {"Everybody", "ana", "ben"}


def test_the_filter_of_days_that_is_taken_away_stays_away(publisher, assorted):
    button = timeline(publisher).select_one(".w-pill__remove")
    with at(MONDAY_NOON + 9 * DAY):
        assert len(titles(read(publisher, button["data-w-swap-src-value"]))) == 3


UNREADABLE = [
    "due_at_from=yesterday",
    "due_at_from=10/11/2027",
    "due_at_to=9999-12-31",
    "due_at_from=0001-01-01",
    "due_at_from=2027-03-10&due_at_to=2027-03-08",
    "due_at_from=&state=asleep",
    "due_at_from=&kind=birth",
    "due_at_from=&language=tlh",
    "due_at_from=&type=auth.user",
    "due_at_from=&scheduled_by=99999999999999999999999",
]


def test_a_filter_that_cannot_be_read_is_said_and_the_others_hold(publisher, assorted):
    for query in UNREADABLE:
        page = read(publisher, f"{reverse('publishing_timeline_results')}?{query}&q=mee")
        notice = words(page.select_one("[role=alert]"))
        assert notice.startswith("This was not understood, and the list is not limited by it"), query
        assert titles(page) == ["Meeting"], query


# As a month


def test_the_month_is_a_table_with_the_days_of_the_week_and_each_day_in_its_cell(publisher, assorted):
    page = read(publisher, reverse("publishing_this_month"))
    assert words(page.find(id="month")) == "March 2027"
    assert [heading["title"] for heading in page.select("th[scope=col] abbr")][0::6] == ["Monday", "Sunday"]
    assert "13:00 ↑ Meeting Goes live, Scheduled" in words(cell(page, "8 "))
    assert "12:00 ↓ Text Comes down, Scheduled" in words(cell(page, "9 "))
    assert words(page.select_one("[aria-current=date] .timeline-number")).startswith("8 ")


def test_a_day_of_the_month_is_one_in_the_zone_of_the_viewer(client, tree, monday):
    sign_in_as(client, administrator(), "Africa/Nairobi")
    schedule(tree.page(title="Around midnight", live=False), monday.replace(day=31, hour=23, minute=30))
    assert not read(client, reverse("publishing_month", args=[2027, 3])).select(".timeline-month .timeline-entry")
    assert "00:30 ↑ Around midnight" in words(cell(read(client, reverse("publishing_month", args=[2027, 4])), "1 "))


def test_the_months_before_and_after_are_one_click_away_and_filters_stay(publisher, assorted):
    page = read(publisher, reverse("publishing_month", args=[2027, 1]), data={"kind": "expire"})
    assert page.select_one("a[rel=prev]")["href"] == reverse("publishing_month", args=[2026, 12]) + "?kind=expire"
    assert page.select_one("a[rel=next]")["href"] == reverse("publishing_month", args=[2027, 2]) + "?kind=expire"
    march = read(publisher, reverse("publishing_month", args=[2027, 3]), data={"kind": "expire"})
    assert [words(link.bdi) for link in march.select(".timeline-month .timeline-entry")] == ["Text"]


def test_a_full_day_shows_the_first_and_leads_to_all(publisher, tree, monday):
    member = MemberFactory()
    Schedule.objects.bulk_create(ended_schedule(member, monday + number * MINUTE) for number in range(8))
    day = cell(read(publisher, reverse("publishing_this_month")), "8 ")
    assert len(day.select(".timeline-entry")) == 3
    more = day.select_one(".timeline-more")
    assert words(more) == "5 more"
    assert len(titles(read(publisher, more["href"]))) == 8


def test_a_month_that_is_none_is_not_found(publisher, tree):
    for year, month in [(2027, 13), (2027, 0), (1, 1), (9999, 12), (99999999, 1)]:
        assert publisher.get(reverse("publishing_month", args=[year, month])).status_code == 404
