"""What stands between a page and the visitor: headers, files, robots."""

import json
import os
import subprocess
import sys
from xml.etree import ElementTree

import pytest
from wagtail.models import Collection, CollectionViewRestriction

from tests.helpers.factories import hide
from tests.helpers.reading import parse
from tests.helpers.uploads import PDF, saved_document, saved_image, using
from tests.project.architecture import ROOT

pytestmark = pytest.mark.django_db


# Headers of the public site


PUBLIC = ["/", "/meetings/", "/members/benin/", "/search/?q=a", "/fr/search/", "/nowhere/", "/robots.txt"]


def directives(response):
    """Return the directives of a response's content security policy."""
    policy = response.headers["Content-Security-Policy"]
    return {name: values for name, *values in (part.split() for part in policy.split(";") if part.strip())}


@pytest.mark.parametrize("address", [*PUBLIC, "/?refused=%00"])
def test_the_public_site_runs_nothing_inline_and_loads_nothing_from_elsewhere(client, tree, address):
    tree.member("Benin")

    policy = directives(client.get(address))

    values = {value for name in policy for value in policy[name] if not value.startswith("'nonce-")}
    assert values == {"'self'", "'none'"}
    assert policy["default-src"] == policy["base-uri"] == ["'none'"]


SAFE_HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "strict-origin-when-cross-origin",
    "X-Frame-Options": "SAMEORIGIN",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=(), browsing-topics=()",
}


@pytest.mark.parametrize("address", [*PUBLIC, "/admin/login/"])
def test_every_page_sends_its_safe_headers(client, tree, address):
    tree.member("Benin")

    sent = client.get(address).headers

    assert {name: sent.get(name) for name in SAFE_HEADERS} == SAFE_HEADERS


def test_a_visitor_gets_no_cookie(client, tree):
    for address in PUBLIC:
        assert not client.get(address).cookies


# Headers of the admin


@pytest.mark.parametrize("address", ["/admin/", "/admin/login/", "/admin/nowhere/"])
def test_the_admin_is_not_indexed(client, tree, address):
    assert client.get(address).headers["X-Robots-Tag"] == "noindex, nofollow"


def test_the_admin_has_a_policy_of_its_own_that_keeps_other_hosts_out(admin_client, tree):
    policy = directives(admin_client.get("/admin/"))

    assert "'unsafe-inline'" in policy["script-src"]
    assert {value for name in policy for value in policy[name] if "//" in value or value in ("*", "https:")} == set()


@pytest.mark.parametrize("address", ["/admin/login/", "/admin/password_reset/"])
def test_the_pages_where_people_sign_in_run_nothing_inline_and_stand_in_no_frame(client, tree, address):
    policy = directives(client.get(address))

    assert {value for name in policy for value in policy[name]} == {"'none'", "'self'", "data:"}
    assert policy["default-src"] == policy["frame-ancestors"] == policy["base-uri"] == ["'none'"]
    assert policy["script-src"] == policy["style-src"] == policy["form-action"] == ["'self'"]


def test_a_public_page_is_strict_for_an_editor_who_signed_in_as_well(admin_client, tree):
    assert "unsafe" not in admin_client.get("/").headers["Content-Security-Policy"]


def test_the_bar_of_an_editor_runs_under_the_public_policy(admin_client, tree):
    response = admin_client.get("/")

    allowed = directives(response)["script-src"]
    data = ["text/x-template", "application/json", "application/ld+json"]  # which no browser runs
    inline = parse(response).select("script:not([src])" + "".join(f":not([type='{kind}'])" for kind in data))
    assert response.content.count(b"wagtail-userbar") > 0
    assert [script for script in inline if f"'nonce-{script.get('nonce')}'" not in allowed] == []


# Production


