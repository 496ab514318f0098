"""The exported site: pages, files and data that lead to each other without a server, and a search that works there."""

import io
import tracemalloc

import pytest
from bs4 import BeautifulSoup
from django.core.cache import cache
from django.core.management import CommandError, call_command
from django.db import transaction
from django.test import override_settings
from playwright.sync_api import expect

from meetings.models import DocumentFile
from mme_site.opendata.site_export.addresses import Addresses
from mme_site.opendata.site_export.places import file_for, is_wanted, relative
from tests.browser.site import running_browser
from tests.helpers.indexing import bring_up_to_date
from tests.helpers.small_tree import small_partnership
from tests.helpers.translations import translated
from tests.helpers.unchanged import while_nothing_changes
from tests.helpers.uploads import saved_document

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def exported(django_db_setup, django_db_blocker, tmp_path_factory):
    """Export a small site with a translation and a draft, once; return its folder and what was said."""
    folder, said = tmp_path_factory.mktemp("export"), io.StringIO()
    folders = override_settings(DATA_DIR=folder / "data", MEDIA_ROOT=folder / "media")
    with django_db_blocker.unblock(), transaction.atomic(), folders:
        tree = small_partnership()
        meeting = tree.meeting(title="Luanda summit", slug="luanda", host=tree.member("Angola"))
        document = tree.document(title="Déclaration", slug="declaration", meeting=meeting)
        DocumentFile.objects.create(document=document, language="en", file=saved_document())
        translated(meeting, "fr", title="Sommet de Luanda")
        tree.document(title="Study", slug="study", kind="report")
        tree.document(title="Zanzibar", slug="zanzibar", live=False)
        bring_up_to_date()
        with while_nothing_changes():
            call_command("export_site", str(folder / "site"), stdout=said, stderr=said)
        transaction.set_rollback(True)
    cache.clear()
    return folder / "site", said.getvalue()


def page(folder, file):
    return BeautifulSoup((folder / file).read_text(encoding="utf-8"), "html.parser")


def test_the_whole_public_site_is_exported_and_its_links_lead_somewhere(exported):
    folder, said = exported

    assert "links lead nowhere" not in said
    assert "pages and" in said
    files = {file.relative_to(folder).as_posix() for file in folder.rglob("*") if file.is_file()}
    assert {
        "index.html",
        "meetings/luanda/index.html",
        "fr/meetings/luanda/index.html",
        "ar/members/index.html",
    } <= files
    assert {"meetings/luanda/event.ics", "documents/feed.atom", "documents/declaration/citation.bib"} <= files
    assert {"data/package/mme-open-data.zip", "data/index.html", "search/index.html", "sitemap.xml"} <= files
    assert any(file.startswith("files/") and file.endswith(".pdf") for file in files)
    assert b"zanzibar" not in b"".join(
        (folder / file).read_bytes().lower() for file in files if not file.endswith((".png", ".pdf", ".zip", ".xlsx"))
    )

    links = [link["href"] for link in page(folder, "meetings/luanda/index.html").select("main a")]
    assert "../../documents/declaration/index.html" in links
    assert "../../members/angola/index.html" in links
    assert page(folder, "index.html").find("form", role="search")["action"] == "search/index.html"
    links = [link["href"] for link in page(folder, "data/developers/index.html").select("a[href]")]
    assert "http://localhost/api/v1/openapi.json" in links
    assert "sommet de luanda" in (folder / "fr/search/index.js").read_text(encoding="utf-8")
    assert "declaration" in (folder / "search/index.js").read_text(encoding="utf-8")


