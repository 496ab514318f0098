"""Feeds are read back by a feed reader."""

import datetime

import feedparser
import pytest
from bs4 import BeautifulSoup

from tests.helpers.factories import MeetingSeriesFactory
from tests.helpers.translations import translated

pytestmark = pytest.mark.django_db
TRICKY = 'Déclaration <de> "Luanda" & إعلان لواندا'


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


def test_a_feed_leads_to_what_it_is_the_feed_of(client, tree):
    member = tree.member("Angola")

    of_list = feedparser.parse(client.get("/fr/meetings/feed.atom?kind=summit").content)
    of_member = feedparser.parse(client.get(f"/members/{member.slug}/feed.atom").content)

    assert of_list.feed.link == "http://localhost/fr/meetings/?kind=summit"
    assert of_member.feed.link == f"http://localhost/members/{member.slug}/"


def test_an_entry_without_a_summary_says_none(client, tree):
    tree.document(title="Luanda", summary="")

    [entry] = feedparser.parse(client.get("/documents/feed.atom").content).entries

    assert "summary" not in entry


def test_a_feed_has_the_filters_of_its_list(client, tree):
    series = MeetingSeriesFactory()
    tree.meeting(title="In it", series=series)
    tree.meeting(title="Not in it")

    feed = client.get(f"/meetings/feed.json?series={series.slug}").json()

    assert [item["title"] for item in feed["items"]] == ["In it"]
    assert (feed["version"], feed["language"]) == ("https://jsonfeed.org/version/1.1", "en")


@pytest.mark.parametrize("form", ["feed.atom", "feed.json", "table.csv", "table.xlsx", "calendar.ics"])
def test_a_filter_that_cannot_be_read_is_refused_in_a_sentence(client, tree, form):
    nul = client.get(f"/meetings/{form}?kind=%00")
    assert (nul.status_code, nul["Content-Type"]) == (400, "text/plain; charset=utf-8")
    for query in ("year=soon", "year=2014&year=2015", "yaer=2014", "page=2"):
        response = client.get(f"/meetings/{form}?{query}")

        assert (response.status_code, response["Content-Type"]) == (400, "text/plain; charset=utf-8")
        assert f"{query.partition('=')[0]}:" in response.content.decode()
    assert client.get(f"/meetings/{form}?utm_source=letter").status_code == 200


@pytest.mark.parametrize(
    ("prefix", "said"),
    [("", "This address contains"), ("fr/", "Cette adresse"), ("pt/", "Este endereço"), ("ar/", "هذا العنوان")],
)
def test_an_address_that_no_database_can_read_is_refused_in_the_language_of_the_feed(client, tree, prefix, said):
    response = client.get(f"/{prefix}meetings/feed.atom?kind=%00")

    assert (response.status_code, response["Content-Type"]) == (400, "text/plain; charset=utf-8")
    assert said in response.content.decode()


def test_a_page_tells_feed_readers_and_calendars_of_the_list_as_it_is_limited(client, tree):
    page = BeautifulSoup(client.get("/meetings/?kind=summit&page=1&utm_source=letter&x=1").content, "html.parser")

    assert [link["href"] for link in page.find_all("link", rel="alternate", type=True)][:4] == [
        "/meetings/calendar.ics?kind=summit",
        "/meetings/deadlines.ics?kind=summit",
        "/meetings/feed.atom?kind=summit",
        "/meetings/feed.json?kind=summit",
    ]


def test_the_forms_and_filters_of_a_list_follow_it_to_the_address_of_its_translation(client, tree):
    translated(tree.home, "fr", title="Partenariat")
    translated(tree.meetings, "fr", title="Réunions", slug="reunions")

    response = client.get("/fr/meetings/calendar.ics?kind=summit")

    assert (response.status_code, response["Location"]) == (302, "/fr/reunions/calendar.ics?kind=summit")
    assert client.get(response["Location"])["Content-Type"].startswith("text/calendar")


@pytest.mark.parametrize("address", ["/feed.atom", "/documents/feed.atom", "/meetings/feed.json", "/members/feed.atom"])
def test_a_feed_takes_as_many_queries_for_ten_entries_as_for_two(client, tree, address, django_assert_max_num_queries):
    counts = []
    for number in range(10):
        tree.document(meeting=tree.meeting()), tree.member(f"State {number}")
        if number in (1, 9):
            client.get(address)
            with django_assert_max_num_queries(90) as queries:
                client.get(address)
            counts.append(len(queries))

    assert counts[0] == counts[1]


def test_a_theme_and_the_overview_have_feeds_of_what_names_them(client, tree):
    theme = tree.theme(title="Mobility")
    tree.document(title="Names it", themes=[theme])
    tree.document(title="Does not")

    of_theme = feedparser.parse(client.get(f"{theme.url}feed.atom").content)
    of_all = feedparser.parse(client.get("/feed.atom").content)

    assert {entry.title for entry in of_theme.entries} == {"Names it", "Mobility"}
    assert {"Names it", "Does not", "Mobility"} <= {entry.title for entry in of_all.entries}


@pytest.mark.parametrize("language", ["", "/fr", "/pt", "/ar"])
def test_the_feed_of_a_member_tells_of_itself_of_the_meetings_it_hosted_and_of_their_documents(client, tree, language):
    angola = tree.member("Angola")
    meeting = tree.meeting(title="Hosted", host=angola)
    tree.document(title="Adopted there", meeting=meeting), tree.member("Benin")
    tree.document(title="Adopted elsewhere", meeting=tree.meeting(host=None))
    angola.note = "It hosted the first meeting."
    angola.save_revision().publish()

    feed = feedparser.parse(client.get(f"{language}/members/angola/feed.atom").content)

    assert [entry.title for entry in feed.entries] == ["Angola", "Adopted there", "Hosted"]  # the latest first
    assert feed.entries[0].link == f"http://localhost{language}/members/angola/"
    assert "It hosted the first meeting." in feed.entries[0].summary


def test_the_feed_of_everything_tells_of_members_as_well(client, tree):
    tree.document(title="Luanda"), tree.member("Angola")

    entries = feedparser.parse(client.get("/feed.atom").content).entries

    assert {"Angola", "Luanda"} <= {entry.title for entry in entries}


def test_a_record_and_a_page_of_the_same_number_are_both_told(client, tree):
    page = tree.document(title="Luanda")
    tree.member("Angola", member__pk=page.pk)

    entries = feedparser.parse(client.get("/feed.atom").content).entries

    assert {"Angola", "Luanda"} <= {entry.title for entry in entries}