@pytest.fixture(scope="module")
def production():
    """What a process with the production settings answers, without a database, over HTTP and over TLS."""
    asked = """
import json, django
django.setup()
from django.conf import settings
from django.test import Client
plain = Client().get("/robots.txt", headers={"host": "www.example.org"})
secure = Client().get("/robots.txt", headers={"host": "www.example.org"}, secure=True)
other = Client().get("/robots.txt", headers={"host": "evil.example"}, secure=True)
print(json.dumps({
    "plain": [plain.status_code, dict(plain.headers)],
    "secure": [secure.status_code, dict(secure.headers), secure.content.decode()],
    "other": [other.status_code, other.content.decode()],
    "cookies": {
        kind: [getattr(settings, f"{kind}_COOKIE_{part}") for part in ("NAME", "SECURE", "SAMESITE", "PATH", "DOMAIN")]
        for kind in ("SESSION", "CSRF")
    },
    "scripts": [settings.SESSION_COOKIE_HTTPONLY, settings.MESSAGE_STORAGE],
    "debug": settings.DEBUG,
}))
"""
    run = subprocess.run(
        [sys.executable, "-c", asked],
        cwd=ROOT,
        env={
            "PATH": os.environ["PATH"],
            "DJANGO_SETTINGS_MODULE": "mme_site.settings.production",
            "SECRET_KEY": "x" * 60,
            "ALLOWED_HOSTS": "www.example.org",
            "SITE_URL": "https://www.example.org",
            "DATABASE_URL": "postgres://nobody@127.0.0.1:1/none",
        },
        capture_output=True,
        text=True,
        check=True,
    )
    return json.loads(run.stdout)


def test_production_tells_browsers_to_use_tls_for_two_years(production):
    headers = production["secure"][1]

    assert headers["Strict-Transport-Security"] == "max-age=63072000; includeSubDomains; preload"


def test_production_sends_plain_http_to_tls(production):
    status, headers = production["plain"]

    assert (status, headers["Location"]) == (301, "https://www.example.org/robots.txt")


def test_production_keeps_its_cookies_from_plain_http_and_from_scripts(production):
    of_this_host = [True, "Lax", "/", None]
    assert production["cookies"]["SESSION"] == ["__Host-sessionid", *of_this_host]
    assert production["cookies"]["CSRF"] == ["__Host-csrftoken", *of_this_host]
    assert production["scripts"] == [True, "django.contrib.messages.storage.session.SessionStorage"]


def test_production_shows_nobody_its_insides(production):
    assert production["debug"] is False


def test_production_answers_its_own_name_only(production):
    status, content = production["other"]

    assert status == 400
    assert "Sitemap" not in content


def test_production_names_its_public_address_to_robots(production):
    assert "Sitemap: https://www.example.org/sitemap.xml" in production["secure"][2]


# Pictures


def test_a_rendition_is_kept_by_a_reader_for_a_year_and_asked_for_again_by_a_cache_between(client, tree):
    image = saved_image()
    tree.page(body=using(image))

    response = client.get(image.get_rendition("width-100").url)

    assert response.headers["Content-Type"] == "image/png"
    assert b"".join(response.streaming_content).startswith(b"\x89PNG")
    assert set(response.headers["Cache-Control"].split(", ")) == {
        "max-age=31536000",
        "s-maxage=0",
        "public",
        "immutable",
    }
    assert "Cookie" not in response.headers["Vary"]


def test_a_rendition_that_is_not_there_is_not_kept(client, db):
    response = client.get("/media/images/nothing.png")

    assert response.status_code == 404
    assert response.headers["Cache-Control"] == "no-store"


def test_the_picture_as_it_was_uploaded_has_no_address(client):
    image = saved_image()

    assert client.get(f"/media/{image.file.name}").status_code == 404


def test_a_file_has_no_address_around_the_question_who_may_read_it(client):
    document = saved_document()

    assert client.get(f"/media/{document.file.name}").status_code == 404


@pytest.mark.parametrize(
    "path",
    [
        "images/../{file}",
        "images/%2e%2e/{file}",
        "images/..%2f{file}",
        "images/./../{file}",
        "images//../{file}",
        "images/..\\{file}",
        "./{file}",
        "/{file}",
        "images/../../mme.sqlite3",
        "images/%2e%2e/%2e%2e/%2e%2e/%2e%2e/%2e%2e/etc/passwd",
        "/etc/passwd",
        "images/",
        "images",
        "",
    ],
)
def test_no_way_leads_from_the_pictures_to_another_file(admin_client, tree, path):
    image, document = saved_image(), saved_document()
    image.get_rendition("width-100")
    tree.page(body=using(image, document))

    response = admin_client.get("/media/" + path.format(file=document.file.name), follow=True)

    assert response.status_code == 404


