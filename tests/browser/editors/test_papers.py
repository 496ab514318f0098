"""A text in two languages is put up, and a corrected file takes the place of the one that readers know."""

from urllib.parse import urlsplit

import pytest
from playwright.sync_api import expect

from tests.browser.admin import choose_action, open_form
from tests.browser.axe import violations_wide_and_narrow
from tests.helpers.pdfs import pdf


@pytest.fixture
def file(tmp_path):
    """Make a PDF of one word: `file("declaration_en.pdf", "Draft")`."""

    def make(name, word):
        path = tmp_path / name
        path.write_bytes(pdf(content=b"BT /F1 40 Tf 72 700 Td (%s) Tj ET" % word.encode()))
        return path

    return make


def add_text(page, place, language, path):
    """Add a line of a language to a document, and upload its file in the chooser."""
    page.get_by_role("button", name="Add Language and format").click()
    line = page.locator(f"#inline_child_files-{place}")
    line.locator("select").first.select_option(language)
    line.get_by_role("button", name="Choose a file").click()
    chooser = page.locator(".modal-content")
    chooser.get_by_role("tab", name="Upload").click()
    chooser.locator("input[type=file]").set_input_files(path)
    expect(chooser.get_by_label("Title")).to_have_value(path.stem)
    chooser.get_by_role("button", name="Upload").click()
    expect(line.get_by_text(path.stem)).to_be_visible()


def test_a_text_in_two_languages_is_published_and_a_corrected_file_keeps_its_address(signed_in, window, file):
    page = signed_in("publisher")
    page.goto("/admin/document-pages/")
    open_form(page, page.get_by_role("link", name="Add document").click)
    page.locator("#id_title").click()
    page.keyboard.type("Declaration of the papers")
    expect(page.locator("#id_slug")).to_have_value("declaration-of-the-papers")
    page.get_by_label("Kind").select_option(label="Declaration")
    page.get_by_label("Date", exact=True).fill("2017-05-12")
    for place, language in enumerate(("en", "fr")):
        add_text(page, place, language, file(f"papers_{language}.pdf", f"First {language}"))
    choose_action(page, "Publish")
    expect(page.locator(".messages")).to_contain_text("published")

    visitor = window()
    visitor.goto("/documents/declaration-of-the-papers/")
    links = visitor.locator("main a[href*='papers_']")
    addresses = sorted({urlsplit(link.get_attribute("href")).path for link in links.all()})
    assert len(addresses) == 2
    first = visitor.request.get(addresses[0]).body()

    page.goto("/admin/documents/")
    page.get_by_role("link", name="papers_en", exact=True).click()
    page.locator("input[type=file]").set_input_files(file("corrected.pdf", "Corrected"))
    page.get_by_role("button", name="Save").click()
    expect(page.locator(".messages")).to_contain_text("updated")

    corrected = visitor.request.get(addresses[0])  # under its new name it is found from the old one
    assert (corrected.status, corrected.body() == first) == (200, False)


def test_the_papers_of_a_meeting_are_put_up_from_its_form_in_three_steps(signed_in, file):
    page = signed_in("publisher")
    page.on("console", lambda said: pytest.fail(said.text) if said.type == "error" else None)
    page.goto("/admin/pages/search/?q=Tripoli")
    page.get_by_role("link", name="Conference").first.click()
    page.get_by_role("link", name="Papers of the meeting").last.click()

    page.locator("input[type=file]").set_input_files(
        [file("sirte-paper_en.pdf", "One"), file("sirte-paper_fr.pdf", "Un")]
    )
    page.get_by_role("button", name="Upload", exact=True).click()
    expect(page.get_by_label("Or the title of a new document").first).to_have_value("Sirte paper", timeout=60_000)
    assert violations_wide_and_narrow(page, "#main") == []
    for kind in page.get_by_label("Kind of the new document").all():
        kind.select_option(label="Declaration")
    page.get_by_role("button", name="Add the files to these drafts").click()

    expect(page.locator(".messages")).to_contain_text("“Sirte paper” has a new draft.")
    expect(page.locator("#main li").filter(has_text="Sirte paper (")).to_contain_text("French PDF")
