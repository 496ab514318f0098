"""Passwords are long, taken as they were typed, hard to guess, and changed by who knows them."""

import datetime
import re

import pytest
import time_machine
from django.conf import global_settings
from django.contrib.auth.hashers import PBKDF2PasswordHasher
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.management import call_command
from wagtail.test.utils.form_data import querydict_from_html

from mme_site.accounts.passwords import WORDS
from mme_site.settings import base
from tests.helpers.people import having_role
from tests.helpers.reading import parse
from tests.helpers.signing_in import PASSWORD, is_in, sign_in
from tests.project.architecture import ROOT

pytestmark = pytest.mark.django_db
ANY_CHARACTERS = "  ééé 漢字 🙂 <b>'\" \\ 000 " + "ab" * 40 + " "


@pytest.fixture
def editor():
    user = having_role("editors", username="amina", email="amina@example.org", first_name="Amina", last_name="Diallo")
    user.set_password(PASSWORD)
    user.save()
    return user


@pytest.mark.parametrize("password", ["", "eleven long", "q1w2e3r4t5y6", "111222tianya", "amina@example.org"])
def test_a_password_is_of_twelve_characters_or_more_and_none_of_the_common_ones(editor, password):
    with pytest.raises(ValidationError):
        validate_password(password, editor)


@pytest.mark.parametrize("password", [ANY_CHARACTERS, "alllettersandnothingelse", "83610462904718356209"])
def test_a_password_may_be_of_any_characters_and_is_taken_as_it_was_typed(client, editor, password):
    validate_password(password, editor)
    editor.set_password(password)
    editor.save()

    for another in (password.swapcase() + "x", password[:-1], password + " "):
        sign_in(client, password=another)
        assert not is_in(client)
    sign_in(client, password=password)
    assert is_in(client)


def change(client, **values):
    form = querydict_from_html(client.get("/admin/account/").text, form_id="w-editor-form")
    for name, value in values.items():
        form[name] = value
    return client.post("/admin/account/", form)


def test_a_password_is_changed_by_who_knows_the_present_one(client, editor):
    sign_in(client)
    new = dict.fromkeys(("password-new_password1", "password-new_password2"), "a new long password 7")

    for present, changed in (("wrong", False), (PASSWORD, True)):
        change(client, **{"password-old_password": present}, **new)
        editor.refresh_from_db()
        assert editor.check_password("a new long password 7") is changed
    assert is_in(client)


def test_fields_for_passwords_hide_what_is_typed_and_take_what_is_pasted(client, editor):
    pages = [client.get("/admin/login/")]
    sign_in(client)
    pages.append(client.get("/admin/account/"))

    fields = [field for page in pages for field in parse(page).select("input[name*=password]")]

    assert len(fields) == 4
    for field in fields:
        assert field["type"] == "password"
        assert field["autocomplete"] in ("current-password", "new-password")
        assert not [name for name in field.attrs if name.startswith("on") or name == "maxlength"]


def test_a_password_does_not_end_with_time(client, editor):
    with time_machine.travel(datetime.datetime.now(datetime.UTC) + datetime.timedelta(days=3650)):
        sign_in(client)
        assert is_in(client)


def test_a_link_for_a_new_password_that_was_changed_or_used_opens_nothing(client, editor, mailoutbox):
    client.post("/admin/password_reset/", {"email": "amina@example.org"})
    link = next(line for line in mailoutbox[0].body.splitlines() if "/confirm/" in line).strip()
    new = {"new_password1": "a new long password 7", "new_password2": "a new long password 7"}

    for wrong in (link.replace("/confirm/", "/confirm/Z"), link[:-3] + "xx/"):
        client.post(client.get(wrong, follow=True).request["PATH_INFO"], new)
        assert not client.login(username="amina", password=new["new_password1"])
    client.post(client.get(link, follow=True).redirect_chain[-1][0], new)
    assert client.login(username="amina", password=new["new_password1"])
    client.logout()
    client.post(client.get(link, follow=True).request["PATH_INFO"], dict.fromkeys(new, "another long password"))
    assert not client.login(username="amina", password="another long password")


@pytest.mark.parametrize(
    "other", ["https://evil.example/", "//evil.example/", "javascript:alert(1)", "/\\evil.example"]
)
def test_signing_in_leads_to_no_other_site(client, editor, other):
    response = client.post("/admin/login/", {"login": "amina", "password": PASSWORD, "next": other})

    assert response.headers["Location"] == "/admin/"


@pytest.mark.parametrize(
    "password", ["AfricaEurope2026!", "Partenariat-Mobilité 1", "www.example.org/admin", "MMEmmeMME-2026"]
)
def test_a_password_of_words_of_this_site_is_refused(settings, password):
    settings.SITE_URL = "https://www.example.org"

    with pytest.raises(ValidationError, match="anybody would try on this site"):
        validate_password(password)


@pytest.mark.parametrize(
    "password",
    ["kx9#Lm2!Qp7%eu", "correct horse europe battery", "migration lanterns under snow", "漢字漢字漢字漢字漢字漢字"],
)
def test_a_password_that_has_such_a_word_beside_others_is_taken(password):
    validate_password(password)


def test_the_words_that_no_password_may_be_made_of_are_written_down():
    written = (ROOT / "SECURITY.md").read_text()

    assert [word for word in WORDS if f"`{word}`" not in written] == []


def test_production_hashes_passwords_slowly():
    assert not hasattr(base, "PASSWORD_HASHERS")
    assert global_settings.PASSWORD_HASHERS[0].endswith(".PBKDF2PasswordHasher")
    assert PBKDF2PasswordHasher.iterations >= 600_000  # what OWASP asks for PBKDF2 with SHA-256


def test_the_first_password_of_an_administrator_opens_nothing_but_the_page_for_another(client, tree, capsys):
    call_command("ensure_administrator")
    first = re.search(r"Password: (\S+)", capsys.readouterr().out)[1]
    sign_in(client, name="admin", password=first)

    for address in ("/admin/", "/admin/pages/", "/"):
        assert client.get(address).headers["Location"] == "/admin/account/"
    assert client.get("/admin/", headers={"accept": "application/json"}).status_code == 403
    assert "was made for you" in client.get("/admin/account/").text
    change(
        client,
        **{"name_email-first_name": "Ada", "name_email-last_name": "Min", "name_email-email": "a@example.org"},
        **{"password-old_password": first, "password-new_password1": PASSWORD, "password-new_password2": PASSWORD},
    )

    assert client.get("/admin/").status_code == 200
