"""A second factor is asked for wherever a group needs one, and nobody gets round it."""

import re
import time

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, generate_totp_secret, hotp_value
from django.core.management import call_command
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext
from wagtail.users.models import UserProfile

from mme_site.accounts.adapters import ciphers
from mme_site.accounts.models import SecondFactorRule
from tests.helpers.people import administrator, having_role
from tests.helpers.signing_in import LOCKED, is_in, sign_in

pytestmark = pytest.mark.django_db
SECRET = generate_totp_secret()
CODE = "/admin/access/second-factor/give/"
OWN = "/admin/access/second-factor/"


@pytest.fixture
def app(editor):
    return TOTP.activate(editor, SECRET)


@pytest.fixture
def rule(editor):
    return SecondFactorRule.objects.create(group=editor.groups.get())


def code(secret=SECRET):
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30))


def test_who_has_an_app_is_asked_for_its_code(client, app):
    assert sign_in(client).headers["Location"] == CODE
    assert not is_in(client)

    client.post(CODE, {"code": code()})

    assert is_in(client)


def test_a_wrong_code_opens_nothing_and_ten_lock(client, app):
    sign_in(client)
    for _ in range(10):
        assert "Incorrect code" in client.post(CODE, {"code": "000000"}).text

    assert LOCKED in client.post(CODE, {"code": code()}).text
    assert not is_in(client)


def test_a_code_is_good_once(client, app):
    sign_in(client)
    client.post(CODE, {"code": (used := code())})
    client.logout()
    sign_in(client)

    client.post(CODE, {"code": used})

    assert not is_in(client)


def test_a_recovery_code_stands_for_the_app_once(client, editor, app):
    recovery = RecoveryCodes.activate(editor).get_unused_codes()[0]
    for expected in (True, False):
        sign_in(client)
        client.post(CODE, {"code": recovery})
        assert is_in(client) is expected
        client.logout()


def test_who_needs_a_second_factor_and_has_none_sets_one_up_and_does_nothing_else(client, editor, rule, monkeypatch):
    assert sign_in(client).headers["Location"] == "/admin/"
    for address in ("/admin/", "/admin/account/", "/admin/pages/", "/admin/images/", "/"):
        assert client.get(address).headers["Location"] == OWN
    assert client.get("/admin/", headers={"accept": "application/json"}).status_code == 403

    page = client.get(OWN + "app/activate/")
    monkeypatch.setattr("django.db.transaction.on_commit", lambda function, **_options: function())
    client.post(OWN + "app/activate/", {"code": code(re.search(r'value="([A-Z2-7]{32})"', page.text)[1])})

    assert is_in(client)
    assert Authenticator.objects.filter(user=editor, type="totp").exists()


def test_a_session_from_before_the_rule_ends(client, editor, app):
    client.force_login(editor)
    assert is_in(client)

    SecondFactorRule.objects.create(group=editor.groups.get())

    assert not is_in(client)


def test_a_session_without_the_factor_that_its_person_has_is_ended(client, editor, app, rule):
    editor.refresh_from_db()
    client.force_login(editor)

    assert "Please sign in again" in client.get("/admin/account/", follow=True).text
    assert not is_in(client)


def test_who_joins_a_group_with_the_rule_is_asked(client, editor):
    publishers = having_role("publishers").groups.get()
    SecondFactorRule.objects.create(group=publishers)
    sign_in(client)
    editor.groups.add(publishers)

    sign_in(client)

    assert client.get("/admin/").headers["Location"] == OWN


def test_a_new_password_by_letter_signs_nobody_in(client, editor, app, mailoutbox):
    client.post("/admin/password_reset/", {"email": "amina@example.org"})
    link = next(line for line in mailoutbox[0].body.splitlines() if "/confirm/" in line).strip()
    form = client.get(link, follow=True)
    new = {"new_password1": "a new long password 7", "new_password2": "a new long password 7"}
    client.post(form.redirect_chain[-1][0], new)

    assert not is_in(client)
    assert sign_in(client, password="a new long password 7").headers["Location"] == CODE


def test_a_factor_that_is_needed_cannot_be_taken_off(client, editor, app, rule):
    sign_in(client)
    client.post(CODE, {"code": code()})

    client.post(OWN + "app/deactivate/")

    assert Authenticator.objects.filter(user=editor, type="totp").exists()


def test_taking_a_factor_off_ends_the_other_sessions_and_not_this_one(client, editor, app):
    other = type(client)()
    other.force_login(editor)
    sign_in(client)
    client.post(CODE, {"code": code()})
    assert is_in(client) and is_in(other)

    client.post(OWN + "app/deactivate/")

    assert not Authenticator.objects.exists()
    assert is_in(client) and not is_in(other)


def test_an_administrator_removes_a_lost_factor(client, editor, app):
    client.force_login(administrator())
    assert "Remove the second factors" in client.get(reverse("user_access", args=[editor.pk])).text

    client.post(reverse("user_access", args=[editor.pk]), {"do": "factors"})

    assert not Authenticator.objects.exists()


def test_the_command_removes_a_lost_factor(editor, app, capsys):
    call_command("unlock", "amina", "--second-factor")

    assert not Authenticator.objects.exists()


def test_an_administrator_sets_the_rule_in_the_form_of_a_group(client, editor):
    client.force_login(administrator())
    group = editor.groups.get()
    address = reverse("wagtailusers_groups:edit", args=[group.pk])
    page = client.get(address)
    assert "Members sign in with a second factor" in page.text
    data = {"name": group.name, "second_factor-is_required": "on"}
    data |= dict.fromkeys(re.findall(r'name="([\w-]+-(?:TOTAL|INITIAL)_FORMS)"', page.text), 0)

    client.post(address, data)
    assert SecondFactorRule.objects.filter(group=group).exists()

    client.post(address, {name: value for name, value in data.items() if "second" not in name})
    assert not SecondFactorRule.objects.exists()


def test_secrets_of_apps_are_kept_encrypted_and_survive_a_new_key(app, settings):
    kept = Authenticator.objects.get().data["secret"]
    assert SECRET not in kept

    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = "another key", [settings.SECRET_KEY]

    assert ciphers().decrypt(kept.encode()).decode() == SECRET


@pytest.mark.parametrize("language", ["fr", "pt-pt", "ar"])
def test_the_screens_are_in_the_persons_language(client, editor, language):
    UserProfile.objects.create(user=editor, preferred_language=language)
    client.force_login(editor)
    with translation.override(language):
        words = gettext("Security Keys")

    page = client.get(OWN).text

    assert words != "Security Keys" and words in page
    assert f'dir="{"rtl" if language == "ar" else "ltr"}"' in page
