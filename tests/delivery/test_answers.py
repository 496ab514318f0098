"""What every answer says of itself, and what none does: be read by other sites, list a folder, take what was forged."""

import pytest
from django.test import Client

from mme_site.delivery.plain_answers import SAID, plain_error
from tests.helpers.people import administrator

pytestmark = pytest.mark.django_db
ADDRESSES = (
    *("/", "/meetings/", "/fr/search/?q=a", "/nowhere/", "/robots.txt", "/sitemap.xml", "/opensearch.xml", "/llms.txt"),
    *(
        "/meetings/feed.atom",
        "/meetings/calendar.ics",
        "/meetings/deadlines.ics",
        "/meetings/meetings.csv",
        "/api/v1/meetings",
        "/oai?verb=Identify",
    ),
    *("/health/live", "/admin/", "/admin/login/", "/search/suggestions/?q=me", "/media/images/nothing.png"),
)


def test_every_answer_says_what_it_is_and_in_which_charset(client, tree):
    said = {address: client.get(address).headers["Content-Type"] for address in ADDRESSES}

    texts = {address: kind for address, kind in said.items() if is_text(kind)}
    assert {address: kind for address, kind in texts.items() if "charset=utf-8" not in kind.lower()} == {}
    assert len(texts) > 12


def is_text(kind):
    return kind.startswith("text/") or "xml" in kind


def test_no_answer_is_opened_to_the_scripts_of_other_sites(client, tree):
    client.force_login(administrator())
    for address in ADDRESSES:
        headers = client.get(address, headers={"origin": "https://evil.example"}).headers
        everybody = "*" if address.startswith("/api/") else None  # which knows nobody, whatever cookie comes
        assert headers.get("Access-Control-Allow-Origin") == everybody, address
        assert "Access-Control-Allow-Credentials" not in headers


def test_no_folder_is_listed_and_no_trace_is_answered(client, tree):
    for folder in ("/static/", "/static/core/", "/media/", "/media/images/", "/files/", "/data/package/"):
        assert client.get(folder).status_code == 404, folder
    for address in ("/", "/admin/", "/search/"):
        answer = client.trace(address, headers={"x-secret": "told"})
        assert answer.status_code == 405 and b"told" not in answer.content


def test_what_a_page_says_to_scripts_cannot_end_them(client, tree):
    page = tree.meeting(title="</script><script>alert(1)</script><!--")

    assert "<script>alert" not in client.get(page.get_url()).text


@pytest.mark.parametrize("part", ["login/", "logout/", "account/", "users/new/", "images/add/", "pages/1/delete/"])
def test_a_request_that_changes_something_needs_the_token_of_the_form(part):
    client = Client(enforce_csrf_checks=True)
    client.force_login(administrator())

    assert client.post(f"/admin/{part}", {"a": "b"}).status_code == 403


@pytest.mark.parametrize("status", SAID)
def test_what_the_server_answers_by_itself_has_the_headers_too(settings, status):
    settings.SECURE_HSTS_SECONDS, settings.SECURE_HSTS_INCLUDE_SUBDOMAINS = 63_072_000, True

    headers = dict(plain_error(status)[1])

    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Strict-Transport-Security"] == "max-age=63072000; includeSubDomains"
    assert {"default-src 'none'", "frame-ancestors 'none'"} <= set(headers["Content-Security-Policy"].split("; "))
