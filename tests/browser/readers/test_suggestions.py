"""Suggestions while a reader types: by keyboard, for a screen reader, and nothing lost without them."""

import pytest
from playwright.sync_api import expect

from tests.browser.axe import violations


@pytest.fixture
def box(window):
    """Type into the box of the header: `box(text, address, **options)` gives the field, with suggestions below it."""

    def typed(text, address="/", **options):
        page = window(**options)
        page.goto(address)
        field = page.locator("header.site [name=q]")
        field.press_sequentially(text)
        expect(page.locator("header.site [role=option]").first).to_be_visible()
        return field

    return typed


def test_a_suggestion_is_chosen_with_arrow_keys_and_opened_with_enter(box):
    field = box("tripoli")
    page = field.page
    options = page.locator("header.site [role=option]")
    expect(field).to_have_attribute("aria-expanded", "true")
    field.press("ArrowDown")
    field.press("ArrowDown")

    expect(options.nth(1)).to_have_attribute("aria-selected", "true")
    expect(options.nth(0)).to_have_attribute("aria-selected", "false")
    expect(field).to_have_attribute("aria-activedescendant", options.nth(1).get_attribute("id"))
    expect(field).to_be_focused()
    address = options.nth(1).get_attribute("data-url")
    field.press("Enter")
    page.wait_for_url(f"**{address}")


def test_up_goes_to_the_last_and_down_from_it_back_to_what_was_typed(box):
    field = box("tripoli")
    field.press("ArrowUp")
    expect(field.page.locator("header.site [role=option]").last).to_have_attribute("aria-selected", "true")
    field.press("ArrowDown")

    assert field.get_attribute("aria-activedescendant") is None


def test_escape_closes_the_list_and_enter_without_a_choice_searches(box):
    field = box("tripoli")
    field.press("Escape")
    expect(field.page.locator("header.site [role=listbox]")).to_be_hidden()
    expect(field).to_have_attribute("aria-expanded", "false")
    field.press("Enter")

    field.page.wait_for_url("**/search/?q=tripoli")


def test_a_screen_reader_is_told_how_many_there_are(box):
    field = box("declaration")
    count = field.page.locator("header.site [role=option]").count()

    assert 1 < count <= 10
    expect(field.page.locator("header.site .find [role=status]")).to_have_text(f"Suggestions: {count}")
    expect(field.page.get_by_role("combobox", name="Search", exact=True)).to_have_count(1)
    expect(field.page.get_by_role("listbox", name="Suggestions")).to_be_visible()


def passed(page):
    """Wait until what was asked before this has been answered."""
    page.evaluate("fetch('/search/suggestions/?q=zz').then(answer => answer.json())")


def test_a_choice_is_not_taken_away_by_what_was_typed_just_before_it(window):
    page = window()
    page.clock.install()
    page.goto("/")
    field, options = page.locator("header.site [name=q]"), page.locator("header.site [role=option]")
    field.press_sequentially("tri")
    page.clock.run_for(200)
    expect(options.first).to_be_visible()
    field.press("p")
    field.press("ArrowDown")
    page.clock.run_for(200)
    passed(page)

    expect(options.first).to_have_attribute("aria-selected", "true")


def test_a_late_answer_does_not_replace_the_suggestions_for_what_is_typed_now(window):
    page, held = window(), []
    page.clock.install()
    page.route("**/suggestions/?q=ma", lambda route: held.append(route))
    page.goto("/")
    field, options = page.locator("header.site [name=q]"), page.locator("header.site [role=option]")
    with page.expect_request("**/suggestions/?q=ma"):
        field.press_sequentially("ma")
        page.clock.run_for(200)
    field.press_sequentially("lta")
    page.clock.run_for(200)
    expect(options.first).to_be_visible()
    found = options.all_inner_texts()
    held[0].continue_()
    passed(page)

    assert options.all_inner_texts() == found
    asked_now = page.request.get("/search/suggestions/?q=malta").json()["suggestions"]
    assert all(text.startswith(now["label"]) for text, now in zip(found, asked_now, strict=True))


def test_the_keyboard_of_a_phone_which_composes_words_is_suggested_to(window):
    page = window(360)
    page.goto("/")
    page.locator("header.site [name=q]").focus()
    composed = {"text": "tripoli", "selectionStart": 7, "selectionEnd": 7}
    page.context.new_cdp_session(page).send("Input.imeSetComposition", composed)

    expect(page.locator("header.site [role=option]").first).to_contain_text("Tripoli")


def test_where_suggestions_fail_the_form_searches_all_the_same(window):
    page = window()
    page.route("**/suggestions/**", lambda route: route.abort())
    page.goto("/")
    field = page.locator("header.site [name=q]")
    with page.expect_request("**/suggestions/**"):
        field.press_sequentially("tripoli")
    field.press("Enter")

    page.wait_for_url("**/search/?q=tripoli")


@pytest.mark.parametrize("options", [{"width": 360}, {"colours": "dark"}], ids=["narrow", "dark"])
@pytest.mark.parametrize("address", ["/", "/ar/"])
def test_axe_finds_nothing_in_an_open_list_which_stays_inside_the_window(box, address, options):
    field = box("tripoli", address, **options)
    field.press("ArrowDown")

    assert violations(field.page) == []
    place = field.page.locator("header.site [role=listbox]").bounding_box()
    assert place["x"] >= 0
    assert place["x"] + place["width"] <= options.get("width", 1280)


def test_without_scripts_the_form_searches(window):
    page = window(scripts=False)
    page.goto("/")
    page.locator("header.site [name=q]").fill("tripoli")
    page.locator("header.site .find button").click()

    expect(page.locator(".results li").first).to_contain_text("Tripoli")
