"""The lists of meetings, documents and members in the admin: by keyboard, on a telephone, from right to left."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.axe import violations

LISTS = [  # each with few rows, which are all of one kind
    "/admin/meetings/?misses=fr&q=summit",
    "/admin/document-pages/?misses=pt&year=soon&q=declaration",
    "/admin/snippets/members/member/?q=guinea",
]
OWN = "#listing-results, #filters-drilldown, .import-actions-choices"


def show_filters(page):
    """Open the filters with the keyboard."""
    button = page.get_by_role("button", name="Show filters")
    button.focus()
    button.press("Enter")


@pytest.mark.parametrize("address", LISTS)
def test_axe_finds_nothing_in_the_lists_and_no_page_is_wider_than_the_screen(signed_in, address):
    page = signed_in("publisher")
    for width, colours in ((1280, "light"), (360, "dark")):
        page.set_viewport_size({"width": width, "height": 800})
        page.emulate_media(color_scheme=colours)
        page.goto(address)
        page.wait_for_load_state("networkidle")
        expect(page.locator("#listing-results tbody tr").first).to_be_visible()
        assert violations(page, part=OWN) == []
        assert page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize("address", LISTS)
def test_the_lists_read_from_right_to_left(signed_in, address):
    page = signed_in("nachir")
    page.goto(address)
    expect(page.locator("html")).to_have_attribute("dir", "rtl")
    assert violations(page, part=OWN) == []
    title, status = (page.locator(f"#listing-results tbody td{place}").first for place in (".title", ":last-child"))
    assert title.bounding_box()["x"] > status.bounding_box()["x"]


def test_no_title_in_the_explorer_breaks_within_its_words_on_a_telephone(signed_in):
    page = signed_in("publisher")
    page.set_viewport_size({"width": 360, "height": 800})
    page.goto("/admin/pages/")
    page.get_by_role("link", name=re.compile("Explore child pages of 'Africa-EU Partnership")).click()
    page.get_by_role("link", name=re.compile("Explore child pages of 'Meetings'")).click()
    title = page.locator("td.title", has_text=re.compile(r"\w+ \w+ \w+ \w+")).first

    expect(title).to_be_visible()
    assert title.bounding_box()["width"] >= 200
    assert page.evaluate("document.documentElement.scrollWidth") <= 360


def test_what_lacks_a_language_is_found_and_two_of_it_are_taken_down_by_keyboard(signed_in):
    page = signed_in("publisher")
    page.goto("/admin/document-pages/")
    show_filters(page)
    page.get_by_role("button", name="There is no text in").press("Enter")
    page.get_by_role("checkbox", name="Portuguese").press("Space")
    page.wait_for_url("**misses=pt**")
    expect(page.locator(".w-active-filters")).to_contain_text("Portuguese")
    page.keyboard.press("Escape")
    page.wait_for_load_state("networkidle")

    boxes = page.locator("tbody [data-bulk-action-checkbox]")
    titles = [page.locator("tbody td.title a").nth(row).inner_text() for row in (0, 1)]
    for row in (0, 1):
        boxes.nth(row).press("Space")
        expect(boxes.nth(row)).to_be_checked()
    bar = page.get_by_role("region", name="Bulk actions")
    expect(bar.get_by_text("2 pages selected")).to_be_visible()
    assert violations(page, part=OWN) == []
    bar.get_by_role("link", name="Unpublish selected pages").press("Enter")
    page.get_by_role("button", name="Yes, unpublish").press("Enter")

    expect(page.get_by_text("2 pages have been unpublished")).to_be_visible()
    assert "misses=pt" in page.url
    page.goto(f"{page.url.split('?')[0]}?state=draft")
    for title in titles:
        expect(page.locator("tbody td.title", has_text=title).first).to_be_visible()

    for row in (0, 1):
        page.locator("tbody tr", has_text=titles[row]).locator("[data-bulk-action-checkbox]").first.press("Space")
    page.get_by_role("link", name="Publish selected pages", exact=True).press("Enter")
    expect(page.get_by_text("Publish all of these?")).to_be_visible()
    page.get_by_role("button", name="Yes, publish").press("Enter")
    expect(page.get_by_text("2 pages have been published")).to_be_visible()


def test_a_document_is_found_by_its_symbol_while_it_is_typed(signed_in):
    page = signed_in("publisher")
    page.goto("/admin/document-pages/")
    page.get_by_role("textbox", name="Search term").fill("2011 743")

    expect(page.get_by_text("There is 1 match")).to_be_visible()
    expect(page.locator("tbody td.title")).to_have_count(1)
