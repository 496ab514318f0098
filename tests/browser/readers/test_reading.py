"""What a visitor does, with a keyboard alone or without scripts."""

import re

from playwright.sync_api import expect

from tests.browser.pages import PAGES


def test_the_first_tab_leads_past_the_header(window):
    page = window()
    page.goto("/meetings/")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to the content")).to_be_focused()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")

    assert page.evaluate("document.querySelector('main').contains(document.activeElement)")


def test_the_menu_opens_and_leads_on_by_keyboard(window):
    page = window()
    page.goto("/")
    page.locator("nav.menu summary").first.focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")

    expect(page.get_by_role("heading", level=1)).to_have_text("Trafficking in Human Beings")


def press(page, key, until, most=40):
    """Press a key until something has the focus, as a reader does who cannot see how often."""
    for _time in range(most):
        if until.evaluate("node => node === document.activeElement"):
            return
        page.keyboard.press(key)
    expect(until).to_be_focused()


def test_meetings_are_filtered_by_keyboard_alone_and_the_filter_is_removed_again(window):
    page = window(360, scripts=False)
    page.goto("/meetings/")
    press(page, "Tab", page.get_by_text("Limit the list"))
    page.keyboard.press("Enter")
    press(page, "Tab", page.get_by_label("Kind"))
    page.keyboard.type("Summit")
    press(page, "Tab", page.get_by_role("button", name="Show"))
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("kind=summit"))

    press(page, "Tab", page.get_by_role("link", name=re.compile("Kind: Summit")))
    page.keyboard.press("Enter")
    expect(page).not_to_have_url(re.compile("kind=summit"))
    expect(page.get_by_text("Rabat").first).to_be_visible()


def test_documents_in_a_language_are_found_without_scripts(window):
    page = window(360, scripts=False)
    page.goto("/documents/")
    page.get_by_text("Limit the list").click()
    page.get_by_label("Language", exact=True).select_option(label="French")
    page.get_by_role("button", name="Show").click()
    expect(page).to_have_url(re.compile("language=fr"))  # not yet the list of before, on a slow machine
    page.locator("main").get_by_role("link", name=re.compile("Declaration|Plan|Programme")).first.click()

    languages = page.get_by_role("table").get_by_role("rowheader")
    expect(languages.filter(has_text="French").first).to_be_visible()  # an address for each publisher


def test_a_series_is_gone_through_from_one_meeting_to_the_next_without_scripts(window):
    page = window(360, scripts=False)
    page.goto(PAGES["meeting"])
    page.get_by_role("link", name=re.compile("After it in the series")).click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("5th African Union")
    page.get_by_role("link", name=re.compile("Before it in the series")).click()

    expect(page).to_have_url(re.compile(PAGES["meeting"]))


def test_a_page_is_read_without_scripts_in_each_language_of_its_menu(window):
    page = window(360, scripts=False)
    page.goto(PAGES["document"])
    languages = page.get_by_role("navigation", name="Languages")
    languages.locator("summary").click()

    languages.locator("a[hreflang=ar]").click()

    expect(page.locator("html")).to_have_attribute("dir", "rtl")
    expect(page.get_by_role("heading", level=1)).not_to_have_attribute("lang", "en")
    expect(page.get_by_text("This page has not been translated")).to_have_count(0)


def test_a_page_that_is_not_there_helps_to_search_without_scripts(window):
    page = window(360, scripts=False)
    page.goto("/tripoli-declaration/")
    search = page.locator("main").get_by_role("search").or_(page.locator("main").get_by_role("form"))
    search.get_by_role("button", name="Search").click()

    expect(
        page.get_by_role("link", name=re.compile("Tripoli Declaration|Joint Africa-EU Declaration")).first
    ).to_be_visible()


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


def test_an_address_that_does_not_exist_is_answered_in_the_language_of_its_prefix(window):
    page = window()
    page.goto("/ar/la-chose/")

    assert page.evaluate("[document.documentElement.lang, document.documentElement.dir]") == ["ar", "rtl"]


def test_an_open_menu_closes_on_escape_which_gives_the_focus_back(window):
    page = window()
    page.goto("/")
    menu = page.locator("nav.menu details").first
    menu.locator("summary").click()
    page.keyboard.press("Tab")
    page.keyboard.press("Escape")

    expect(menu).not_to_have_attribute("open", re.compile(".*"))
    expect(menu.locator("summary")).to_be_focused()


def test_an_open_menu_closes_on_a_press_outside_it(window):
    page = window()
    page.goto("/")
    menu = page.locator("nav.menu details").first
    menu.locator("summary").click()
    page.mouse.click(1200, 700)

    expect(menu).not_to_have_attribute("open", re.compile(".*"))
