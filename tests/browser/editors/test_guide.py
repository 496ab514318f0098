"""The guide for editors, from the help menu and from the form that it explains."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.axe import violations_wide_and_narrow

LOADED = "images => images.filter(image => image.complete && image.naturalWidth > 0).length"
LOAD_ALL = "images => images.forEach(image => { image.loading = 'eager' })"


@pytest.fixture
def guide(editor):
    """A window in which somebody has opened the guide from the help menu."""
    editor.goto("/admin/")
    editor.get_by_role("button", name=re.compile("Help")).click()
    editor.get_by_role("link", name="Guide for editors").click()
    expect(editor.get_by_role("heading", name="Put up a meeting")).to_be_visible()
    return editor


def test_every_picture_of_the_guide_is_shown(guide):
    pictures = guide.locator(".guide img")
    pictures.evaluate_all(LOAD_ALL)
    guide.wait_for_load_state("networkidle")

    assert pictures.count() > 0
    assert pictures.evaluate_all(LOADED) == pictures.count()


def test_axe_finds_nothing_in_the_guide(guide):
    assert violations_wide_and_narrow(guide, "main") == []


def test_the_contents_lead_to_a_section_with_the_keyboard(guide):
    guide.locator(".guide").get_by_role("link", name="Mend broken links").first.press("Enter")

    expect(guide).to_have_url(re.compile("#mend-broken-links$"))
    expect(guide.get_by_role("heading", name="Mend broken links")).to_be_in_viewport()


def test_the_form_of_a_meeting_leads_to_the_section_that_explains_it(editor):
    editor.goto("/admin/pages/")
    editor.get_by_role("link", name=re.compile("Explore child pages of 'Africa-EU")).click()
    editor.get_by_role("link", name="Explore child pages of 'Meetings'").click()
    editor.get_by_role("link", name="Add child page").click()
    link = editor.get_by_role("link", name="Guide: Put up a meeting")
    expect(link).to_be_visible()
    assert violations_wide_and_narrow(editor, "header") == []
    link.press("Enter")

    expect(editor.get_by_role("heading", name="Put up a meeting")).to_be_in_viewport()
    assert editor.url.endswith("/admin/guide/#put-up-a-meeting")


def test_axe_finds_nothing_in_the_way_to_the_guide_on_the_first_page(editor):
    editor.goto("/admin/")

    expect(editor.get_by_role("link", name="Guide: Begin the day at your desk")).to_be_visible()
    assert violations_wide_and_narrow(editor, ".guide-link") == []
