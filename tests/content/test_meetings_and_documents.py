"""Meetings, documents, themes and the overview, as the sources have them."""

import datetime

import pytest
from wagtail.models import Locale, Page, Site

from home.models import PartnershipPage, SiteSettings
from meetings.models import DocumentPage, DocumentRelation, MeetingPage, ThemeIndexPage, ThemePage

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("loaded")]

LISTED_DOCUMENTS = ["tripoli-declaration-2006", "second-action-plan", "mme-on-the-move"]


def test_every_live_page_has_a_live_revision():
    assert not Page.objects.live().filter(depth__gte=2, live_revision=None).exists()


def test_the_tree_is_sound():
    assert not any(Page.find_problems())


def test_what_is_certain_or_announced_is_live_and_what_is_inferred_waits_as_a_draft():
    past = MeetingPage.objects.exclude(status="planned")
    for pages in (past, DocumentPage.objects.all()):
        assert {(page.confidence, page.live) for page in pages} == {("high", True), ("medium", False)}
    assert (past.count(), past.live().count()) == (100, 73)
    assert MeetingPage.objects.live().filter(status="planned").count() == 4
    assert (DocumentPage.objects.count(), DocumentPage.objects.live().count()) == (39, 38)


def test_a_draft_can_be_opened_in_the_editor():
    for page in Page.objects.filter(live=False, depth__gte=2).specific():
        assert page.get_latest_revision_as_object().title == page.title


def test_the_third_and_the_fourth_summit_are_two_meetings():
    third = MeetingPage.objects.get(slug="summit-3-tripoli-2010")
    fourth = MeetingPage.objects.get(slug="summit-4-brussels-2014")

    assert (third.date_text, third.place) == ("29–30 November 2010", "Tripoli, Libya")
    assert (fourth.date_text, fourth.place) == ("2–3 April 2014", "Brussels, Belgium")
    assert (fourth.previous, third.next) == (third, fourth)


def test_every_meeting_but_the_undated_has_its_first_and_last_day():
    undated = MeetingPage.objects.filter(start_date=None)

    assert {meeting.slug for meeting in undated if meeting.live} == {"summit-8-brussels", "au-eu-som-next"}
    assert {meeting.slug for meeting in undated if not meeting.live} == {
        *("mme-recs-technical", "c2c-8-addis", "jvap-5-years", "pafom-3"),
    }


def test_a_meeting_known_to_the_month_shows_the_month():
    assert MeetingPage.objects.get(slug="c2cmmd-nairobi-2019").date_text == "December 2019"


def test_the_announced_summit_is_planned_and_the_postponed_one_was_called_off():
    assert MeetingPage.objects.get(slug="summit-8-brussels").status == "planned"
    assert MeetingPage.objects.get(slug="summit-2-postponed-2003").is_called_off


def test_members_of_the_day_of_a_meeting_are_counted(client):
    counts = client.get("/meetings/summit-4-brussels-2014/").context_data["page"].members_that_day

    assert [entry.count for entry in counts.bodies] == [54, 28]


@pytest.mark.parametrize(
    ("document", "meeting"),
    [
        ("tripoli-declaration-2006", "ministerial-tripoli-2006"),
        ("second-action-plan", "summit-3-tripoli-2010"),
    ],
)
def test_a_document_of_the_old_list_and_its_meeting_lead_to_each_other(client, document, meeting):
    of_document = client.get(f"/documents/{document}/")
    of_meeting = client.get(f"/meetings/{meeting}/")

    assert of_document.context_data["adopting_meeting"].slug == meeting
    assert document in [outcome.slug for outcome in of_meeting.context_data["outcomes"]]


def test_the_report_of_the_old_list_is_tied_to_the_meeting_that_waits_for_a_check():
    report = DocumentPage.objects.get(slug="mme-on-the-move")

    assert [(meeting.slug, meeting.live) for meeting in report.discussed_at.all()] == [("mme-recs-technical", False)]
    assert report.date_text == "2013"


def test_the_overview_names_the_listed_documents_in_their_order():
    overview = PartnershipPage.objects.get().overview(request=None)

    assert [document.slug for document in overview.key_documents] == LISTED_DOCUMENTS


def test_the_action_plan_was_adopted_in_one_place_and_drafted_in_another():
    plan = DocumentPage.objects.get(slug="ouagadougou-action-plan")

    assert plan.meeting.slug == "ministerial-tripoli-2006"
    assert [meeting.slug for meeting in plan.discussed_at.all()] == ["ministerial-2-ouagadougou-2002"]
    assert [theme.slug for theme in plan.themes.all()] == ["trafficking-in-human-beings"]


