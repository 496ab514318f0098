"""What an editor wrote or deleted is there again: in a real browser, with what Wagtail's scripts do."""

import re

from playwright.sync_api import expect

from tests.browser.admin import choose_action, open_form, sign_in
from tests.browser.axe import violations_wide_and_narrow


def open_page(editor, title):
    """Open the form of a page below the overview."""
    editor.goto("/admin/pages/")
    editor.get_by_role("link", name=re.compile("Explore child pages of 'Africa-EU")).click()
    open_form(editor, editor.get_by_role("link", name=title, exact=True).first.click)


def type_into_summary(editor, text):
    """Type at the end of the summary and wait until it is saved by itself, or is not."""
    field = editor.locator("#id_summary")
    field.click()
    field.press("End")
    with editor.expect_response(lambda answer: answer.request.method == "POST" and "/edit/" in answer.url) as answer:
        editor.keyboard.type(text)
    return answer.value


def test_a_page_is_deleted_and_put_back_with_the_keyboard_alone(editor, window):
    open_page(editor, "Accessibility")
    editor.get_by_role("button", name="Actions", exact=True).press("Enter")
    editor.get_by_role("link", name="Delete").press("Enter")
    expect(editor.get_by_text("It is kept for 90 days")).to_be_visible()
    editor.get_by_role("button", name="Yes, delete it").press("Enter")
    put_it_back = editor.locator(".messages").get_by_role("link", name="Put it back")
    expect(put_it_back).to_be_visible()
    visitor = window()
    assert visitor.goto("/accessibility/").status == 404

    put_it_back.press("Enter")
    assert violations_wide_and_narrow(editor, "main") == []
    editor.get_by_label("Publish again what was published").press("Space")
    editor.get_by_role("button", name="Put it back").press("Enter")

    expect(editor.locator(".messages").get_by_text("“Accessibility” is back.")).to_be_visible()
    assert visitor.goto("/accessibility/").status == 200


def test_what_is_typed_after_the_session_ended_is_saved_after_signing_in_in_a_new_tab(editor, site):
    open_page(editor, "Privacy")
    editor.context.clear_cookies(name="sessionid")
    assert type_into_summary(editor, " First.").status == 403
    expect(editor.get_by_text("You are signed out. What you typed is still here").first).to_be_visible()

    sign_in(editor.context.new_page(), "admin", site.password)
    editor.bring_to_front()
    assert type_into_summary(editor, " Second.").json()["success"]

    editor.reload()
    expect(editor.locator("#id_summary")).to_have_value(re.compile(r"First\..*Second\."))


def test_a_new_page_that_is_published_while_it_saves_itself_is_made_once(editor, window):
    editor.goto("/admin/pages/")
    editor.get_by_role("link", name=re.compile("Explore child pages of 'Africa-EU")).click()
    open_form(editor, editor.get_by_role("link", name="Add child page").click)
    held = []
    editor.route("**/pages/add/**", lambda route: held.append(route))
    with editor.expect_request(lambda request: request.method == "POST" and "/pages/add/" in request.url):
        editor.locator("#id_title").press_sequentially("Made once")

    choose_action(editor, "Publish")
    expect(editor).to_have_url(re.compile("/pages/add/"))
    held[0].continue_()

    expect(editor.locator(".messages").get_by_text("published")).to_be_visible()
    assert window().goto("/made-once/").status == 200
    editor.goto("/admin/pages/")
    editor.get_by_role("link", name=re.compile("Explore child pages of 'Africa-EU")).click()
    expect(editor.get_by_role("link", name="Made once", exact=True)).to_have_count(1)


def test_two_editors_of_one_page_are_told_of_each_other(editor, signed_in):
    open_page(editor, "About")
    second = signed_in("publisher")
    second.goto(editor.url)

    expect(second.locator(".w-editing-sessions__session")).to_have_count(1)
    assert type_into_summary(editor, " Of the first.").json()["success"]
    expect(second.get_by_role("button", name="admin saved a new version")).to_be_visible(timeout=30_000)


def test_axe_finds_nothing_in_the_list_of_what_was_deleted(editor):
    editor.goto("/admin/reports/deleted/")
    assert violations_wide_and_narrow(editor, "main") == []
