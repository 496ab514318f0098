"""What pages say in the words of schema.org is read back by an RDF processor."""

import datetime
import json

import pytest
from bs4 import BeautifulSoup
from rdflib import Graph, Namespace
from rdflib.namespace import RDF

from meetings.models import DocumentRelation
from tests.helpers.factories import MeetingSeriesFactory

pytestmark = pytest.mark.django_db
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


def test_a_member_is_a_country_with_its_names_and_its_times_in_its_bodies(client, tree):
    tree.member("Angola", from_date=datetime.date(1976, 1, 1), from_precision="year")

    graph, _page = things(client, "/members/angola/")

    [country] = graph.subjects(RDF.type, SCHEMA.Country)
    [role] = graph.objects(country, SCHEMA.memberOf)
    assert text(graph, country, "url") == "http://localhost/members/angola/"
    assert text(graph, role, "startDate") == "1976"
    assert text(graph, graph.value(role, SCHEMA.memberOf), "alternateName") == "AU"


@pytest.mark.parametrize("drawing", ["", "boat"])
def test_one_picture_stands_for_a_shared_page(client, tree, drawing):
    theme = tree.theme(drawing=drawing)

    page = BeautifulSoup(client.get(theme.url).content, "html.parser")

    [picture] = page.find_all("meta", property="og:image")
    assert ("drawings/" in picture["content"]) == bool(drawing)
    assert len(page.find_all("meta", property="og:image:alt")) == 1


def test_a_shared_link_has_a_title_and_a_picture_in_the_language_of_the_page(client, tree):
    meeting = tree.meeting(title="Luanda Summit")
    page = BeautifulSoup(client.get(f"/ar{meeting.url}").content, "html.parser")

    def said(name):
        return page.find("meta", property=f"og:{name}")["content"]

    assert (said("title"), said("locale")[:2]) == ("Luanda Summit", "ar")
    picture = client.get(said("image").removeprefix("http://localhost"))
    assert picture["Content-Type"] == "image/png"
    assert picture.content[:8] == b"\x89PNG\r\n\x1a\n"
