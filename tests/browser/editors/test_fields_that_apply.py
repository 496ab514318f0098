"""The form of an editor, as a browser shows it."""

import re

from playwright.sync_api import expect


def test_only_the_fields_that_apply_are_shown(editor):
    editor.goto("/admin/pages/")
    editor.get_by_role("link", name=re.compile("Explore child pages of 'Africa-EU")).click()
    editor.get_by_role("link", name="Explore child pages of 'Meetings'").click()
    editor.get_by_role("link", name="Add child page").click()

    expect(editor.get_by_label("Begins at")).to_be_visible()
    expect(editor.get_by_label("Number in the series")).to_be_hidden()
    editor.get_by_label("Precision").select_option("month")
    expect(editor.get_by_label("Begins at")).to_be_hidden()
