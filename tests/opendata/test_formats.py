"""What the site writes is read back by programs of others: feeds, JSON-LD, spreadsheets, the API, citations."""

import csv
import datetime
import io
import json

import bibtexparser
import feedparser
import openpyxl
import pytest
import rispy
import schemathesis
from bs4 import BeautifulSoup
from django.core.signals import request_finished, request_started
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections
from hypothesis import HealthCheck, given, settings
from openapi_spec_validator import validate
from rdflib import Graph, Namespace
from rdflib.namespace import RDF

from meetings.models import DocumentFile, DocumentRelation, MeetingPoint
from mme_site.core.models import Source
from mme_site.opendata.api import complete_api
from tests.helpers.factories import MeetingSeriesFactory
from tests.helpers.indexing import bring_up_to_date
from tests.helpers.uploads import saved_document
from tests.opendata.addresses import content_of

pytestmark = pytest.mark.django_db
PLAIN = {"Accept-Encoding": "identity"}
SCHEMA = Namespace("https://schema.org/")
TRICKY = 'Déclaration <de> "Luanda" & إعلان لواندا'


def things(client, address):
    """Return what a page says in the words of schema.org, as an RDF processor reads it without a network."""
    page = BeautifulSoup(client.get(address).content, "html.parser")
    data = json.loads(page.find("script", type="application/ld+json").string)
    data["@context"] = {"@vocab": str(SCHEMA)}
    return Graph().parse(data=json.dumps(data), format="json-ld"), page


def text(graph, thing, name):
    value = graph.value(thing, SCHEMA[name])
    return str(value) if value is not None else None


# Feeds


def test_a_feed_reader_finds_new_and_changed_documents_with_stable_ids(client, tree):
    document = tree.document(title=TRICKY, summary="What it says.")

    feed = feedparser.parse(client.get("/documents/feed.atom").content)

    assert not feed.bozo
    [entry] = feed.entries
    assert (entry.title, entry.link) == (TRICKY.replace("&", "&"), "http://localhost" + document.url)
    assert entry.id == f"urn:uuid:{document.translation_key}"
    assert datetime.datetime.fromisoformat(entry.updated) == document.last_published_at
    assert feed.feed.updated == entry.updated


def test_a_feed_names_its_language_and_that_of_each_entry(client, tree):
    tree.document(title="Luanda Declaration")

    feed = feedparser.parse(client.get("/ar/documents/feed.atom").content)

    assert feed.feed.title_detail.language == "ar"
    assert feed.entries[0].title_detail.language == "en"


def test_a_feed_has_the_filters_of_its_list(client, tree):
    series = MeetingSeriesFactory()
    tree.meeting(title="In it", series=series)
    tree.meeting(title="Not in it")

    feed = client.get(f"/meetings/feed.json?series={series.slug}").json()

    assert [item["title"] for item in feed["items"]] == ["In it"]
    assert (feed["version"], feed["language"]) == ("https://jsonfeed.org/version/1.1", "en")


@pytest.mark.parametrize("form", ["feed.atom", "feed.json", "table.csv", "table.xlsx", "calendar.ics"])
def test_a_filter_that_cannot_be_read_is_refused_in_a_sentence(client, tree, form):
    response = client.get(f"/meetings/{form}?year=soon")

    assert (response.status_code, response["Content-Type"]) == (400, "text/plain; charset=utf-8")
    assert b"year:" in response.content


def test_a_page_tells_feed_readers_and_calendars_of_the_list_as_it_is_limited(client, tree):
    page = BeautifulSoup(client.get("/meetings/?kind=summit").content, "html.parser")

    assert [link["href"] for link in page.find_all("link", rel="alternate", type=True)][:3] == [
        "/meetings/calendar.ics?kind=summit",
        "/meetings/feed.atom?kind=summit",
        "/meetings/feed.json?kind=summit",
    ]


def test_a_theme_and_the_overview_have_feeds_of_what_names_them(client, tree):
    theme = tree.theme(title="Mobility")
    tree.document(title="Names it", themes=[theme])
    tree.document(title="Does not")

    of_theme = feedparser.parse(client.get(f"{theme.url}feed.atom").content)
    of_all = feedparser.parse(client.get("/feed.atom").content)

    assert [entry.title for entry in of_theme.entries] == ["Names it"]
    assert {"Names it", "Does not", "Mobility"} <= {entry.title for entry in of_all.entries}


