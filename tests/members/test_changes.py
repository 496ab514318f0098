"""Who joined, left and was suspended, in the order of time; who is suspended on a day; who has left."""

import datetime

import pytest
import time_machine
from django.core.exceptions import ValidationError

from members.models import Suspension
from tests.helpers.factories import MemberFactory
from tests.helpers.reading import chips, read, refusals, section, words

pytestmark = pytest.mark.django_db


def day(text):
    return datetime.date.fromisoformat(text)


@pytest.fixture
def states(tree):
    """A member that left, one that was suspended twice, and one that never was."""
    tree.member("Britain", tree.eu, from_date=day("1973-01-01"), until_date=day("2020-01-31"))
    mali = tree.member("Mali", from_date=day("1963-05-25"))
    tree.member("Malta", tree.eu, from_date=day("2004-05-01"), confidence="medium")
    Suspension.objects.create(member=mali, body=tree.au, from_date=day("2012-03-23"), has_ended=True)
    Suspension.objects.create(member=mali, body=tree.au, from_date=day("2021-06-01"))
    return tree.members


def listed(page):
    return [words(entry) for entry in page.select(".of-year .entry")]


def test_joined_and_left_is_one_list_in_the_order_of_time(client, states):
    assert listed(read(client, f"{states.url}changes/")) == [
        "1 June 2021 Mali – suspended ( AU )",
        "31 January 2020 Britain – left ( EU )",
        "23 March 2012 Mali – suspended ( AU )",
        "1 May 2004 Malta – joined ( EU ) Partly inferred.",
        "1 January 1973 Britain – joined ( EU )",
        "25 May 1963 Mali – joined ( AU )",
    ]


def test_the_list_is_limited_to_a_body_or_a_kind_of_change(client, states):
    assert listed(read(client, f"{states.url}changes/?what=left")) == ["31 January 2020 Britain – left ( EU )"]

    page = read(client, f"{states.url}changes/?body=AU&what=suspended")
    assert len(listed(page)) == 2
    assert len(chips(page)) == 2


def test_what_cannot_be_read_does_not_limit_the_changes(client, states):
    page = read(client, f"{states.url}changes/?what=nonsense&body=%22%3E")

    assert (len(listed(page)), len(refusals(page))) == (6, 2)


@time_machine.travel("2026-03-01T12:00:00+01:00")
def test_the_list_of_members_says_who_is_suspended_and_who_has_left(client, states):
    page = read(client, states.url)

    assert words(section(page, "suspended").li) == "Mali since 1 June 2021"
    assert words(section(page, "former").li) == "Britain EU, until 31 January 2020"


@pytest.mark.parametrize(("date", "suspended"), [("2012-03-23", True), ("2013-01-01", False), ("2022-01-01", True)])
def test_a_suspension_whose_end_nobody_knows_does_not_last_for_ever(client, states, date, suspended):
    assert bool(section(read(client, f"{states.url}?as_of={date}"), "suspended")) is suspended


def test_members_are_listed_by_their_standing(client, states):
    def names(standing):
        page = read(client, f"{states.url}?as_of=2022-01-01&standing={standing}")
        return [words(name) for name in page.select(".members tbody th a")]

    assert (names("suspended"), names("in-full")) == (["Mali"], ["Malta"])


def test_no_member_can_have_the_address_of_the_changes():
    with pytest.raises(ValidationError, match="joined and left"):
        MemberFactory.build(slug="changes").clean()


def test_the_page_of_a_member_says_that_a_suspension_ended_on_no_known_day(client, states):
    assert "ended; the day is not known" in words(section(read(client, f"{states.url}mali/"), "membership"))
