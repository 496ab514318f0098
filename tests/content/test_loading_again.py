"""A second load leaves the work of editors alone."""

import pytest
from wagtail.models import Page, Site

from home.models import LoadedRecord, SiteSettings, StandardPage
from meetings.models import MeetingIndexPage, MeetingPage, MeetingSeries
from members.models import Member
from tests.content.conftest import load
from tests.helpers.factories import MeetingPageFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("loaded")]


def forget(*keys):
    """Let the command believe that it never loaded these records."""
    assert LoadedRecord.objects.filter(key__in=keys).delete()[0] == len(keys)


def test_the_first_load_says_what_it_made(loaded):
    assert "made: 4 languages, 10 bodies, 83 members, 12 series, 39 places, 11 pages, 12 themes" in loaded
    assert "104 meetings (27 of them unpublished), 39 documents (1 of them unpublished)" in loaded
    assert "refused: nothing" in loaded


def test_a_second_load_makes_nothing():
    pages, members = Page.objects.count(), Member.objects.count()

    said = load()

    assert "made: nothing" in said
    assert "83 members" in said.partition("left alone:")[2]
    assert (Page.objects.count(), Member.objects.count()) == (pages, members)


def test_a_second_load_asks_the_database_almost_nothing(django_assert_max_num_queries):
    with django_assert_max_num_queries(5):
        load()


def test_what_an_editor_has_changed_stays():
    about = StandardPage.objects.get(slug="about")
    about.title = "About us"
    about.save_revision().publish()
    member = Member.objects.get(code="CV")
    member.note = "Checked."
    member.save_revision().publish()

    load()

    assert StandardPage.objects.get(pk=about.pk).title == "About us"
    assert Member.objects.get(code="CV").note == "Checked."


def test_what_an_editor_has_deleted_does_not_come_back():
    MeetingPage.objects.get(slug="c2c-7-brussels-2015").delete()
    Member.objects.get(code="LT").delete()

    load()

    assert not MeetingPage.objects.filter(slug="c2c-7-brussels-2015").exists()
    assert not Member.objects.filter(code="LT").exists()


def test_what_an_editor_has_unpublished_stays_unpublished():
    meeting = MeetingPage.objects.get(slug="c2c-7-brussels-2015")
    meeting.unpublish()

    load()

    assert not MeetingPage.objects.get(pk=meeting.pk).live


def test_a_record_that_was_added_to_the_files_is_made_beside_what_editors_have_renamed():
    MeetingPage.objects.get(slug="c2c-7-brussels-2015").delete()
    meetings = MeetingIndexPage.objects.get()
    meetings.slug = "all-meetings"
    meetings.save_revision().publish()
    forget("meetings.json:c2c-7-brussels-2015")

    said = load()

    assert "made: 1 meetings" in said
    assert MeetingPage.objects.get(slug="c2c-7-brussels-2015").url == "/all-meetings/c2c-7-brussels-2015/"


def test_an_address_that_somebody_else_uses_is_refused_and_said():
    MeetingPage.objects.get(slug="c2c-7-brussels-2015").delete()
    other = MeetingPageFactory(
        parent=MeetingIndexPage.objects.get(), title="An editor's meeting", slug="c2c-7-brussels-2015"
    )
    forget("meetings.json:c2c-7-brussels-2015")

    said = load()

    assert "refused: 1 meetings" in said
    assert (
        "meetings.json:c2c-7-brussels-2015: its address /mme/meetings/c2c-7-brussels-2015/ "
        "is in use by the page “An editor's meeting”" in said
    )
    assert MeetingPage.objects.get(slug="c2c-7-brussels-2015") == other.specific


def test_a_member_whose_code_somebody_else_uses_is_refused_and_said():
    Member.objects.filter(code="DE").update(name_en="An editor's Germany")
    forget("members.csv:DE")

    assert "members.csv:DE: its code or address is in use by the member “An editor's Germany”" in load()


def test_a_meeting_is_made_without_the_series_that_an_editor_deleted():
    for meeting in MeetingPage.objects.filter(series__slug="au-assembly"):
        meeting.delete()
    MeetingSeries.objects.get(slug="au-assembly").delete()
    forget("meetings.json:au-extraordinary-ouagadougou-2004")

    said = load()

    assert "made without au-assembly as its series, which is not there" in said
    assert MeetingPage.objects.get(slug="au-extraordinary-ouagadougou-2004").series is None


def test_nothing_is_made_below_a_page_that_an_editor_deleted():
    MeetingIndexPage.objects.get().delete()
    forget("meetings.json:c2c-7-brussels-2015")

    assert "meetings.json:c2c-7-brussels-2015: the page above it is not there" in load()


def test_a_site_that_shows_another_page_keeps_showing_it():
    Site.objects.update(root_page=StandardPage.objects.get(slug="about"))
    forget("settings.json:site")

    assert "settings.json:site: the site shows the page “About” already" in load()
    assert Site.objects.get().root_page.title == "About"


def test_a_header_that_an_editor_has_written_stays():
    settings = SiteSettings.for_site(Site.objects.get())
    settings.menu, settings.footer_links, settings.notice = [], [], "<p>Closed today</p>"
    settings.save()
    forget("settings.json:menus")

    assert "an editor has written the header or the footer already" in load()
    assert not SiteSettings.objects.get().menu
