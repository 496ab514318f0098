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


def test_one_button_leads_by_the_provider_into_the_admin_and_no_policy_stands_in_the_way(window, provider):
    page, complaints = window(), []
    page.on("console", lambda said: complaints.append(said.text) if said.type == "error" else None)
    page.goto("/admin/login/?next=/admin/pages/")
    page.get_by_role("button", name="Ministry").click()

    page.wait_for_url("**/admin/pages/**")
    expect(page.get_by_role("link", name="Kofi").or_(page.get_by_role("button", name="Kofi")).first).to_be_visible()
    assert any(path.startswith("/authorize?") for path, _form in provider.requests)
    assert complaints == []


def test_who_has_no_role_at_the_provider_reads_why_the_door_stays_closed(window, provider):
    provider.claims |= {"sub": "43", "groups": ["others"]}
    page = window()
    page.goto("/admin/login/")
    page.get_by_role("button", name="Ministry").click()

    expect(page.get_by_role("heading", level=1)).to_be_visible()
    expect(page.locator("main, body").first).to_contain_text(re.compile("role", re.I))
    assert page.goto("/admin/").url.endswith("/admin/login/?next=/admin/")
