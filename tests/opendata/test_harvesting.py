"""The site is harvested by OAI-PMH with a client of others; its answers and its sitemap hold to their schemas."""

from functools import cache
from pathlib import Path
from urllib.parse import parse_qs, urlsplit
from xml.etree import ElementTree

import pytest
import xmlschema
from sickle import Sickle, oaiexceptions

from mme_site.opendata import oai
from mme_site.opendata.changes import notice_changes
from mme_site.opendata.models import PublicRecord
from mme_site.pages.sitemap import PublicPageSitemap
from tests.helpers.factories import Tree, hide
from tests.helpers.translations import translated

pytestmark = pytest.mark.django_db
SCHEMAS = Path(__file__).parents[1] / "data"
XSD = SCHEMAS / "sitemap.xsd"
HOST = "oai:localhost:"


@cache
def schema_of_the_protocol():
    """The schema of the answers, and of the records in them."""
    schema = xmlschema.XMLSchema(SCHEMAS / "oai-pmh.xsd", build=False)
    schema.add_schema(SCHEMAS / "oai-dc.xsd", build=True)
    return schema


def valid(response):
    """Return the content of an answer that holds to the schema of the protocol."""
    schema_of_the_protocol().validate(response.content.decode())
    return response.content


class FromClient:
    """What the harvester gets from the web, taken from the test's client."""

    encoding = "utf-8"

    def __init__(self, response):
        assert response.status_code == 200
        self.content, self.text = valid(response), response.content.decode()

    def raise_for_status(self):
        return None


@pytest.fixture
def harvester(client, monkeypatch):
    sickle = Sickle("http://localhost/oai")
    monkeypatch.setattr(sickle, "_request", lambda kwargs: FromClient(client.get("/oai", kwargs)))
    return sickle


def identifiers(records):
    return [record.header.identifier.removeprefix(HOST) for record in records]


def test_the_site_says_what_it_keeps(harvester, tree):
    found = harvester.Identify()

    assert (found.protocolVersion, found.deletedRecord, found.granularity) == (
        "2.0",
        "persistent",
        "YYYY-MM-DDThh:mm:ssZ",
    )
    assert [form.metadataPrefix for form in harvester.ListMetadataFormats()] == ["oai_dc"]


def test_a_record_is_dublin_core_with_names_points_and_sources(harvester, tree):
    meeting = tree.meeting(title="Luanda summit")
    document = tree.document(title="Erklärung & إعلان", meeting=meeting, symbol="EX.CL/1", body_responsible="A summit")
    notice_changes()

    found = harvester.GetRecord(identifier=f"{HOST}d/{document.pk}", metadataPrefix="oai_dc").metadata

    assert (found["title"], found["creator"], found["date"]) == (["Erklärung & إعلان"], ["A summit"], ["2014-04-03"])
    assert f"http://localhost/d/{document.pk}" in found["identifier"]
    assert found["relation"] == [f"http://localhost{meeting.url}"]


def test_all_records_are_harvested_in_parts(harvester, tree, monkeypatch):
    monkeypatch.setattr(oai, "RECORDS_AT_ONCE", 3)
    documents = [tree.document() for _number in range(7)]
    notice_changes()

    records = identifiers(harvester.ListRecords(metadataPrefix="oai_dc", set="documents"))

    assert records == [f"d/{document.pk}" for document in documents]
    assert len(identifiers_of(harvester)) == 7


def identifiers_of(harvester, **asked):
    heads = harvester.ListIdentifiers(metadataPrefix="oai_dc", **asked)
    return [head.identifier.removeprefix(HOST) for head in heads]


def test_sets_are_kinds_and_languages(harvester, tree):
    report, other = tree.document(kind="report"), tree.document()
    meeting = tree.meeting(kind="technical")
    translated(report, "fr", title="Rapport")
    notice_changes()

    assert {"meetings", "documents", "documents:report", "language:fr"} <= {one.setSpec for one in harvester.ListSets()}
    assert identifiers_of(harvester, set="documents:report") == [f"d/{report.pk}"]
    assert identifiers_of(harvester, set="language:fr") == [f"d/{report.pk}"]
    assert identifiers_of(harvester, set="meetings") == [f"m/{meeting.pk}"]
    assert f"d/{other.pk}" in identifiers_of(harvester, set="documents")


@pytest.mark.parametrize("take_away", ["unpublish", "delete", "hide"])
def test_what_is_public_no_more_is_told_as_deleted_and_nothing_of_it_but_its_number(harvester, client, tree, take_away):
    document = tree.document(title="Zanzibar")
    number = document.pk
    notice_changes()
    hide(document) if take_away == "hide" else getattr(document, take_away)()

    def answer():
        asked = f"/oai?verb=GetRecord&metadataPrefix=oai_dc&identifier={HOST}d/{number}"
        return valid(client.get(asked)).decode()

    at_once = answer()
    notice_changes()

    assert "Zanzibar" not in at_once + answer()
    assert harvester.GetRecord(identifier=f"{HOST}d/{number}", metadataPrefix="oai_dc").deleted


