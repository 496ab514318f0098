"""People come by OpenID Connect, with the roles that their claims say and with nothing more."""

from urllib.parse import parse_qs, urlsplit

import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from django.contrib.auth import get_user_model

from mme_site.accounts.models import SecondFactorRule
from mme_site.editorial.users.models import RoleGroup
from tests.accounts.identity_provider import groups, provider_of_the_site
from tests.helpers.factories import UserFactory
from tests.helpers.signing_in import is_in

pytestmark = pytest.mark.django_db
LOGIN = "/admin/access/oidc/sso/login/"


@pytest.fixture
def provider(settings):
    with provider_of_the_site(settings) as provider:
        yield provider


def come(client):
    """Press the button, and come back from the provider as a browser would."""
    asked = parse_qs(urlsplit(client.post(LOGIN).headers["Location"]).query)
    return client.get(LOGIN + "callback/", {"code": "c", "state": asked["state"][0]})


def test_the_button_is_shown_where_a_provider_is_set(client, provider):
    assert "Ministry" in client.get("/admin/login/").text


def test_no_button_and_no_address_without_a_provider(client):
    assert "oidc" not in client.get("/admin/login/").text
    assert client.post(LOGIN).status_code == 404


def test_who_comes_for_the_first_time_has_an_account_with_the_roles_of_the_claims(client, provider):
    come(client)

    assert is_in(client)
    assert groups() == {"Editors"}
    assert not get_user_model().objects.get(username="kofi").has_usable_password()


def test_who_has_no_role_has_no_account(client, provider):
    provider.claims["groups"] = ["others"]

    come(client)

    assert not is_in(client)
    assert not get_user_model().objects.filter(username="kofi").exists()


def test_roles_follow_the_claims_at_each_sign_in(client, provider):
    come(client)
    own = RoleGroup.objects.get(role="translators fr").group
    get_user_model().objects.get(username="kofi").groups.add(own)
    provider.claims["groups"] = "mme-publishers"

    come(client)

    assert groups() == {"Publishers", own.name}
    assert is_in(client)


def test_who_lost_every_role_does_not_come_in_again(client, provider):
    come(client)
    client.logout()
    provider.claims["groups"] = []

    come(client)

    assert not is_in(client)


def test_roles_may_be_a_claim_within_a_claim(client, provider, settings):
    settings.OIDC_ROLES_CLAIM = "realm_access.roles"  # as Keycloak has them
    provider.claims["realm_access"] = {"roles": ["mme-publishers"]}

    come(client)

    assert groups() == {"Publishers"}


def test_an_account_that_is_there_is_found_by_its_checked_address(client, provider):
    there = UserFactory(username="k.mensah", email="kofi@example.org")

    come(client)

    assert is_in(client)
    assert there.socialaccount_set.count() == 1
    assert not get_user_model().objects.filter(username="kofi").exists()


def test_an_address_that_the_provider_has_not_checked_opens_no_account(client, provider):
    there = UserFactory(username="k.mensah", email="kofi@example.org")
    provider.claims["email_verified"] = False

    come(client)

    assert not there.socialaccount_set.exists()


def test_a_second_factor_of_the_provider_counts_and_its_absence_too(client, provider):
    SecondFactorRule.objects.create(group=RoleGroup.objects.get(role="editors").group)
    come(client)
    assert client.get("/admin/").headers["Location"] == "/admin/access/second-factor/"
    client.logout()

    provider.claims["amr"] = ["pwd", "mfa"]
    come(client)

    assert is_in(client)


def test_an_answer_that_nobody_asked_for_is_refused_in_words(client, provider):
    response = client.get(LOGIN + "callback/", {"code": "c", "state": "made up"})

    assert response.status_code in (200, 401, 403)
    assert not is_in(client)


@pytest.mark.parametrize("claim", [{"aud": "another site"}, {"iss": "https://evil.example"}, {"exp": 1_600_000_000}])
def test_an_identity_token_for_another_site_of_another_issuer_or_of_yesterday_opens_nothing(client, provider, claim):
    provider.claims |= claim

    come(client)

    assert not is_in(client)
    assert not get_user_model().objects.filter(username="kofi").exists()


def test_an_identity_token_that_somebody_else_has_signed_opens_nothing(client, provider):
    provider.key = ec.generate_private_key(ec.SECP256R1())

    come(client)

    assert not is_in(client)
    assert not get_user_model().objects.filter(username="kofi").exists()


def test_a_provider_that_calls_itself_another_opens_nothing(client, provider):
    provider.issuer = provider.claims["iss"] = "https://evil.example"

    come(client)

    assert not is_in(client)
    assert not get_user_model().objects.filter(username="kofi").exists()


@pytest.mark.parametrize("when", ["the button is pressed", "the person comes back"])
def test_a_provider_that_does_not_answer_is_said_in_words_and_passes(client, provider, when):
    asked = parse_qs(urlsplit(client.post(LOGIN).headers["Location"]).query)
    provider.close()

    if when == "the button is pressed":
        response = client.post(LOGIN, follow=True)
    else:
        response = client.get(LOGIN + "callback/", {"code": "c", "state": asked["state"][0]}, follow=True)

    assert response.status_code in (200, 401, 503)
    assert "try again" in response.text.lower()
    assert not is_in(client)
