"""Who may sign in, how often somebody may try, and what ends a session."""

import datetime
import json

import pytest
import time_machine
from django.core.management import call_command
from django.urls import reverse

from mme_site.accounts.models import SignInAttempts
from mme_site.editorial.users.models import RoleGroup
from tests.helpers.factories import UserFactory
from tests.helpers.people import administrator, having_role
from tests.helpers.reading import parse, words
from tests.helpers.signing_in import LOCKED, PASSWORD, is_in, sign_in

pytestmark = pytest.mark.django_db


def test_a_name_and_its_password_open_the_admin(client, editor):
    response = sign_in(client)
    assert response.headers["Location"] == "/admin/"
    assert is_in(client)


def test_a_wrong_password_is_said_in_words(client, editor):
    response = sign_in(client, password="wrong")

    assert "username and/or password" in response.text
    assert not is_in(client)


def test_after_ten_wrong_passwords_the_right_one_waits_too(client, editor):
    for _ in range(10):
        sign_in(client, password="wrong")

    response = sign_in(client)

    assert LOCKED in response.text and "15 minutes" in response.text
    assert not is_in(client)


def test_an_account_that_does_not_exist_is_locked_in_the_same_words(client):
    for _ in range(10):
        sign_in(client, name="nobody", password="wrong")

    assert LOCKED in sign_in(client, name="nobody").text
    assert "nobody" not in str(list(SignInAttempts.objects.values()))


def test_a_lock_ends_after_a_quarter_of_an_hour(client, editor):
    with time_machine.travel("2026-03-01 10:00Z", tick=False) as clock:
        for _ in range(10):
            sign_in(client, password="wrong")
        clock.shift(datetime.timedelta(minutes=15, seconds=1))

        assert sign_in(client).status_code == 302


def test_one_address_cannot_try_many_accounts(client, editor):
    for number in range(50):
        sign_in(client, name=f"name{number}", password="wrong", REMOTE_ADDR="203.0.113.9")

    assert LOCKED in sign_in(client, REMOTE_ADDR="203.0.113.9").text
    assert sign_in(client, REMOTE_ADDR="203.0.113.10").status_code == 302


def test_who_gets_in_begins_anew(client, editor):
    for _ in range(9):
        sign_in(client, password="wrong")
    sign_in(client)

    assert not SignInAttempts.objects.filter(kind="account").exists()


def test_an_administrator_unlocks_an_account(client, editor):
    for _ in range(10):
        sign_in(client, password="wrong")
    client.force_login(administrator())
    assert "Unlock the account" in client.get(reverse("user_access", args=[editor.pk])).text

    client.post(reverse("user_access", args=[editor.pk]), {"do": "unlock"})

    client.logout()
    assert sign_in(client).status_code == 302


def test_the_command_unlocks_accounts_and_addresses(client, editor, capsys):
    for _ in range(10):
        sign_in(client, password="wrong", REMOTE_ADDR="203.0.113.9")
    call_command("unlock", "amina")
    call_command("unlock", "203.0.113.9")

    assert not SignInAttempts.objects.exists()


def test_letters_for_a_new_password_are_not_sent_without_end(client, editor, mailoutbox):
    for _ in range(6):
        response = client.post("/admin/password_reset/", {"email": "amina@example.org"})

    assert LOCKED in response.text
    assert len(mailoutbox) == 5


def test_no_other_address_takes_a_password_alone(client, editor):
    for address in ("/_util/login/", "/fr/_util/login/"):
        response = client.post(address, {"username": "amina", "password": PASSWORD})
        assert response.headers["Location"].startswith("/admin/login/")
    assert not is_in(client)


def test_nobody_makes_an_account_of_their_own(client):
    assert client.get("/admin/access/sign-up/").headers["Location"] == "/admin/login/"


def test_who_may_not_enter_the_admin_is_not_sent_there_and_back(client, editor):
    editor.groups.clear()

    assert sign_in(client).headers["Location"] == "/"
    assert client.get("/admin/login/?next=/admin/").headers["Location"] == "/"


def test_a_new_password_ends_the_other_sessions(client, editor):
    sign_in(client)
    editor.set_password("another long password for tests")
    editor.save()

    assert not is_in(client)


@pytest.mark.parametrize("change", ["taken", "given", "made superuser", "by the group"])
def test_a_change_of_rights_ends_the_sessions(client, editor, change):
    sign_in(client)
    publishers = RoleGroup.objects.get(role="publishers").group
    if change == "taken":
        editor.groups.clear()
    elif change == "given":
        editor.groups.add(publishers)
    elif change == "by the group":
        publishers.user_set.add(editor)
    else:
        editor.is_superuser = True
        editor.save()

    assert not is_in(client)