# schema.org


def test_a_meeting_is_an_event_with_its_days_place_series_and_outcome(client, tree):
    host = tree.member("Angola")
    meeting = tree.meeting(
        title=TRICKY,
        city="Luanda",
        host=host,
        series=MeetingSeriesFactory(name_en="Summits"),
        online_url="https://x.example/",
    )
    tree.document(title="Adopted", meeting=meeting)

    graph, _page = things(client, meeting.url)

    [event] = graph.subjects(RDF.type, SCHEMA.Event)
    assert (text(graph, event, "name"), text(graph, event, "startDate")) == (TRICKY, "2014-04-02")
    assert text(graph, event, "eventStatus") == "https://schema.org/EventScheduled"
    assert text(graph, event, "eventAttendanceMode") == "https://schema.org/MixedEventAttendanceMode"
    assert text(graph, graph.value(event, SCHEMA.superEvent), "name") == "Summits"
    assert text(graph, graph.value(event, SCHEMA.workFeatured), "name") == "Adopted"
    [address] = graph.subjects(RDF.type, SCHEMA.PostalAddress)
    assert text(graph, address, "addressLocality") == "Luanda"


def test_a_postponed_meeting_keeps_its_days_as_those_of_before_and_a_cancelled_one_says_so(client, tree):
    postponed, cancelled = tree.meeting(status="postponed"), tree.meeting(status="cancelled")

    graph, _page = things(client, postponed.url)
    [event] = graph.subjects(RDF.type, SCHEMA.Event)
    assert text(graph, event, "eventStatus") == "https://schema.org/EventPostponed"
    assert text(graph, event, "previousStartDate") == "2014-04-02"
    graph, _page = things(client, cancelled.url)
    assert (
        text(graph, next(graph.subjects(RDF.type, SCHEMA.Event)), "eventStatus") == "https://schema.org/EventCancelled"
    )


def test_a_declaration_is_legislation_with_its_date_and_what_it_follows(client, tree):
    earlier = tree.document(title="Earlier")
    document = tree.document(title="Later", symbol="EX.CL/1", body_responsible="A summit")
    DocumentRelation.objects.create(document=document, target=earlier, kind="follows")

    graph, _page = things(client, document.url)

    law = next(one for one in graph.subjects(RDF.type, SCHEMA.Legislation) if text(graph, one, "name") == "Later")
    assert (text(graph, law, "legislationDate"), text(graph, law, "legislationIdentifier")) == ("2014-04-03", "EX.CL/1")
    assert text(graph, graph.value(law, SCHEMA.citation), "name") == "Earlier"


def test_the_overview_says_who_publishes_the_site_and_how_it_is_searched(client, tree):
    graph, _page = things(client, "/")

    [site], [organization] = graph.subjects(RDF.type, SCHEMA.WebSite), graph.subjects(RDF.type, SCHEMA.Organization)
    assert graph.value(site, SCHEMA.publisher) == organization
    [search] = graph.subjects(RDF.type, SCHEMA.EntryPoint)
    assert text(graph, search, "urlTemplate") == "http://testserver/search/?q={search_term_string}"


def test_the_list_of_members_is_a_dataset_and_a_page_says_where_it_stands(client, tree):
    tree.member("Angola")

    graph, _page = things(client, "/members/")

    [data] = graph.subjects(RDF.type, SCHEMA.Dataset)
    assert {text(graph, one, "encodingFormat") for one in graph.objects(data, SCHEMA.distribution)} >= {"text/csv"}
    assert list(graph.subjects(RDF.type, SCHEMA.BreadcrumbList))


def test_a_shared_link_has_a_title_and_a_picture_in_the_language_of_the_page(client, tree):
    meeting = tree.meeting(title="Luanda Summit")
    page = BeautifulSoup(client.get(f"/ar{meeting.url}").content, "html.parser")

    def said(name):
        return page.find("meta", property=f"og:{name}")["content"]

    assert (said("title"), said("locale")[:2]) == ("Luanda Summit", "ar")
    picture = client.get(said("image").removeprefix("http://localhost"))
    assert picture["Content-Type"] == "image/png"
    assert picture.content[:8] == b"\x89PNG\r\n\x1a\n"


# Citations


