"""The API answers as it says it does."""

import datetime
import json

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections
from hypothesis import HealthCheck, given, settings
from openapi_spec_validator import validate

from meetings.models import MeetingPoint
from mme_site.core.models import Source
from mme_site.opendata.api import complete_api
from tests.helpers.factories import MeetingSeriesFactory
from tests.helpers.indexing import bring_up_to_date

pytestmark = pytest.mark.django_db
PLAIN = {"Accept-Encoding": "identity"}


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
        ("yaer=2014", 422),
        ("kind=summit&kind=technical", 422),
        ("kind=%00", 400),
    ],
)
def test_what_cannot_be_answered_is_a_problem(client, tree, query, status):
    response = client.get(f"/api/v1/meetings?{query}")

    assert response.status_code == status
    assert response["Content-Type"] == "application/problem+json"
    assert response.json()["status"] == status


@pytest.mark.parametrize("path", ["meetings", "search?q=x", "openapi.json"])
def test_a_question_for_the_head_is_answered_like_one_for_the_whole(client, tree, path):
    whole, head = client.get(f"/api/v1/{path}"), client.head(f"/api/v1/{path}")

    assert (head.status_code, head.content, head["Content-Type"]) == (200, b"", whole["Content-Type"])


@pytest.mark.parametrize("path", ["meetings", "meetings?page=9", "nothing", "openapi.json", "schemas/meetings.json"])
def test_programs_in_browsers_read_answers_and_problems_alike(client, tree, path):
    assert client.get(f"/api/v1/{path}")["Access-Control-Allow-Origin"] == "*"


@pytest.mark.parametrize(("method", "path", "status"), [("get", "nothing", 404), ("post", "meetings", 405)])
def test_what_the_api_does_not_have_is_a_problem_as_well(client, tree, method, path, status):
    response = getattr(client, method)(f"/api/v1/{path}")

    assert (response.status_code, response["Content-Type"]) == (status, "application/problem+json")


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


@pytest.mark.parametrize("path", ["meetings", "nothing"])
def test_a_program_in_a_browser_may_ask_whether_something_has_changed(client, tree, path):
    preflight = {"origin": "https://other.example", "access-control-request-headers": "if-none-match"}
    asked = client.options(f"/api/v1/{path}", headers=preflight)

    assert (asked.status_code, asked.content, asked["Access-Control-Allow-Origin"]) == (204, b"", "*")
    assert asked["Access-Control-Allow-Headers"] == "If-None-Match"
    assert client.get(f"/api/v1/{path}")["Access-Control-Expose-Headers"] == "ETag"
