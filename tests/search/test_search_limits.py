"""One client cannot wear the site down with the search, and nobody who reads notices."""

import itertools

import pytest
import time_machine

from search import limits
from search.limits import Buckets
from tests.helpers.reading import main, parse

pytestmark = pytest.mark.django_db
NOON = "2026-03-01 12:00:00+00:00"
numbers = itertools.count(1)


@pytest.fixture(autouse=True)
def three_a_minute(settings):
    settings.SEARCHES_A_MINUTE = 3


@pytest.fixture
def clock():
    """The time, which moves only where a test moves it."""
    with time_machine.travel(NOON, tick=False) as clock:
        yield clock


@pytest.fixture
def address():
    """An address that nobody has asked from."""
    number = next(numbers)
    return f"192.0.{number // 256}.{number % 256}"


def ask(client, address, path="/search/?q=tripoli"):
    """Return the answer to a question from an address."""
    return client.get(path, REMOTE_ADDR=address)


def statuses(client, addresses, path="/search/?q=tripoli"):
    return [ask(client, address, path).status_code for address in addresses]


def test_a_client_may_ask_a_minutes_worth_at_once_and_then_has_to_wait(client, tree, clock, address):
    assert statuses(client, [address] * 4) == [200, 200, 200, 429]


def test_who_waits_as_long_as_was_said_may_ask_again_once(client, tree, clock, address):
    statuses(client, [address] * 3)
    seconds = int(ask(client, address).headers["Retry-After"])
    clock.shift(seconds)

    assert seconds == 20
    assert statuses(client, [address] * 2) == [200, 429]


def test_questions_that_were_refused_do_not_make_the_wait_longer(client, tree, clock, address):
    statuses(client, [address] * 30)

    assert ask(client, address).headers["Retry-After"] == "20"


def test_who_asks_as_often_as_is_allowed_never_waits(client, tree, clock, address):
    answers = []
    for _time in range(12):
        answers += statuses(client, [address])
        clock.shift(20)

    assert set(answers) == {200}


def test_a_bucket_that_was_left_alone_for_a_day_holds_a_minutes_worth_and_no_more(client, tree, clock, address):
    ask(client, address)
    clock.shift(24 * 60 * 60)

    assert statuses(client, [address] * 4) == [200, 200, 200, 429]


def test_a_clock_that_is_set_back_shuts_nobody_out(client, tree, clock, address):
    statuses(client, [address] * 4)
    clock.shift(-60 * 60)

    assert ask(client, address).headers["Retry-After"] == "20"


def test_another_client_is_answered_meanwhile(client, tree, clock, address):
    statuses(client, [address] * 4)

    assert statuses(client, ["198.51.100.1"]) == [200]


def test_the_page_says_in_words_how_long_to_wait_and_keeps_the_question(client, tree, clock, address):
    statuses(client, [address] * 3)
    response = ask(client, address, "/search/?q=tripoli%3Cb%3E")
    page = parse(response)

    assert "Please try again in 20 seconds." in main(page)
    assert page.select_one("#find-again")["value"] == "tripoli<b>"
    assert page.select_one("meta[name=robots]")["content"] == "noindex"


@pytest.mark.parametrize("path", ["/search/?q=a", "/search/?q=a&format=json", "/search/suggestions/?q=a"])
def test_a_refusal_asks_the_database_nothing(client, tree, clock, address, path, django_assert_num_queries):
    statuses(client, [address] * 15, path)
    with django_assert_num_queries(0):
        assert ask(client, address, path).status_code == 429


def test_json_is_refused_as_json(client, tree, clock, address):
    path = "/search/?q=tripoli&format=json"
    statuses(client, [address] * 3, path)
    response = ask(client, address, path)

    assert (response.status_code, response.headers["Retry-After"]) == (429, "20")
    assert response.json()["error"].endswith("Please try again in 20 seconds.")


def test_no_cache_keeps_the_refusal_for_others(client, tree, clock, address):
    statuses(client, [address] * 3)

    assert ask(client, address).headers["Cache-Control"] == "no-store"


def test_suggestions_have_a_larger_bucket_of_their_own(client, tree, clock, address):
    path = "/search/suggestions/?q=tri"
    statuses(client, [address] * 4)

    assert statuses(client, [address] * 16, path) == [200] * 15 + [429]
    assert ask(client, address, path).json()["error"].endswith("Please try again in 4 seconds.")


@pytest.mark.parametrize("path", ["/search/", "/search/?q=", "/search/?q=+++"])
def test_the_box_without_a_question_is_not_counted(client, tree, clock, address, path):
    assert statuses(client, [address] * 5, path) == [200] * 5


def test_all_addresses_of_an_ipv6_network_are_one_client_and_the_next_network_is_another(client, tree, clock):
    of_one = [f"2001:db8:0:7::{number:x}" for number in (1, 2, 0xFFFF)] + ["2001:db8:0:7:ffff:ffff:ffff:ffff"]

    assert statuses(client, of_one) == [200, 200, 200, 429]
    assert statuses(client, ["2001:db8:0:8::1"]) == [200]


def test_an_ipv4_address_that_is_written_as_an_ipv6_one_is_the_same_client(client, tree, clock, address):
    assert statuses(client, [address, address, f"::ffff:{address}", address]) == [200, 200, 200, 429]


@pytest.mark.parametrize("unknown", ["", "unix:", "not an address", "fe80::1%eth0"])
def test_a_client_without_an_address_is_answered(client, tree, clock, unknown):
    assert statuses(client, [unknown]) == [200]


def test_a_header_of_the_client_does_not_make_it_another_client(client, tree, clock, address):
    answers = [
        client.get("/search/?q=a", REMOTE_ADDR=address, headers={"x-forwarded-for": f"203.0.113.{number}"}).status_code
        for number in range(4)
    ]

    assert answers == [200, 200, 200, 429]


def test_an_address_is_forgotten_when_it_may_ask_again_as_if_it_never_had(clock, address):
    buckets = Buckets()
    buckets.take(address)
    clock.shift(20)
    buckets.take("another")

    assert list(buckets.full_at) == ["another"]


def test_a_crowd_of_clients_is_kept_in_bounded_memory_and_the_busiest_is_still_known(clock, monkeypatch):
    monkeypatch.setattr(limits, "MOST_CLIENTS", 100)
    buckets = Buckets()
    for number in range(1_000):
        buckets.take(number)
        if number % 50 == 0:
            buckets.take("busy")

    assert len(buckets.full_at) == 100
    assert buckets.take("busy") > 0