def test_reference_managers_read_what_a_document_is(client, tree):
    document = tree.document(
        title="Mobility & 50% of {it}", body_responsible="2nd Summit", place="Luanda", slug="luanda"
    )

    [entry] = bibtexparser.parse_string(client.get("/documents/luanda/citation.bib").content.decode()).entries
    [ris] = rispy.loads(client.get("/documents/luanda/citation.ris").content.decode())
    [csl] = json.loads(client.get("/documents/luanda/citation.json").content)

    short = f"http://localhost/d/{document.pk}"
    assert (entry["year"], entry["url"]) == ("2014", short)
    assert (ris["title"], ris["authors"], ris["urls"]) == (document.title, ["2nd Summit"], [short])
    assert (csl["title"], csl["issued"], csl["URL"]) == (document.title, {"date-parts": [[2014, 4, 3]]}, short)


def test_the_head_of_a_document_is_read_by_reference_managers_and_its_links_by_programs(client, tree):
    document = tree.document(title="Luanda", body_responsible="A summit")
    DocumentFile.objects.create(document=document, language="en", file=(file := saved_document()))

    response = client.get(document.url)

    head = {
        meta["name"]: meta["content"]
        for meta in BeautifulSoup(response.content, "html.parser").find_all("meta")
        if meta.get("name")
    }
    assert (head["citation_title"], head["citation_author"]) == ("Luanda", "A summit")
    assert head["citation_pdf_url"] == f"http://testserver{file.url}"
    assert head["DCTERMS.issued"] == "2014-04-03"
    links = response["Link"]
    assert f'<http://localhost/d/{document.pk}>; rel="cite-as"' in links
    assert f'<http://testserver{file.url}>; rel="item"; type="application/pdf"' in links


def test_a_short_address_leads_to_a_page_wherever_it_was_moved(client, tree):
    document = tree.document(slug="before")
    document.slug = "after"
    document.save()

    assert client.get(f"/d/{document.pk}")["Location"] == "http://localhost/documents/after/"
    assert client.get(f"/m/{document.pk}").status_code == 404


# Tables


def test_a_list_as_csv_and_as_a_spreadsheet_has_a_row_for_each_and_no_formula(client, tree):
    tree.document(title='=HYPERLINK("x")', body_responsible="A summit")
    tree.document(title=TRICKY)

    rows = list(
        csv.DictReader(
            io.StringIO(content_of(client.get("/documents/table.csv")).removeprefix("\ufeff").rsplit(" {", 1)[0])
        )
    )
    book = openpyxl.load_workbook(io.BytesIO(b"".join(client.get("/documents/table.xlsx").streaming_content)))

    assert {row["title"] for row in rows} == {'\'=HYPERLINK("x")', TRICKY}
    head, *lines = book.active.iter_rows(values_only=True)
    assert {line[head.index("title")] for line in lines} == {'\'=HYPERLINK("x")', TRICKY}


def test_the_list_of_members_as_csv_is_as_of_the_day_asked_for(client, tree):
    tree.member("Angola", from_date=datetime.date(1976, 2, 12))

    def names(day):
        content = content_of(client.get(f"/members/table.csv?as_of={day}")).removeprefix("\ufeff").rsplit(" {", 1)[0]
        return [row["title"] for row in csv.DictReader(io.StringIO(content))]

    assert (names("1975-01-01"), names("1977-01-01")) == ([], ["Angola"])


# The API


def test_the_description_of_the_api_is_valid_openapi():
    schema = complete_api().get_openapi_schema(path_prefix="api/v1/")

    validate(json.loads(json.dumps(schema, default=str)))
    assert schema["openapi"] == "3.1.0"


def test_a_record_tells_outcomes_sources_and_confidence_in_the_language_asked_for(client, tree):
    meeting = tree.meeting(title="Luanda", confidence="medium", kind="summit")
    point = {"publisher": "A paper", "locale_id": meeting.locale_id}
    MeetingPoint.objects.create(meeting=meeting, text="Leaders agreed.", confidence="medium", **point)
    Source.objects.create(page=meeting, title="A source", says="24 November", disagrees=True)

    response = client.get(f"/api/v1/meetings/{meeting.pk}?language=ar")

    record = response.json()
    assert (record["outcomes"][0]["text"], record["outcomes"][0]["confidence"]) == ("Leaders agreed.", "medium")
    assert (record["sources"][0]["says"], record["confidence"]) == ("24 November", "medium")
    assert (record["language"], record["words_in"], response["Content-Language"]) == ("ar", "en", "ar")
    assert record["kind_name"] == "قمة"


