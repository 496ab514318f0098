"""The page where people sign in works under its strict policy."""

import re

from playwright.sync_api import expect


def test_the_page_to_sign_in_breaks_no_policy_and_says_in_words_what_was_wrong(window):
    page, complaints = window(), []
    page.on("console", lambda said: complaints.append(said.text) if said.type == "error" else None)
    page.goto("/admin/login/", wait_until="networkidle")
    page.get_by_label("Username").fill("nobody")
    page.get_by_label("Password").fill("a wrong password")
    page.get_by_role("button", name="Sign in", exact=True).click()

    expect(page.get_by_text(re.compile("username and/or password"))).to_be_visible()
    expect(page.get_by_label("Password")).not_to_have_css("border-top-left-radius", "0px")  # its style sheet is there
    assert complaints == []
