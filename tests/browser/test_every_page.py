"""WCAG 2.2 AA, as far as a machine can see: axe-core, contrast on, on every page type."""

import itertools

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.browser.pages import PAGES

RULES = {
    "runOnly": {
        "type": "tag",
        "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    }
}
CONTRAST = {"runOnly": {"type": "rule", "values": ["color-contrast"]}}
PLANT_FAULTS = """
document.querySelector("main").append(new Image());
const faint = document.createElement("p");
faint.textContent = "faint";
faint.style.color = "#888";
faint.style.backgroundColor = "#777";
document.querySelector("main").append(faint);
"""
RIGHT_TO_LEFT = "document.documentElement.dir = 'rtl'"


def violations(page, rules):
    """Return what axe finds by these rules, as (rule, element) pairs."""
    found = Axe().run(page, options=rules).response["violations"]
    return [(rule["id"], node["html"]) for rule in found for node in rule["nodes"]]


@pytest.mark.parametrize("width", [360, 1280])
@pytest.mark.parametrize("address", PAGES.values(), ids=PAGES.keys())
def test_axe_finds_nothing_in_light_and_no_lack_of_contrast_in_dark(window, address, width):
    page = window(width)
    page.goto(address)
    assert violations(page, RULES) == []

    page.emulate_media(color_scheme="dark")
    assert violations(page, CONTRAST) == []


@pytest.mark.parametrize("colours", ["light", "dark"])
def test_axe_finds_what_is_wrong_when_something_is(window, colours):
    page = window(colours=colours)
    page.goto("/")
    page.evaluate(PLANT_FAULTS)

    assert {"image-alt", "color-contrast"} <= {rule for rule, _html in violations(page, RULES)}


@pytest.mark.parametrize("address", PAGES.values(), ids=PAGES.keys())
def test_nothing_scrolls_sideways_at_320_pixels_which_is_400_percent(window, address):
    page = window(320)
    page.goto(address)

    assert sideways(page) == 0
    page.evaluate(RIGHT_TO_LEFT)
    assert sideways(page) == 0


def sideways(page):
    """Return by how many pixels the page is wider than its window (WCAG 2.2, 1.4.10)."""
    return page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")


@pytest.mark.parametrize("address", PAGES.values(), ids=PAGES.keys())
def test_headings_begin_with_one_of_the_first_level_and_skip_none(window, address):
    page = window()
    page.goto(address)
    levels = [
        int(name[1]) for name in page.locator("h1, h2, h3, h4, h5, h6").evaluate_all("e => e.map(h => h.tagName)")
    ]

    assert levels[0] == 1 and levels.count(1) == 1
    assert all(after <= before + 1 for before, after in itertools.pairwise(levels))
