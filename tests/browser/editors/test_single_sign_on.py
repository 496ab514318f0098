"""Somebody comes by single sign-on with a browser, which obeys the policy of the page where people sign in."""

import re

import pytest

from tests.accounts.identity_provider import groups, provider_of_the_site
from tests.browser.site import running_browser
from tests.helpers.copied_database import copy_of_the_database


@pytest.fixture(scope="module", autouse=True)
def copied_database(django_db_setup, django_db_blocker, tmp_path_factory):
    """What the live server saves is committed, and its tables are emptied afterwards: those of a copy."""
    with django_db_blocker.unblock(), copy_of_the_database(tmp_path_factory.mktemp("copy")):
        yield


@pytest.fixture
def provider(live_server, settings):
    with provider_of_the_site(settings) as provider:
        yield provider


def test_one_button_leads_by_the_provider_into_the_admin_and_no_policy_stands_in_the_way(provider, live_server):
    complaints = []
    with running_browser() as browser:
        page = browser.new_page(base_url=live_server.url.replace("127.0.0.1", "localhost"))
        page.on("console", lambda said: complaints.append(said.text) if "Content Security" in said.text else None)
        page.goto("/admin/login/?next=/admin/account/")
        page.get_by_role("button", name="Ministry").click()
        page.wait_for_url(re.compile("/admin/account/$"))
        assert page.get_by_label("First name").input_value() == "Kofi"

        provider.claims["groups"] = ["others"]
        page.context.clear_cookies()
        page.goto("/admin/login/")
        page.get_by_role("button", name="Ministry").click()
        page.wait_for_load_state()
        page.goto("/admin/account/")
        assert "/admin/login/" in page.url

    assert complaints == []
    assert [path for path, _form in provider.requests if path.startswith("/authorize?")]
    assert groups() == set()
