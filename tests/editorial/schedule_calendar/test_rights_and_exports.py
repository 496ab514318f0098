"""The publishing timeline is for those who may see it, exported as filtered, and no dearer for many rows."""

import csv
import datetime
import io

import openpyxl
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from mme_site.editorial.schedule_calendar import words as time_words
from mme_site.editorial.schedule_calendar.schedule_states import (
    NEEDS_ATTENTION,
    ScheduleState,
    needs_attention,
    state_condition,
    state_of,
)
from mme_site.publishing.schedule import Schedule, ScheduleStatus
from tests.editorial.schedule_calendar.pages import (
    DAY,
    MINUTE,
    MONDAY_NOON,
    TIMELINE,
    ended_schedule,
    sign_in_as,
    timeline,
    titles,
)
from tests.helpers import scheduling
from tests.helpers.factories import MemberFactory
from tests.helpers.people import administrator, allowed
from tests.helpers.reading import parse, read, words
from tests.helpers.scheduling import HOUR, SECOND, at, in_an_hour, publish_at, schedule

pytestmark = pytest.mark.django_db


# Who may see and do what


def test_the_timeline_is_for_those_who_may_publish_something(client, tree):
    names = [TIMELINE, "publishing_timeline_results", "publishing_this_month", "publishing_calendar_address"]
    client.force_login(allowed("add", "change", below=tree.home))
    assert {client.get(reverse(name)).status_code for name in names} == {302}
    assert reverse(TIMELINE) not in client.get(reverse("wagtailadmin_home")).content.decode()
    client.force_login(allowed("publish", below=tree.home))
    assert {client.get(reverse(name)).status_code for name in names} == {200}
    assert reverse(TIMELINE) in client.get(reverse("wagtailadmin_home")).content.decode()


@pytest.fixture
def secrets(client, tree, monday):
    """One who publishes meetings is signed in; a page and a member beside them are scheduled, both unknown."""
    client.force_login(allowed("add", "change", "publish", below=tree.meetings))
    schedule(tree.meeting(title="Meeting", live=False), monday + 2 * HOUR)
    schedule(
        tree.page(title="Embargoed declaration", live=False), monday + HOUR, user=administrator(username="insider")
    )
    schedule(MemberFactory(name_en="Embargoed declaration", live=False), monday + HOUR)


@pytest.mark.parametrize("query", [{}, {"q": "Embargoed"}, {"export": "csv"}])
@pytest.mark.parametrize("name", [TIMELINE, "publishing_this_month"])
def test_nothing_is_told_of_what_the_viewer_may_not_edit(client, secrets, name, query):
    response = client.get(reverse(name), {**query, "due_at_from": ""})
    said = b"".join(response) if response.streaming else response.content
    assert response.status_code == 200
    assert b"Embargoed declaration" not in said
    assert b"insider" not in said


def test_one_who_publishes_meetings_sees_meetings(client, secrets):
    page = timeline(client)
    assert titles(page) == ["Meeting"]
    assert "Meeting" in words(page.select_one(".timeline-next"))


def test_one_who_edits_here_and_publishes_there_sees_both_and_cancels_there_only(client, tree, monday):
    editor = allowed("add", "change", "publish", below=tree.meetings)
    editor.groups.add(*allowed("change", below=tree.documents).groups.all())
    client.force_login(editor)
    schedule(tree.meeting(title="Meeting", live=False), monday + HOUR)
    schedule(tree.document(title="Document", live=False), monday + 2 * HOUR)
    page = timeline(client)
    assert titles(page) == ["Meeting", "Document"]
    assert [bool(line.form) for line in page.select(".timeline-row")] == [True, False]


def test_what_waits_can_be_cancelled_and_what_failed_can_be_tried_again_from_its_row(publisher, tree):
    page, hour = tree.page(live=False), in_an_hour()
    schedule(page, hour)
    pk = scheduling.of(page)[0].pk
    retry, cancel = reverse("publishing_retry", args=[pk]), reverse("publishing_cancel", args=[pk])
    assert [form["action"] for form in timeline(publisher).select(".timeline-row form")] == [cancel]
    with scheduling.failing_for(page):
        publish_at(hour)
    with at(hour + SECOND):
        forms = timeline(publisher, kind="go_live").select(".timeline-row form")
        assert [form["action"] for form in forms] == [retry, cancel]
        sent = {field["name"]: field["value"] for field in forms[1].select("input")}
        back = publisher.post(cancel, sent)
    assert back.url == reverse(TIMELINE) + "?kind=go_live"
    assert scheduling.of(page)[0].status == ScheduleStatus.CANCELLED


# Exports


def exported(client, **query):
    content = b"".join(client.get(reverse(TIMELINE), {**query, "export": "csv"})).decode()
    return list(csv.DictReader(io.StringIO(content)))


