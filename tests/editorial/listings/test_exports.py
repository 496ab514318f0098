"""No export of the admin, Wagtail's own included, writes a cell that a spreadsheet takes for a formula."""

import pytest
from django.urls import get_resolver
from django.utils import translation
from wagtail.admin.views.mixins import SpreadsheetExportMixin

from mme_site.core.formulas import unescape_formula
from mme_site.editorial.listings.columns import schedules_text
from mme_site.editorial.listings.reading import read_schedules
from tests.helpers.people import administrator
from tests.helpers.scheduling import HOUR, expiring, in_an_hour, schedule

FORMULAS = ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "'=1"]


def export_views():
    """Return every view that exports, of the site and of what it is built on; the addresses import them."""
    assert get_resolver().url_patterns
    found, new = set(), {SpreadsheetExportMixin}
    while new := {below for view in new for below in view.__subclasses__()} - found:
        found |= new
    return sorted(found, key=str)


@pytest.mark.parametrize("text", FORMULAS)
def test_no_view_writes_a_formula(text):
    views = export_views()
    assert len(views) > 15  # reports, lists and indexes
    for view in views:
        cell = view.preprocess_field_value(view(), "title", text, "csv")
        assert cell == f"'{text}", view
        assert unescape_formula(cell) == text


@pytest.mark.django_db
def test_a_report_of_wagtails_own_exports_no_formula(admin_client, tree):
    tree.page(title="=HYPERLINK(1)")

    lines = b"".join(admin_client.get("/admin/reports/aging-pages/?export=csv").streaming_content).decode()

    assert "'=HYPERLINK(1)" in lines
    assert "\n=HYPERLINK" not in lines


@pytest.mark.django_db
def test_two_schedules_of_a_row_are_told_apart_as_the_readers_language_does(tree):
    page, hour = tree.page(), in_an_hour()
    expiring(page, hour + HOUR)
    schedule(page, hour, expire_at=hour + HOUR)
    read_schedules([page], administrator())

    for language, sign in (("en", "; "), ("fr", "\u00a0; "), ("ar", "\u061b ")):
        with translation.override(language):
            assert len(schedules_text(page).split(sign)) == 2
