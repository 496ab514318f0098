"""Pages for what is not there and for what failed; they need no database."""

import io
import logging

import pytest
from django.db import OperationalError
from django.db.backends.base.base import BaseDatabaseWrapper
from django.test import Client
from wagtail.models import PageViewRestriction

from mme_site.delivery.error_pages import (
    DatabaseLostFilter,
    form_expired,
    page_not_found,
    permission_denied,
    server_error,
)
from tests.helpers.reading import main, parse, words


@pytest.fixture
def broken_database(monkeypatch):
    """A database that cannot be reached."""

    def refuse(self):
        raise OperationalError("could not connect to server")

    monkeypatch.setattr(BaseDatabaseWrapper, "ensure_connection", refuse)
    monkeypatch.setattr(BaseDatabaseWrapper, "cursor", refuse)


def test_a_page_that_is_not_there_is_said_without_a_database(rf, broken_database):
    page = parse(page_not_found(rf.get("/nowhere/")))

    assert words(page.h1) == "This page does not exist"
    assert page.select_one("form[action='/search/']")
    assert page.find("a", href="/")


@pytest.mark.django_db
def test_a_page_that_is_not_there_has_the_menu_of_the_others(client, tree):
    type(tree.meetings).objects.update(show_in_menus=True)
    page = parse(client.get("/nowhere/"))

    assert page.select_one("header.site nav.menu a")["href"] == tree.meetings.url


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("address", "words_offered"),
    [
        ("/documents/tripoli-declaration-2006/", "tripoli declaration 2006"),
        ("/MME.1559.0.html", "MME 1559 0"),
        ("/files/Joint_Vision%202030.pdf", "Joint Vision 2030"),
        ("/ar/%D8%A7%D9%84%D9%82%D9%85%D8%A9/", "القمة"),
        ("/", ""),
        ("/%3Cscript%3E/", "script"),
    ],
)
def test_a_page_that_is_not_there_offers_to_search_for_the_words_of_its_address(rf, address, words_offered):
    page = parse(page_not_found(rf.get(address)))

    assert page.select_one("#find-again")["value"] == words_offered


def test_a_failure_is_said_without_a_database(rf, broken_database):
    page = parse(server_error(rf.get("/")))

    assert words(page.h1) == "There is a problem with the site"
    assert "Please try again in a few minutes." in main(page)


@pytest.mark.parametrize("address", ["/", "/meetings/", "/search/?q=a", "/media/nothing", "/admin/login/"])
def test_a_visitor_is_told_to_come_again_while_the_database_is_away(broken_database, address):
    response = Client(raise_request_exception=False).get(address)

    assert (response.status_code, response.headers["Retry-After"]) == (503, "10")
    assert "no-store" in response.headers["Cache-Control"]
    assert words(parse(response).h1) == "This page cannot be shown at the moment"
    assert "Nothing that you sent was saved." in main(parse(response))


def test_a_save_that_waits_too_long_for_sqlites_lock_says_why(monkeypatch):
    def locked(self):
        raise OperationalError("database is locked")

    monkeypatch.setattr(BaseDatabaseWrapper, "ensure_connection", locked)
    monkeypatch.setattr(BaseDatabaseWrapper, "cursor", locked)

    response = Client(raise_request_exception=False).post("/admin/login/", {"login": "a", "password": "b"})

    assert (response.status_code, response.headers["Retry-After"]) == (503, "10")
    assert "Many people are saving at this moment" in main(parse(response))


def test_a_database_that_is_away_is_one_line_of_the_log_a_minute_without_a_traceback(broken_database, monkeypatch):
    lines = io.StringIO()
    handler = logging.StreamHandler(lines)
    monkeypatch.setattr(DatabaseLostFilter, "last_line", float("-inf"))
    logger = logging.getLogger("django.request")
    logger.addHandler(handler)
    try:
        for address in ["/", "/meetings/", "/admin/"] * 3:
            Client(raise_request_exception=False).get(address)
    finally:
        logger.removeHandler(handler)

    assert lines.getvalue() == (
        "The database cannot be used; requests that need it get 503: could not connect to server\n"
    )


def test_a_failure_is_said_in_the_language_of_the_address(broken_database):
    response = Client(raise_request_exception=False).get("/fr/")

    assert response.status_code == 503
    assert words(parse(response).h1) == "Cette page ne peut pas être affichée pour le moment"