def test_a_reader_without_a_server_finds_pages_in_their_language_and_direction(exported):
    folder, _said = exported
    with running_browser() as browser:
        page = browser.new_page()
        failed, asked = [], []
        page.on("requestfailed", lambda request: failed.append(request.url))
        page.on("request", lambda request: asked.append(request.url))
        page.goto((folder / "index.html").as_uri())
        page.get_by_role("searchbox").first.fill("luanda")
        page.get_by_role("searchbox").first.press("Enter")
        page.get_by_role("link", name="Luanda summit").first.click()
        expect(page.get_by_role("heading", level=1)).to_have_text("Luanda summit")
        page.locator("nav.languages summary").first.click()
        page.locator('nav.languages a[hreflang="fr"]').first.click()
        expect(page.get_by_role("heading", level=1)).to_have_text("Sommet de Luanda")
        page.goto((folder / "fr/documents/index.html").as_uri())
        page.locator("details.filters summary", has_text="Type").last.click()
        page.get_by_role("link", name="Rapport", exact=True).click()
        expect(page.locator("ul.entries a")).to_have_text("Study")
        page.goto((folder / "members/map/index.html").as_uri())
        assert page.evaluate("document.querySelector('svg use').getBBox().width") > 0
        page.goto((folder / "ar/meetings/index.html").as_uri())

        assert page.evaluate("getComputedStyle(document.body).direction") == "rtl"
        assert failed == []
        assert [url for url in asked if not url.startswith(folder.as_uri())] == []  # nothing from the web, or from /


def test_what_asks_something_of_a_server_leads_to_the_web(exported):
    folder, _said = exported

    assert not (folder / "report-an-error").exists()
    links = [link["href"] for link in page(folder, "fr/meetings/luanda/index.html").select("a[href]")]
    assert any(link.startswith("http://localhost/fr/report-an-error/") for link in links)


@pytest.mark.parametrize(
    ("address", "wanted"),
    [
        ("/documents/?kind=report", True),
        ("/documents/?kind=report&page=2", True),
        ("/documents/?kind=report&theme=diaspora", False),
        ("/members/?as_of=2014-04-02", False),
        ("/members/map/picture/?region=africa-west&version=ab12", True),
        ("/search/?q=luanda", False),
        ("/report-an-error/?page=5", False),
    ],
)
def test_lists_are_exported_as_one_filter_limits_them(address, wanted):
    assert is_wanted(address) is wanted


def test_an_export_overwrites_nothing(tree, tmp_path):
    (tmp_path / "something").write_text("mine")

    with pytest.raises(CommandError, match="is not empty"):
        call_command("export_site", str(tmp_path))


@pytest.mark.parametrize(
    ("address", "file"),
    [
        ("/", "index.html"),
        ("/meetings/?page=2", "meetings/index-page-2.html"),
        ("/files/3/a%20b.pdf", "files/3/a b.pdf"),
        ("/files/3/text", "files/3/text.html"),
    ],
)
def test_an_address_is_a_file(address, file):
    assert file_for(address, "text/html") == file


def test_a_picture_is_a_file_that_a_browser_knows_as_one():
    assert file_for("/members/map/picture/?version=1", "image/svg+xml") == "members/map/picture/index-version-1.svg"


def test_one_file_leads_to_another():
    assert relative("files/a b.pdf", "fr/meetings/index.html", "page=2") == "../../files/a%20b.pdf#page=2"


def test_what_an_export_remembers_of_addresses_takes_no_memory():
    addresses = Addresses()
    tracemalloc.start()
    try:
        for number in range(20_000):
            address = f"/fr/documents/{'long-name-' * 8}{number}/"
            addresses.add([address])
            addresses.write(address, f"{address}index.html", is_page=True)
        grown, _most = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()

    assert addresses.counts() == (20_000, 20_000, 0)
    assert grown < 200_000  # ten bytes for each


def test_each_address_is_taken_once_in_the_order_in_which_it_is_found():
    addresses, taken = Addresses(), []
    addresses.write("/data/package/all.zip", "data/package/all.zip")
    addresses.add(["/", "/members/", "/"])
    for address in addresses.waiting():
        taken.append(address)
        addresses.add(["/members/", "/meetings/", "/data/package/all.zip"])

    assert taken == ["/", "/members/", "/meetings/"]


def test_an_address_that_leads_on_is_the_file_of_where_it_leads():
    addresses = Addresses()
    addresses.add(["/old/"])
    addresses.lead_on("/old/", "/new/")
    addresses.write("/new/", "new/index.html", is_page=True)

    assert addresses.file_of(addresses.followed("/old/")) == "new/index.html"
    assert addresses.followed("/nowhere/") == "/nowhere/"
    assert addresses.file_of("/nowhere/") is None
