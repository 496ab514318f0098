"""Who was a member when."""

import datetime

import pytest
from bs4 import BeautifulSoup

from members.membership import count_members, members_on
from members.models import Body, Member, MemberIndexPage, Suspension
from tests.content.conftest import text_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("loaded")]

COUNTS = {
    "2000-04-03": (53, 15),
    "2006-11-22": (53, 25),
    "2007-12-08": (53, 27),
    "2010-09-15": (53, 27),
    "2010-11-29": (53, 27),
    "2013-06-30": (54, 27),
    "2013-07-01": (54, 28),
    "2013-11-27": (54, 28),
    "2014-04-02": (54, 28),
    "2015-11-11": (54, 28),
    "2017-01-30": (54, 28),
    "2017-01-31": (55, 28),
    "2017-11-29": (55, 28),
    "2020-01-31": (55, 28),
    "2020-02-01": (55, 27),
    "2022-02-17": (55, 27),
    "2025-11-24": (55, 27),
    "2026-11-23": (55, 27),
}
RECS_IN_2013 = {
    "AMU": 5,
    "CEN-SAD": 29,
    "COMESA": 19,
    "EAC": 5,
    "ECCAS": 10,
    "ECOWAS": 15,
    "IGAD": 8,
    "SADC": 15,
}


def day(text):
    return datetime.date.fromisoformat(text)


def codes(body, date):
    return {member.code for member in members_on(Body.objects.filter(code=body), day(date))}


@pytest.mark.parametrize(("date", "counts"), COUNTS.items())
def test_the_members_of_a_day_are_as_many_as_the_sources_say(date, counts):
    [page] = MemberIndexPage.objects.all()

    assert tuple(entry.count for entry in page.counts_on(day(date)).bodies) == counts


@pytest.mark.parametrize(("date", "counts"), [("2014-04-02", (54, 28)), ("2007-12-08", (53, 27))])
def test_the_list_shows_the_members_of_the_day_that_is_asked_for(client, date, counts):
    listing = client.get(f"/members/?as_of={date}").context_data["listing"]

    assert tuple(entry.count for entry in listing.counts.bodies) == counts
    assert len(listing.rows) == sum(counts)


def test_there_are_eighty_three_members_each_with_a_name_in_four_languages():
    names = [[name.language for name in member.all_names] for member in Member.objects.live()]

    assert names == [["en", "fr", "pt", "ar"]] * 83


def test_namibia_is_a_member_and_no_missing_value():
    assert Member.objects.get(code="NA").name_en == "Namibia"


def test_morocco_is_out_of_the_union_from_1984_to_2017():
    assert "MA" in codes("AU", "1984-11-12")
    assert "MA" not in codes("AU", "1984-11-13")
    assert "MA" not in codes("AU", "2014-04-02")
    assert "MA" in codes("AU", "2017-01-31")


def test_the_sahrawi_republic_is_one_of_the_fifty_four():
    assert "EH" in codes("AU", "2014-04-02")


def test_a_member_whose_year_alone_is_known_counts_from_the_end_of_it():
    assert "GM" not in codes("AU", "1965-12-30")
    assert "GM" in codes("AU", "1965-12-31")


def test_regional_communities_had_their_members_of_the_end_of_2013():
    recs = list(Body.objects.filter(kind="rec"))
    counts = count_members(recs, day("2013-12-31"))

    assert {entry.body.code: entry.count for entry in counts.bodies} == RECS_IN_2013


def test_three_states_have_left_ecowas():
    assert codes("ECOWAS", "2025-01-28") - codes("ECOWAS", "2025-01-29") == {"BF", "ML", "NE"}


@pytest.mark.parametrize(
    ("code", "date", "language", "name"),
    [
        ("SZ", "2018-04-18", "en", "Swaziland"),
        ("SZ", "2018-04-19", "en", "Eswatini"),
        ("CV", "2010-11-29", "fr", "Cap-Vert"),
        ("CV", "2010-11-29", "pt", "Cabo Verde"),
        ("CV", "2014-04-02", "en", "Cabo Verde"),
        ("CZ", "2014-04-02", "en", "Czech Republic"),
        ("CD", "1980-01-01", "en", "Zaire"),
        ("CD", "1998-01-01", "en", "Democratic Republic of the Congo"),
    ],
)
def test_a_state_is_called_what_it_was_called_on_the_day(code, date, language, name):
    assert Member.objects.get(code=code).name_on(day(date), language) == name


def test_a_suspended_state_stays_a_member():
    egypt = Member.objects.get(code="EG")

    assert egypt.suspension_on(day("2014-04-02"))
    assert "EG" in codes("AU", "2014-04-02")


def test_every_suspension_names_its_body_and_source():
    suspensions = Suspension.objects.all()

    assert {suspension.body.code for suspension in suspensions} == {"AU"}
    assert all(suspension.source for suspension in suspensions)


def test_every_period_names_its_source():
    periods = [period for member in Member.objects.all() for period in member.periods.all()]

    assert len(periods) == 199
    assert all(period.source for period in periods)


def test_both_readings_of_fifty_four_are_explained_with_the_printed_lines(texts):
    said = texts["/members/"]

    assert "82 Member States Including 54 AU Member States and 28 EU Member States - Algeria" in said
    assert "Members of the AU." in said
    assert "African states that take part." in said


def test_every_member_has_an_address():
    [page] = MemberIndexPage.objects.all()
    addresses = [entry["location"] for entry in page.get_sitemap_urls()]

    assert len(set(addresses)) == len(["the list", "the map", "joined and left"]) + 83


@pytest.mark.parametrize("slug", ["namibia", "cote-divoire", "sahrawi-arab-democratic-republic", "czechia"])
def test_a_member_has_a_page_with_its_periods(client, slug):
    response = client.get(f"/members/{slug}/")

    assert "Membership" in text_of(BeautifulSoup(response.content, "html.parser"))
    assert response.context_data["member"].union_periods
