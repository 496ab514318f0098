"""From the editor's desk to the publisher's and back, and a draft shown to somebody without an account."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.admin import choose_action
from tests.browser.axe import violations, violations_wide_and_narrow

OWN_SCREENS = ".dashboard-part, .timeline-address, #listing-results"


def add_meeting(page, title):
    """Fill the form of a new meeting; who has rights in one partnership only begins there."""
    page.goto("/admin/pages/")
    page.get_by_role("link", name=re.compile("Explore child pages of 'Africa-EU")).click()
    page.get_by_role("link", name="Explore child pages of 'Meetings'").click()
    page.get_by_role("link", name="Add child page").click()
    page.locator("#id_title").fill(title)
    page.get_by_label("Kind").select_option(label="Workshop")
    page.get_by_label("City").fill("Bamako")


def share_first_draft(page):
    """Make a link to the first draft that is to be checked; return the title of the draft and the address."""
    page.goto("/admin/reports/to-check/?status=draft")
    page.locator("#listing-results .title a").first.click()
    title = page.locator("#id_title").input_value()
    menu = page.get_by_role("navigation", name="Actions", exact=True)
    menu.get_by_role("button", name="Actions", exact=True).click()
    page.get_by_role("link", name="Share the draft").click()
    page.get_by_role("button", name="Make a link").click()
    return title, page.get_by_label("The address.").input_value()


def panel(page, heading):
    """Return a panel of the first page of the admin, which is opened for it."""
    page.goto("/admin/")
    return page.locator("section.w-panel").filter(has=page.get_by_role("heading", name=heading))


def test_a_draft_is_sent_in_sent_back_with_a_comment_corrected_and_approved(signed_in, window):
    editor, publisher = signed_in("editor"), signed_in("publisher")
    add_meeting(editor, "Workshop of the desk")
    choose_action(editor, "Submit to Review by publishers")
    expect(editor.get_by_text("'Workshop of the desk' created and submitted for moderation")).to_be_visible()

    waiting = panel(publisher, "Awaiting your review")
    waiting.get_by_role("button", name="Actions").first.click()
    waiting.get_by_role("button", name="Request changes").click()
    publisher.get_by_label("Comment").fill("Which source says Bamako?")
    with publisher.expect_response(lambda answer: answer.request.method == "POST" and "workflow" in answer.url):
        publisher.locator(".modal-content [type=submit]").click()
    expect(publisher.get_by_text("Which source says Bamako?")).to_have_count(0)

    back = panel(editor, "What you have submitted")
    expect(back.get_by_text("Which source says Bamako?")).to_be_visible()
    back.get_by_role("link", name="Workshop of the desk").click()
    editor.get_by_label("City").fill("Ouagadougou")
    choose_action(editor, "Resubmit to Review by publishers")

    waiting = panel(publisher, "Awaiting your review")
    waiting.get_by_role("button", name="Actions").first.click()
    waiting.get_by_role("button", name="Approve", exact=True).click()

    visitor = window()
    visitor.goto("/meetings/workshop-of-the-desk/")
    expect(visitor.get_by_text("Ouagadougou").first).to_be_visible()


def test_an_editor_is_offered_nothing_that_publishes(signed_in):
    editor = signed_in("editor")
    add_meeting(editor, "Workshop without a button")
    editor.get_by_role("button", name="More actions").click()

    expect(editor.get_by_role("button", name="Publish", exact=True)).to_have_count(0)
    expect(editor.get_by_role("button", name="Submit to Review by publishers")).to_be_visible()


def test_somebody_without_an_account_reads_a_draft_by_a_link_until_it_is_ended(signed_in, window):
    editor = signed_in("editor")
    title, address = share_first_draft(editor)

    stranger = window()
    stranger.goto(address)
    expect(stranger.get_by_role("heading", level=1)).to_have_text(title)
    expect(stranger.get_by_text("Draft, not public.")).to_be_visible()
    assert violations(stranger) == []

    editor.get_by_role("button", name="End it").first.click()
    assert stranger.reload().status == 410
    expect(stranger.get_by_role("heading", level=1)).to_have_text("This link no longer works")


@pytest.mark.parametrize("address", ["/admin/", "/admin/reports/to-check/", "/admin/reports/broken-links/", "share"])
def test_axe_finds_nothing_in_the_screens_of_the_desk(signed_in, address):
    publisher = signed_in("publisher")
    if address == "share":
        share_first_draft(publisher)
    else:
        publisher.goto(address)
    publisher.wait_for_load_state()
    assert violations_wide_and_narrow(publisher, OWN_SCREENS) == []
