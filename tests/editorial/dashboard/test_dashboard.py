"""The first page of the admin shows what waits for a person, a little of each, and nothing of others."""

import datetime

import pytest
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from wagtail.models import WorkflowState

from tests.helpers.factories import MembershipPeriodFactory, hide
from tests.helpers.people import administrator, allowed, having_role
from tests.helpers.reading import parse, read, words
from tests.helpers.scheduling import at

pytestmark = pytest.mark.django_db
HOME = "/admin/"


def panel(client, name, user=None):
    """Return the words of a panel of the first page as a person sees it; empty where there is none."""
    if user:
        client.force_login(user)
    cache.delete("broken-links")
    heading = read(client, HOME).find(id=f"{name}-heading")
    return words(heading.find_parent("section")) if heading else ""


def submit_for_review(page, user, comment=None, by=None):
    """Submit a page for review and, with a comment, send it back."""
    page.save_revision()
    state = page.get_workflow().start(page, user)
    if comment:
        task = state.current_task_state
        task.task.specific.on_action(task, by, "reject", comment=comment)
    return state


# Review


def test_a_publisher_sees_what_waits_for_review_with_the_buttons_and_an_editor_does_not(client, tree):
    editor, publisher = having_role("editors"), having_role("publishers")
    submit_for_review(tree.meeting(title="Sent in", live=False), editor)

    assert "Sent in" in panel(client, "awaiting-review", publisher)
    assert "Approve" in words(parse(client.get(HOME)).find(id="awaiting-review-heading").find_parent("section"))
    assert panel(client, "awaiting-review", editor) == ""


def test_what_has_waited_longest_comes_first_and_no_more_than_eight_are_shown(client, tree):
    editor = having_role("editors")
    for number in range(10):
        submit_for_review(tree.page(title=f"Number {number}.", live=False), editor)

    shown = panel(client, "awaiting-review", having_role("publishers"))

    assert [number for number in range(10) if f"Number {number}." in shown] == list(range(8))
    assert "All 10 waiting for review" in words(read(client, HOME))


def test_who_sent_in_sees_what_came_back_with_the_comment_and_what_is_in_review(client, tree):
    editor, publisher = having_role("editors"), having_role("publishers", first_name="Ada", last_name="Obi")
    submit_for_review(tree.meeting(title="Came back", live=False), editor, "Which source?", by=publisher)
    submit_for_review(tree.meeting(title="Still there", live=False), editor)

    shown = panel(client, "sent-in", editor)

    assert "Sent back to you (1) Came back Which source? Ada Obi" in shown
    assert "In review (1) Still there" in shown
    assert panel(client, "sent-in", having_role("editors")) == ""


def test_what_was_approved_waits_for_nobody_and_is_told_to_who_sent_it_in_for_a_week(client, tree):
    editor, publisher = having_role("editors"), having_role("publishers")
    state = submit_for_review(tree.meeting(title="Approved", live=False), editor)
    state.current_task_state.task.specific.on_action(state.current_task_state, publisher, "approve")

    assert WorkflowState.objects.get().status == WorkflowState.STATUS_APPROVED
    assert panel(client, "awaiting-review", publisher) == ""
    assert "Approved in the last seven days (1) Approved Readers see it." in panel(client, "sent-in", editor)
    with at(timezone.now() + datetime.timedelta(days=8)):
        client.force_login(editor)
        assert panel(client, "sent-in", editor) == ""


def test_a_member_in_review_is_shown_like_a_page(client, tree):
    editor = having_role("editors")
    submit_for_review(tree.member("Benin"), editor, "Since when?", by=having_role("publishers"))

    assert "Benin" in panel(client, "sent-in", editor)


def test_panels_of_wagtail_that_would_repeat_it_are_gone(client, tree):
    editor = having_role("editors")
    submit_for_review(tree.meeting(live=False), editor)

    assert panel(client, "objects-in-workflow", editor) == ""


# Facts to check