def test_a_session_that_nobody_uses_ends(client, editor, settings):
    settings.SESSION_IDLE_MINUTES = 60
    with time_machine.travel("2026-03-01 10:00Z", tick=False) as clock:
        sign_in(client)
        for _ in range(3):
            clock.shift(datetime.timedelta(minutes=50))
            assert is_in(client)
        clock.shift(datetime.timedelta(minutes=61))

        assert "because nothing happened" in client.get("/admin/account/", follow=True).text


def test_an_open_tab_does_not_keep_a_session(client, editor, settings):
    settings.SESSION_IDLE_MINUTES = 60
    with time_machine.travel("2026-03-01 10:00Z", tick=False) as clock:
        sign_in(client)
        for _ in range(2):
            clock.shift(datetime.timedelta(minutes=35))
            client.post("/admin/editing-sessions/1/", headers={"accept": "application/json"})

        assert not is_in(client)


def test_people_see_their_sessions_and_end_the_others(client, editor):
    sign_in(client, headers={"user-agent": "Firefox at home"})
    other = type(client)()
    sign_in(other, headers={"user-agent": "Firefox at work"})
    page = other.get("/admin/access/sessions/").text
    assert "Firefox at home" in page and "Firefox at work" in page

    other.post("/admin/access/sessions/")

    assert is_in(other) and not is_in(client)


def test_an_administrator_ends_every_session_of_somebody(client, editor):
    sign_in(client)
    other = type(client)()
    other.force_login(administrator())

    other.post(reverse("user_access", args=[editor.pk]), {"do": "sessions"})

    assert not is_in(client)


def test_access_of_superusers_is_for_superusers(client):
    boss = administrator()
    client.force_login(having_role("administrators"))

    assert client.get(reverse("user_access", args=[UserFactory().pk])).status_code == 200
    response = client.post(reverse("user_access", args=[boss.pk]), {"do": "sessions"})
    assert response.status_code in (302, 403)
    boss.refresh_from_db()
    assert boss.session_version == 0


def test_editors_do_not_see_the_access_of_others(client, editor):
    client.force_login(editor)

    assert client.get(reverse("user_access", args=[UserFactory().pk])).status_code in (302, 403)


def test_what_the_site_knows_of_a_person_is_exported_without_secrets(client, editor):
    sign_in(client, headers={"user-agent": "Firefox at home"})
    other = type(client)()
    other.force_login(administrator())

    response = other.post(reverse("user_access", args=[editor.pk]), {"do": "export"})

    data = json.loads(response.content)
    assert data["users.User"][0]["email"] == "amina@example.org"
    assert data["groups"] == ["Editors"]
    assert "Firefox at home" in response.text
    assert "password" not in response.text and "session_key" not in response.text


def test_personal_data_are_erased_and_the_work_stays(client, editor, tree):
    tree.home.save_revision(user=editor)
    sign_in(client)
    other = type(client)()
    other.force_login(administrator())

    other.post(reverse("user_access", args=[editor.pk]), {"erase": "amina"})

    editor.refresh_from_db()
    assert (editor.username, editor.email, editor.is_active) == (f"erased-{editor.pk}", "", False)
    assert tree.home.revisions.filter(user=editor).exists()
    assert not is_in(client)


def test_erasing_asks_for_the_name(client, editor):
    client.force_login(administrator())

    client.post(reverse("user_access", args=[editor.pk]), {"erase": "Amina B."})

    editor.refresh_from_db()
    assert editor.username == "amina"


@pytest.mark.parametrize(("asked", "words"), [("fr", "Se connecter"), ("pt", "Iniciar sessão"), ("ar", "تسجيل الدخول")])
def test_the_page_to_sign_in_is_in_the_browsers_language(client, asked, words):
    page = client.get("/admin/login/", headers={"accept-language": asked}).text

    assert words in page
    assert f'dir="{"rtl" if asked == "ar" else "ltr"}"' in page


def test_the_pages_for_signing_in_show_the_sites_own_name_and_mark(client, settings):
    for address in ("/admin/login/", "/admin/access/inactive/"):
        page = parse(client.get(address))

        assert page.select_one("main img")["src"].endswith("mark.svg")
        assert page.select_one(".login-logo") is None
    assert settings.WAGTAIL_SITE_NAME in words(parse(client.get("/admin/login/")).h1)
