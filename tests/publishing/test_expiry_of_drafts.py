"""An expiry counts when its version is published, and a draft says so (fault o)."""

import datetime

import pytest

from tests.helpers.editing import PageEditor, errors, filled_in
from tests.helpers.reading import messages

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor(admin_client, tree):
    return PageEditor(admin_client)


def save_draft(editor, page, **typed):
    address = f"/admin/pages/{page.pk}/edit/"
    response = editor.client.post(address, filled_in(editor.client.get(address), **typed))
    assert errors(response) == {}
    return messages(editor.client)


NOT_YET = "These times are not in effect yet: they count once this version is scheduled or published."


def test_a_draft_with_another_expiry_says_that_the_published_one_still_counts(editor, tree):
    page = tree.page(expire_at=datetime.datetime(2041, 1, 2, 7, tzinfo=datetime.UTC))

    told = save_draft(editor, page, expire_at="2041-02-02 08:00")

    assert any(
        f"{NOT_YET} Until then the published version comes down at "
        "2 January 2041, 08:00 (Europe/Brussels, UTC+01:00) = 07:00 UTC. "
        "Comes down: 2 February 2041, 08:00 (Europe/Brussels, UTC+01:00) = 07:00 UTC." in line
        for line in told
    )


def test_a_draft_whose_expiry_was_taken_away_says_that_the_published_one_still_counts(editor, tree):
    page = tree.page(expire_at=datetime.datetime(2041, 1, 2, 7, tzinfo=datetime.UTC))

    told = save_draft(editor, page, expire_at="")

    assert any(NOT_YET in line and "comes down at 2 January 2041, 08:00" in line for line in told)


def test_a_draft_with_a_first_expiry_says_that_the_published_version_has_none(editor, tree):
    told = save_draft(editor, tree.page(), expire_at="2041-02-02 08:00")

    assert any(f"{NOT_YET} Until then the published version has no expiry." in line for line in told)


def test_a_draft_without_dates_and_one_that_is_saved_by_itself_say_nothing_of_them(editor, tree):
    page = tree.page()
    assert not any(NOT_YET in line for line in save_draft(editor, page, title="Changed"))

    address = f"/admin/pages/{page.pk}/edit/"
    sent = filled_in(editor.client.get(address), expire_at="2041-02-02 08:00")
    assert editor.client.post(address, sent, headers={"Accept": "application/json"}).json()["success"]
    assert messages(editor.client) == []


def test_a_published_page_says_when_it_comes_down(editor, tree):
    page = tree.page()

    editor.edit(page, expire_at="2041-02-02 08:00")

    [told] = messages(editor.client)
    hour = "2 February 2041, 08:00 (Europe/Brussels, UTC+01:00) = 07:00 UTC"
    assert f"“{page.title}” is published. Comes down: {hour}." in told
