"""What was taken down for a reason says so at its address, in no list, and is forgotten when it is public again."""

import pytest
from django.urls import reverse

from tests.helpers.factories import hide
from tests.helpers.reading import entries, parse, read, words

pytestmark = pytest.mark.django_db


def take_down(client, page, **said):
    said = {"why": "", "reason": "", "target": "", **said}
    return client.post(reverse("wagtailadmin_pages:unpublish", args=[page.pk]), said, follow=True)


def test_what_is_withdrawn_stays_readable_under_a_band_and_is_in_no_list(admin_client, client, tree):
    meeting = tree.meeting(title="Summit that was not", city="Tripoli")

    take_down(admin_client, meeting, why="withdrawn", reason="It was another meeting.")

    answer = client.get(meeting.url)
    assert answer.status_code == 200
    assert "It was another meeting." in words(parse(answer).select_one("aside.notice"))
    assert "Tripoli" in words(parse(answer).main)
    assert (answer["Cache-Control"], answer["X-Robots-Tag"]) == ("no-store", "noindex")
    assert entries(read(client, tree.meetings.url)) == []


def test_what_was_published_in_error_is_gone_and_says_why(admin_client, client, tree):
    meeting, right = tree.meeting(), tree.meeting(title="The right one")

    take_down(admin_client, meeting, why="error", reason="Under embargo.", target=right.pk)

    answer = client.get(meeting.url)
    assert answer.status_code == 410
    assert "Under embargo. The right page: The right one" in words(parse(answer).main)


def test_what_is_merged_leads_to_the_other_page(admin_client, client, tree):
    meeting, right = tree.meeting(), tree.meeting()

    take_down(admin_client, meeting, why="merged", target=right.pk)

    assert client.get(meeting.url).url == right.url
    assert "Taken down, merged" in words(read(admin_client, f"/admin/pages/{meeting.pk}/history/"))


def test_without_a_reason_or_a_page_to_go_to_nothing_is_taken_down(admin_client, client, tree):
    meeting, draft = tree.meeting(), tree.meeting(live=False)

    answers = [
        take_down(admin_client, meeting, why="error"),
        take_down(admin_client, meeting, why="merged"),
        take_down(admin_client, meeting, why="merged", target=draft.pk),
    ]

    said = ["Say why: readers are told.", "Choose the page that readers are led to.", "Readers cannot open this page."]
    assert [text in words(parse(answer)) for text, answer in zip(said, answers, strict=True)] == [True] * 3
    assert client.get(meeting.url).status_code == 200


def test_no_reason_leaves_a_draft_and_what_is_public_again_has_none(admin_client, client, tree):
    plain, again = tree.meeting(), tree.meeting()
    take_down(admin_client, plain)
    take_down(admin_client, again, why="error", reason="By mistake.")

    again.refresh_from_db()
    again.get_latest_revision().publish()
    again.refresh_from_db()
    again.unpublish()

    assert [client.get(page.url).status_code for page in (plain, again)] == [404, 404]


def test_nothing_private_is_shown_by_its_reason(admin_client, client, tree):
    meeting = tree.meeting()
    take_down(admin_client, meeting, why="withdrawn", reason="It was wrong.")
    hide(tree.meetings)

    assert client.get(meeting.url).status_code == 404
