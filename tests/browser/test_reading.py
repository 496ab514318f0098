"""What a visitor does, with a keyboard, without scripts, on a slow line."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.pages import PAGES

FIRST_VIEW = 60 * 1024  # bytes, everything but editors' photos


def test_the_first_tab_leads_past_the_header(window):
    page = window()
    page.goto("/meetings/")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to the content")).to_be_focused()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")

    assert page.evaluate("document.querySelector('main').contains(document.activeElement)")


def test_the_focus_can_be_seen(window):
    page = window()
    page.goto("/")
    for _stop in range(6):
        page.keyboard.press("Tab")
        outline = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
        assert outline == "solid"


def test_the_menu_opens_and_leads_on_by_keyboard(window):
    page = window()
    page.goto("/")
    page.locator("nav.menu summary").first.focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")

    expect(page.get_by_role("heading", level=1)).to_have_text("Trafficking in Human Beings")


def test_meetings_are_filtered_without_scripts_and_a_filter_can_be_removed(window):
    page = window(360, scripts=False)
    page.goto("/meetings/")
    page.get_by_text("Limit the list").click()
    page.get_by_label("Kind").select_option(label="Summit")
    page.get_by_label("Year").select_option("2014")
    page.get_by_role("button", name="Show").click()
    names = page.locator("[aria-labelledby=past] .entry .name a")
    expect(names).to_have_text(["4th EU-Africa Summit"])

    page.get_by_role("link", name=re.compile("Year: 2014")).click()
    expect(page).to_have_url(re.compile(r"\?kind=summit"))
    assert names.count() > 5


def test_the_members_of_an_earlier_day_are_found_without_scripts(window):
    page = window(scripts=False)
    page.goto("/members/")
    page.get_by_label("As of").fill("2014-04-02")
    page.get_by_role("button", name="Show").click()

    expect(page.get_by_role("heading", level=1)).to_have_text("Members as of 2 April 2014")
    expect(page.locator(".counts li")).to_have_text([re.compile(r"54\s+AU"), re.compile(r"28\s+EU")])


def test_a_text_is_found_without_scripts_from_any_page(window):
    page = window(360, scripts=False)
    page.goto("/about/")
    page.locator("#find").fill("Ouagadougou trafficking")
    page.keyboard.press("Enter")
    page.get_by_role("link", name=re.compile("Ouagadougou Action Plan")).click()

    expect(
        page.get_by_role("link", name="EU-Africa Ministerial Conference on Migration and Development")
    ).to_be_visible()


@pytest.mark.parametrize("address", PAGES.values(), ids=PAGES.keys())
def test_a_first_view_is_small_asks_nobody_else_and_breaks_no_policy(window, address):
    page = window()
    received, complaints = [], []
    page.on("response", lambda response: received.append(response))
    page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
    page.goto(address, wait_until="networkidle")
    here = page.evaluate("location.origin")

    assert {response.url.split("/", 3)[2] for response in received} == {here.split("/", 3)[2]}
    assert sum(response.request.sizes()["responseBodySize"] for response in received) <= FIRST_VIEW
    assert [text for text in complaints if "404" not in text] == []


def test_an_address_that_does_not_exist_is_answered_in_the_language_of_its_prefix(window):
    page = window()
    page.goto("/ar/la-chose/")

    assert page.evaluate("[document.documentElement.lang, document.documentElement.dir]") == ["ar", "rtl"]
