"""What was withdrawn is in lists and search for readers who ask for it, as it was; what is gone or private never."""

import datetime

import pytest

from tests.editorial.taking_down.test_taking_down import take_down, take_member_down
from tests.helpers.factories import hide
from tests.helpers.reading import chips, entries, read, section, words
from tests.helpers.searching import ask

pytestmark = pytest.mark.django_db


def withdrawn(page):
    return [words(link) for link in section(page, "withdrawn").select("a")] if section(page, "withdrawn") else None


def count(page):
    return words(section(page, "withdrawn").select_one(".count"))


@pytest.fixture
def three(admin_client, tree):
    """A meeting and a document that were withdrawn, one published in error, and one that is public."""
    meeting = tree.meeting(
        title="Summit of Tripoli", city="Tripoli", kind="summit", start_date=datetime.date(2006, 11, 22)
    )
    meeting.end_date = datetime.date(2006, 11, 23)
    meeting.save()
    document = tree.document(title="Declaration of Tripoli", date=datetime.date(2006, 11, 23))
    error = tree.meeting(title="Error of Tripoli")
    take_down(admin_client, meeting, why="withdrawn", reason="It was another meeting.")
    take_down(admin_client, document, why="withdrawn", reason="It was replaced.")
    take_down(admin_client, error, why="error", reason="Under embargo.")
    tree.meeting(title="Meeting of Tripoli")
    return meeting, document, error


def test_a_list_has_what_was_withdrawn_only_when_it_is_asked_for_and_says_why(client, tree, three):
    plain, asked = read(client, tree.meetings.url), read(client, f"{tree.meetings.url}?withdrawn=1")

    assert withdrawn(plain) is None
    assert withdrawn(asked) == ["Summit of Tripoli"]
    assert count(asked) == "1"
    assert "It was another meeting." in words(section(asked, "withdrawn"))
    assert entries(asked) == entries(plain) == ["Meeting of Tripoli"]
    assert list(chips(asked)) == ["yes"]
    assert withdrawn(read(client, f"{tree.documents.url}?withdrawn=1")) == ["Declaration of Tripoli"]


def test_it_is_offered_only_where_something_was_withdrawn(admin_client, client, tree):
    tree.meeting(title="Meeting of Tripoli")
    document = tree.document(title="Declaration of Tripoli")
    addresses = [tree.meetings.url, tree.documents.url, "/search/?q=tripoli"]

    assert not any("Include withdrawn" in words(read(client, address).main) for address in addresses)
    take_down(admin_client, document, why="withdrawn", reason="It was replaced.")
    offered = [address for address in addresses if "Include withdrawn" in words(read(client, address).main)]
    assert offered == addresses[1:]


@pytest.mark.parametrize(
    ("query", "found"), [("year=2006", 1), ("kind=summit", 1), ("status=cancelled", 0), ("when=upcoming", 0)]
)
def test_the_filters_of_the_list_limit_it_as_well(client, tree, three, query, found):
    tree.meeting(
        kind="summit", start_date=datetime.date(2006, 1, 1), end_date=datetime.date(2006, 1, 1), status="cancelled"
    )
    page = read(client, f"{tree.meetings.url}?withdrawn=1&{query}")

    assert len(withdrawn(page)) == found


def test_it_is_listed_as_it_was_and_not_as_its_next_draft(client, tree, three):
    meeting = three[0]
    meeting.refresh_from_db()
    meeting.title, meeting.city = "Secret draft", "Valletta"
    meeting.save()

    assert withdrawn(read(client, f"{tree.meetings.url}?withdrawn=1")) == ["Summit of Tripoli"]
    assert ask(client, "Valletta", withdrawn="1")["withdrawn"] == []


def test_what_is_private_or_public_again_is_not_among_it(client, tree, three):
    meeting = three[0]
    meeting.refresh_from_db()
    meeting.get_latest_revision().publish()
    hide(tree.documents)

    assert withdrawn(read(client, f"{tree.meetings.url}?withdrawn=1")) == []
    assert ask(client, "Tripoli", withdrawn="1")["withdrawn"] == []
    assert client.get("/api/v1/withdrawn").json() == []


def test_the_search_finds_it_by_its_words_when_it_is_asked_for(admin_client, client, tree, three):
    plain, asked = read(client, "/search/?q=tripoli"), read(client, "/search/?q=tripoli&withdrawn=1")

    assert withdrawn(plain) is None
    assert "Include withdrawn" in words(plain.main)
    assert withdrawn(asked) == ["Declaration of Tripoli", "Summit of Tripoli"]
    assert count(asked) == "2"
    assert [one["title"] for one in ask(client, '"summit of Tripoli"', withdrawn="1")["withdrawn"]] == [
        "Summit of Tripoli"
    ]
    assert ask(client, "tripoli -summits -declarations", withdrawn="1")["withdrawn"] == []
    assert ask(client, "tripoli")["withdrawn"] == []


def test_the_search_finds_a_member_that_was_withdrawn(admin_client, client, tree):
    member = tree.member("Namibia")
    member.save_revision().publish()
    take_member_down(admin_client, member, why="withdrawn", reason="It has left.")

    (found,) = ask(client, "Namibia", withdrawn="1")["withdrawn"]

    assert (found["title"], found["url"]) == ("Namibia", "http://testserver/members/namibia/")


def test_the_api_lists_it_and_its_search_finds_it_when_asked(client, tree, three):
    listed = client.get("/api/v1/withdrawn").json()
    found = client.get("/api/v1/search?q=tripoli&withdrawn=true").json()["withdrawn"]

    assert listed == found
    assert [one["reason"] for one in listed] == ["It was replaced.", "It was another meeting."]
    assert client.get("/api/v1/search?q=tripoli").json()["withdrawn"] == []


def test_the_switch_is_in_the_readers_language(client, tree, three):
    assert "Inclure ce qui a été retiré" in words(read(client, f"/fr{tree.meetings.url}").main)
    assert "Incluir o que foi retirado" in words(read(client, "/pt/search/?q=tripoli").main)
    assert "إدراج ما سُحب" in words(read(client, f"/ar{tree.meetings.url}").main)
