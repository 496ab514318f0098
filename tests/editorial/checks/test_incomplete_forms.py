"""A form that comes in parts is answered in words, and nothing is saved or lost."""

import pytest
from django.urls import reverse

from home.models import SiteSettings
from tests.helpers.editing import draft_of, filled_in
from tests.helpers.reading import parse, words

pytestmark = pytest.mark.django_db


def without(data, *names):
    for name in names:
        del data[name]
    return data


@pytest.mark.parametrize("missing", ["body-count", "sources-TOTAL_FORMS"])
def test_a_page_whose_form_lacks_what_its_script_writes_is_not_saved_and_says_so(admin_client, tree, missing):
    page = tree.page(title="As it was", body=[("paragraph", "<p>Words</p>")])
    address = reverse("wagtailadmin_pages:edit", args=[page.pk])
    data = filled_in(admin_client.get(address), title="Typed")
    if missing == "sources-TOTAL_FORMS":
        address = reverse("wagtailadmin_pages:edit", args=[tree.meeting().pk])
        data = filled_in(admin_client.get(address), title="Typed")

    answer = admin_client.post(address, without(data, missing))

    assert answer.status_code in (200, 400)
    page.refresh_from_db()
    assert (page.title, page.has_unpublished_changes) == ("As it was", False)
    if missing == "body-count":
        assert answer.status_code == 400
        assert "A part of the form did not arrive, and nothing was saved." in words(parse(answer).main)
    else:
        assert "Typed" in answer.content.decode()


def test_autosave_is_told_in_json(admin_client, tree):
    page = tree.page(title="As it was")
    address = reverse("wagtailadmin_pages:edit", args=[page.pk])
    data = without(filled_in(admin_client.get(address), title="Typed"), "body-count")

    answer = admin_client.post(address, data, headers={"accept": "application/json"})

    assert (answer.status_code, answer.json()["success"]) == (400, False)
    assert page.get_latest_revision() is None or draft_of(page)["title"] == "As it was"


def test_a_new_page_and_settings_are_answered_likewise(admin_client, tree):
    new = f"/admin/pages/add/home/standardpage/{tree.home.pk}/"
    setting = admin_client.get("/admin/settings/home/sitesettings/", follow=True)
    addresses = {new: admin_client.get(new), setting.wsgi_request.path: setting}

    for address, opened in addresses.items():
        data = filled_in(opened)
        name = next(key for key in data if key.endswith("-count"))
        assert admin_client.post(address, without(data, name)).status_code == 400
    assert not SiteSettings.objects.exclude(parent_name="").exists()
