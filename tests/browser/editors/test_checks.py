"""What the rules of the house find while somebody writes, and what is asked before a warning is published."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.admin import choose_action, open_form
from tests.browser.axe import violations_wide_and_narrow


@pytest.fixture
def new_page(editor):
    """The form of a new page of text, with its checks beside it."""
    editor.goto("/admin/pages/")
    editor.get_by_role("link", name=re.compile("Explore child pages of 'Africa-EU")).click()
    open_form(editor, editor.get_by_role("link", name="Add child page").click)
    editor.get_by_role("button", name="Toggle checks").click()
    return editor


def test_the_checks_follow_a_new_page_that_has_saved_itself(new_page):
    new_page.locator("#id_title").click()
    new_page.keyboard.type("Page of the checks")
    expect(new_page).to_have_url(re.compile(r"/pages/\d+/edit/$"))

    new_page.locator("#id_summary").fill("What is said here is to be agreed [KG1].")
    expect(new_page.locator(".house-checks__problem").filter(has_text="[KG1]")).to_be_visible()
    assert violations_wide_and_narrow(new_page, ".house-checks__list") == []


def test_what_is_warned_about_is_published_only_when_it_is_asked_for_a_second_time(new_page, window):
    new_page.locator("#id_title").fill("Page with a mark")
    new_page.locator("#id_summary").fill("What is said here is to be agreed [KG1].")
    expect(new_page.locator("#id_slug")).to_have_value("page-with-a-mark")
    choose_action(new_page, "Publish")
    visitor = window()
    assert visitor.goto("/page-with-a-mark/").status == 404

    new_page.get_by_role("button", name="Publish all the same").press("Enter")
    expect(new_page.locator(".messages").get_by_text("“Page with a mark” was published.")).to_be_visible()
    assert visitor.reload().status == 200
