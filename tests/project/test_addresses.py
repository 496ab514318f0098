"""No address of ours stays without a test: the whole suite fails of one that none of its tests asks for.

What is asked for is noted by a middleware of the tests and compared when the suite ends (tests/conftest.py).
"""

import pytest
from django.urls import path
from django.views.generic import TemplateView

from home.models import StandardPage
from mme_site.delivery.robots import robots_txt
from tests.helpers import requested_addresses
from tests.helpers.requested_addresses import our_addresses, routes_of


@pytest.mark.parametrize(
    "address",
    ["robots.txt", "search/", "calendar/<str:token>.ics", "admin/guide/", "members.MemberIndexPage: map_page"],
)
def test_the_addresses_of_our_views_and_of_our_pages_are_found(address):
    assert address in our_addresses()


def test_the_addresses_of_wagtail_are_its_own():
    assert [address for address in our_addresses() if address.startswith("admin/password_reset/confirm")] == []


def test_an_address_of_ours_is_found_and_one_of_another_package_is_not():
    ours, others = path("ours/", robots_txt), path("others/", TemplateView.as_view())

    assert routes_of([ours, others], "below/") == {"below/ours/"}


@pytest.mark.django_db
def test_what_a_test_asks_for_is_noted_without_its_language(client, tree, monkeypatch):
    monkeypatch.setattr(requested_addresses, "requested", noted := set())

    client.get("/fr/search/")
    client.get(tree.members.get_url() + "map/")

    assert {"search/", "members.MemberIndexPage: map_page"} <= noted
    assert StandardPage._meta.label not in noted