def test_a_list_of_the_api_is_filtered_paged_and_not_sent_twice(client, tree):
    for number in range(3):
        tree.meeting(
            title=f"Summit {number}",
            start_date=datetime.date(2010 + number, 1, 1),
            end_date=datetime.date(2010 + number, 1, 1),
        )
    tree.meeting(kind="technical")

    first = client.get("/api/v1/meetings?kind=summit&page_size=2")
    second = client.get(first.json()["next"])

    titles = [record["title"] for page in (first, second) for record in page.json()["results"]]
    assert (first.json()["count"], titles) == (3, ["Summit 2", "Summit 1", "Summit 0"])
    again = client.get("/api/v1/meetings?kind=summit&page_size=2", headers={"if-none-match": first["ETag"]})
    assert (again.status_code, again.content) == (304, b"")


@pytest.mark.parametrize(
    ("query", "status"),
    [
        ("page=0", 422),
        ("page_size=1000", 422),
        ("language=xx", 422),
        ("year=soon", 422),
        ("page=9", 404),
        ("kind=%00", 400),
    ],
)
def test_what_cannot_be_answered_is_a_problem(client, tree, query, status):
    response = client.get(f"/api/v1/meetings?{query}")

    assert response.status_code == status
    if status != 400:  # which no view is asked for
        assert response["Content-Type"] == "application/problem+json"
        assert response.json()["status"] == status


def test_members_are_those_of_a_day(client, tree):
    tree.member("Angola", from_date=datetime.date(1976, 2, 12))

    assert client.get("/api/v1/members?as_of=1975-01-01").json()["count"] == 0
    [record] = client.get("/api/v1/members?as_of=1977-01-01").json()["results"]
    assert (record["title"], record["body"], record["role"]) == ("Angola", "AU", "member")


def test_the_search_answers_with_what_is_public(client, tree):
    tree.meeting(title="Luanda summit")
    tree.meeting(title="Luanda in secret", live=False)
    bring_up_to_date()

    found = client.get("/api/v1/search?q=luanda").json()

    assert (found["count"], [one["title"] for one in found["results"]]) == (1, ["Luanda summit"])


def test_a_page_of_results_takes_as_many_queries_for_ten_as_for_two(client, tree, django_assert_max_num_queries):
    theme = tree.theme()
    for _number in range(10):
        meeting = tree.meeting(themes=[theme], series=MeetingSeriesFactory())
        tree.document(meeting=meeting, themes=[theme], discussed_at=[meeting])
    for name, most in (("meetings", 20), ("documents", 18), ("themes", 12)):
        client.get(f"/api/v1/{name}")
        counts = []
        for size in (2, 10):
            with django_assert_max_num_queries(most) as queries:
                assert len(client.get(f"/api/v1/{name}?page_size={size}").json()["results"]) in (1, size)
            counts.append(len(queries))
        assert counts[0] == counts[1]


@pytest.fixture
def connection_that_stays():
    """A server closes its connection with each request, and the transaction of the test with it."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


def test_the_api_answers_whatever_it_is_asked_as_it_says_it_does(tree, connection_that_stays):
    tree.meeting(), tree.document(), tree.theme(), tree.page(), tree.member("Angola")
    described = schemathesis.openapi.from_wsgi("/api/v1/openapi.json", get_wsgi_application(), headers=PLAIN)
    few = settings(max_examples=2, deadline=None, database=None, suppress_health_check=list(HealthCheck))

    for operation in described.get_all_operations():
        few(given(case=operation.ok().as_strategy())(ask))()


def ask(case):
    case.call_and_validate(headers=PLAIN)


# Markdown


def test_a_page_as_markdown_says_what_the_page_says(client, tree):
    meeting = tree.meeting(title="Luanda *summit*", summary="What came of it.", city="Luanda")

    said = client.get(f"{meeting.url}page.md")

    assert said["Content-Type"] == "text/markdown; charset=utf-8"
    assert "# Luanda \\*summit\\*" in said.content.decode()
    assert "What came of it." in said.content.decode()


def test_programs_that_read_for_people_are_told_where_to_begin(client, tree):
    said = client.get("/llms.txt").content.decode()

    assert "[Meetings](http://localhost/meetings/page.md)" in said