@pytest.mark.parametrize("address", ["/", "/nowhere/"])
def test_an_answer_about_a_failure_is_as_strict_as_any_other(broken_database, address):
    headers = Client(raise_request_exception=False).get(address).headers

    assert "unsafe" not in headers["Content-Security-Policy"]
    assert headers["X-Content-Type-Options"] == "nosniff"


@pytest.mark.django_db
@pytest.mark.parametrize("address", ["/nowhere/", "/meetings/nowhere/", "/members/nowhere/", "/a/b/c"])
def test_a_visitor_is_told_that_a_page_is_not_there(client, tree, address):
    response = client.get(address, follow=True)

    assert response.status_code == 404
    assert words(parse(response).h1) == "This page does not exist"


@pytest.mark.django_db
def test_a_site_without_any_page_says_so_in_words(client):
    response = client.get("/meetings/")

    assert words(parse(response).h1) == "This page does not exist"


def languages_of(page):
    """Return where the language menu of a page leads, by language."""
    return {link["hreflang"]: link["href"] for link in page.select("nav.languages a")}


@pytest.mark.parametrize("answer", [page_not_found, permission_denied, form_expired, server_error])
def test_every_page_of_an_error_has_the_language_menu_also_without_a_database(rf, broken_database, answer):
    page = parse(answer(rf.get("/nowhere/?a=1")))

    assert languages_of(page) == {code: f"/{code}/nowhere/?a=1" for code in ("fr", "pt", "ar")}


def test_the_menu_of_an_error_leads_to_the_overview_where_an_address_is_the_same_in_all_languages(rf, broken_database):
    assert languages_of(parse(page_not_found(rf.get("/files/1/nothing.pdf"))))["ar"] == "/ar/"


def test_who_waits_for_the_database_can_choose_the_language(broken_database):
    page = parse(Client(raise_request_exception=False).get("/fr/meetings/"))

    assert languages_of(page)["en"] == "/meetings/"


@pytest.mark.django_db
def test_a_form_that_has_expired_is_said_in_the_readers_language(tree):
    page = tree.page(title="About")
    response = Client(enforce_csrf_checks=True).post(f"/fr/report-an-error/?page={page.pk}", {"text": "Wrong"})

    assert response.status_code == 403
    assert words(parse(response).h1) == "Ce formulaire a expiré"
    assert languages_of(parse(response))["en"] == f"/report-an-error/?page={page.pk}"


@pytest.mark.django_db
def test_a_page_with_a_password_asks_for_it_in_the_readers_language_and_tells_nothing_of_itself(client, tree):
    page = tree.page(title="Secret title", slug="secret", summary="Secret summary")
    PageViewRestriction.objects.create(page=page, restriction_type=PageViewRestriction.PASSWORD, password="open")

    asked = client.get("/fr/secret/")

    assert "Secret" not in asked.content.decode().replace(" lang=", "")
    assert words(parse(asked).h1) == "Mot de passe requis"
    assert languages_of(parse(asked))["ar"] == "/ar/secret/"
    form = parse(asked).select_one("form.report")
    sent = {field["name"]: field.get("value", "") for field in form.select("input[name]")} | {"password": "open"}
    assert client.post(form["action"], sent).url.endswith("/fr/secret/")
    assert words(parse(client.get("/fr/secret/")).h1) == "Secret title"


@pytest.mark.parametrize("address", ["/%s?q=%%00", "/%smeetings/%%00/", "/%smeetings/?kind=%%00"])
@pytest.mark.parametrize(
    ("prefix", "title"),
    [
        ("", "This address cannot be read"),
        ("fr/", "Cette adresse ne peut pas être lue"),
        ("pt/", "Este endereço não pode ser lido"),
        ("ar/", "لا يمكن قراءة هذا العنوان"),
    ],
)
def test_an_address_that_no_database_can_read_is_refused_on_a_page_of_the_site(client, tree, address, prefix, title):
    response = client.get(address % prefix)

    page = parse(response)
    assert (response.status_code, page.h1.get_text(strip=True)) == (400, title)
    assert page.select_one("header.site, header") and page.html["lang"] == (prefix[:2] or "en")
    assert "\0" not in response.content.decode()
