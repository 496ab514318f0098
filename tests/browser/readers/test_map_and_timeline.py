"""The map and the timeline in a real browser: by keyboard, without scripts, in the colours of the reader."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.pages import PAGES

OPACITY = "getComputedStyle(document.activeElement.querySelector('text')).opacity"
BEHIND_THE_MAP = """[
    getComputedStyle(document.querySelector(".map svg[role]")).backgroundColor,
    ...[".map .land", ".map .ground.strand-1", "pattern.strand-2 rect"].map(
        (name) => getComputedStyle(document.querySelector(name)).fill
    ),
]"""
STROKE = "node => getComputedStyle(node).stroke"
DRAWN = [PAGES["member map"], PAGES["timeline"]]


def focus(page, link):
    """Come to a link as a reader with a keyboard does, from the stop before it."""
    link.focus()
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Tab")
    expect(link).to_be_focused()


@pytest.mark.parametrize(
    ("address", "name", "leads_to"),
    [
        (PAGES["member map"], "Namibia (AU)", "Namibia"),
        (PAGES["member map"], "Malta (EU)", "Malta"),
        (PAGES["timeline"], "EU-Africa Ministerial Conference on Migration and Development: Tripoli", "EU-Africa"),
    ],
)
def test_a_keyboard_reaches_what_is_drawn_sees_its_name_and_follows_it(window, address, name, leads_to):
    page = window(scripts=False)
    page.goto(address)
    link = page.get_by_role("link", name=name)
    focus(page, link)

    assert page.evaluate(OPACITY) == "1"
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_contain_text(leads_to)


@pytest.mark.parametrize("address", DRAWN)
def test_a_keyboard_goes_past_what_is_drawn_in_one_step(window, address):
    page = window()
    page.goto(address)
    skip = page.get_by_role("link", name="Skip the")
    focus(page, skip)
    expect(skip).to_be_visible()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")

    assert page.evaluate("document.activeElement.closest('svg') === null")
    assert page.evaluate("document.activeElement.closest('figcaption, .timeline') !== null")


def test_the_focus_on_a_state_can_be_seen(window):
    page = window()
    page.goto(PAGES["member map"])
    link = page.get_by_role("link", name="Niger (AU)")
    outline = link.locator("use")
    before = outline.evaluate(STROKE)
    focus(page, link)

    assert outline.evaluate(STROKE) != before


@pytest.mark.parametrize("colours", ["light", "dark"])
def test_the_ring_of_the_focus_stands_out_from_whatever_lies_behind_it(window, colours):
    page = window(colours=colours)
    page.goto(PAGES["member map"])
    link = page.get_by_role("link", name="Niger (AU)")
    focus(page, link)
    ring, edge = link.locator("use").evaluate("use => [getComputedStyle(use).stroke, getComputedStyle(use).filter]")
    behind = page.evaluate(BEHIND_THE_MAP)

    assert len(behind) >= 4
    for ground in behind:
        assert max(contrast(one, ground) for one in (colour_of(ring), colour_of(edge))) >= 3, ground


def colour_of(style):
    """Return the first colour of a style as red, green and blue."""
    return tuple(int(part) for part in re.search(r"rgb\((\d+), (\d+), (\d+)", style).groups())


def contrast(one, other):
    """Return the contrast of two colours (WCAG 2.2, 1.4.3); the second may be a style."""
    lights = sorted(map(luminance, (one, colour_of(other) if isinstance(other, str) else other)))
    return (lights[1] + 0.05) / (lights[0] + 0.05)


def luminance(colour):
    parts = [part / 255 for part in colour]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def test_the_chart_fits_a_phone_and_its_marks_are_far_enough_apart_for_a_finger(window):
    page = window(360)
    page.goto(PAGES["timeline"])
    boxes = page.locator(".chart a.mark .hit").evaluate_all(
        "nodes => nodes.map(node => { const box = node.getBoundingClientRect(); return [box.left, box.right]; })"
    )

    assert len(boxes) > 50
    assert min(left for left, _right in boxes) >= 0 and max(right for _left, right in boxes) <= 360


@pytest.mark.parametrize("width", [360, 1280])
def test_a_mouse_or_a_finger_finds_a_small_island(window, width):
    page = window(width)
    page.goto(PAGES["member map"])
    dot = page.get_by_role("link", name="Mauritius (AU)").locator(".dot")
    dot.scroll_into_view_if_needed()
    box = dot.bounding_box()
    middle = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    page.mouse.click(middle[0] + 8, middle[1])

    expect(page.get_by_role("heading", level=1)).to_have_text("Mauritius")


def test_the_picture_of_the_map_is_not_loaded_before_a_reader_comes_near_it(window):
    page = window(360)
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(PAGES["member list"], wait_until="networkidle")
    assert [url for url in asked if "/picture/" in url] == []

    with page.expect_response(lambda response: "/picture/" in response.url) as answer:
        page.locator(".small-map").scroll_into_view_if_needed()
    assert answer.value.request.sizes()["responseBodySize"] < 20 * 1024
    page.locator(".small-map img").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Members as of 2 April 2014")


def test_the_outlines_are_asked_for_once_and_kept(window):
    page = window(360)
    answers = []
    page.on("response", lambda response: answers.append(response) if "outlines" in response.url else None)
    page.goto(PAGES["member map"], wait_until="networkidle")

    (outlines,) = answers
    assert "immutable" in outlines.headers["cache-control"]
    assert outlines.request.sizes()["responseBodySize"] < 20 * 1024


@pytest.mark.parametrize("address", DRAWN)
def test_what_is_drawn_can_be_told_from_its_ground_in_forced_colours(window, address):
    page = window()
    page.emulate_media(forced_colors="active")
    page.goto(address)
    shapes = page.locator(".map .ground.strand-1, .chart a.mark.adopted circle:last-of-type").first
    fill = shapes.evaluate("node => getComputedStyle(node).fill")

    assert fill != page.locator("body").evaluate("node => getComputedStyle(node).backgroundColor")


def test_the_timeline_without_its_style_is_a_list_to_read(window):
    page = window(360)
    page.route("**/*.css", lambda route: route.abort())
    page.goto(PAGES["timeline"])
    summit = page.locator(".timeline .entry", has_text="2nd EU-Africa Summit")

    expect(summit.get_by_role("link", name="Lisbon Declaration")).to_be_visible()
    assert page.locator(".chart a.mark text").first.evaluate("node => getComputedStyle(node).opacity") == "0"


def test_from_left_to_right_and_from_right_to_left_time_runs_with_the_script(window):
    page = window()
    page.goto(PAGES["timeline"])
    first, last = (
        page.locator("a.mark").first,
        page.get_by_role("link", name="7th African Union-European Union Summit: "),
    )
    assert first.bounding_box()["x"] < last.bounding_box()["x"]

    page.evaluate("document.documentElement.dir = 'rtl'")
    assert first.bounding_box()["x"] > last.bounding_box()["x"]
