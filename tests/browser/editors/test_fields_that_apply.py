"""The form of an editor, as a browser shows it."""

import re

import pytest
from playwright.sync_api import expect


@pytest.fixture
def form(window, site):
    """A window in which the administrator has signed in; nothing done in it breaks the admin's policy."""
    page = window()
    refused = []
    page.on("console", lambda message: refused.append(message.text) if "Content Security" in message.text else None)
    page.goto("/admin/")
    page.get_by_label("Username").fill("admin")
    page.get_by_label("Password").fill(site.password)
    page.get_by_role("button", name="Sign in").click()
    expect(page.get_by_role("link", name="Images", exact=True)).to_be_visible()
    yield page
    assert refused == []


def test_only_the_fields_that_apply_are_shown(form):
    form.goto("/admin/pages/")
    form.get_by_role("link", name=re.compile("Explore child pages of 'Africa-EU")).click()
    form.get_by_role("link", name="Explore child pages of 'Meetings'").click()
    form.get_by_role("link", name="Add child page").click()

    expect(form.get_by_label("Begins at")).to_be_visible()
    expect(form.get_by_label("Number in the series")).to_be_hidden()
    form.get_by_label("Precision").select_option("month")
    expect(form.get_by_label("Begins at")).to_be_hidden()
