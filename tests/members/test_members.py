"""Members: who belongs on a day, under which name, and how many they are."""

import datetime
import json

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.templatetags.static import static

from members.membership import count_members
from members.models import FormerName, MembershipPeriod
from members.models.kinds import BodyKind
from tests.helpers.factories import BodyFactory, MembershipPeriodFactory, in_languages
from tests.helpers.reading import chips, main, read, refusals, section, words

pytestmark = pytest.mark.django_db


def day(text):
    return datetime.date.fromisoformat(text)


def listed(page, body="au"):
    """Return the names in the section of a body, in order."""
    part = section(page, body)
    return [words(link) for link in part.select(".members a")] if part else []


def counts(page):
    """Return the counts that a page shows: the whole, then each body."""
    return [words(number) for number in page.select(".counts b")]


def as_of(client, tree, date, query=""):
    """Return the list of members as of a date."""
    return read(client, f"{tree.members.url}?as_of={date}{query}")


# As of a date


def test_the_heading_says_the_day(client, tree):
    assert words(as_of(client, tree, "2014-04-02").h1) == "Members as of 2 April 2014"


@time_machine.travel("2026-03-01T00:30:00+01:00")
def test_the_list_is_of_today_where_no_day_is_asked_for(client, tree):
    tree.member("Benin", until_date=day("2026-02-28"))
    tree.member("Togo", from_date=day("2026-03-01"))

    page = read(client, tree.members.url)

    assert words(page.h1) == "Members as of 1 March 2026"
    assert listed(page) == ["Togo"]


@pytest.mark.parametrize(("date", "shown"), [("2020-01-31", ["United Kingdom"]), ("2020-02-01", [])])
def test_the_last_day_belongs_to_the_period(client, tree, date, shown):
    tree.member("United Kingdom", tree.eu, until_date=day("2020-01-31"))

    assert listed(as_of(client, tree, date), "eu") == shown


@pytest.mark.parametrize(("date", "shown"), [("2011-08-14", []), ("2011-08-15", ["South Sudan"])])
def test_the_first_day_belongs_to_the_period(client, tree, date, shown):
    tree.member("South Sudan", from_date=day("2011-08-15"))

    assert listed(as_of(client, tree, date)) == shown


@pytest.mark.parametrize(
    ("precision", "before", "on"),
    [("year", "1965-12-30", "1965-12-31"), ("month", "1965-02-27", "1965-02-28"), ("day", "1965-02-02", "1965-02-03")],
)
def test_a_date_that_is_not_exact_counts_from_the_last_day_that_it_can_mean(client, tree, precision, before, on):
    tree.member("The Gambia", from_date=day("1965-02-03"), from_precision=precision)

    assert listed(as_of(client, tree, before)) == []
    assert listed(as_of(client, tree, on)) == ["The Gambia"]


def test_a_period_without_a_first_day_holds_since_ever(client, tree):
    tree.member("Egypt", from_date=None)

    assert listed(as_of(client, tree, "1950-01-01")) == ["Egypt"]


@pytest.mark.parametrize(
    ("date", "shown"), [("1984-11-12", ["Morocco"]), ("2000-01-01", []), ("2017-01-31", ["Morocco"])]
)
def test_a_state_that_left_and_came_back_has_two_periods(client, tree, date, shown):
    member = tree.member("Morocco", until_date=day("1984-11-12"))
    MembershipPeriodFactory(member=member, body=tree.au, from_date=day("2017-01-31"))

    assert listed(as_of(client, tree, date)) == shown


def test_the_list_of_a_day_links_to_the_members_of_that_day(client, tree):
    member = tree.member("Benin")

    link = section(as_of(client, tree, "2014-04-02"), "au").select_one(".members a")

    assert link["href"] == tree.members.member_url(member)


# Names


@pytest.fixture
def eswatini(tree):
    """A state that was Swaziland until 18 April 2018, in English and in French."""
    member = tree.member("Eswatini")
    member.translations = in_languages(fr="Eswatini (fr)")
    member.save()
    for language, name in {"en": "Swaziland", "fr": "Swaziland (fr)"}.items():
        FormerName.objects.create(member=member, language=language, name=name, until_date=day("2018-04-18"))
    return member


@pytest.mark.parametrize(("date", "name"), [("2018-04-18", "Swaziland"), ("2018-04-19", "Eswatini")])
def test_a_state_is_listed_under_its_name_on_that_day(client, tree, eswatini, date, name):
    assert listed(as_of(client, tree, date)) == [name]


@pytest.mark.parametrize(("date", "name"), [("2018-04-18", "Swaziland (fr)"), ("2018-04-19", "Eswatini (fr)")])
def test_a_state_is_named_in_the_language_of_the_reader(eswatini, date, name):
    assert eswatini.name_on(day(date), "fr") == name


