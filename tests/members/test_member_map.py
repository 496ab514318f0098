"""The map of members: who is on it on a day, how it is told apart, and what it does not say."""

import csv
import datetime

import pytest
from django.core.exceptions import ValidationError

from members.listing import MemberListing
from members.map.outlines import read_sheet
from members.models import FormerName, Member, Suspension
from members.models.kinds import BodyKind
from tests.helpers.factories import BodyFactory, MembershipPeriodFactory, hide
from tests.helpers.reading import chips, main, read, refusals, words
from tests.project.architecture import ROOT

pytestmark = pytest.mark.django_db

SINCE_2013 = {"from_date": datetime.date(2013, 7, 1)}


@pytest.fixture
def states(tree):
    """Namibia, Malta and Croatia, which joined in 2013."""
    tree.member("Namibia", member__code="NA", member__region="africa-southern")
    tree.member("Malta", body=tree.eu, member__code="MT", member__region="europe-southern")
    tree.member("Croatia", body=tree.eu, member__code="HR", member__region="europe-southern", **SINCE_2013)
    return tree.members


def on_map(page):
    """Return the members on the map: the words of each link, and where it leads."""
    return {words(link): link["href"] for link in page.select(".map .names a")}


def drawn(page, strand):
    """Return the outlines drawn for the members of the first or the second body, with their classes."""
    uses = page.select(f".map .ground.strand-{strand} > use")
    return {use["href"].partition("#")[2]: use.get("class", []) for use in uses}


def picture_in(page):
    """Return the address of the map's picture on the list of members."""
    return page.select_one(".small-map img")["src"]


# Who is on it


def test_each_member_is_a_link_with_its_name_and_body(client, states):
    page = read(client, f"{states.url}map/")

    assert on_map(page) == {
        "Namibia (AU)": "/members/namibia/",
        "Croatia (EU)": "/members/croatia/",
        "Malta (EU)": "/members/malta/",
    }


def test_the_map_is_of_the_day_that_was_asked_for(client, states):
    page = read(client, f"{states.url}map/?as_of=2012-01-01")

    assert "Croatia (EU)" not in on_map(page)
    assert "2 member states" in main(page)
    assert words(page.h1) == "Members as of 1 January 2012"


def test_a_state_has_the_name_of_that_day(client, tree):
    state = tree.member("Eswatini", member__code="SZ")
    FormerName.objects.create(member=state, name="Swaziland", until_date=datetime.date(2018, 4, 18))

    assert list(on_map(read(client, f"{tree.members.url}map/?as_of=2014-04-02"))) == ["Swaziland (AU)"]


def test_who_was_no_member_is_drawn_as_the_land_around(client, states):
    page = read(client, f"{states.url}map/?as_of=2012-01-01")
    land = {use["href"].partition("#")[2] for use in page.select(".map .land use")}

    assert {"land", "HR", "GB"} <= land
    assert "NA" not in land


def test_the_bodies_are_told_apart_by_a_pattern_as_well_as_by_colour(client, states):
    page = read(client, f"{states.url}map/")

    assert set(drawn(page, 1)) == {"NA"}
    assert set(drawn(page, 2)) == {"MT", "HR"}
    assert page.find("pattern", id="strand-2-pattern")


def test_a_small_state_is_a_dot_that_can_be_reached_and_a_name_beside_the_map(client, states):
    page = read(client, f"{states.url}map/")

    assert page.select_one('.names a[href="/members/malta/"] .dot')
    assert page.select_one('.names a[href="/members/namibia/"] .dot') is None
    assert [words(link) for link in page.select(".map figcaption a")] == ["Malta"]


def test_a_suspended_member_is_on_the_map_and_said_to_be_suspended(client, tree):
    state = tree.member("Mali", member__code="ML")
    Suspension.objects.create(member=state, body=tree.au, from_date=datetime.date(2021, 6, 1))
    page = read(client, f"{tree.members.url}map/?as_of=2022-01-01")

    assert list(on_map(page)) == ["Mali (AU), suspended"]
    assert "suspended" in drawn(page, 1)["ML"]
    assert list(on_map(read(client, f"{tree.members.url}map/?as_of=2020-01-01"))) == ["Mali (AU)"]


def test_a_member_that_the_sheet_does_not_show_is_named_beside_it(client, tree):
    tree.member("Atlantis", member__code="QQ")
    page = read(client, f"{tree.members.url}map/")

    assert on_map(page) == {}
    assert "Not on the map Atlantis" in main(page)


def test_a_draft_is_not_on_the_map(client, states):
    MembershipPeriodFactory(body__code="AU", member__name_en="Benin", member__code="BJ", member__live=False)

    assert "Benin" not in main(read(client, f"{states.url}map/"))


# Regions and communities


def test_who_does_not_fit_the_filters_is_drawn_pale_and_stays_a_link(client, states):
    page = read(client, f"{states.url}map/?region=europe-southern")

    assert "pale" in drawn(page, 1)["NA"]
    assert "pale" not in drawn(page, 2)["HR"]
    assert "Namibia (AU)" in on_map(page)
    assert "2 members fit these filters. The other members are drawn pale." in main(page)


