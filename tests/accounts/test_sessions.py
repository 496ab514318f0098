"""A session has a key of its own, ends, leaves nothing behind, and is in the log without a name."""

import datetime
import logging

import pytest
import time_machine
from django.conf import settings
from django.contrib.sessions.models import Session

from tests.helpers.people import administrator
from tests.helpers.signing_in import PASSWORD, is_in, sign_in

pytestmark = pytest.mark.django_db


def test_each_sign_in_and_each_confirmation_begins_a_session_of_another_key(client, editor):
    keys = []
    for _time in range(2):
        sign_in(client)
        keys.append(client.session.session_key)
        client.post("/admin/logout/")
    sign_in(client)
    keys.append(client.session.session_key)
    client.post("/admin/access/confirm/", {"password": PASSWORD})
    keys.append(client.session.session_key)

    assert len(set(keys)) == 4
    assert {len(key) for key in keys} == {32}  # of 36 letters: 165 random bits
    assert not Session.objects.filter(session_key__in=keys[:-1]).exists()
    assert is_in(client)


def test_a_session_ends_after_two_weeks_whoever_uses_it(client, editor):
    assert settings.SESSION_COOKIE_AGE == 14 * 24 * 3600
    with time_machine.travel("2026-03-01 10:00Z", tick=False) as clock:
        sign_in(client)
        for _day in range(14):
            clock.shift(datetime.timedelta(hours=23))
            assert is_in(client)
        clock.shift(datetime.timedelta(hours=23))

        assert "two weeks" in client.get("/admin/account/", follow=True).text
        assert not is_in(client)


def test_who_signs_out_leaves_nothing_behind(client, editor):
    sign_in(client)
    assert "/admin/logout/" in client.get("/admin/").text
    key = client.session.session_key

    answer = client.post("/admin/logout/")

    assert answer.headers["Clear-Site-Data"] == '"storage"'
    assert not Session.objects.filter(session_key=key).exists()
    client.cookies[settings.SESSION_COOKIE_NAME] = key
    assert not is_in(client)


def test_a_closed_account_is_out_at_once(client, editor):
    sign_in(client)
    editor.is_active = False
    editor.save()

    assert not is_in(client)


def test_who_signs_in_and_who_is_refused_is_in_the_log_without_a_name(client, editor, caplog):
    with caplog.at_level(logging.INFO, "mme_site.accounts"):
        for _time in range(11):
            sign_in(client, password="wrong")
        sign_in(client, name="a password typed as a name", password="wrong", REMOTE_ADDR="203.0.113.9")
        administrator(username="boss").groups.clear()
        client.force_login(editor)
        client.post("/admin/logout/")

    said = [f"{record.levelname} {record.getMessage()}" for record in caplog.records]
    assert said.count(f"WARNING Refused to sign in: account {editor.pk}, wrong password.") == 10
    assert f"WARNING Refused to sign in: account {editor.pk}, too many attempts." in said
    assert "WARNING Refused to sign in: no account, wrong password." in said
    assert f"INFO Signed in: account {editor.pk}." in said
    assert f"INFO Signed out: account {editor.pk}." in said
    assert not [line for line in said if "amina" in line or "typed as" in line or "203.0" in line]