def test_the_tripoli_declaration_is_one_document_under_its_three_names():
    names = DocumentPage.objects.get(slug="tripoli-declaration-2006").other_names.values_list("name", flat=True)

    assert {"Tripoli Declaration on Migration and Development", *names} == set(names)
    assert "Joint EU-Africa Declaration on Migration and Development" in names


def test_an_address_goes_with_its_language_and_other_languages_are_only_known():
    plan = DocumentPage.objects.get(slug="cairo-plan-of-action")

    versions = [(version.language, bool(version.url), version.checked_on) for version in plan.versions]
    assert versions[0] == ("en", True, None)
    assert ("en", False, None) in [
        (version.language, bool(version.url), version.checked_on)
        for version in DocumentPage.objects.get(slug="cairo-declaration").versions
    ]


def test_six_themes_are_the_current_focus_and_the_meeting_of_2013_had_them_all():
    themes = set(ThemePage.objects.live().child_of(ThemeIndexPage.objects.get()))

    assert len(themes) == 6
    assert set(MeetingPage.objects.get(slug="som-mme-2013").themes.all()) == themes


def test_sources_that_disagree_are_marked():
    sources = MeetingPage.objects.get(slug="summit-4-brussels-2014").sources.filter(disagrees=True)

    assert [source.host for source in sources] == ["africa-eu-partnership.org"]


def test_every_document_and_checked_meeting_names_a_source_that_was_read_on_a_day():
    checked = [meeting for meeting in MeetingPage.objects.all() if not meeting.sources.filter(checked_on=None)]
    assert len(checked) > 20
    for page in [*checked, *DocumentPage.objects.all()]:
        assert [source for source in page.sources.all() if source.checked_on == datetime.date(2026, 11, 23)], page


def test_every_meeting_names_a_source():
    for meeting in MeetingPage.objects.all():
        assert meeting.sources.exists(), meeting


def test_no_source_shows_the_marks_of_those_who_gathered_it():
    for page in [*MeetingPage.objects.all(), *DocumentPage.objects.all()]:
        for text in [page.note, page.summary, *(source.says for source in page.sources.all())]:
            assert "CONFLICT" not in text
            assert "seed" not in text.split()


def test_the_partnership_was_established_in_2007_at_the_summit_in_lisbon():
    overview = PartnershipPage.objects.get()

    assert overview.established_text == "2007"
    assert overview.founding_meeting.slug == "summit-2-lisbon-2007"


def test_observers_and_partners_are_not_stated(texts):
    said = texts["/"]

    assert "Observers Not stated in the source." in said
    assert "Partners Not stated in the source." in said


def test_the_site_shows_the_overview_at_its_address_and_nothing_is_left_of_wagtails_page():
    site = Site.objects.get()

    assert site.root_page.specific == PartnershipPage.objects.get()
    assert (site.site_name, site.is_default_site) == ("MME", True)
    assert not Page.objects.filter(title__startswith="Welcome").exists()


def test_pages_can_be_written_in_four_languages():
    assert set(Locale.objects.values_list("language_code", flat=True)) == {"en", "fr", "pt", "ar"}


def test_the_menu_has_two_levels_and_every_page_of_it_answers(client):
    settings = SiteSettings.for_site(Site.objects.get())
    entries = [entry.value for entry in settings.menu]
    below = [link for entry in entries for link in entry["below"]]
    footer = [link.value for link in settings.footer_links]

    assert [entry["page"].title for entry in entries] == [
        "Current focus",
        "Meetings",
        "Documents",
        "Members",
        "About",
    ]
    assert len(below) == 9
    assert {client.get(link["page"].url).status_code for link in [*entries, *below, *footer]} == {200}


def test_every_link_to_a_page_of_the_site_leads_there(public_pages):
    for html in public_pages.values():
        assert 'href="page:' not in html
        assert "<a>" not in html


def test_reading_sets_no_cookie_as_the_privacy_page_says(client):
    for address in ["/", "/about/", "/members/", "/meetings/", "/documents/", "/search/?q=remittances"]:
        client.get(address)

    assert not client.cookies


def test_texts_lead_from_tripoli_to_luanda_over_the_processes():
    follows = DocumentRelation.objects.filter(kind="follows").values_list("target__slug", "document__slug")
    later = {}
    for earlier, text in follows:
        later.setdefault(earlier, set()).add(text)

    reached, seen = {"tripoli-declaration-2006"}, set()
    while reached - seen:
        seen |= reached
        reached = set().union(*(later.get(text, set()) for text in reached))
    assert {"second-action-plan", "valletta-action-plan", "joint-vision-2030", "luanda-declaration-2025"} <= seen


def test_no_text_follows_one_that_is_later():
    for relation in DocumentRelation.objects.select_related("document", "target"):
        assert relation.target.date <= relation.document.date