@pytest.mark.parametrize(("date", "name"), [("2018-04-18", "Swaziland"), ("2018-04-19", "Eswatini")])
def test_a_state_without_a_name_in_a_language_has_the_english_name_of_that_day(eswatini, date, name):
    assert eswatini.name_on(day(date), "pt") == name


def test_the_list_is_in_the_order_of_the_names_on_that_day(client, tree, eswatini):
    tree.member("Gabon")

    assert listed(as_of(client, tree, "2018-04-18")) == ["Gabon", "Swaziland"]
    assert listed(as_of(client, tree, "2018-04-19")) == ["Eswatini", "Gabon"]


def test_a_name_with_an_accent_stands_where_its_letter_stands(client, tree):
    for name in ("Zambia", "Éthiopie", "Gabon"):
        tree.member(name, member__slug=name[0].lower().replace("é", "e"))

    assert listed(as_of(client, tree, "2014-04-02")) == ["Éthiopie", "Gabon", "Zambia"]


# Counts


def test_the_counts_follow_the_day(client, tree):
    tree.member("Benin")
    tree.member("South Sudan", from_date=day("2011-08-15"))
    tree.member("Belgium", tree.eu)

    assert counts(as_of(client, tree, "2011-08-14")) == ["2", "1", "1"]
    assert counts(as_of(client, tree, "2011-08-15")) == ["3", "2", "1"]


def test_a_state_with_two_periods_on_a_day_is_counted_once(tree):
    member = tree.member("Benin")
    MembershipPeriodFactory(member=member, body=tree.au, from_date=day("2000-01-01"), until_date=day("2015-01-01"))

    assert count_members([tree.au], day("2014-04-02")).total == 1


def test_a_regional_community_adds_nothing_to_the_counts(client, tree):
    member = tree.member("Benin")
    MembershipPeriodFactory(member=member, body=BodyFactory(code="ECOWAS", kind=BodyKind.REC))

    assert counts(as_of(client, tree, "2014-04-02")) == ["1", "1", "0"]


@pytest.mark.parametrize("role", ["observer", "partner"])
def test_observers_and_partners_are_not_counted_as_members(client, tree, role):
    tree.member("Haiti", role=role)

    page = as_of(client, tree, "2014-04-02")

    assert counts(page) == ["0", "0", "0"]
    assert listed(page) == []


def test_a_state_that_observes_one_body_is_listed_under_the_one_that_it_belongs_to(client, tree):
    member = tree.member("Malta", tree.au, role="observer")
    MembershipPeriodFactory(member=member, body=tree.eu, from_date=day("2004-05-01"))

    page = as_of(client, tree, "2014-04-02")

    assert (listed(page, "au"), listed(page, "eu")) == ([], ["Malta"])


def test_a_draft_is_neither_listed_nor_counted(client, tree):
    tree.member("Benin", member__live=False)

    page = as_of(client, tree, "2014-04-02")

    assert counts(page) == ["0", "0", "0"]
    assert "Benin" not in main(page)


def test_filters_leave_the_counts_alone(client, tree):
    tree.member("Benin")
    tree.member("Chad", member__region="africa-central")

    page = as_of(client, tree, "2014-04-02", "&region=africa-central")

    assert counts(page)[0] == "2"
    assert "1 member fits these filters." in main(page)


# Suspensions


@pytest.mark.parametrize(
    ("date", "marked"), [("2013-12-31", 0), ("2014-01-01", 1), ("2014-12-31", 1), ("2015-01-01", 0)]
)
def test_a_suspended_member_is_marked_in_words(client, tree, suspended, date, marked):
    marks = section(as_of(client, tree, date), "au").select(".members .status")

    assert [words(mark) for mark in marks] == ["Suspended"] * marked


def test_a_suspended_member_stays_a_member_and_is_counted(client, tree, suspended):
    page = as_of(client, tree, "2014-06-01")

    assert listed(page) == ["Egypt"]
    assert counts(page)[0] == "1"


# Filters


@pytest.fixture
def filterable(tree):
    """Members of two bodies, regions and communities; Mauritania left ECOWAS at the end of 2000."""
    ecowas = BodyFactory(code="ECOWAS", name_en="Economic Community", kind=BodyKind.REC)
    for name, until in {"Benin": None, "Mauritania": day("2000-12-31")}.items():
        MembershipPeriodFactory(member=tree.member(name), body=ecowas, until_date=until)
    tree.member("Chad", member__region="africa-central")
    tree.member("Belgium", tree.eu, member__region="europe-western")
    return tree


def everyone(page):
    return listed(page, "au") + listed(page, "eu")