def test_a_record_has_its_words_in_each_language_that_it_is_in(harvester, tree):
    document = tree.document(title="Luanda Declaration", summary="It is agreed.")
    translated(document, "ar", title="إعلان لواندا", summary="اتفق على ذلك.")
    notice_changes()

    record = harvester.GetRecord(identifier=f"{HOST}d/{document.pk}", metadataPrefix="oai_dc")

    lang = "{http://www.w3.org/XML/1998/namespace}lang"
    words = [(element.get(lang), element.text) for element in record.xml.iter() if element.get(lang)]
    assert words == [
        ("en", "Luanda Declaration"),
        ("en", "It is agreed."),
        ("ar", "إعلان لواندا"),
        ("ar", "اتفق على ذلك."),
    ]


def test_every_verb_answers_as_the_schema_has_it_whatever_a_record_says_in_four_languages(harvester, tree, monkeypatch):
    monkeypatch.setattr(oai, "RECORDS_AT_ONCE", 2)
    host, theme = tree.member("Angola"), tree.theme(title="Mobility")
    meeting = tree.meeting(title="Luanda \x0b<summit> & more", summary="]]>", host=host, themes=[theme])
    for kind in ("report", "declaration"):
        document = tree.document(title="إعلان", meeting=meeting, date=meeting.start_date, themes=[theme], kind=kind)
        for language in ("fr", "pt", "ar"):
            translated(document, language, title=f"{language}\x0b\ufffe <b>", summary="Ceci n'est pas & une balise")
    gone = tree.document()
    notice_changes()
    gone.delete()
    notice_changes()

    first = next(harvester.ListRecords(metadataPrefix="oai_dc")).header.identifier
    assert harvester.Identify().deletedRecord == "persistent"
    assert len(list(harvester.ListMetadataFormats(identifier=first))) == 1
    assert len(list(harvester.ListSets())) > 6
    assert len(list(harvester.ListIdentifiers(metadataPrefix="oai_dc"))) == 4
    assert len(list(harvester.ListRecords(metadataPrefix="oai_dc", ignore_deleted=True))) == 3
    assert harvester.GetRecord(identifier=first, metadataPrefix="oai_dc").metadata["title"]


@pytest.mark.parametrize(
    ("sender", "told"),
    [
        ("MME <mme@example.org>", "mme@example.org"),
        ("mme@example.org", "mme@example.org"),
        ("noreply@localhost", "noreply@localhost.invalid"),
    ],
)
def test_whom_to_write_to_is_an_address_as_the_protocol_has_it(harvester, tree, settings, sender, told):
    settings.DEFAULT_FROM_EMAIL = sender

    assert harvester.Identify().adminEmail == told


def test_what_another_partnership_tells_is_no_record_of_this_one(harvester, tree):
    ours = tree.document()
    theirs = Tree(hostname="other.example", slug="other").document()
    notice_changes()

    assert identifiers_of(harvester) == [f"d/{ours.pk}"]
    with pytest.raises(oaiexceptions.IdDoesNotExist):
        harvester.GetRecord(identifier=f"{HOST}d/{theirs.pk}", metadataPrefix="oai_dc")


def test_what_was_never_public_is_no_record(harvester, tree):
    draft = tree.document(live=False)
    notice_changes()

    with pytest.raises(oaiexceptions.IdDoesNotExist):
        harvester.GetRecord(identifier=f"{HOST}d/{draft.pk}", metadataPrefix="oai_dc")


def test_a_change_is_noticed_once(tree):
    document = tree.document()
    notice_changes()
    assert notice_changes() == 0

    document.title = "Another"
    document.save_revision().publish()

    assert (notice_changes(), notice_changes()) == (1, 0)
    assert PublicRecord.objects.get(letter="d", number=document.pk).is_public


