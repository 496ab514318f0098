"""An editor's day, with the mouse: create, preview, publish, schedule, unpublish."""

import re

from playwright.sync_api import expect

from tests.browser.admin import choose_action
from tests.browser.axe import violations_wide_and_narrow

# The site's processes have the machine's clock; so its schedule comes to the clock.
BRING_THE_HOUR = """
from datetime import timedelta
from django.utils import timezone
from wagtail.models import Revision
now = timezone.now() - timedelta(seconds=1)
revision = Revision.objects.exclude(approved_go_live_at=None).get(object_str="{title}")
revision.approved_go_live_at = now
revision.content["go_live_at"] = now.isoformat()
revision.save()
"""
SCHEDULE_IN_AN_HOUR = """
from datetime import timedelta
from django.utils import timezone
from home.models import StandardPage
page = StandardPage.objects.get(slug="accessibility", locale__language_code="en").get_latest_revision_as_object()
page.go_live_at = timezone.now() + timedelta(hours=1)
page.save_revision().publish()
"""
PUBLISHER_PATIENCE = 20_000  # milliseconds; the publisher of this site looks every second


def add_meeting(editor, title):
    """Fill the form of a new meeting."""
    editor.goto("/admin/pages/")
    editor.get_by_role("link", name=re.compile("Explore child pages of 'Africa-EU")).click()
    editor.get_by_role("link", name="Explore child pages of 'Meetings'").click()
    editor.get_by_role("link", name="Add child page").click()
    editor.locator("#id_title").fill(title)
    editor.get_by_label("Kind").select_option(label="Workshop")
    editor.get_by_label("First day").fill("2030-05-12")
    editor.get_by_label("City").fill("Bamako")
    expect(editor.locator(".xdsoft_datetimepicker:visible")).to_have_count(
        0
    )  # it closes when another field has the focus


def test_a_meeting_is_created_previewed_published_and_unpublished(editor, window):
    add_meeting(editor, "Workshop of the day")
    editor.get_by_role("button", name="Toggle preview").click()
    preview = editor.frame_locator("#w-preview-iframe")
    expect(preview.get_by_role("heading", level=1)).to_have_text("Workshop of the day")
    expect(preview.get_by_text("12 May 2030").first).to_be_visible()

    choose_action(editor, "Publish")
    expect(editor.get_by_text("'Workshop of the day' created and published")).to_be_visible()
    visitor = window()
    visitor.goto("/meetings/")
    visitor.get_by_role("link", name="Workshop of the day").click()
    expect(visitor.locator(".facts-panel").get_by_text("Bamako")).to_be_visible()

    editor.get_by_role("link", name="Edit", exact=True).click()
    editor.get_by_role("button", name="Actions", exact=True).click()
    editor.get_by_role("link", name="Unpublish").click()
    editor.get_by_role("button", name=re.compile("unpublish", re.IGNORECASE)).click()
    expect(editor.get_by_text("'Workshop of the day' unpublished")).to_be_visible()
    assert visitor.reload().status == 404


def test_a_scheduled_meeting_goes_live_by_itself_at_its_hour_and_not_before(editor, window, site):
    add_meeting(editor, "Workshop of the morrow")
    editor.get_by_role("button", name="Toggle status").click()
    editor.get_by_role("button", name="Set schedule").click()
    dialog = editor.get_by_role("dialog")
    dialog.get_by_label("Go live date/time").fill("2030-01-01 10:00")
    # The calendar opens over the button once the field has the focus, and closes when it has not.
    calendar = editor.locator(".xdsoft_datetimepicker:visible")
    expect(calendar).to_have_count(1)
    dialog.get_by_role("heading").first.click()
    expect(calendar).to_have_count(0)
    dialog.get_by_role("button", name="Save schedule").click()
    choose_action(editor, "Schedule to publish")
    expect(editor.get_by_text("“Workshop of the morrow” is scheduled.")).to_be_visible()

    visitor = window()
    assert visitor.goto("/meetings/workshop-of-the-morrow/").status == 404
    site.manage("shell", "--command", BRING_THE_HOUR.format(title="Workshop of the morrow"))
    expect(visitor.get_by_role("heading", level=1)).to_have_text("This page does not exist")
    with visitor.expect_response(lambda response: response.status == 200, timeout=PUBLISHER_PATIENCE):
        visitor.evaluate("setInterval(() => fetch(location).then(answer => answer.ok && location.reload()), 500)")
    expect(visitor.get_by_role("heading", level=1)).to_have_text("Workshop of the morrow")


def test_a_time_that_comes_twice_is_explained_while_it_is_typed_and_scheduled_with_the_keyboard_alone(editor):
    editor.goto("/admin/pages/")
    editor.get_by_role("link", name=re.compile("Explore child pages of 'Africa-EU")).press("Enter")
    editor.get_by_role("link", name="Privacy", exact=True).press("Enter")
    editor.get_by_role("button", name="Toggle status").press("Enter")
    editor.get_by_role("button", name="Set schedule").press("Enter")
    dialog = editor.get_by_role("dialog")
    go_live, said = dialog.get_by_label("Go live date/time"), dialog.locator(".schedule-zones").first
    go_live.focus()

    editor.keyboard.type("2030-10-27 02:30")
    expect(said).to_contain_text("this time comes twice")
    expect(said).to_contain_text("2030-10-27 02:30 +01:00")
    editor.keyboard.type(" +01:00")
    expect(said).to_have_text("27 October 2030 at 02:30 Europe/Brussels = 01:30 UTC")
    editor.keyboard.press("Tab")
    expect(dialog.get_by_label("Expiry date/time")).to_be_focused()
    expect(go_live).to_have_value("2030-10-27 02:30 +01:00")
    editor.keyboard.press("Tab")
    expect(dialog.get_by_role("button", name="Save schedule")).to_be_focused()
    editor.keyboard.press("Enter")

    hour = "Goes live: 27 October 2030, 02:30 (Europe/Brussels, UTC+01:00) = 01:30 UTC."
    expect(editor.locator(".messages").get_by_text(hour)).to_be_visible()


def test_the_timeline_counts_down_and_shows_by_itself_what_went_live(editor, site):
    site.manage("shell", "--command", SCHEDULE_IN_AN_HOUR)
    editor.clock.install()
    editor.goto("/admin/reports/publishing/")
    row = editor.locator(".timeline-row").filter(has_text="Accessibility")
    expect(row).to_contain_text(re.compile(r"in [56]\d minutes"))
    editor.clock.fast_forward("30:00")
    expect(row).to_contain_text(re.compile(r"in [23]\d minutes"))

    site.manage("shell", "--command", BRING_THE_HOUR.format(title="Accessibility"))
    site.manage("publisher", "--once")
    editor.clock.fast_forward("30:00")
    expect(row).to_contain_text("Went live")


def test_axe_finds_nothing_in_the_timeline_by_day_and_as_a_month(editor):
    for address in ("/admin/reports/publishing/?due_at_from=", "/admin/reports/publishing/month/"):
        editor.goto(address)
        assert violations_wide_and_narrow(editor, ".timeline") == []
