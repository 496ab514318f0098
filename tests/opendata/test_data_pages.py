"""The pages about the data, in every language, and what readers find on a page to take away."""

import io
import json
import re
import zipfile

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from meetings.models import DocumentFile
from mme_site.opendata.package.build import make_package
from mme_site.pages.reserved_slugs import reserved_slugs
from mme_site.pages.validation.rules import errors_of
from mme_site.pages.validation.subject import Subject
from tests.helpers.factories import MeetingIndexPageFactory
from tests.helpers.reading import read, words
from tests.helpers.translations import translated
from tests.helpers.uploads import saved_document

pytestmark = pytest.mark.django_db
LANGUAGES = pytest.mark.parametrize("prefix", ["", "/fr", "/pt", "/ar"])


@LANGUAGES
def test_people_find_calendars_feeds_tables_and_the_package(client, tree, settings, tmp_path, prefix):
    settings.DATA_DIR = tmp_path
    make_package()

    links = {link["href"] for link in read(client, f"{prefix}/data/").select("main a")}

    assert {
        f"{prefix}/meetings/calendar.ics",
        f"{prefix}/meetings/deadlines.ics",
        f"{prefix}/members/table.xlsx",
        f"{prefix}/feed.atom",
    } <= links
    assert {"/data/package/mme-open-data.zip", f"/data/package/{prefix[1:] or 'en'}/meetings.csv"} <= links
    assert f"{prefix}/data/developers/" in links


@LANGUAGES
def test_developers_find_each_operation_and_each_field_without_another_origin(client, tree, prefix):
    page = read(client, f"{prefix}/data/developers/")

    said = page.main.get_text()
    assert "GET /api/v1/meetings/{number}" in said
    in_french = "Le fuseau IANA de ces heures." in said
    assert (in_french, "The IANA zone of these times." in said) == (prefix == "/fr", prefix == "")
    assert [
        link["href"] for link in page.select("main a") if "//testserver" not in link["href"] and "//" in link["href"]
    ] == []


def test_the_data_page_asks_as_much_for_many_lists_as_for_few(client, tree, django_assert_num_queries):
    client.get("/data/")
    with CaptureQueriesContext(connection) as asked:
        client.get("/data/")
    few = len(asked)
    for number in range(5):
        MeetingIndexPageFactory(parent=tree.home, slug=f"list-{number}")

    client.get("/data/")
    with django_assert_num_queries(few):
        read(client, "/data/")


def test_the_data_page_names_the_lists_in_the_readers_language(client, tree):
    translated(tree.meetings, "fr", title="Réunions")

    names = {words(link): link.get("lang") for link in read(client, "/fr/data/").select(".forms-of-lists dt a")}

    assert names["Réunions"] is None
    assert names[tree.documents.title] == "en"


def test_the_data_page_says_that_the_package_is_being_made(client, tree, settings, tmp_path):
    settings.DATA_DIR = tmp_path

    assert "The package is being made" in read(client, "/data/").main.get_text()


def test_the_files_of_a_meeting_come_together_with_their_checksums(client, tree):
    meeting = tree.meeting(slug="luanda")
    document = tree.document(meeting=meeting, slug="declaration")
    file = saved_document()
    DocumentFile.objects.create(document=document, language="en", file=file)
    DocumentFile.objects.create(
        document=tree.document(meeting=meeting, live=False), language="en", file=saved_document(b"%PDF-1.7 no")
    )

    [described] = client.get("/meetings/luanda/papers.json").json()["files"]
    archive = zipfile.ZipFile(io.BytesIO(b"".join(client.get("/meetings/luanda/papers.zip").streaming_content)))

    assert (described["bytes"], described["sha256"]) == (2048, file.sha256)
    assert archive.namelist() == ["manifest.json", "01-declaration-en.pdf"]
    assert json.loads(archive.read("manifest.json"))["files"] == [described]
    assert read(client, meeting.url).select('a[href="papers.zip"]')


@pytest.mark.parametrize(
    "slug", ["api", "data", "oai", "search", "report-an-error", "fr", "d", "admin", "health", "static"]
)
def test_an_address_of_the_site_itself_is_refused_to_pages_below_the_overview(tree, slug):
    page = tree.page(slug=slug)
    below = tree.page(slug=slug, parent=tree.page(slug="about"))

    assert [problem.field for problem in errors_of(Subject(page), publishing=True)] == ["slug"]
    assert errors_of(Subject(below), publishing=True) == []


def test_the_addresses_of_the_lists_are_no_reserved_slugs():
    assert reserved_slugs().isdisjoint({"meetings", "documents", "members", "about", "current-focus"})


@pytest.mark.parametrize("kind", ["meetings", "documents", "members"])
def test_developers_read_of_every_form_of_a_list(client, tree, kind):
    said = read(client, "/data/developers/").find("th", string=re.compile(f"list of {kind}")).find_parent("tr")
    links = read(client, f"/{kind}/").find_all("link", rel="alternate", type=True)
    names = {link["href"].rpartition("/")[2] for link in links if link["href"].startswith(f"/{kind}/")}

    assert names - {"page.md"} == set(said.code.get_text().split(", "))
