"""The admin speaks the language of the account, whatever the browser asks for: also where Wagtail's own views end."""

import pytest
from django.test import Client
from django.utils import timezone
from wagtail.users.models import UserProfile

from mme_site.accounts.middleware import account_language_middleware
from tests.helpers.people import allowed
from tests.helpers.reading import parse, read, words

pytestmark = pytest.mark.django_db


@pytest.fixture
def claire(tree):
    """Somebody whose account is in French and whose browser asks for Portuguese, who may edit nothing but meetings."""
    user = allowed("change", "publish", below=tree.meetings)
    UserProfile.objects.create(user=user, preferred_language="fr")
    client = Client(headers={"accept-language": "pt"})
    client.force_login(user)
    return client


def test_what_is_refused_is_refused_in_it(claire, tree):
    page = parse(claire.get(f"/admin/pages/{tree.documents.pk}/edit/", follow=True))

    assert "Désolé, vous n'avez pas les autorisations" in words(page)
    assert page.html["lang"] == "fr"


def test_pages_that_are_not_wagtails_are_in_it(claire):
    assert read(claire, "/admin/access/second-factor/").html["lang"] == "fr"


def test_it_ends_at_the_admin(claire):
    assert read(claire, "/").html["lang"] == "en"


def test_its_time_zone_goes_with_it_and_ends_with_the_answer(claire, rf, settings):
    UserProfile.objects.update(current_time_zone="Indian/Maldives")
    said = account_language_middleware(lambda _request: timezone.get_current_timezone_name())
    request = rf.get("/admin/access/sessions/")
    request.COOKIES[settings.SESSION_COOKIE_NAME] = "x"
    request.user = UserProfile.objects.get().user

    assert said(request) == "Indian/Maldives"
    assert timezone.get_current_timezone_name() == settings.TIME_ZONE