def test_the_members_of_a_regional_economic_community_are_shown(client, states):
    sadc = BodyFactory(code="SADC", kind=BodyKind.REC)
    namibia = MembershipPeriodFactory(body=sadc, member__name_en="Angola", member__code="AO").member
    MembershipPeriodFactory(body__code="AU", member=namibia)
    page = read(client, f"{states.url}map/?rec=SADC")

    assert [code for code, classes in drawn(page, 1).items() if "pale" not in classes] == ["AO"]
    assert chips(page) == {"SADC in full": "?"}


def test_the_map_and_the_list_lead_to_each_other_with_the_same_filters(client, states):
    query = "?as_of=2014-04-02&body=EU"

    assert read(client, f"{states.url}{query}").find("a", href=f"{states.url}map/{query}")
    assert read(client, f"{states.url}map/{query}").find("a", href=f"{states.url}{query}")


def test_europe_is_drawn_larger_without_links_to_what_is_outside_the_picture(client, states):
    page = read(client, f"{states.url}map/?part=europe&body=EU")

    assert list(on_map(page)) == ["Croatia (EU)", "Malta (EU)"]
    assert "pale" in drawn(page, 1)["NA"]
    assert chips(page) == {"Europe, larger": "?body=EU", "EU in full": "?part=europe"}
    assert page.find("a", href=f"{states.url}?body=EU", string="The same as a list")


@pytest.mark.parametrize(
    "query", ["as_of=yesterday", "region=atlantis", "part=moon", "body=%22%3E%3Cscript%3E", "rec=%F0%9F%8E%89"]
)
def test_what_cannot_be_read_does_not_limit_the_map_and_is_said(client, states, query):
    page = read(client, f"{states.url}map/?{query}")

    assert len(on_map(page)) == 3
    assert len(refusals(page)) == 1
    assert client.get(f"{states.url}map/picture/?{query}").status_code == 200


# Borders


def test_the_map_takes_no_side_on_borders_and_says_so(client, states):
    text = main(read(client, f"{states.url}map/"))

    assert "They express no opinion on the status of any country, territory or sea" in text
    assert "The final status of Western Sahara is not settled" in text
    assert "Natural Earth, in the public domain" in text


def test_western_sahara_is_drawn_with_a_broken_line(client, tree):
    tree.member("Sahrawi Arab Democratic Republic", member__code="EH")
    tree.member("Algeria", member__code="DZ")
    page = read(client, f"{tree.members.url}map/")

    assert [use["href"].partition("#")[2] for use in page.select(".map .broken")] == ["EH"]


def test_the_sheet_draws_every_state_of_the_shipped_list_and_no_other():
    with (ROOT / "home/content/members.csv").open(newline="") as file:
        assert set(read_sheet().states) == {row["code"] for row in csv.DictReader(file)}


# The picture on the list of members


def test_the_picture_is_loaded_late_takes_its_room_before_and_comes_after_the_list(client, states):
    page = read(client, states.url)
    picture = page.select_one(".small-map img")

    assert picture["loading"] == "lazy"
    assert (picture["width"], picture["height"]) == ("1400", "1650")
    assert picture.find_previous(class_="members")
    assert picture.find_parent("a")["href"] == f"{states.url}map/"


def test_the_picture_is_kept_by_browsers_for_as_long_as_its_address_holds(client, states):
    address = picture_in(read(client, states.url))
    kept = client.get(address)

    assert kept["Content-Type"] == "image/svg+xml"
    assert "immutable" in kept["Cache-Control"]
    assert "immutable" not in client.get(f"{states.url}map/picture/?version=old").get("Cache-Control", "")


def test_the_address_of_the_picture_changes_when_a_member_joins(client, tree, states):
    before = picture_in(read(client, states.url))
    tree.member("Benin", member__code="BJ")

    assert picture_in(read(client, states.url)) != before


def test_the_picture_may_run_nothing_and_load_nothing(client, states):
    policy = client.get(f"{states.url}map/picture/")["Content-Security-Policy"]

    assert {"default-src 'none'", "script-src 'none'"} <= set(policy.split("; "))


def test_the_map_of_a_private_list_is_not_shown(client, states):
    hide(states)

    assert client.get(f"{states.url}map/").status_code == 302
    assert client.get(f"{states.url}map/picture/").status_code == 302


def test_the_map_is_in_the_sitemap(client, states):
    assert f"{states.get_full_url()}map/" in client.get("/sitemap.xml").content.decode()


def test_a_preview_counts_the_bodies_that_the_editor_chose(tree, rf):
    BodyFactory(code="SADC", kind=BodyKind.REC)
    tree.members.bodies = [tree.eu]  # not saved, as in a preview
    listing = MemberListing(tree.members, rf.get("/").GET)

    assert [body.code for body in listing.bodies] == ["EU"]
    assert [body.code for body in listing.recs] == ["SADC"]


def test_no_member_can_have_the_address_of_the_map():
    with pytest.raises(ValidationError) as refused:
        Member(code="MP", slug="map", name_en="Map", region="africa-west").clean()

    assert list(refused.value.message_dict) == ["slug"]
