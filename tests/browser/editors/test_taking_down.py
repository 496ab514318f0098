"""A page is withdrawn for a reason that its readers are told, on a telephone and in the dark, too."""

import json

import pytest
from playwright.sync_api import expect

from tests.browser.axe import violations, violations_wide_and_narrow

CHOOSE = """
import json
from meetings.models import DocumentPage
page = DocumentPage.objects.live().filter(locale__language_code="en").latest("pk")
print(json.dumps([page.pk, page.url]))
"""
PUBLISH = "from wagtail.models import Page; Page.objects.get(pk={pk}).specific.get_latest_revision().publish()"


@pytest.fixture
def document(site):
    """A published document, as (key, address); it is published again at the end."""
    pk, address = json.loads(site.manage("shell", "--verbosity=0", "--command", CHOOSE).strip().splitlines()[-1])
    yield pk, address
    site.manage("shell", "--verbosity=0", "--command", PUBLISH.format(pk=pk))


@pytest.mark.parametrize("name", ["publisher", "claire"])  # in English and French
def test_a_document_is_withdrawn_for_a_reason_and_readers_are_told(signed_in, window, document, name):
    pk, address = document
    page = signed_in(name)
    page.goto(f"/admin/pages/{pk}/unpublish/")
    expect(page.locator("#id_hour")).to_be_visible()
    assert violations_wide_and_narrow(page, "form:has([name=why])") == []
    assert page.evaluate("document.documentElement.scrollWidth") <= 1280

    page.locator("[name=why][value=withdrawn]").check()
    page.locator("#id_reason").fill("It was replaced by a later text.")
    page.locator("form:has([name=why]) [type=submit]").click()
    expect(page.locator(".messages .success")).to_be_visible()

    reader = window(width=360, colours="dark")
    reader.goto(address)
    band = reader.get_by_role("complementary", name="Withdrawn")
    expect(band).to_contain_text("It was replaced by a later text.")
    assert violations(reader) == []
    assert reader.evaluate("document.documentElement.scrollWidth") <= 360

    reader.goto("/documents/")
    reader.locator(".filters summary").click()
    reader.get_by_label("Include withdrawn").check()
    reader.get_by_role("button", name="Show", exact=True).click()
    shown = reader.get_by_role("region", name="What was withdrawn")
    expect(shown).to_contain_text("It was replaced by a later text.")
    assert violations(reader) == []
    assert reader.evaluate("document.documentElement.scrollWidth") <= 360
