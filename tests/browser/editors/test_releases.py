"""Two pages are changed together and changed back, as readers see it."""

from urllib.parse import urlsplit

from playwright.sync_api import expect

from tests.browser.admin import open_form
from tests.browser.axe import violations, violations_wide_and_narrow

PAGES = ("About", "Accessibility")


def put_into_release(page, title, release):
    """Save a draft of a page with another title, and put it into a release by its name."""
    page.goto(f"/admin/pages/search/?q={title}")
    open_form(page, page.get_by_role("link", name=title, exact=True).first.click)
    page.locator("#id_title").fill(f"{title} since the summit")
    page.get_by_role("button", name="Save draft").click()
    expect(page.locator(".messages")).to_contain_text("updated")
    page.goto(page.url.replace("/admin/pages/", "/admin/releases/page/").replace("/edit/", "/"))
    page.get_by_label("Release", exact=True).select_option(label=release)
    page.get_by_role("button", name="Put it into the release").click()
    expect(page.get_by_role("heading", name="What it holds")).to_be_visible()


def link_to_the_site_with(page, release):
    """Make a link to the site as it will be with a release; return its path."""
    page.goto("/admin/sharing/site/")
    page.get_by_label("or with the release").select_option(label=release)
    page.get_by_role("button", name="Make a link").click()
    return urlsplit(page.get_by_role("link", name="Open it").get_attribute("href")).path


def test_two_pages_are_released_together_and_undone_together(signed_in, window):
    page, visitor = signed_in("publisher"), window()
    page.goto("/admin/releases/")
    page.get_by_label("Name").fill("Summit")
    assert violations_wide_and_narrow(page, "#main") == []
    page.get_by_role("button", name="Make the release").click()
    expect(page.get_by_text("It holds nothing yet.")).to_be_visible()
    for title in PAGES:
        put_into_release(page, title, "Summit")
    assert violations_wide_and_narrow(page, "#main") == []

    preview = link_to_the_site_with(page, "Summit")
    visitor.goto(preview)
    expect(visitor.get_by_text("The site as it will be with the release “Summit”")).to_be_visible()
    assert violations(visitor) == []
    for title in PAGES:
        visitor.goto(f"{preview}{title.lower()}/")
        expect(visitor.get_by_role("heading", level=1)).to_have_text(f"{title} since the summit")
        visitor.goto(f"/{title.lower()}/")
        expect(visitor.get_by_role("heading", level=1)).to_have_text(title)

    page.goto("/admin/releases/")
    page.get_by_role("link", name="Summit").first.click()
    page.get_by_role("button", name="Release now").click()
    expect(page.get_by_text("“Summit” is released.")).to_be_visible()
    for title in PAGES:
        visitor.goto(f"/{title.lower()}/")
        expect(visitor.get_by_role("heading", level=1)).to_have_text(f"{title} since the summit")

    page.get_by_role("button", name="Undo it now").click()
    expect(page.get_by_text("“Summit” is undone.")).to_be_visible()
    for title in PAGES:
        visitor.goto(f"/{title.lower()}/")
        expect(visitor.get_by_role("heading", level=1)).to_have_text(title)
