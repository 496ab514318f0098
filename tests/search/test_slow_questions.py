"""A question that takes too long is stopped in the database, and told so; the next one is answered."""

import pytest
from django.db import connection

from search.engine import answer, suggesting
from tests.helpers.reading import main, parse
from tests.helpers.searching import ask, titles

pytestmark = pytest.mark.django_db


def count_to(most):
    with connection.cursor() as cursor:
        cursor.execute(
            f"WITH RECURSIVE number(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM number WHERE n < {most})"
            " SELECT count(*) FROM number"
        )
        return cursor.fetchone()[0]


def count_without_end(*arguments):
    return count_to(1_000_000_000)


@pytest.fixture
def endless(monkeypatch):
    """Let every question be one that the database would count at for minutes, and may for a twentieth of a second."""
    with monkeypatch.context() as patch:
        patch.setattr(answer, "SECONDS", 0.05)
        patch.setattr(answer.Answer, "look", count_without_end)
        yield patch


def test_the_page_says_that_the_question_takes_too_long_and_keeps_it(client, tree, endless):
    response = client.get("/search/", {"q": "migration mobility"})

    page = parse(response)
    assert response.status_code == 503
    assert "This search takes too long. Search for fewer words" in main(page)
    assert page.select_one("main input[name=q]")["value"] == "migration mobility"


def test_a_machine_is_told_so_as_json(client, tree, endless):
    response = client.get("/search/", {"q": "migration", "format": "json"})

    assert response.status_code == 503
    assert "takes longer than" in response.json()["error"]


def test_the_next_question_is_answered_and_other_queries_have_all_the_time_they_need(client, tree, endless):
    tree.meeting(title="Summit of Tripoli")
    client.get("/search/", {"q": "tripoli"})
    endless.undo()

    assert titles(ask(client, "tripoli")) == ["Summit of Tripoli"]
    assert count_to(300_000) == 300_000


def test_suggestions_that_take_too_long_are_none(client, tree, monkeypatch):
    tree.meeting(title="Summit of Tripoli")
    assert suggested(client) == ["Summit of Tripoli"]

    monkeypatch.setattr(suggesting, "SECONDS", 0.05)
    monkeypatch.setattr(suggesting, "fetch", count_without_end)

    assert suggested(client) == []


def suggested(client):
    return [each["label"] for each in client.get("/search/suggestions/", {"q": "trip"}).json()["suggestions"]]
