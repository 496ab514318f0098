"""Six visitors with a task each, from the overview in at most three steps."""

import re
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import expect

MOST_STEPS = 3


class Visitor:
    """A window on the overview, and how many links its visitor has followed, or forms sent."""

    def __init__(self, page):
        self.page, self.steps = page, 0
        page.goto("/")

    def follow(self, link):
        """Follow a link by its name, or the link itself."""
        link = self.page.get_by_role("link", name=link, exact=True).first if isinstance(link, str) else link
        link.click()
        self.steps += 1
        assert self.steps <= MOST_STEPS

    @property
    def title(self):
        return self.page.get_by_role("heading", level=1)

    def section(self, name):
        """Return the part of the page below a heading, as a screen reader finds it."""
        return self.page.get_by_role("region", name=re.compile(name))


@pytest.fixture
def visitor(window):
    """`visitor(width=360, scripts=False)` opens the overview."""
    return lambda **options: Visitor(window(**options))


def test_an_official_finds_what_was_agreed_last_on_returns_and_whether_the_text_is_there_in_french(visitor):
    official = visitor()
    official.follow("Returns and readmission")
    latest = official.section("What has been agreed").locator(".of-year").first
    expect(latest.get_by_role("heading")).to_have_text("2025")
    expect(latest).to_contain_text("voluntary return")
    official.follow(latest.get_by_role("link", name="Joint Declaration of the 7th AU-EU Summit").first)

    rows = official.section("Where to read it").get_by_role("row")
    expect(rows.filter(has_text="French")).to_contain_text("No version is known")
    expect(rows.filter(has_text="Portuguese").filter(has_text="Official address").first).to_be_visible()


def test_a_journalist_finds_who_is_suspended_since_when_and_who_says_so(visitor):
    journalist = visitor()
    journalist.follow("Members")
    suspended = journalist.section("Suspended on this day")
    expect(suspended.get_by_role("listitem").filter(has_text="Mali")).to_contain_text("since 1 June 2021")
    journalist.follow(suspended.get_by_role("link", name="Mali"))

    expect(journalist.section("Membership")).to_contain_text("quoting the 1001st meeting")


def test_a_researcher_finds_every_meeting_and_which_text_follows_which(visitor):
    researcher = visitor()
    researcher.follow(researcher.page.get_by_role("link", name=re.compile("The whole timeline")))
    expect(researcher.page.locator(".timeline .step").first).to_be_visible()
    researcher.follow(researcher.page.locator(".timeline .step a").first)

    assert "/documents/" in researcher.page.url or urlsplit(researcher.page.url).fragment


def test_a_librarian_finds_how_to_cite_a_declaration_and_where_it_is_held(visitor):
    librarian = visitor()
    librarian.follow("Joint Africa-EU Declaration on Migration and Development")

    cite = librarian.section("How to cite it")
    expect(cite).to_contain_text("Tripoli")
    cite.locator("summary", has_text="BibTeX").click()
    expect(cite).to_contain_text("@misc{tripoli-declaration-2006")
    expect(librarian.section("Where to read it").get_by_role("row").nth(1)).to_be_visible()


def test_a_student_with_a_phone_finds_what_was_agreed_on_the_cost_of_sending_money_and_what_a_word_means(visitor):
    student = visitor(width=360, scripts=False)
    student.follow("Cost of sending money home")
    agreed = student.section("What has been agreed")
    expect(agreed).to_contain_text("cut the cost of remittances")
    student.follow(agreed.locator("a.term").first)

    expect(student.title).to_have_text("Glossary")
    expect(student.page.locator(":target")).to_be_in_viewport()


def test_a_blind_reader_reaches_what_came_out_of_the_last_summit_by_keyboard_and_headings(visitor):
    reader = visitor()
    reader.page.keyboard.press("Tab")
    expect(reader.page.get_by_role("link", name="Skip to the content")).to_be_focused()
    reader.page.keyboard.press("Enter")
    for _time in range(40):
        reader.page.keyboard.press("Tab")
        if "summit-7" in reader.page.evaluate("document.activeElement.href || ''"):
            break
    reader.page.keyboard.press("Enter")

    expect(reader.title).to_have_text("7th African Union-European Union Summit")
    expect(reader.section("What came out of it").get_by_role("listitem").first).to_be_visible()
    expect(reader.page.get_by_role("link", name=re.compile(r"^Source \d+$")).first).to_be_visible()
