"""What a process knows of the sources is of the content version; what is indexed meanwhile is found all the same."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from mme_site.caching import version
from tests.helpers.searching import ask, counts, titles

pytestmark = pytest.mark.django_db


@pytest.fixture
def content(monkeypatch):
    """A content version that a test sets: `content.version = 2`."""

    class Content:
        version = 1

    monkeypatch.setattr(version, "version_for_cache", lambda: Content.version)
    return Content


def reads_of_visibility(queries):
    return [query for query in queries if "m.document_id, d.facets_id" in query["sql"]]


def test_who_may_read_what_is_read_once_while_no_content_changes(client, tree, content):
    tree.document(title="Tripoli Declaration")
    ask(client, "Tripoli")

    with CaptureQueriesContext(connection) as asked:
        found = ask(client, "declaration")

    assert titles(found) == ["Tripoli Declaration"]
    assert reads_of_visibility(asked) == []


def test_who_may_read_is_asked_of_what_was_found_and_of_nothing_else(client, tree, content):
    tree.document(title="Tripoli Declaration")
    tree.document(title="Valletta Declaration")

    with CaptureQueriesContext(connection) as asked:
        found = client.get("/search/suggestions/", {"q": "tripo"}).json()["suggestions"]
        found += ask(client, "Tripoli")["results"]

    assert len(found) == 2
    assert len(reads_of_visibility(asked)) == 1
    assert "1 = 1" not in reads_of_visibility(asked)[0]["sql"]


def test_what_is_indexed_after_that_is_found_and_counted(client, tree, content):
    tree.document(title="Tripoli Declaration", kind="declaration")
    ask(client, "Tripoli")
    tree.document(title="Tripoli Action Plan", kind="action-plan")

    found = ask(client, "Tripoli")

    assert set(titles(found)) == {"Tripoli Declaration", "Tripoli Action Plan"}
    assert counts(found, "kind") == {"declaration": 1, "action-plan": 1}


def test_what_is_indexed_after_that_and_not_public_is_not_found(client, tree, content):
    ask(client, "Tripoli")
    tree.document(title="Tripoli Declaration", live=False)

    assert titles(ask(client, "Tripoli")) == []


def test_a_page_that_says_something_else_now_is_counted_as_what_it_is_now(client, tree, content):
    document = tree.document(title="Tripoli Declaration", kind="declaration")
    tree.document(title="Tripoli Action Plan", kind="action-plan")
    ask(client, "Tripoli")
    document.kind = "report"
    document.save_revision().publish()

    assert counts(ask(client, "Tripoli"), "kind") == {"report": 1, "action-plan": 1}


def test_a_page_that_is_taken_down_is_not_found_at_the_next_content_version(client, tree, content):
    document = tree.document(title="Tripoli Declaration")
    assert titles(ask(client, "Tripoli")) == ["Tripoli Declaration"]
    document.unpublish()
    content.version = 2

    assert titles(ask(client, "Tripoli")) == []
