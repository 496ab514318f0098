"""A translator's day: begin at the desk, translate, submit, be sent back, correct; a visitor reads it."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.axe import violations_wide_and_narrow

NEW_PAGE = """
from home.models import PartnershipPage, StandardPage
page = StandardPage(title="How to take part", slug="take-part", summary="What to do.")
PartnershipPage.objects.first().add_child(instance=page)
page.save_revision().publish()
"""
FRENCH_PAGE = """
from wagtail.models import Locale
from home.models import PartnershipPage, StandardPage
french = Locale.objects.get(language_code="fr")
page = StandardPage(title="Appel de Dakar", slug="appel-de-dakar", summary="Un appel.", locale=french)
PartnershipPage.objects.get(locale=french).add_child(instance=page)
page.save_revision().publish()
"""
TITLE, SUMMARY = "Comment participer", "Ce qu’il faut faire."


@pytest.fixture(scope="module")
def new_page(site):
    """A page that nobody has translated."""
    site.manage("shell", "--command", NEW_PAGE)


def row(page, title="How to take part", language="fr"):
    """Return the row of a page on the desk."""
    page.goto(f"/admin/translations/?language={language}&q={title}")
    return page.locator(".desk-row", has_text=title)


def translate(page, button, text, save="Enregistrer"):
    """Write the first text that has this button."""
    page.locator(".js-translation-editor").get_by_role("button", name=button, exact=True).first.click()
    page.locator(".js-translation-editor textarea").fill(text)
    with page.expect_response(lambda answer: answer.request.method == "PUT"):
        page.get_by_role("button", name=save, exact=True).click()


def approve(page, title, language):
    """Publish the translation that waits for a review."""
    page.goto(f"/admin/translations/?language={language}&state=in-review&q={title}")
    page.locator(".desk-row").get_by_role("link", name=re.compile("^Review")).click()
    page.get_by_role("button", name="Approve and publish").click()


def test_a_page_is_translated_sent_back_corrected_and_published(signed_in, window, new_page):
    amina, publisher = signed_in("amina"), signed_in("publisher")
    said = []
    amina.on("console", lambda told: said.append(told.text) if told.type == "error" else None)

    row(amina).get_by_role("button", name="Commencer").click()
    original = amina.locator(".js-translation-editor li p", has_text="How to take part").first
    assert original.evaluate("text => getComputedStyle(text).unicodeBidi") == "plaintext"
    expect(amina.get_by_text("Anglais to Français translation")).to_be_hidden()
    translate(amina, "Traduire", TITLE)
    translate(amina, "Traduire", "Ce qu’on doit faire.")
    amina.get_by_role("link", name="Vérifier et soumettre").click()
    expect(amina.get_by_text("2 textes sur 2 sont traduits.")).to_be_visible()
    assert violations_wide_and_narrow(amina, ".desk") == []
    amina.set_viewport_size({"width": 1280, "height": 800})
    amina.locator(".desk-actions button").click()

    publisher.goto("/admin/translations/?language=fr&state=in-review&q=take+part")
    publisher.locator(".desk-row").get_by_role("link", name=re.compile("^Review")).click()
    publisher.get_by_label("Comment to the translator").fill("Plutôt « il faut ».")
    publisher.get_by_role("button", name="Send back").click()

    expect(row(amina).get_by_text("Plutôt « il faut ».")).to_be_visible()
    assert violations_wide_and_narrow(amina, ".desk") == []
    amina.set_viewport_size({"width": 1280, "height": 800})
    row(amina).get_by_role("link", name="Corriger").click()
    amina.locator(".js-translation-editor").get_by_role("button", name="Modifier", exact=True).nth(1).click()
    amina.locator(".js-translation-editor textarea").fill(SUMMARY)
    with amina.expect_response(lambda answer: answer.request.method == "PUT"):
        amina.get_by_role("button", name="Enregistrer", exact=True).click()
    amina.get_by_role("link", name="Vérifier et soumettre").click()
    amina.locator(".desk-actions button").click()

    approve(publisher, "take part", "fr")

    visitor = window()
    visitor.goto("/fr/take-part/")
    expect(visitor.get_by_role("heading", level=1)).to_have_text(TITLE)
    expect(visitor.get_by_text(SUMMARY)).to_be_visible()
    assert said == []


def test_what_was_written_in_french_is_translated_into_english(signed_in, window, site):
    site.manage("shell", "--command", FRENCH_PAGE)
    edith, publisher = signed_in("edith"), signed_in("publisher")

    row(edith, "Appel de Dakar", "en").get_by_role("button", name="Begin").click()
    translate(edith, "Translate", "Dakar call", "Save")
    translate(edith, "Translate", "A call.", "Save")
    edith.get_by_role("link", name="Check and submit").click()
    expect(edith.get_by_text("2 of 2 texts are translated.")).to_be_visible()
    edith.locator(".desk-actions button").click()
    approve(publisher, "Appel de Dakar", "en")

    visitor = window()
    visitor.goto("/appel-de-dakar/")
    expect(visitor.get_by_role("heading", level=1)).to_have_text("Dakar call")
    visitor.goto("/fr/appel-de-dakar/")
    expect(visitor.get_by_role("heading", level=1)).to_have_text("Appel de Dakar")
