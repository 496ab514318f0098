"""The page of a member: its periods, its names, and whether it belongs today."""

import datetime

import pytest
import time_machine

from members.models import FormerName
from members.models.kinds import BodyKind
from tests.helpers.factories import BodyFactory, MembershipPeriodFactory, in_languages
from tests.helpers.reading import facts, read, section, words

pytestmark = pytest.mark.django_db


def day(text):
    return datetime.date.fromisoformat(text)


def period_rows(page):
    """Return the lines of the tables of periods, without the remarks below them."""
    return [
        [words(cell) for cell in row.find_all(["th", "td"])] for row in page.select(".periods tbody tr:not(.remark)")
    ]


def test_a_member_has_an_address_with_its_periods(client, tree):
    member = tree.member("Morocco", until_date=day("1984-11-12"))
    MembershipPeriodFactory(member=member, body=tree.au, from_date=day("2017-01-31"))

    page = read(client, f"{tree.members.url}morocco/")

    assert words(page.h1) == "Morocco"
    assert period_rows(page) == [["AU", "25 May 1963", "12 November 1984"], ["AU", "31 January 2017", "–"]]


def test_a_member_stands_below_the_list_of_members(client, tree):
    page = read(client, tree.members.member_url(tree.member("Benin")))

    assert page.select(".breadcrumbs a")[-1]["href"] == tree.members.url


def test_a_period_shows_no_more_than_its_precision_and_says_what_is_not_stated(client, tree):
    member = tree.member("The Gambia", from_date=day("1965-02-03"), from_precision="year")
    MembershipPeriodFactory(member=member, body=BodyFactory(code="SADC", kind=BodyKind.REC), from_date=None)

    assert period_rows(read(client, tree.members.member_url(member))) == [
        ["AU", "1965", "–"],
        ["SADC", "not stated", "–"],
    ]


def test_a_period_says_where_it_comes_from(client, tree):
    member = tree.member("Benin", source="AU, list of ratifications", confidence="medium", note="Acceded.")

    remark = words(read(client, tree.members.member_url(member)).select_one(".remark"))

    assert remark == "Acceded. Partly inferred. Source: AU, list of ratifications"


def test_sources_are_named_by_publisher_and_an_encyclopaedia_is_marked(client, tree):
    source = "Members (African Union (au.int)): https://au.int/a ; https://b.org/x ; Old (Wikipedia): http://wiki.org/z"
    member = tree.member("Benin", source=source)

    remark = read(client, tree.members.member_url(member)).select_one(".remark")

    assert [(words(a), a["href"]) for a in remark.select("a")] == [
        ("African Union (au.int)", "https://au.int/a"),
        ("b.org", "https://b.org/x"),
        ("Wikipedia", "http://wiki.org/z"),
    ]
    assert words(remark).endswith("Wikipedia (encyclopaedia, not verified)")


def test_a_member_is_shown_with_its_names_in_every_language(client, tree):
    member = tree.member("Ivory Coast", member__translations=in_languages(fr="Côte d'Ivoire", ar="ساحل العاج"))

    shown = facts(read(client, tree.members.member_url(member)))

    assert (shown["English"], shown["French"], shown["Arabic"]) == ("Ivory Coast", "Côte d'Ivoire", "ساحل العاج")
    assert "Portuguese" not in shown


def test_a_name_in_arabic_is_marked_as_arabic(client, tree):
    member = tree.member("Egypt", member__translations=in_languages(ar="مصر"))

    assert words(read(client, tree.members.member_url(member)).select_one(".facts-panel [lang=ar][dir=auto]")) == "مصر"


def test_the_former_names_of_a_member_are_shown_with_their_dates(client, tree):
    member = tree.member("Eswatini")
    FormerName.objects.create(member=member, language="en", name="Swaziland", until_date=day("2018-04-18"))

    assert facts(read(client, tree.members.member_url(member)))["Former names"] == "Swaziland until 18 April 2018"


@time_machine.travel("2026-03-01T12:00:00+01:00")
def test_a_member_says_since_when_it_belongs(client, tree):
    member = tree.member("Benin")

    standing = words(read(client, tree.members.member_url(member)).select_one(".standing"))

    assert standing == "Member of the AU in full (AU) since 25 May 1963."


@time_machine.travel("2026-03-01T12:00:00+01:00")
def test_a_state_that_left_says_that_it_is_no_member_today(client, tree):
    member = tree.member("United Kingdom", tree.eu, until_date=day("2020-01-31"))

    standing = words(read(client, tree.members.member_url(member)).select_one(".standing"))

    assert standing == "Not a member today"


@time_machine.travel("2026-03-01T12:00:00+01:00")
def test_an_observer_is_not_called_a_member(client, tree):
    member = tree.member("Haiti", role="observer")

    standing = words(read(client, tree.members.member_url(member)).select_one(".standing"))

    assert standing == "Observer of the AU in full (AU) since 25 May 1963."


@time_machine.travel("2026-03-01T12:00:00+01:00")
def test_a_member_whose_first_day_no_source_states_says_so(client, tree):
    member = tree.member("Benin", from_date=None, source="https://au.int/en/member_states")

    standing = words(read(client, tree.members.member_url(member)).select_one(".standing"))

    assert standing == "Member of the AU in full (AU); since when is not stated in the source."


def test_the_suspensions_of_a_member_are_shown_with_their_reason(client, tree, suspended):
    part = words(section(read(client, tree.members.member_url(suspended)), "membership"))

    assert "AU 1 January 2014 31 December 2014 Coup d'état." in part


@time_machine.travel("2014-06-01T12:00:00+02:00")
def test_a_member_that_is_suspended_says_that_it_is_still_counted(client, tree, suspended):
    standing = words(read(client, tree.members.member_url(suspended)).select_one(".standing"))

    assert standing.endswith("Suspended It stays a member and is counted.")


@pytest.mark.parametrize("slug", ["nowhere", "benin", "norway", "BENIN", "benin'--"])
def test_there_is_no_page_for_who_is_unknown_a_draft_or_never_belonged(client, tree, slug):
    tree.member("Benin", member__live=False)
    tree.member("Norway", BodyFactory(code="EFTA"))

    assert client.get(f"{tree.members.url}{slug}/").status_code == 404


def test_the_sitemap_lists_every_public_member(client, tree):
    tree.member("Benin")
    tree.member("Togo", member__live=False)
    tree.member("Norway", BodyFactory(code="EFTA"))

    sitemap = client.get("/sitemap.xml").content.decode()

    assert [name for name in ("benin", "togo", "norway") if f"/members/{name}/</loc>" in sitemap] == ["benin"]
