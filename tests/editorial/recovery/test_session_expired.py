"""An editor whose session ends while writing is told so, and can go on."""

import pytest
from django.conf import settings
from django.test import Client

from home.models import StandardPage
from tests.helpers.editing import filled_in
from tests.helpers.factories import UserFactory

pytestmark = pytest.mark.django_db


def autosave(client, page, data):
    """Send a form as Wagtail's autosave does."""
    return client.post(f"/admin/pages/{page.pk}/edit/", data, headers={"Accept": "application/json"})


def test_autosave_says_in_words_that_nobody_is_signed_in(admin_client, tree):
    page = tree.page()
    data = filled_in(admin_client.get(f"/admin/pages/{page.pk}/edit/"), title="Typed")
    admin_client.logout()

    response = autosave(admin_client, page, data)

    assert response.status_code == 403
    assert response.json()["error_message"].startswith("You are signed out. What you typed is still here")


def test_who_signed_in_again_goes_on_with_the_token_of_today(tree):
    client = Client(enforce_csrf_checks=True)
    user = UserFactory(is_superuser=True)
    client.force_login(user)
    page = tree.page()
    data = filled_in(client.get(f"/admin/pages/{page.pk}/edit/"), title="Typed")
    client.get("/admin/logout/")
    client.logout()
    client.get("/admin/login/")
    client.force_login(user)
    token = client.cookies[settings.CSRF_COOKIE_NAME].value  # which the script of the editor puts into the form

    assert autosave(client, page, data).status_code == 403
    assert autosave(client, page, {**data.dict(), "csrfmiddlewaretoken": token}).json()["success"]
    assert StandardPage.objects.get(pk=page.pk).get_latest_revision_as_object().title == "Typed"


def test_who_is_signed_in_and_may_not_is_not_told_to_sign_in(client, tree):
    page = tree.page()
    client.force_login(UserFactory())

    assert b"signed out" not in autosave(client, page, {}).content