# Files


@pytest.fixture
def public_document(tree):
    """A file that a public page links to."""
    document = saved_document()
    tree.page(body=using(document))
    return document


@pytest.fixture
def private_document(tree):
    """The same, in a collection that only those may read who sign in."""
    collection = Collection.get_first_root_node().add_child(name="Private")
    CollectionViewRestriction.objects.create(collection=collection, restriction_type=CollectionViewRestriction.LOGIN)
    document = saved_document(collection=collection)
    tree.page(slug="with-private-file", body=using(document))
    return document


def test_a_public_file_is_served_to_everybody(client, public_document):
    response = client.get(public_document.url)

    assert response.headers["Content-Type"] == "application/pdf"
    assert b"".join(response.streaming_content) == PDF


def test_a_public_file_may_be_kept_if_it_is_asked_for_again_each_time(client, public_document):
    first = client.get(public_document.url)
    again = client.get(public_document.url, headers={"if-none-match": first.headers["ETag"]})
    by_time = client.get(public_document.url, headers={"if-modified-since": first.headers["Last-Modified"]})

    assert [response.status_code for response in (first, again, by_time)] == [200, 304, 304]
    assert {response.headers["Cache-Control"] for response in (first, again, by_time)} == {"public, no-cache"}


def test_a_file_can_run_nothing(client, public_document):
    headers = client.get(public_document.url).headers

    assert headers["Content-Security-Policy"] == "default-src 'none'"
    assert headers["X-Content-Type-Options"] == "nosniff"


def test_a_file_of_a_private_collection_is_refused_to_a_visitor(client, private_document):
    response = client.get(private_document.url)

    assert response.status_code == 302
    assert "login" in response.headers["Location"]


def test_a_file_of_a_private_collection_is_served_to_those_who_sign_in_and_kept_by_nobody(
    admin_client, private_document
):
    response = admin_client.get(private_document.url)

    assert b"".join(response.streaming_content) == PDF
    assert "no-store" in response.headers["Cache-Control"]


def test_a_text_does_not_tell_the_name_of_a_file_of_a_private_collection(client, private_document):
    page = client.get("/with-private-file/").content.decode()

    assert "the file" in page
    assert private_document.filename not in page


@pytest.mark.parametrize("address", ["/files/{pk}/other.pdf", "/files/{more}/declaration.pdf", "/files/٣/a.pdf"])
def test_a_file_is_not_served_at_another_address(client, public_document, address):
    assert client.get(address.format(pk=public_document.pk, more=10**30)).status_code == 404


# Robots


def test_robots_are_kept_out_of_the_admin_and_the_search(client, tree):
    lines = client.get("/robots.txt").content.decode().splitlines()

    assert lines[:3] == ["User-agent: *", "Disallow: /admin/", "Disallow: /search/"]


def test_the_sitemap_names_what_is_public_and_nothing_else(client, tree):
    tree.meeting(slug="public")
    tree.meeting(slug="draft", live=False)
    hide(tree.meeting(slug="private"))
    about = tree.page(slug="about")
    tree.page(parent=about, slug="below")
    hide(about)

    sitemap = ElementTree.fromstring(client.get("/sitemap.xml").content)
    addresses = [entry.text for entry in sitemap.iter("{http://www.sitemaps.org/schemas/sitemap/0.9}loc")]

    assert sorted(addresses) == [
        "http://localhost/",
        "http://localhost/current-focus/",
        "http://localhost/documents/",
        "http://localhost/meetings/",
        "http://localhost/meetings/public/",
        "http://localhost/meetings/timeline/",
        "http://localhost/members/",
        "http://localhost/members/changes/",
        "http://localhost/members/map/",
    ]


def test_the_results_of_a_search_are_not_indexed(client, tree):
    assert parse(client.get("/search/?q=a")).select_one("meta[name=robots]")["content"] == "noindex"
