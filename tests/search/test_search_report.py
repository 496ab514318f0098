"""What is searched, counted without a write on every request, and nothing rare is kept."""

import datetime

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext

from search.models import QueryStatistics
from search.statistics import QueryCounter, query_counter
from tests.helpers.reading import read, words

NOVEMBER = datetime.date(2026, 11, 1)


def kept():
    query_counter.write()
    return {row.text: (row.searches, row.empty, row.opened) for row in QueryStatistics.objects.all()}


def test_searches_are_counted_and_those_that_find_nothing(client, tree):
    tree.document(title="Tripoli Declaration")
    for query in ["Tripoli", "tripoli", "TRIPOLI", "qwrtzpsdfg"]:
        client.get("/search/", {"q": query})

    assert kept() == {"Tripoli": (3, 0, 0), "qwrtzpsdfg": (1, 1, 0)}


@pytest.mark.parametrize("more", [{"page": "2"}, {"format": "json"}, {"sort": "date"}])
def test_only_what_is_typed_is_a_search(client, tree, more):
    client.get("/search/", {"q": "Tripoli", **more})

    assert kept() == {}


def test_nothing_is_written_while_a_reader_searches(client, tree):
    with CaptureQueriesContext(connection) as asked:
        client.get("/search/", {"q": "Tripoli"})

    assert not [query for query in asked if "search_querystatistics" in query["sql"]]
    assert not QueryStatistics.objects.exists()


def test_what_was_counted_is_written_after_a_minute(db):
    with time_machine.travel(datetime.datetime(2026, 11, 24, tzinfo=datetime.UTC), tick=False) as clock:
        counting = QueryCounter(write_later=QueryCounter.write)
        counting.searched("one", "en", is_empty=False)
        assert not QueryStatistics.objects.exists()
        clock.shift(61)
        counting.searched("two", "en", is_empty=False)

    assert QueryStatistics.objects.count() == 2


def test_two_processes_add_to_the_same_row(db):
    for counting in (QueryCounter(), QueryCounter()):
        counting.searched("Tripoli", "en", is_empty=False)
        counting.write()

    assert QueryStatistics.objects.get().searches == 2


def test_a_result_that_is_opened_is_counted_by_where_the_reader_comes_from(client, tree):
    page = tree.document(title="Tripoli Declaration")
    came_from = "http://testserver/search/?q=Tripoli"
    client.get(page.url, headers={"referer": came_from})
    client.get("/search/?q=Tripoli&page=2", headers={"referer": came_from})
    client.get(page.url, headers={"referer": "https://elsewhere.example/search/?q=Tripoli"})

    assert kept() == {"Tripoli": (0, 0, 1)}


def test_what_was_rare_is_deleted_when_its_month_is_over(db):
    with time_machine.travel(datetime.datetime(2026, 11, 24, tzinfo=datetime.UTC)):
        for text, times in [("often", 3), ("rare", 2)]:
            for _time in range(times):
                query_counter.searched(text, "en", is_empty=False)
        assert set(kept()) == {"often", "rare"}
    with time_machine.travel(datetime.datetime(2026, 12, 2, tzinfo=datetime.UTC)):
        query_counter.searched("new", "en", is_empty=False)
        assert set(kept()) == {"often", "new"}


def test_a_long_text_is_not_counted(db):
    query_counter.searched("x" * 81, "en", is_empty=True)

    assert kept() == {}


def test_the_report_shows_what_is_searched_three_times_and_no_less(admin_client):
    for text, searches, empty, opened in [("often", 9, 0, 4), ("never", 8, 0, 0), ("void", 7, 7, 0), ("rare", 2, 2, 0)]:
        QueryStatistics.objects.create(
            month=NOVEMBER, language="en", key=text, text=text, searches=searches, empty=empty, opened=opened
        )

    def shown(query=""):
        said = words(read(admin_client, f"/admin/reports/searches/results/{query}"))
        return {text for text in ("often", "never", "void", "rare") if f"{text} 2026-11" in said}

    assert shown() == {"often", "never", "void"}
    assert shown("?answer=nothing") == {"void"}
    assert shown("?answer=never") == {"never"}
    assert shown("?language=fr") == set()
    exported = b"".join(admin_client.get("/admin/reports/searches/?export=csv").streaming_content).decode()
    assert "often" in exported
    assert "rare" not in exported