def facts(client, tree, **fields):
    return {
        "unsure": tree.meeting(title="Inferred", confidence="medium", live=False),
        "old": tree.document(title="Looked up long ago", checked_on=datetime.date(2015, 1, 1)),
        "new": tree.meeting(title="Looked up today", checked_on=timezone.localdate()),
    }


def test_facts_that_are_inferred_or_were_checked_long_ago_wait_for_who_may_edit_them(client, tree):
    facts(client, tree)

    shown = panel(client, "to-check", having_role("editors"))

    assert "Inferred Meeting · draft" in shown
    assert "Looked up long ago Document · live · checked" in shown
    assert "Looked up today" not in shown
    assert panel(client, "to-check", allowed("change", below=tree.themes)) == ""


def test_a_check_of_exactly_a_year_ago_is_not_old(client, tree):
    tree.document(title="A year", checked_on=timezone.localdate() - datetime.timedelta(days=365))
    tree.document(title="A day more", checked_on=timezone.localdate() - datetime.timedelta(days=366))

    shown = panel(client, "to-check", administrator())

    assert "A day more" in shown
    assert "A year" not in shown


def test_the_period_of_a_member_is_shown_by_the_member_to_who_may_edit_members(client, tree):
    tree.member("Benin", confidence="medium")

    assert "Benin Membership period · live" in panel(client, "to-check", having_role("editors"))
    assert panel(client, "to-check", having_role("translators fr")) == ""


def test_the_periods_of_a_member_are_one_row_with_the_oldest_check(client, tree):
    benin = tree.member("Benin", confidence="medium", checked_on=datetime.date(2016, 5, 1))
    MembershipPeriodFactory(member=benin, body=tree.eu, confidence="high", checked_on=datetime.date(2012, 5, 1))
    client.force_login(administrator())

    assert [row for row in rows(client, "facts_to_check") if "Benin" in row] == [
        "Benin Membership period live partly inferred, checked more than a year ago 1 May 2012"
    ]


def test_the_panel_leads_to_all_of_them(client, tree):
    for number in range(12):
        tree.meeting(title=f"Inferred {number}", confidence="medium")

    shown = panel(client, "to-check", administrator())

    assert sum(f"Inferred {number} " in shown for number in range(12)) == 8
    assert "All 12" in shown


def test_the_first_page_costs_no_query_for_each_row(client, tree):
    client.force_login(administrator())

    def queries():
        cache.delete("broken-links")
        client.get(HOME)
        with CaptureQueriesContext(
            connection,
        ) as captured:
            cache.delete("broken-links")
            client.get(HOME)
        return len(captured)

    for number in range(9):
        tree.meeting(confidence="medium")
        tree.member(f"State {number}", confidence="medium")
    before = queries()
    for number in range(9):
        tree.meeting(confidence="medium")
        tree.member(f"Another {number}", confidence="medium")

    assert queries() == before


# Broken links


@pytest.fixture
def linking(tree):
    """Make a live page whose text links to another page."""

    def linking(target, title="Linking", **fields):
        text = f'<p>See <a linktype="page" id="{target.pk}">it</a>.</p>'
        page = tree.page(title=title, body=[("paragraph", text)], **fields)
        page.save()
        return page

    return linking


def test_a_link_to_what_is_not_public_is_shown_with_the_reason(
    client, tree, linking, django_capture_on_commit_callbacks
):
    draft, private, gone = tree.page(title="Taken down", live=False), tree.page(title="Hidden"), tree.page(title="Gone")
    hide(private)
    for target in (draft, private, gone):
        linking(target, title=f"Links to {target.title}")
    with django_capture_on_commit_callbacks(execute=True):
        gone.specific.delete()

    shown = panel(client, "broken-links", having_role("editors"))

    assert "Links to Taken down Text : leads to “Taken down”, which is not public" in shown
    assert "Links to Hidden Text : leads to “Hidden”, which is private" in shown
    assert "Links to Gone Text : leads to something that no longer exists" in shown
    assert "All 3 broken links" in shown


def test_a_link_that_readers_can_follow_and_one_in_a_draft_are_not_shown(client, tree, linking):
    linking(tree.page())
    linking(tree.page(live=False), live=False)

    assert panel(client, "broken-links", administrator()) == ""


