"""Periods of membership: none twice on a day, none before the body was founded."""

import datetime

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from wagtail.test.utils.form_data import inline_formset, nested_form_data

from members.models import Body, Member, MembershipPeriod
from mme_site.pages.validation.rules import problems_of
from mme_site.pages.validation.subject import Subject
from tests.helpers.editing import PUBLISH, errors, filled_in
from tests.helpers.factories import MembershipPeriodFactory

pytestmark = pytest.mark.django_db

NEW_MEMBER = "/admin/snippets/members/member/add/"
DAY = datetime.date
PRECISE = {"from_precision": "day", "until_precision": "day", "confidence": "high"}


@pytest.fixture
def send(admin_client, tree):
    """A function that sends the form of a new member with periods in the AU; it returns the errors of each."""

    def sent(*periods, action=PUBLISH):
        lines = [{"body": tree.au.pk, "role": "member", **PRECISE, **period} for period in periods]
        typed = {"name_en": "Benin", "slug": "benin", **nested_form_data({"periods": inline_formset(lines)})}
        response = admin_client.post(NEW_MEMBER, filled_in(admin_client.get(NEW_MEMBER), **typed) | action)
        if "form" in getattr(response, "context_data", ()):
            assert errors(response) == {}
            return response.context_data["form"].formsets["periods"].errors
        return []

    return sent


def period(begins="", ends="", **fields):
    return {"from_date": begins, "until_date": ends, **fields}


# Overlapping


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (period("1963-05-25", "1984-11-12"), period("1984-11-12")),
        (period("1963-05-25"), period("2017-01-31")),
        (period("", "1984-11-12"), period("1963-05-25", "1970-01-01")),
        (period("1963-05-25"), period("1963-05-25", "1964-01-01", role="observer")),
        (period("1984", "1990-01-01"), period("1985-01-01")),
    ],
    ids=["last day shared", "no end", "no beginning", "as an observer too", "in the middle"],
)
def test_two_periods_of_one_body_on_a_day_are_an_error_on_the_second(send, one, other):
    if one["from_date"] == "1984":
        one = one | {"from_date": "1984-01-01", "from_precision": "year"}

    first, second = send(one, other)

    assert first == {}
    assert second["from_date"][0].startswith("It overlaps with the period ")


@pytest.mark.parametrize("action", [PUBLISH, {}], ids=["published", "a draft"])
def test_an_overlap_is_an_error_in_a_draft_as_well_as_the_database_holds_it(send, action):
    assert send(period("1963-05-25"), period("2017-01-31"), action=action)[1]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (period("1963-05-25", "1984-11-12"), period("1984-11-13")),
        (period("2017-01-31"), period("1963-05-25", "1984-11-12")),
        (
            period("1963-05-25", "1984-01-01", until_precision="year"),
            period("1984-12-01", from_precision="month"),
        ),
    ],
    ids=["one after the other", "the later first", "both in a year of which no day is stated"],
)
def test_a_state_may_leave_and_come_back(send, one, other):
    assert send(one, other) == []
    assert Member.objects.get(name_en="Benin").periods.count() == 2


def test_a_state_may_belong_to_two_bodies_at_once(send, tree):
    assert send(period("1963-05-25"), period("1963-05-25", body=tree.eu.pk)) == []


@pytest.mark.parametrize("fields", [{"from_date": DAY(1963, 5, 25), "until_date": DAY(1964, 1, 1)}, {}])
def test_the_database_refuses_two_from_a_day_and_two_that_hold(tree, fields):
    member = tree.member()

    with pytest.raises(IntegrityError), transaction.atomic():
        MembershipPeriodFactory(member=member, body=tree.au, **({"from_date": DAY(2000, 1, 1)} | fields))


def test_a_period_that_ended_and_one_that_holds_can_change_places(tree):
    member = tree.member(until_date=DAY(1984, 11, 12))
    later = MembershipPeriodFactory(member=member, body=tree.au, from_date=DAY(2017, 1, 31))
    member = Member.objects.get(pk=member.pk)
    first, second = member.periods.all()
    first.from_date, first.until_date, second.from_date, second.until_date = (
        *(second.from_date, None),
        *(first.from_date, first.until_date),
    )
    member.periods = [first, second]

    member.save_revision().publish()

    assert MembershipPeriod.objects.get(pk=later.pk).until_date == DAY(1984, 11, 12)
    assert MembershipPeriod.objects.filter(until_date=None).get().pk == first.pk


# The body


@pytest.mark.parametrize(
    ("begins", "precision", "is_taken"),
    [("2002-07-09", "day", True), ("2002-07-08", "day", False), ("2002-01-01", "year", True)],
)
def test_no_state_belongs_to_a_body_before_it_was_founded(send, tree, begins, precision, is_taken):
    Body.objects.filter(pk=tree.au.pk).update(founded_on=DAY(2002, 7, 9))

    found = send(period(begins, from_precision=precision))

    assert found == ([] if is_taken else [{"from_date": ["AU was founded only on 9 July 2002."]}])


def test_a_body_cannot_have_been_founded_after_a_state_had_joined(tree):
    tree.member("Benin", from_date=DAY(1963, 5, 25))
    tree.au.founded_on = DAY(2002, 7, 9)

    with pytest.raises(ValidationError) as refused:
        tree.au.full_clean()

    assert refused.value.message_dict == {"founded_on": ["Benin belonged to it from 25 May 1963 already."]}


def test_the_day_of_a_body_is_as_precise_as_its_source(tree):
    tree.au.founded_on, tree.au.founded_precision = DAY(1963, 5, 25), "year"
    tree.au.save()

    assert (tree.au.founded_on, tree.au.founded_text) == (DAY(1963, 1, 1), "1963")


def test_a_member_without_any_source_asks_where_its_facts_come_from(tree):
    def asked(member):
        return [
            str(problem)
            for problem in problems_of(Subject(member))
            if "Where do these facts come from?" in str(problem)
        ]

    without, of_period, of_member = (tree.member(f"State {number}") for number in range(3))
    of_period.periods.update(source="The treaty")
    of_member.source = "The protocol list"

    assert [len(asked(member)) for member in (without, of_period, of_member)] == [1, 0, 0]
