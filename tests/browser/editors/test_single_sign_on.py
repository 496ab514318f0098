"""Somebody comes by single sign-on with a browser, which obeys the policy of the page where people sign in."""

import re

from tests.accounts.test_single_sign_on import groups, provider  # noqa: F401 - the fixture
from tests.browser.site import running_browser


def test_one_button_leads_by_the_provider_into_the_admin_and_no_policy_stands_in_the_way(provider, live_server):  # noqa: F811
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
