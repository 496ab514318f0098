"""A typing error is mended on the live page while its next version waits for its hour."""

import pytest
from playwright.sync_api import expect

from tests.browser.admin import choose_action, open_form
from tests.browser.axe import violations_wide_and_narrow


def schedule_a_new_title(page, name):
    """Give a page another title, from an hour to come on."""
    page.goto(f"/admin/pages/search/?q={name}")
    open_form(page, page.get_by_role("link", name=name, exact=True).first.click)
    address = page.url
    page.locator("#id_title").fill(f"{name}, rewritten")
    page.get_by_role("button", name="Toggle status").click()
    page.get_by_role("button", name="Set schedule").click()
    page.get_by_role("textbox", name="Go live date/time").fill("2040-03-15 10:00")
    page.keyboard.press("Tab")
    page.keyboard.press("Escape")
    page.get_by_role("button", name="Save schedule").click()
    expect(page.locator(".messages")).to_contain_text("2040")
    choose_action(page, "Schedule to publish")
    expect(page.locator(".messages")).to_contain_text("scheduled")
    return address


@pytest.mark.parametrize("width", [1280, 400])
def test_readers_see_the_correction_at_once_and_the_hour_stays(signed_in, window, width):
    page, visitor = signed_in("publisher"), window()
    page.on("console", lambda said: pytest.fail(said.text) if said.type == "error" else None)
    name = {1280: "Accessibility", 400: "Privacy"}[width]
    address = schedule_a_new_title(page, name)
    page.set_viewport_size({"width": width, "height": 800})

    page.goto(address)
    page.get_by_role("link", name="Correct what is live now").click()
    expect(page.locator("#id_title")).to_have_value(name)
    assert violations_wide_and_narrow(page, ".messages") == []
    page.locator("#id_summary").fill("Without the mistake.")
    page.get_by_role("button", name="Publish the correction").click()

    expect(page.locator(".messages li")).to_have_count(1)
    expect(page.locator(".messages")).to_contain_text("is corrected, and so is the version that goes live at")
    expect(page.locator("#id_title")).to_have_value(f"{name}, rewritten")
    visitor.goto(f"/{name.lower()}/")
    expect(visitor.get_by_role("heading", level=1)).to_have_text(name)
    expect(visitor.get_by_text("Without the mistake.").first).to_be_visible()
