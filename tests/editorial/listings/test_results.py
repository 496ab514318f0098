"""The rows of a list alone, as the admin's scripts ask for them when a filter changes."""

import pytest
from django.urls import reverse
from wagtail.models import Site

from home.models import SiteSettings
from tests.helpers.reading import read, words

pytestmark = pytest.mark.django_db
LISTS = [
    *("broken_links", "deleted", "shared_drafts", "facts_to_check", "search_report", "file_texts"),
    "wagtailsnippets_members_member:list",
]


@pytest.mark.parametrize("name", LISTS)
def test_the_rows_of_a_list_are_those_of_its_page(admin_client, tree, name):
    tree.member("Benin")

    assert_is_part(admin_client, reverse(f"{name}_results"), reverse(name))


def test_the_rows_of_a_month_are_those_of_its_page(admin_client, tree):
    month = [2026, 11]

    assert_is_part(
        admin_client, reverse("publishing_month_results", args=month), reverse("publishing_month", args=month)
    )


def test_the_rows_of_the_history_of_a_setting_are_those_of_its_page(admin_client, tree):
    settings = SiteSettings.for_site(Site.objects.get(is_default_site=True))
    settings.save_revision()

    assert_is_part(
        admin_client,
        reverse("setting_history_results_home_sitesettings", args=[settings.pk]),
        f"/admin/settings/home/sitesettings/history/{settings.pk}/",
    )


def assert_is_part(client, rows, page):
    """Assert that what an address gives is a part of a page, and no page of its own."""
    part = read(client, rows)
    assert part.find("html") is None
    assert words(part)
    assert words(part) in words(read(client, page))
