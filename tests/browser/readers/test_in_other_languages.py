"""Readers of other languages: they are offered their own, and get to what they look for without reading any other."""

import pytest
from playwright.sync_api import expect

from tests.browser import probes
from tests.browser.axe import violations

PLAN = "خطة عمل قمة فاليتا"


@pytest.mark.parametrize("width", [360, 1280])
def test_the_browsers_language_is_offered_once_to_who_comes_from_elsewhere(window, width):
    page = window(width, locale="ar")
    page.goto("/")
    offer = page.get_by_role("link", name="اقرأ هذه الصفحة بالعربية")
    expect(offer).to_be_in_viewport()
    assert offer.get_attribute("lang") == "ar"
    assert page.evaluate(probes.SIDEWAYS) == 0 and violations(page) == []
    offer.click()

    expect(page.locator("html")).to_have_attribute("lang", "ar")
    expect(page.locator(".offer")).to_have_count(0)
    assert page.context.cookies() == []


@pytest.mark.parametrize("width", [360, 800, 1100, 1280])
def test_the_longest_menu_leaves_room_to_type_what_is_looked_for(window, width):
    page = window(width)
    for language in ("fr", "pt"):
        page.goto(f"/{language}/meetings/")
        assert page.locator("header.site [name=q]").bounding_box()["width"] >= 100
        assert page.evaluate(probes.SIDEWAYS) == 0


@pytest.mark.parametrize(("locale", "scripts"), [("en-GB", True), ("sw", True), ("ar", False)])
def test_nothing_is_offered_where_nothing_better_is_known(window, locale, scripts):
    page = window(locale=locale, scripts=scripts)
    page.goto("/")

    expect(page.locator(".offer")).to_have_count(0)


def test_who_reads_arabic_only_comes_from_the_overview_to_the_key_points_of_the_valletta_plan_by_clicks(window):
    page = window(360, locale="ar")
    page.goto("/")
    page.get_by_role("link", name="اقرأ هذه الصفحة بالعربية").click()
    page.locator("nav.menu").get_by_role("link", name="الوثائق").click()
    plan = page.get_by_role("link", name=PLAN)
    while not plan.count():
        page.locator(".pages [rel=next]").click()
    plan.first.click()

    expect(page.get_by_role("heading", level=1)).to_contain_text(PLAN)
    points = page.get_by_role("region", name="النقاط الرئيسية").get_by_role("listitem")
    assert points.count() > 3
    expect(points.first).to_contain_text("التنمية")
    assert page.locator("html").get_attribute("dir") == "rtl"


@pytest.mark.parametrize("language", ["pt", "ar"])
def test_what_is_quoted_stands_between_the_marks_that_texts_of_the_language_have(window, language):
    page = window()
    page.goto(f"/{language}/meetings/summit-4-brussels-2014/")
    assert page.locator(".motto q").evaluate("quoted => getComputedStyle(quoted).quotes").startswith('"«" "»"')
