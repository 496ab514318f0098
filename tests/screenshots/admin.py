"""Pictures of the admin for docs/EDITORS.md: each shows what one section of it explains."""

import json
import re
import tempfile
from pathlib import Path

from playwright.sync_api import expect

from tests.browser.admin import choose_action, sign_in
from tests.helpers.import_export import workbook
from tests.helpers.pdfs import pdf
from tests.screenshots import public
from tests.screenshots.palette import in_few_colours

FOLDER = public.FOLDER / "admin"
PASSWORD = "a long password for the pictures"
ARRANGE = "from tests.screenshots.state import arrange; arrange({!r})"
WIDTH, HEIGHT = 1280, 800  # pixels
SIDEBAR = 200  # pixels
QUIET = 700  # milliseconds; a panel or a dialog has come to rest
WRITTEN = 3_000  # milliseconds; the checks and the preview have followed what was typed
PICTURES = {}


def shows(name):
    """Register a function that brings a window to what a picture shows, and may return the part of it to keep."""

    def register(bring):
        PICTURES[name] = bring
        return bring

    return register


def take(browser, site):
    """Take every picture of the admin, in order; yield their paths."""
    forms = json.loads(site.manage("shell", "--no-imports", "--command", ARRANGE.format(PASSWORD)))
    context = browser.new_context(
        base_url=site.url, viewport={"width": WIDTH, "height": HEIGHT}, locale="en-GB", reduced_motion="reduce"
    )
    page = context.new_page()
    sign_in(page, "publisher", PASSWORD)
    FOLDER.mkdir(parents=True, exist_ok=True)
    for name, bring in PICTURES.items():
        path = FOLDER / f"{name}.png"
        in_few_colours(page.screenshot(clip=bring(page, forms))).save(path, optimize=True)
        yield path
    context.close()


def part(page, height=HEIGHT, start=SIDEBAR, hidden=0):
    """Give the window a height, and return what a picture shows of it.

    That is all but the menu at its side, which is shown where `start` is 0, and what is `hidden` at its end.
    """
    page.set_viewport_size({"width": WIDTH, "height": height})
    page.wait_for_timeout(QUIET)
    return {"x": start, "y": 0, "width": WIDTH - start, "height": height - hidden}


def go(page, address):
    """Go to an address, and wait until all of it is there."""
    page.set_viewport_size({"width": WIDTH, "height": HEIGHT})
    page.goto(address, wait_until="networkidle")
    page.wait_for_timeout(QUIET)


@shows("desk")
def dashboard(page, forms):
    go(page, "/admin/")
    return part(page, 1130, start=0)


@shows("meeting-form")
def meeting_form(page, forms):
    go(page, f"{forms['summit']}edit/")
    return part(page, 1305)


@shows("checks")
def checks(page, forms):
    go(page, f"{forms['meeting']}edit/")
    page.locator("#id_summary").fill("An example: one day on skills [KG1].")
    page.get_by_role("button", name="Toggle checks").click()
    page.wait_for_timeout(WRITTEN)
    return part(page, 660)


@shows("publish-all-the-same")
def publish_all_the_same(page, forms):
    choose_action(page, "Publish")
    button = page.get_by_role("button", name="Publish all the same")
    expect(button).to_be_visible()
    page.wait_for_timeout(WRITTEN)
    return part(page, 690, hidden=132)


@shows("schedule")
def schedule(page, forms):
    go(page, f"{forms['meeting']}edit/")
    page.get_by_role("button", name="Toggle status").click()
    page.get_by_role("button", name="Set schedule").click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_label("Go live date/time").fill("2027-05-12 15:00")
    expect(dialog.locator(".schedule-zones").first).to_contain_text("UTC")
    dialog.get_by_role("heading").first.click()
    page.wait_for_timeout(QUIET)
    return part(page)


@shows("timeline")
def timeline(page, forms):
    go(page, "/admin/reports/publishing/")
    return part(page)


@shows("preview-of-a-day")
def preview_of_a_day(page, forms):
    go(page, f"{forms['members']}edit/")
    page.get_by_role("button", name="Toggle preview").click()
    page.get_by_label("Preview mode").select_option(label="As of 1 February 2020")
    page.wait_for_timeout(WRITTEN)
    return part(page)


@shows("release")
def release(page, forms):
    go(page, "/admin/releases/")
    page.get_by_label("Name").fill("Example summit")
    page.get_by_label("Name").press("Enter")
    page.wait_for_load_state("networkidle")
    address = page.url
    keys = [forms[name].split("/")[3] for name in ("meeting", "workshop", "declaration")]
    go(page, f"/admin/bulk/wagtailcore/page/put_into_release/?{'&'.join(f'id={key}' for key in keys)}&next=/admin/")
    page.get_by_label("Release", exact=True).select_option(label="Example summit")
    page.get_by_role("button", name="Put them into the release").click()
    go(page, address)
    return part(page, 690)


@shows("site-preview")
def site_preview(page, forms):
    page.get_by_role("link", name="See the site with it").click()
    page.get_by_role("button", name="Make a link").click()
    go(page, page.locator("#address").input_value())
    page.locator(".site-preview summary").click()
    return part(page, 620, start=0)


@shows("import-dry-run")
def import_dry_run(page, forms):
    members = [["Code", "Slug", "Name in English", "Region"]]
    members += [
        [f"X{letter}", f"example-{letter.lower()}", f"Example state {letter}", "africa-west"] for letter in "ABCD"
    ]
    members[2][3], members[3][2] = "the west", None
    periods = [["Code", "Body", "From"], ["XA", "AU", "2030-01-01"], ["XD", "AU", "05/06/2030"]]
    upload(
        page, "/admin/import/", {"members.xlsx": workbook(Members=members, Periods=periods)}, "Show what it would do"
    )
    return part(page, 750)


@shows("many-files")
def many_files(page, forms):
    files = {"tripoli-declaration-2006_pt.pdf": pdf(pages=3), "letter_fr.pdf": pdf()}
    upload(page, "/admin/import/files/", files, "Upload")
    return part(page, 530)


def upload(page, address, files, button):
    """Choose files, given as bytes by their names, and send them."""
    go(page, address)
    with tempfile.TemporaryDirectory() as folder:
        paths = [Path(folder) / name for name in files]
        for path in paths:
            path.write_bytes(files[path.name])
        page.locator("input[type=file]").set_input_files(paths)
        page.get_by_role("button", name=button).click()
        page.wait_for_load_state("networkidle")
    page.wait_for_timeout(QUIET)


@shows("delete")
def delete(page, forms):
    go(page, f"{forms['declaration']}delete/")
    return part(page, 550)


@shows("put-back")
def put_back(page, forms):
    go(page, f"{forms['to delete']}delete/")
    page.get_by_role("button", name="Yes, delete it").click()
    go(page, "/admin/reports/deleted/")
    page.locator("#listing-results a").filter(has_text=re.compile("Example page")).first.click()
    page.wait_for_load_state("networkidle")
    return part(page, 630)


@shows("two-versions")
def two_versions(page, forms):
    go(page, forms["comparison"])
    return part(page, 445)


@shows("shared-draft")
def shared_draft(page, forms):
    workshop = re.search(r"\d+", forms["workshop"])[0]
    go(page, f"/admin/sharing/{workshop}/")
    page.get_by_role("button", name="Make a link").click()
    go(page, page.get_by_label("The address.").input_value())
    return part(page, 640, start=0)
