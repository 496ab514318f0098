"""After an action one message says what was done, and it is the right one."""

import pytest
from django.core import mail
from django.test import Client

from tests.helpers.editing import PUBLISH, errors, filled_in
from tests.helpers.people import administrator, having_role
from tests.helpers.reading import messages, parse, read, words
from tests.helpers.scheduling import in_an_hour, linked, schedule

pytestmark = pytest.mark.django_db
APPROVE = {"action-workflow-action": "true", "workflow-action-name": "approve"}
BACK = {
    **{"action-workflow-action": "true", "workflow-action-name": "reject"},
    "workflow-action-extra-data": '{"comment": "Which source?"}',
}


@pytest.fixture
def author(tree):
    return having_role("editors", first_name="Ada", last_name="Obi", email="ada@example.org")


@pytest.fixture
def client():
    client = Client()
    client.force_login(administrator())
    return client


def address_of(page):
    return f"/admin/pages/{page.pk}/edit/"


def do(client, page, action, **typed):
    """Send the form with an action; return the one message that is said of it."""
    response = client.post(address_of(page), filled_in(client.get(address_of(page)), **typed) | action)
    assert errors(response) == {}
    [told] = messages(client)
    return told


def submitted(page, author):
    page.get_workflow().start(page, author)
    return page


def test_a_publication_is_said_once(client, tree):
    assert "has been published" in do(client, tree.page(), PUBLISH)


def test_scheduling_says_the_hour_and_what_will_be_wrong_in_one_message(client, tree):
    draft = tree.page(live=False, title="Not yet")
    page = tree.page(title="Declaration", body=linked(draft))
    schedule(page, in_an_hour())
    revision = page.revisions.get(approved_go_live_at__isnull=False)
    client.post(f"/admin/pages/{page.pk}/revisions/{revision.pk}/unschedule/")
    messages(client)

    told = do(client, page, PUBLISH, go_live_at="2040-08-01 10:00")

    assert told.startswith("“Declaration” is scheduled. Goes live: 1 August 2040, 10:00")
    assert "Page 'Declaration'" not in told


def test_a_saved_draft_says_what_is_still_to_be_looked_at_in_the_same_message(client, tree):
    told = do(client, tree.page(title="Declaration"), {}, expire_at="2041-02-02 08:00")

    assert told.startswith("Page 'Declaration' has been updated.")
    assert "These times are not in effect yet" in told


def test_an_approval_says_that_it_published(client, tree, author):
    page = submitted(tree.page(live=False, title="Declaration"), author)

    assert do(client, page, APPROVE).startswith("“Declaration” is approved and published. View live Edit")


def test_with_an_hour_the_button_and_the_message_say_that_it_schedules_and_when(client, tree, author):
    page = tree.page(live=False, title="Declaration")
    page.go_live_at = in_an_hour()
    page.save_revision()
    submitted(page, author)

    buttons = [words(button) for button in parse(client.get(address_of(page))).select("footer button")]

    assert [text for text in buttons if text.startswith("Approve")]
    assert not [text for text in buttons if "and Publish" in text]
    assert all("schedule for" in text for text in buttons if text.startswith("Approve"))
    assert do(client, page, APPROVE).startswith("“Declaration” is approved and scheduled. Goes live:")


def test_what_is_sent_back_names_who_gets_it_and_the_comment_stands_in_form_and_status(client, tree, author):
    page = submitted(tree.page(live=False, title="Declaration"), author)
    assert not parse(client.get(address_of(page))).select(".sent-back")

    assert do(client, page, BACK).startswith("“Declaration” is sent back to Ada Obi.")

    client.force_login(author)
    form = parse(client.get(address_of(page)))
    assert "Which source?" in words(form.select_one(".messages"))
    assert "Which source?" in words(form.select_one("[data-side-panel=status] .sent-back"))


@pytest.mark.parametrize(("hour", "follows"), [(None, "Readers see it."), ("2040-08-01 10:00", "Goes live: 1 August")])
def test_who_sent_it_in_reads_what_follows_the_approval(client, tree, author, hour, follows):
    page = submitted(tree.page(live=False, title="Declaration"), author)
    do(client, page, APPROVE, **({"go_live_at": hour} if hour else {}))

    [letter] = [letter for letter in mail.outbox if letter.to == ["ada@example.org"]]
    assert "“Declaration” is approved." in letter.body
    assert follows in letter.body
    client.force_login(author)
    heading = read(client, "/admin/").find(id="sent-in-heading")
    shown = words(heading.find_parent("section"))
    assert "Approved in the last seven days (1) Declaration" in shown
    assert follows in shown


# From the first page of the admin


def decide(client, action, **typed):
    """Press a button of what awaits a person's review on the first page; return the one message that is said."""
    url = f"/{action}/"
    buttons = read(client, "/admin/").select("[data-workflow-action-url]")
    button = next(one for one in buttons if url in one["data-workflow-action-url"])
    answer = client.post(button["data-workflow-action-url"], typed, HTTP_X_REQUESTED_WITH="XMLHttpRequest")
    assert answer.json()["step"] == "success"
    [told] = messages(client)
    return told


def test_an_approval_on_the_first_page_is_told_as_in_the_form(client, tree, author):
    submitted(tree.page(live=False, title="Declaration"), author)

    assert decide(client, "approve").startswith("“Declaration” is approved and published. View live Edit")


def test_what_is_sent_back_from_the_first_page_names_who_gets_it(client, tree, author):
    submitted(tree.page(live=False, title="Declaration"), author)

    assert decide(client, "reject", comment="Which source?").startswith("“Declaration” is sent back to Ada Obi.")


def test_a_member_that_is_approved_on_the_first_page_says_so(client, tree, author):
    member = tree.member("Namibia")
    member.live = False
    member.save()
    member.save_revision()
    submitted(member, author)

    assert decide(client, "approve").startswith("“Namibia” is approved and published.")
