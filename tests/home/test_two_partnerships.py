"""Two partnerships stand side by side, each on a site of its own, and show nothing of each other."""

import datetime

import pytest

from home.models import KeyDocument, SiteSettings
from tests.helpers.factories import BodyFactory, MeetingSeriesFactory, Tree, hide
from tests.helpers.reading import choices, entries, facts, main, read, section, words

pytestmark = pytest.mark.django_db

OTHER = {"HTTP_HOST": "other.example"}


@pytest.fixture
def series():
    """A series of meetings that both partnerships name."""
    return MeetingSeriesFactory(slug="shared", name_en="Shared series")


@pytest.fixture
def first(tree, series):
    """The first partnership, with one of everything, each called 'Of the first'."""
    theme = tree.theme(title="Of the first theme", slug="theme")
    meeting = tree.meeting(title="Of the first meeting", series=series, themes=[theme])
    tree.meeting(title="Of the first undated", series=series, status="planned", start_date=None)
    document = tree.document(title="Of the first document", themes=[theme], meeting=meeting)
    tree.page(title="Of the first page", show_in_menus=True)
    tree.home.own_series = [series]
    tree.home.save()
    KeyDocument.objects.create(partnership=tree.home, document=document)
    SiteSettings.objects.create(site=tree.site, notice="<p>Of the first notice</p>")
    tree.member("Benin")
    return tree


@pytest.fixture
def second(first, series):
    """The second partnership, with members, a series and a theme's slug in common with the first."""
    second = Tree(hostname="other.example", slug="other", title="The other", short_name="OTH", own_series=[series])
    second.theme(title="Second theme", slug="theme")
    second.meeting(title="Second meeting", series=series, start_date=datetime.date(2015, 1, 1))
    second.document(title="Second document")
    second.page(title="Second page", show_in_menus=True)
    second.members.bodies = [second.eu]
    second.members.save()
    second.member("Belgium", second.eu)
    return second


@pytest.mark.parametrize("page", ["home", "meetings", "documents", "themes", "members"])
def test_no_page_of_the_second_shows_anything_of_the_first(client, first, second, page):
    address = getattr(second, page).get_url_parts()[2]

    assert "Of the first" not in words(read(client, address, **OTHER))


def test_the_second_has_an_overview_of_its_own(client, second):
    page = read(client, "/", **OTHER)

    assert words(page.h1) == "The other"
    assert words(page.select_one(".brand strong")) == "OTH"


def test_the_second_has_a_menu_of_its_own(client, second):
    assert [words(link) for link in read(client, "/", **OTHER).select("nav.menu a")] == ["Second page"]


def test_the_lists_of_the_second_hold_its_own_meetings_and_documents(client, second):
    assert entries(read(client, "/meetings/", **OTHER)) == ["Second meeting"]
    assert entries(read(client, "/documents/", **OTHER)) == ["Second document"]


def test_the_second_counts_its_own_members_only(client, second):
    page = read(client, "/members/?as_of=2020-01-01", **OTHER)

    assert [words(number) for number in page.select(".counts b")] == ["1", "1"]
    assert section(page, "au") is None


def test_a_meeting_counts_the_members_of_its_own_partnership(client, first, second):
    assert facts(read(client, "/meetings/" + second_meeting(second).slug + "/", **OTHER))[
        "Members that day"
    ].startswith("1 1 EU")


def test_a_member_of_the_first_only_has_no_page_in_the_second(client, first, second):
    assert words(read(client, "/members/benin/").h1) == "Benin"
    assert client.get("/members/benin/", **OTHER).status_code == 404


def test_a_shared_series_does_not_lead_from_one_partnership_to_the_other(client, second):
    meeting = second_meeting(second)

    assert "Of the first" not in main(read(client, f"/meetings/{meeting.slug}/", **OTHER))


def test_a_theme_of_the_same_slug_is_another_theme(client, first, second):
    themed = second.document(title="Second themed", themes=[second_theme(second)])

    page = read(client, "/documents/?theme=theme", **OTHER)

    assert entries(page) == [themed.title]


def test_the_filters_of_the_second_offer_nothing_of_the_first(client, first, second):
    page = read(client, "/documents/", **OTHER)

    assert choices(page, "meeting") == []


@pytest.mark.parametrize("query", ["first", "Benin", "meeting"])
def test_the_search_of_the_second_finds_nothing_of_the_first(client, first, second, query):
    found = read(client, f"/search/?q={query}", **OTHER).select(".results .name")

    assert [words(name) for name in found if "first" in words(name) or "Benin" in words(name)] == []


def test_the_search_of_the_second_finds_its_own(client, first, second):
    found = read(client, "/search/?q=second", **OTHER).select(".results .name")

    assert {words(name) for name in found} >= {"Second meeting", "Second document", "Second theme", "Second page"}


def test_a_member_that_both_share_lists_the_meetings_of_the_own_partnership(client, first, second):
    belgium = second.member("Luxembourg", second.eu)
    first.meeting(title="Hosted in the first", host=belgium)
    second.meeting(title="Hosted in the second", host=belgium)

    assert entries(section(read(client, "/members/luxembourg/", **OTHER), "hosted")) == ["Hosted in the second"]
    assert entries(section(read(client, "/members/luxembourg/"), "hosted")) == ["Hosted in the first"]


def test_the_sitemap_of_the_second_names_its_own_addresses_only(client, first, second):
    sitemap = client.get("/sitemap.xml", **OTHER).content.decode()

    assert "http://other.example/meetings/" in sitemap
    assert "localhost" not in sitemap


def test_a_notice_of_the_first_is_not_shown_on_the_second(client, first, second):
    assert read(client, "/").select_one(".notice")
    assert read(client, "/", **OTHER).select_one(".notice") is None


def test_hiding_the_first_leaves_the_second_public(client, first, second):
    hide(first.home)

    assert words(read(client, "/", **OTHER).h1) == "The other"


def test_a_third_body_of_no_partnership_is_listed_by_none(client, first, second):
    first.member("Norway", BodyFactory(code="EFTA"))

    assert "Norway" not in main(read(client, "/members/?as_of=2020-01-01"))


def second_meeting(second):
    return second.meetings.get_children().get(title="Second meeting")


def second_theme(second):
    return second.themes.get_children().get().specific
