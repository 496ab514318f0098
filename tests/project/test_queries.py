"""The queries of the ten pages that are read most: a change of them shows in the history of this repository.

After a change that means to: `.venv/bin/python -m pytest tests/project/test_queries.py --write-queries`, and look at
what git says of `tests/data/queries/`. What a query looks for is left out, and so is what the database alone says.
"""

import re
from pathlib import Path

import pytest
from django.core.cache import cache
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext

from mme_site.caching.content_cache import clear
from tests.helpers.crowds import Crowd
from tests.helpers.indexing import bring_up_to_date

pytestmark = pytest.mark.django_db
FOLDER = Path(__file__).resolve().parents[1] / "data" / "queries"
HOTTEST = [
    *("overview", "meeting list", "meeting", "document list", "document", "member list", "member"),
    *("timeline", "theme", "search"),
]
EVERY_PAGE = "every page"
HOST = "queries.example"
COLUMNS = r'"(\w+)"\."\w+"(?: AS "\w+")?(?:, "\1"\."\w+"(?: AS "\w+")?){3,}'


@pytest.fixture(scope="module")
def asked(django_db_setup, django_db_blocker):
    """The queries of each page in a partnership with three of everything; what all of them ask stands apart."""
    with django_db_blocker.unblock(), transaction.atomic():
        crowd = Crowd(3, HOST, "Queries")
        bring_up_to_date()
        of_pages = {name: queries_of(crowd.addresses[name]) for name in HOTTEST}
        transaction.set_rollback(True)
    cache.clear()
    shared = set.intersection(*map(set, of_pages.values()))
    return {
        EVERY_PAGE: sorted(shared),
        **{name: [query for query in queries if query not in shared] for name, queries in of_pages.items()},
    }


@pytest.mark.parametrize("name", [EVERY_PAGE, *HOTTEST])
def test_a_page_asks_the_queries_that_are_written_down(asked, name, request):
    text = "\n\n".join(asked[name]) + "\n"
    file = FOLDER / f"{name.replace(' ', '-')}.sql"
    if request.config.getoption("--write-queries"):
        file.parent.mkdir(exist_ok=True)
        file.write_text(text, encoding="utf-8")

    assert text == file.read_text(encoding="utf-8")


def queries_of(address):
    """Return the queries of the first request after a change of the content, without what they look for."""
    Client().get("/search/", headers={"host": HOST})  # what a process reads once has been read
    clear()
    with CaptureQueriesContext(connection) as queries:
        assert Client().get(address, headers={"host": HOST}).status_code == 200
    return [in_lines(without_values(query["sql"])) for query in queries]


def without_values(sql):
    """Return a query with ? for each value, and one ? for a list of any length."""
    sql = re.sub(r"'(?:[^']|'')*'", "?", sql)
    sql = re.sub(r"(?<![\w.\"])-?\d+(?:\.\d+)?\b", "?", sql)
    return re.sub(r"\(\?(?:, ?\?)+\)", "(?)", sql)


def in_lines(sql):
    """Return a query a clause a line; of the columns of one table it says how many they are."""
    sql = re.sub(COLUMNS, lambda found: f'"{found[1]}".{found[0].count(",") + 1} columns', sql)
    return re.sub(r" (FROM|(?:LEFT OUTER |INNER )?JOIN|WHERE|AND|OR|GROUP BY|ORDER BY|LIMIT|UNION)\b", r"\n  \1", sql)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("SELECT a FROM t WHERE b = 'it''s' AND c IN (1, 2, 3)", "SELECT a FROM t WHERE b = 'no' AND c IN (7, 8)"),
        ("SELECT a FROM t LIMIT 21", "SELECT a FROM t LIMIT 5"),
    ],
)
def test_only_values_differ(one, other):
    assert without_values(one) == without_values(other)


def test_another_column_is_another_query():
    assert without_values('SELECT "t"."a1" FROM t') != without_values('SELECT "t"."a2" FROM t')


def test_a_column_more_is_another_query():
    three, four = (", ".join(f'"t"."{column}"' for column in columns) for columns in ("abcd", "abcde"))

    assert in_lines(f"SELECT {three} FROM t WHERE a") == 'SELECT "t".4 columns\n  FROM t\n  WHERE a'
    assert in_lines(f"SELECT {three} FROM t") != in_lines(f"SELECT {four} FROM t")
