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


def test_a_document_is_withdrawn_for_a_reason_and_readers_are_told(signed_in, window, document):
    pk, address = document
    page = signed_in("publisher")
    page.goto(f"/admin/pages/{pk}/unpublish/")
    expect(page.get_by_label("When")).to_be_visible()
    assert violations_wide_and_narrow(page, "form:has([name=why])") == []
    assert page.evaluate("document.documentElement.scrollWidth") <= 1280

    page.get_by_role("radio", name="withdrawn").check()
    page.get_by_label("The reason").fill("It was replaced by a later text.")
    page.get_by_role("button", name="Yes, unpublish it").click()
    expect(page.get_by_text("unpublished").first).to_be_visible()

    reader = window(width=360, colours="dark")
    reader.goto(address)
    band = reader.get_by_role("complementary", name="Withdrawn")
    expect(band).to_contain_text("It was replaced by a later text.")
    assert violations(reader) == []
    assert reader.evaluate("document.documentElement.scrollWidth") <= 360