@pytest.mark.parametrize(
    ("query", "shown"),
    [
        ("body=EU", ["Belgium"]),
        ("body=AU", ["Chad", "Benin", "Mauritania"]),
        ("region=africa-west", ["Benin", "Mauritania"]),
        ("rec=ECOWAS", ["Benin"]),
        ("rec=ECOWAS&as_of=2000-12-31", ["Benin", "Mauritania"]),
        ("rec=ECOWAS&region=africa-central", []),
    ],
)
def test_a_filter_leaves_out_what_differs(client, filterable, query, shown):
    assert everyone(read(client, f"{filterable.members.url}?{query}")) == shown


def test_the_communities_of_a_member_are_shown_as_of_the_day(client, filterable):
    assert "Mauritania 25 May 1963 ECOWAS" in words(section(as_of(client, filterable, "2000-12-31"), "au"))
    assert "Mauritania 25 May 1963 ECOWAS" not in words(section(as_of(client, filterable, "2001-01-01"), "au"))


def test_each_filter_can_be_removed_on_its_own(client, filterable):
    page = as_of(client, filterable, "2014-04-02", "&body=AU&rec=ECOWAS")

    assert chips(page) == {
        "2 April 2014": "?body=AU&rec=ECOWAS",
        "AU in full": "?as_of=2014-04-02&rec=ECOWAS",
        "Economic Community": "?as_of=2014-04-02&body=AU",
    }


def test_a_list_that_filters_leave_empty_says_so_and_leads_back(client, filterable):
    page = as_of(client, filterable, "1950-01-01")

    assert "No state was a member on that day under these filters." in main(page)
    assert words(page.main.find("a", href=filterable.members.url, string="Show the members of today"))


# What cannot be read


@pytest.mark.parametrize(
    "date",
    [
        "2014-13-01",
        "2014-02-30",
        "0001-01-01",
        "0000-00-00",
        "9999-12-31",
        "99999999",
        "1949-12-31",
        "today",
        "2014-04-02T10:00",
        "-1",
        "%22%3E%3Cscript%3E",
        "%D9%A2%D9%A0%D9%A1%D9%A4",
        "1" * 5000,
    ],
)
@time_machine.travel("2026-03-01T12:00:00+01:00")
def test_a_date_that_cannot_be_shown_is_answered_in_words_and_with_the_list_of_today(client, tree, date):
    tree.member("Benin")

    page = as_of(client, tree, date)

    assert words(page.h1) == "Members as of 1 March 2026"
    assert [line.startswith("As of") for line in refusals(page)] == [True]


def test_a_date_with_a_nul_character_is_answered_in_words(client, tree):
    response = client.get(f"{tree.members.url}?as_of=2014%00")

    assert response.status_code == 400
    assert "NUL" in response.content.decode()


@pytest.mark.parametrize("query", ["body=UN", "region=atlantis", "rec=AU", "rec=%27", "body=1"])
def test_a_filter_that_cannot_be_read_does_not_limit_the_list_and_is_said(client, filterable, query):
    page = read(client, f"{filterable.members.url}?{query}")

    assert len(everyone(page)) == 4
    assert len(refusals(page)) == 1


def test_what_was_typed_is_never_markup(client, tree):
    page = as_of(client, tree, "%22%3E%3Cscript%3Ealert(1)%3C/script%3E")

    assert page.main.find("script") is None
    scripts = [script for script in page.find_all("script") if script.get("type") != "application/ld+json"]
    assert [script["src"] for script in scripts] == [static("suggestions.js"), static("menus.js")]
    assert "alert(1)" not in "".join(script.text for script in page.find_all("script"))


def test_a_name_never_ends_the_script_that_says_it_to_machines(client, tree):
    name = "</script><script>alert(1)</script><!--<script>"
    tree.members.title, tree.members.summary = name, name
    tree.members.save()

    scripts = read(client, tree.members.url).find_all("script", src=None)

    assert [script["type"] for script in scripts] == ["application/ld+json"]
    assert name in [thing.get("name") for thing in json.loads(scripts[0].text)["@graph"]]


# What cannot be


def test_a_period_that_ends_before_it_begins_is_an_error_on_the_last_day(tree):
    period = MembershipPeriod(body=tree.au, from_date=day("2014-04-02"), until_date=day("2014-04-01"))

    with pytest.raises(ValidationError) as refused:
        period.clean()

    assert refused.value.message_dict == {"until_date": ["The last day is before the first."]}


def test_the_database_refuses_a_period_that_ends_before_it_begins(tree):
    tree.member("Benin", from_date=day("2014-04-02"))

    with pytest.raises(IntegrityError), transaction.atomic():
        MembershipPeriod.objects.update(until_date=day("2014-04-01"))


def test_a_body_with_members_cannot_be_deleted(tree):
    tree.member("Benin")

    with pytest.raises(IntegrityError), transaction.atomic():
        tree.au.delete()