def test_the_csv_says_moments_in_utc_and_lateness_in_seconds(publisher, tree, monday):
    page = tree.page(title="Declaration", live=False)
    schedule(page, monday + HOUR, user=administrator(username="ana"))
    publish_at(monday + HOUR + 14 * SECOND)
    with at(monday + 2 * HOUR):
        (line,) = exported(publisher)
    assert line["Date and time (UTC)"] == "2027-03-08T12:00:00Z"
    assert line["Date and time, in your zone"] == "8 March 2027, 13:00 (Europe/Brussels, UTC+01:00) = 12:00 UTC"
    said = [line[name] for name in ("Title", "What happens", "Language", "Status", "Late (seconds)", "Scheduled by")]
    assert said == ["Declaration", "goes live", "English", "Went live", "14.0", "ana"]
    assert line["Editor"].endswith(reverse("wagtailadmin_pages:edit", args=[page.pk]))


def test_an_export_is_of_what_the_filters_leave(publisher, assorted):
    assert [line["Title"] for line in exported(publisher, kind="expire")] == ["Text"]


def test_a_title_is_no_formula_in_a_spreadsheet(publisher, tree, monday):
    schedule(tree.page(title="=HYPERLINK(1)", live=False), monday + HOUR)
    assert exported(publisher)[0]["Title"] == "'=HYPERLINK(1)"


def test_the_month_is_exported_whole_as_xlsx(publisher, tree, monday):
    member = MemberFactory(name_en="Eswatini")
    Schedule.objects.bulk_create(ended_schedule(member, monday + number * MINUTE) for number in range(8))
    Schedule.objects.bulk_create([ended_schedule(member, monday + 40 * DAY)])
    response = publisher.get(reverse("publishing_this_month"), {"export": "xlsx"})
    sheet = openpyxl.load_workbook(io.BytesIO(b"".join(response))).active
    headings, *lines = sheet.iter_rows(values_only=True)
    assert len(lines) == 8
    assert dict(zip(headings, lines[0], strict=True))["Title"] == "Eswatini"


# What it costs, and the words it uses


@pytest.mark.parametrize("name", [TIMELINE, "publishing_this_month"])
def test_three_rows_cost_as_many_queries_as_three_hundred(client, tree, monday, name):
    sign_in_as(client, allowed("add", "change", "publish", below=tree.home, snippet=None))
    pages = [tree.page(live=False) for _number in range(8)]
    for number, page in enumerate(pages[:3]):
        schedule(page, monday + number * DAY)
    read(client, reverse(name))
    few = queries(client, name)
    for number, page in enumerate(pages[3:]):
        schedule(page, monday + number * HOUR, user=administrator())
    more = [ended_schedule(page, monday + n * HOUR, reason_text="x") for page in pages for n in range(36)]
    Schedule.objects.bulk_create(more)
    assert queries(client, name) == few


def queries(client, name):
    with CaptureQueriesContext(
        connection,
    ) as captured:
        assert client.get(reverse(name)).status_code == 200
    return len(captured)


def test_every_schedule_stands_in_one_state_and_the_filters_agree(tree, monday):
    member = MemberFactory()
    now = timezone.now()
    for number, (status, attempts, due_at) in enumerate(
        (status, attempts, now + offset)
        for status in ScheduleStatus
        for attempts in (0, 2)
        for offset in (-HOUR, -SECOND, HOUR)
    ):
        one = ended_schedule(member, due_at, status=status, attempts=attempts)
        one.object_id = f"{member.pk}{number}"
        one.save()
    for one in Schedule.objects.all():
        found = [
            state for state in ScheduleState if Schedule.objects.filter(state_condition(state, now), pk=one.pk).exists()
        ]
        assert found == [state_of(one, now)]
        wanting = Schedule.objects.filter(needs_attention(now), pk=one.pk).exists()
        assert wanting == (state_of(one, now) in NEEDS_ATTENTION)


@pytest.mark.parametrize(
    ("seconds", "until", "late"),
    [
        (0.4, "now", "on time"),
        (1, "in 1 second", "1 second late"),
        (59, "in 59 seconds", "59 seconds late"),
        (60, "in 1 minute", "1 minute late"),
        (119, "in 2 minutes", "2 minutes late"),
        (3600, "in 1 hour", "1 hour late"),
        (47 * 3600, "in 47 hours", "47 hours late"),
        (72 * 3600, "in 3 days", "3 days late"),
    ],
)
def test_a_time_is_said_in_one_number_and_one_unit(seconds, until, late):
    delta = datetime.timedelta(seconds=seconds)
    assert time_words.until(MONDAY_NOON + delta, MONDAY_NOON) == until
    assert time_words.late(delta) == late


def test_the_results_alone_are_what_the_page_puts_in_their_place(publisher, assorted):
    alone = parse(publisher.get(reverse("publishing_timeline_results")))
    assert titles(alone) == titles(timeline(publisher))
    assert alone.html is None