def test_a_page_that_the_person_may_not_edit_is_not_shown_and_a_draft_elsewhere_not_named(client, tree, linking):
    secret = tree.meeting(title="Under embargo", live=False)
    linking(secret)
    below = tree.page(title="Below")
    linking(secret, title="Mine", parent=below)

    shown = panel(client, "broken-links", allowed("change", below=below))

    assert "Mine Text : leads to something that is not public" in shown
    assert "Linking" not in shown
    assert "Under embargo" not in shown


def test_a_meeting_that_names_a_member_whose_record_is_a_draft_is_shown(client, tree):
    member = tree.member("Benin")
    member.unpublish()
    meeting = tree.meeting(title="Hosted", host=member)
    meeting.save()

    assert "Hosted Host country : leads to “Benin”, which is not public" in panel(
        client, "broken-links", administrator()
    )


# The reports


def rows(client, name, **query):
    table = read(client, reverse(name), data=query).select_one("table.listing")
    return [words(row) for row in table.select("tbody tr")] if table else []


def test_the_report_of_facts_to_check_filters_by_reason_kind_and_status(client, tree):
    facts(client, tree)
    tree.member("Benin", confidence="medium")
    client.force_login(having_role("publishers"))

    def titles(**query):
        shown = " ".join(rows(client, "facts_to_check", **query))
        return {title for title in ("Inferred", "Looked up long ago", "Looked up today", "Benin") if title in shown}

    assert titles() == {"Inferred", "Looked up long ago", "Benin"}
    assert titles(why="old") == {"Looked up long ago"}
    assert titles(kind="members.membershipperiod") == {"Benin"}
    assert titles(status="draft") == {"Inferred"}
    assert titles(why="never", status="draft") == {"Inferred"}
    assert titles(why="nonsense", kind="auth.user") == {"Inferred", "Looked up long ago", "Benin"}


def test_the_report_begins_with_what_was_never_checked_and_then_with_the_oldest(client, tree):
    for year in (2016, 2014, 2015):
        tree.meeting(title=f"Of {year}", checked_on=datetime.date(year, 1, 1))
    tree.meeting(title="Of never", confidence="medium")
    client.force_login(administrator())

    found = rows(client, "facts_to_check")

    assert [row.split(" Meeting")[0] for row in found] == ["Of never", "Of 2014", "Of 2015", "Of 2016"]


@pytest.mark.parametrize("ordering", ["-fact_since", "fact_kind", "password", "-"])
def test_the_report_takes_any_order_that_is_asked_for(client, tree, ordering):
    facts(client, tree)
    client.force_login(administrator())

    assert len(rows(client, "facts_to_check", ordering=ordering)) == 2


@pytest.mark.parametrize("name", ["facts_to_check", "broken_links"])
def test_a_report_can_be_taken_away_as_a_sheet(client, tree, linking, name):
    facts(client, tree)
    linking(tree.page(live=False), title="Inferred links")
    client.force_login(administrator())

    sheet = client.get(reverse(name), {"export": "csv"})
    text = b"".join(sheet.streaming_content).decode()

    assert text.splitlines()[0].startswith("Title,Kind,")
    assert "Inferred" in text
    assert client.get(reverse(name), {"export": "xlsx"}).status_code == 200


def test_the_report_of_broken_links_filters_by_what_they_lead_to(client, tree, linking):
    member = tree.member("Benin")
    member.unpublish()
    tree.meeting(title="Names a member", host=member).save()
    linking(tree.page(live=False), title="Links to a page")
    client.force_login(administrator())

    assert len(rows(client, "broken_links")) == 2
    assert "Links to a page" in rows(client, "broken_links", to="page")[0]
    assert "Names a member" in rows(client, "broken_links", to="other")[0]


@pytest.mark.parametrize("name", ["facts_to_check", "broken_links", "shared_drafts"])
def test_the_reports_are_for_people_who_edit_something(client, tree, name):
    client.force_login(allowed(snippet=tree.au))

    assert client.get(reverse(name)).status_code in (302, 403)
