"""Series and bodies are results of their own, and lead to the list of their meetings or members."""

import pytest

from meetings.models import MeetingPage, MeetingSeries
from members.models import Body
from tests.helpers.searching import ask

pytestmark = pytest.mark.django_db


@pytest.fixture
def series(tree):
    found = MeetingSeries.objects.create(
        name_en="Nile Process", slug="nile", translations={"fr": {"name": "Processus du Nil"}}
    )
    tree.meeting(title="Conference of ministers", series=found)
    return found


def first(answer):
    return answer["results"][0]["type"], answer["results"][0]["url"]


def test_a_series_leads_to_the_list_of_its_meetings(client, series):
    assert first(ask(client, "Nile Process")) == ("meetingseries", "http://testserver/meetings/?series=nile")
    assert client.get("/meetings/?series=nile").status_code == 200
    assert first(ask(client, "processus du Nil", prefix="/fr")) == (
        "meetingseries",
        "http://testserver/fr/meetings/?series=nile",
    )


def test_its_meetings_come_first_where_they_are_asked_for(client, series, tree):
    tree.meeting(title="A meeting of others about the Nile process")

    assert ask(client, "Nile Process meetings")["results"][0]["title"] == "Conference of ministers"


def test_a_series_without_a_public_meeting_is_no_result(client, series, tree):
    MeetingPage.objects.get(series=series).unpublish()

    assert "meetingseries" not in [result["type"] for result in ask(client, "Nile Process")["results"]]


def test_a_body_leads_to_the_list_of_its_members(client, tree):
    tree.member()
    body = Body.objects.get(code="AU")

    found = first(ask(client, str(body.name_en)))

    assert found == ("body", "http://testserver/members/?body=AU")


def test_a_body_of_which_nothing_is_shown_is_no_result(client, tree):
    Body.objects.create(code="OTHER", name_en="Other Council")

    assert "body" not in [result["type"] for result in ask(client, "Other Council")["results"]]


def test_a_term_of_a_glossary_is_a_result_of_its_own_at_its_place_in_the_glossary(client, tree):
    term = {"term": "brain drain", "abbreviation": "", "also": "human capital flight", "definition": "The able leave."}
    other = {"term": "brain", "abbreviation": "", "also": "", "definition": "What thinks about a drain."}
    tree.page(title="Glossary", body=[("term", other), ("term", term)])

    [found] = ask(client, "human capital flight")["results"]
    both = ask(client, "able brain")["results"]

    assert (found["title"], found["snippet"]) == ("brain drain · human capital flight", "The able leave.")
    assert found["url"].endswith("/glossary/#term-brain-drain")
    assert [result["title"] for result in both] == ["Glossary"]