@pytest.mark.parametrize(
    ("query", "code"),
    [
        ("", "badVerb"),
        ("verb=Steal", "badVerb"),
        ("verb=Identify&verb=Identify", "badVerb"),
        ("verb=ListRecords", "badArgument"),
        ("verb=Identify&x=1", "badArgument"),
        ("verb=ListRecords&metadataPrefix=marc", "cannotDisseminateFormat"),
        ("verb=ListRecords&metadataPrefix=oai_dc&from=yesterday", "badArgument"),
        ("verb=ListRecords&metadataPrefix=oai_dc&from=9999-12-31&until=2014-04-02T00:00:00Z", "badArgument"),
        ("verb=ListRecords&metadataPrefix=oai_dc&until=9999-12-31", "badArgument"),
        ("verb=ListRecords&metadataPrefix=oai_dc&from=2014-04-02&until=2014-04-02", "noRecordsMatch"),
        ("verb=ListRecords&resumptionToken=after%3Dx", "badResumptionToken"),
        ("verb=ListRecords&resumptionToken=after%3D1%26before%3D1%26evil%3D1", "badResumptionToken"),
        ("verb=ListRecords&resumptionToken=after%3D1%26before%3D1%26set%3Ddocuments:%2500", "badResumptionToken"),
        ("verb=ListRecords&resumptionToken=after%3D1%26before%3D1%26from%3Dyesterday", "badResumptionToken"),
        ("verb=GetRecord&metadataPrefix=oai_dc&identifier=oai:elsewhere:d/1", "idDoesNotExist"),
        ("verb=ListRecords&metadataPrefix=oai_dc&set=%00", "badArgument"),
        ("verb=%00", "badVerb"),
        ("verb=ListRecords&metadataPrefix=oai_dc&set=a+b", "badArgument"),
        ("verb=ListRecords&metadataPrefix=oai_dc&set=documents:", "badArgument"),
        ("verb=ListRecords&metadataPrefix=oai_dc&set=nothing", "noRecordsMatch"),
        ("verb=ListRecords&metadataPrefix=oai+dc", "badArgument"),
        ("verb=ListRecords&resumptionToken=after%3D1%26before%3D1%26set%3Da+b", "badResumptionToken"),
        ("verb=GetRecord&metadataPrefix=oai_dc&identifier=http://[", "idDoesNotExist"),
        ("verb=GetRecord&metadataPrefix=oai_dc&identifier=%23a%23%01إعلان", "idDoesNotExist"),
        ("verb=ListMetadataFormats&identifier=oai:elsewhere:d/1", "idDoesNotExist"),
        ("verb=ListSets&resumptionToken=x", "badResumptionToken"),
    ],
)
def test_a_request_that_cannot_be_answered_gets_the_error_of_the_protocol(client, tree, query, code):
    response = client.get(f"/oai?{query}")

    answer = ElementTree.fromstring(valid(response))
    names = [element.tag.removeprefix(f"{{{oai.OAI}}}") for element in answer]
    assert names == ["responseDate", "request", "error"]  # as the schema of the protocol has it
    assert answer[2].get("code") == code


def test_the_sitemap_names_each_page_in_each_language_with_its_last_change(client, tree):
    document = tree.document(slug="luanda")
    translated(document, "fr", title="Luanda")

    response = client.get("/sitemap.xml")
    found = xmlschema.XMLSchema(XSD).to_dict(response.content.decode())

    places = {url["loc"]: url for url in found["url"]}
    assert {"http://localhost/documents/luanda/", "http://localhost/fr/documents/luanda/"} <= places.keys()
    assert places["http://localhost/documents/luanda/"]["lastmod"]


def test_a_part_of_the_sitemap_and_their_list_take_as_many_queries_however_many_translations_there_are(
    client, tree, monkeypatch, django_assert_max_num_queries
):
    monkeypatch.setattr(PublicPageSitemap, "limit", 9)
    asked = []
    for slug in ("luanda", "tripoli", "malabo"):
        translated(tree.document(slug=slug), "fr", title=slug)
        answers = []
        for address in ("/sitemap.xml", "/sitemap-pages.xml?p=1"):
            with django_assert_max_num_queries(100) as queries:
                answers.append(client.get(address).content.decode())
            asked.append(len(queries))

    assert "http://localhost/fr/documents/luanda/" in answers[1]
    assert asked[-2:] == asked[2:4]


def test_what_is_private_is_asked_once_and_not_of_each_page_of_the_sitemap(client, tree, django_assert_max_num_queries):
    """SQLite walked through all pages for each of them, which took minutes for 100,000."""
    hide(tree.document(slug="secret"))
    with django_assert_max_num_queries(100) as queries:
        answers = [client.get(f"/sitemap{part}.xml").content for part in ("", "-pages")]

    asked = [query["sql"] for query in queries if "wagtailcore_pageviewrestriction" in query["sql"]]
    assert asked
    assert [sql for sql in asked if "EXISTS" in sql] == []
    assert not any(b"secret" in answer for answer in answers)


def test_a_long_sitemap_is_split(client, tree, monkeypatch):
    monkeypatch.setattr(PublicPageSitemap, "limit", 4)
    schema = xmlschema.XMLSchema(XSD)

    parts = schema.to_dict(client.get("/sitemap.xml").content.decode())["sitemap"]
    addresses = [urlsplit(part["loc"]) for part in parts]
    found = [schema.to_dict(client.get(f"{one.path}?{one.query}").content.decode())["url"] for one in addresses]

    assert [parse_qs(one.query).get("p", ["1"]) for one in addresses] == [["1"], ["2"]]
    assert sum(map(len, found)) == 8  # the overview, four lists, the timeline and two views of members
    assert client.get("/sitemap-pages.xml?p=9").status_code == 404
    assert client.get("/sitemap-pages.xml?p=x").status_code == 404
