"""A typing error is mended on the live page while its next version waits for its hour."""

import pytest
from playwright.sync_api import expect

from tests.browser.axe import violations_wide_and_narrow

# A page of its own: those that are loaded belong to other stories.
WAITING = """
import datetime
from django.utils import timezone
from wagtail.models import Site
from home.models import StandardPage
above = Site.objects.get(is_default_site=True).root_page.specific
page = above.add_child(instance=StandardPage(title="{name}", slug="{slug}", live=False))
page.save_revision().publish()
page = StandardPage.objects.get(pk=page.pk)
page.title, page.go_live_at = "{name}, rewritten", timezone.now() + datetime.timedelta(days=30)
page.save_revision().publish()
print(page.pk)
"""


@pytest.mark.parametrize(("width", "person"), [(1280, "publisher"), (400, "nachir")])  # in English and Arabic
def test_readers_see_the_correction_at_once_and_the_hour_stays(signed_in, window, site, width, person):
    name, slug = f"Note on {width}", f"note-on-{width}"
    key = site.manage("shell", "--command", WAITING.format(name=name, slug=slug)).split()[-1]
    page, visitor = signed_in(person), window()
    page.on("console", lambda said: pytest.fail(said.text) if said.type == "error" else None)
    page.set_viewport_size({"width": width, "height": 800})

    page.goto(f"/admin/pages/{key}/edit/")
    page.locator(".messages a[href*=correct]").click()
    expect(page.locator("#id_title")).to_have_value(name)
    assert violations_wide_and_narrow(page, ".messages") == []
    page.locator("#id_summary").fill("Without the mistake.")
    page.locator("button[name=action-publish]").click()

    expect(page.locator(".messages .success")).to_have_count(1)
    expect(page.locator("#id_title")).to_have_value(f"{name}, rewritten")
    visitor.goto(f"/{slug}/")
    expect(visitor.get_by_role("heading", level=1)).to_have_text(name)
    expect(visitor.get_by_text("Without the mistake.").first).to_be_visible()
