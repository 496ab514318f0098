"""The secretariat's spreadsheet: a dry run with three bad rows, then all 82 members at once."""

import pytest
from playwright.sync_api import expect

from tests.browser.axe import violations_wide_and_narrow
from tests.helpers.import_export import workbook
from tests.helpers.pdfs import pdf

HOW_MANY = 82
PATIENCE_WITH_A_JOB = 60_000  # milliseconds; the worker does it, and the page shows by itself what came of it
COUNT = "from members.models import Member; print(Member.objects.filter(slug__startswith='new-state').count())"
CODES = [f"{first}{chr(65 + place)}" for first in "QXJO" for place in range(26)]  # no member has one of these


def sheets():
    """Return 82 new members of the AU, and their periods, as rows of two sheets."""
    codes = CODES[:HOW_MANY]
    members = [["Code", "Slug", "Name in English", "Name in Arabic", "Region"]]
    members += [[code, f"new-state-{code.lower()}", f"New state {code}", "دولة", "africa-west"] for code in codes]
    return members, [["Code", "Body", "From"], *([code, "AU", "2030-01-01"] for code in codes)]


@pytest.fixture
def choose(editor, tmp_path):
    """Choose a spreadsheet of these sheets in the first step, with the keyboard where there is a choice."""

    def choose_file(members, periods):
        file = tmp_path / "members.xlsx"
        file.write_bytes(workbook(Members=members, Periods=periods))
        editor.get_by_role("link", name="Import and export").click()
        editor.locator("input[type=file]").set_input_files(file)
        editor.get_by_role("button", name="Show what it would do").press("Enter")
        expect(editor.get_by_role("heading", name="Dry run: members.xlsx")).to_be_visible()
        expect(editor.locator("[data-job]")).to_have_count(0, timeout=PATIENCE_WITH_A_JOB)

    editor.goto("/admin/")
    return choose_file


def test_82_members_are_imported_after_three_bad_rows_are_mended(editor, choose, site):
    members, periods = sheets()
    bad, bad_periods = [row[:] for row in members], [row[:] for row in periods]
    bad[5][4], bad[9][2], bad_periods[20][2] = "the west", None, "05/06/2030"
    choose(bad, bad_periods)

    expect(editor.get_by_role("link", name="3 refused")).to_be_visible()
    expect(editor.get_by_role("link", name="79 made")).to_be_visible()
    first = editor.locator(".import-entry--refused")
    expect(first).to_have_count(3)
    expect(first.nth(0)).to_contain_text("Members, row 6, Region: “the west” is none of: Central Africa")
    expect(first.nth(1)).to_contain_text("Members, row 10, Name in English: This field cannot be blank.")
    expect(first.nth(2)).to_contain_text("Periods, row 21, From: “05/06/2030” can be 2030-06-05 or 2030-05-06.")
    expect(editor.get_by_role("button", name="Import all of it")).to_have_count(0)
    assert violations_wide_and_narrow(editor, ".import-export") == []
    editor.get_by_role("link", name="79 made").press("Enter")
    expect(first).to_have_count(0)
    expect(editor.locator(".import-entry--made")).to_have_count(79)
    assert site.manage("shell", "--no-imports", "--command", COUNT).strip() == "0"

    choose(members, periods)
    expect(editor.get_by_role("link", name="82 made")).to_be_visible()
    editor.get_by_role("button", name="Import all of it").press("Enter")
    imported = editor.get_by_role("status").get_by_text("Imported: 82 made, 0 changed.")
    expect(imported).to_be_visible(timeout=PATIENCE_WITH_A_JOB)
    assert violations_wide_and_narrow(editor, ".import-export") == []
    assert site.manage("shell", "--no-imports", "--command", COUNT).strip() == "82"
    editor.get_by_role("link", name="New state QB", exact=True).click()
    expect(editor.get_by_label("Name in English")).to_have_value("New state QB")


def test_axe_finds_nothing_where_a_file_is_chosen(editor):
    editor.goto("/admin/import/")

    assert violations_wide_and_narrow(editor, ".import-export") == []


def test_files_get_their_documents_by_their_names(editor, tmp_path):
    names = ["tripoli-declaration-2006_pt.pdf", "letter_fr.pdf"]
    for number, name in enumerate(names, start=2):
        (tmp_path / name).write_bytes(pdf(pages=number))
    editor.goto("/admin/import/files/")
    assert violations_wide_and_narrow(editor, ".import-export") == []
    editor.locator("input[type=file]").set_input_files([tmp_path / name for name in names])
    editor.get_by_role("button", name="Upload").press("Enter")

    rows = editor.locator(".import-rows tbody tr")
    expect(rows).to_have_count(2)
    expect(rows.nth(0).get_by_label("Language")).to_have_value("pt")
    expect(rows.nth(0)).to_contain_text("Joint Africa-EU Declaration on Migration and Development")
    expect(rows.nth(1).get_by_label("Language")).to_have_value("fr")
    assert violations_wide_and_narrow(editor, ".import-export") == []
    editor.get_by_role("button", name="Add the files to these drafts").press("Enter")
    expect(editor.get_by_text("Development” has a new draft.")).to_be_visible()
    expect(editor.get_by_text("1 file belongs to no document.")).to_be_visible()
