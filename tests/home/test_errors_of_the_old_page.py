"""Each fault of the page that the site replaces, by its number in the reference data, is now impossible or said.

`meetings.json` → `seed_anomalies` of the reference data has them, A01 to A27.
"""

import datetime

import pytest
from wagtail.test.utils.form_data import nested_form_data, rich_text, streamfield

from home.models import StandardPage
from meetings.forms import MeetingFilterForm
from meetings.models import DocumentPage, MeetingPage
from members.models import MemberIndexPage
from mme_site.pages.validation.rules import problems_of
from mme_site.pages.validation.subject import Subject
from tests.helpers.editing import PageEditor, errors, filled_in
from tests.helpers.reading import entries, read, section

pytestmark = pytest.mark.django_db


def said_of(page):
    return " ".join(problem.text for problem in problems_of(Subject(page)))


# Words that were printed, and what the editor is told of them
PRINTED = {
    "A01": ("2014Africa–EU Summit", "Words run together: “2014Africa”"),
    "A08": ("The EU- Africa summit met.", "A dash with a space on one side only: “EU- Africa”"),
    "A11": ("MME is thus slinked to the Tripoli Process.", "“slinked”: is “linked” meant?"),
    "A12": ("Based on the Joint Africa-Europe Strategy.", "is “Joint Africa-EU Strategy” meant?"),
    "A13": ("The Tripoli Declaration says so.", "is “Tripoli Declaration (2006), or (2010)” meant?"),
    "A14": (
        "The seventh partnership on stability, employment and migration",
        "is “Partnership on Migration, Mobility and Employment” meant?",
    ),
    "A15": ("The African Remittance Institute (ARI)", "is “African Institute for Remittances (AIR)” meant?"),
    "A21": ("WHO WE AREThe International Organization", "Words run together: “AREThe”"),
    "A24": ("This initiative, launched by the European Commission", "“This initiative …”: does the sentence before"),
    "A25": ("Tel: +32 2 233 1160", "Contact details: say whose they are and when they were checked"),
}


@pytest.mark.parametrize(("printed", "said"), PRINTED.values(), ids=PRINTED)
def test_what_was_printed_is_said_to_the_editor(tree, printed, said):
    assert said in said_of(tree.page(body=[("paragraph", f"<p>{printed}</p>")]))


TITLES = {
    "A02": ("“Adoption of the Second Action Plan, which covers 2011–2013,”", "The title is in quotation marks"),
    "A03": ("4th EU-Africa summit, Brussels, April 02-03, 2014", "The title holds a date"),
    "A04": ("Senior Officials Meeting on MME, 27 - 28 November, 2013", "The title holds a date"),
    "A05": ("Senior Officials MME Meeting, 15-17 September 2010", "The title holds a date"),
    "A06": ("2nd Africa-EU Summit, Lisbon, 8 December – 9 December 2007", "The title holds a date"),
}


@pytest.mark.parametrize(("title", "said"), TITLES.values(), ids=TITLES)
def test_a_title_that_holds_other_facts_is_said_to_the_editor(tree, title, said):
    assert said in said_of(tree.meeting(title=title))


def test_a07_the_facts_of_a_meeting_have_fields_so_that_their_order_is_that_of_the_site():
    names = {field.name for field in MeetingPage._meta.get_fields()}

    assert names >= {"title", "start_date", "end_date", "city", "host"}


@pytest.mark.parametrize("heading", ["Recent Meetings", "Réunions récentes", "الاجتماعات الأخيرة"])
def test_a09_a_heading_that_stops_being_true_is_said(tree, heading):
    body = [("heading", {"text": heading, "level": "2"}), ("paragraph", "<p>Two.</p>")]

    assert "in a heading stops being true" in said_of(tree.page(body=body))


def test_a09_past_meetings_are_past_by_their_dates(client, tree):
    tree.meeting(title="Senior officials", start_date=datetime.date(2013, 11, 27))

    page = read(client, tree.meetings.url)

    assert entries(section(page, "past")) == ["Senior officials"]
    assert entries(section(page, "upcoming")) == []


def test_a10_a_series_is_chosen_and_not_typed(admin_client, tree):
    editor = PageEditor(admin_client)
    form = editor.client.get(editor.address(MeetingPage, tree.meetings)).context_data["form"]

    assert hasattr(form.fields["series"], "queryset")
    assert "series" in MeetingFilterForm.base_fields


def test_a16_a_sentence_that_stands_twice_is_said(tree):
    sentence = "The EU is providing support to the African Union towards its capacity building initiatives."

    said = said_of(tree.page(body=[("paragraph", f"<p>{sentence}</p>"), ("paragraph", f"<p>{sentence}</p>")]))

    assert "This sentence stands on the page twice" in said


def test_a17_the_list_of_members_is_computed_and_a_typed_count_is_held_against_it(tree):
    for number in range(12):
        tree.member(f"State {number}")

    assert "the list of members has 12" in said_of(tree.page(summary="82 Member States"))
    assert not {field.name for field in MemberIndexPage._meta.local_fields} & {"count", "members"}


def test_a18_a_heading_with_nothing_below_it_is_said(tree):
    body = [("heading", {"text": text, "level": "2"}) for text in ("Observers", "Partners")]

    assert said_of(tree.page(body=body)).count("Nothing stands below the heading") == 2


@pytest.mark.parametrize("html", ["<p>-</p>", "<p>- Algeria</p>"])
def test_a19_a_list_typed_with_dashes_is_said(tree, html):
    assert "A list typed with dashes" in said_of(tree.page(body=[("paragraph", html)]))


def test_a20_the_menu_is_made_by_the_site_and_is_no_part_of_a_text(client, tree):
    assert read(client, tree.meetings.url).main.select("nav.menu") == []


@pytest.mark.parametrize("action", [{}, {"action-publish": "action-publish"}], ids=["draft", "published"])
def test_a22_no_page_is_saved_without_a_title(admin_client, tree, action):
    editor = PageEditor(admin_client)
    address = editor.address(StandardPage, tree.home)
    typed = nested_form_data({"body": streamfield([("paragraph", rich_text("<p>Established: 2007</p>"))])})
    data = filled_in(editor.client.get(address), **typed) | {"title": "", "slug": ""}

    assert errors(editor.client.post(address, data | action))["title"] == ["This field is required."]


def test_a23_a_document_without_languages_links_and_date_is_said(tree):
    said = said_of(DocumentPage.objects.get(pk=tree.document(date=None).pk))

    assert "No language or file is listed: readers have nothing to open." in said
    assert "Readers see no date." in said


def test_a26_dashes_of_print_are_no_fault(tree):
    assert said_of(tree.page(body=[("paragraph", "<p>The years 2011–2013 – and after.</p>")])) == ""


def test_a27_a_date_known_to_the_month_is_shown_so(client, tree):
    meeting = tree.meeting(start_date=datetime.date(2010, 11, 1), date_precision="month")

    assert meeting.date_text == "November 2010"
