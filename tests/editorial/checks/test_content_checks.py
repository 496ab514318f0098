"""What readers would notice of a text: said to the editor, and nobody is stopped by it."""

import datetime

import pytest
import time_machine

from meetings.models import AgendaItem, AgendaPaper, DocumentFile, MeetingPoint
from mme_site.pages.validation.rules import problems_of
from mme_site.pages.validation.subject import Subject
from tests.helpers.factories import MeetingSeriesFactory, hide
from tests.helpers.reading import read
from tests.helpers.scheduling import linked
from tests.helpers.uploads import saved_document, saved_image

pytestmark = pytest.mark.django_db

APRIL_2 = datetime.date(2014, 4, 2)


def warned(page):
    """What is said of a page, as (field, words); what is only good to know is left out."""
    found = problems_of(Subject(page))
    return [(problem.field, problem.text) for problem in found if problem.severity != "information"]


def of_text(tree, html, **fields):
    """What is said of a page with a paragraph."""
    return [text for _field, text in warned(tree.page(body=[("paragraph", html)], **fields))]


def test_plain_text_is_left_alone(tree):
    html = "<p>The well-known Africa-EU Partnership (2007) met in Brussels – for two days – in 2014.</p>"

    assert of_text(tree, html) == []


# Words


@pytest.mark.parametrize("mark", ["[KG1]", "TODO", "xxx", "XXX", "???", "[..]", "[check source]", "[à compléter]"])
def test_a_mark_of_an_editor_is_said(tree, mark):
    assert of_text(tree, f"<p>The meeting adopted {mark} a plan.</p>") == [f"An editor’s mark was left in: {mark}"]


@pytest.mark.parametrize("words", ["[...]", "[sic]", "Todos os Estados", "What?", "[EU]", "Is it so??"])
def test_what_only_looks_like_a_mark_is_left_alone(tree, words):
    assert of_text(tree, f"<p>It said {words} and went on.</p>") == []


def test_a_mark_is_found_in_every_text_of_a_page(tree):
    meeting = tree.meeting(title="Summit TODO", summary="xxx", venue="[KG1]")
    AgendaItem.objects.create(meeting=meeting, title="Opening ???")

    assert [field for field, _text in warned(meeting)] == ["title", "summary", "venue", "agenda_items"]


def test_what_is_kept_as_it_was_printed_is_not_asked_for_its_counts_and_misprints(tree):
    quotation = {"text": "MME is slinked. 82 Member States (53 AU and 28 EU).", "attribution": "", "url": ""}

    assert warned(tree.page(body=[("quotation", quotation)])) == []


# Counts


@pytest.fixture
def members(tree):
    """Twelve members of the AU from 1963, and eleven of the EU, one of them from 2013 on."""
    for number in range(12):
        tree.member(f"African {number}", from_date=datetime.date(1963, 5, 25))
    for number in range(11):
        start = datetime.date(2013, 7, 1) if number == 10 else datetime.date(1958, 1, 1)
        tree.member(f"European {number}", tree.eu, from_date=start)
    return tree


@pytest.mark.parametrize(
    "text",
    [
        "It has 22 Member States.",
        "The 22 members met.",
        "Les 22 États membres se réunissent.",
        "Os 22 Estados-Membros reuniram-se.",
        "اجتمعت الدول الأعضاء الـ 22 في بروكسل.",
        "اجتمعت ٢٢ دولة عضوا.",
        "The 13 AU Member States met.",
        "Les 13 États membres de l’Union africaine.",
        "10 EU Member States took part.",
    ],
)
def test_a_count_that_is_not_that_of_the_list_is_said(members, text):
    said = warned(members.meeting(start_date=APRIL_2, city="Brussels", participants=text))

    assert [field for field, words in said if "the list of members has" in words] == ["participants"]


@pytest.mark.parametrize(
    "text",
    [
        "It has 23 Member States.",
        "12 AU Member States and 11 EU Member States",
        "In 2012 it had 22 Member States.",
        "In 2013 it had 22 and then 23 Member States, so 22 members before July 2013.",
        "5 Member States sent ministers.",
        "The EU has 11 members.",
        "The old page said “82 Member States”.",
        "22 African officials came.",
        "Les 23 États membres, dont 12 de l’UA et 11 de l’UE.",
    ],
)
def test_a_count_of_the_day_or_of_a_year_that_is_named_is_left_alone(members, text):
    assert warned(members.meeting(start_date=APRIL_2, participants=text)) == []


@pytest.mark.parametrize(
    "text",
    [
        "23 Members (53 AU Member States and 28 EU Member States)",
        "23 États membres, dont 53 de l’UA et 28 de l’UE",
        "23 Estados-Membros, dos quais 53 da UA e 28 da UE",
    ],
)
def test_a_sum_that_does_not_add_up_is_said(members, text):
    said = [text for _field, text in warned(members.meeting(start_date=APRIL_2, participants=text))]

    assert "53 + 28 is 81, not 23." in said


def test_the_count_is_that_of_the_day_that_the_page_is_about(members):
    meeting = members.meeting(start_date=datetime.date(2010, 11, 29), participants="All 22 Member States.")

    assert warned(meeting) == []


# Links


@pytest.mark.parametrize("words", ["here", "Click here", "ici", "aqui", "هنا", "Read more…"])
def test_a_link_that_does_not_say_where_it_leads_is_said(tree, words):
    [said] = of_text(tree, f'<p>See <a href="https://example.org/">{words}</a> for it.</p>')

    assert said.startswith(f"The link “{words}” does not say where it leads.")


def test_a_link_whose_words_are_its_address_is_said(tree):
    [said] = of_text(tree, '<p><a href="https://example.org/">https://example.org/</a></p>')

    assert said.startswith("The words of a link are its address")


def test_a_link_to_a_draft_and_to_a_private_page_is_said(tree):
    draft, private = tree.page(title="Draft", live=False), tree.page(title="Private")
    hide(private)

    said = [text for _field, text in warned(tree.page(body=[*linked(draft), *linked(private)]))]

    assert said == [
        "“Draft” is a draft and does not go live by then.",
        "“Private” is private: readers cannot open it.",
    ]


def test_a_link_to_what_was_deleted_is_said(tree):
    assert of_text(tree, '<p><a linktype="page" id="99999">the plan</a></p>') == [
        "It leads to something that no longer exists."
    ]


def test_an_address_of_this_site_that_was_typed_is_said(tree):
    [said] = of_text(tree, '<p>See <a href="/meetings/">the meetings</a>.</p>')

    assert said == "The link “the meetings” was typed as an address of this site: choose the page or file."


# Headings and pictures


def heading(text, level="2"):
    return ("heading", {"text": text, "level": level})


PARAGRAPH = ("paragraph", "<p>Words.</p>")


@pytest.mark.parametrize(
    ("body", "said"),
    [
        ([heading("Low", "3"), PARAGRAPH], ["“Low” is a sub-heading without a heading above it."]),
        ([heading("Empty"), heading("Next"), PARAGRAPH], ["Nothing stands below the heading “Empty”."]),
        ([PARAGRAPH, heading("Last")], ["Nothing stands below the heading “Last”."]),
        ([heading("High"), heading("Low", "3"), PARAGRAPH, heading("Next"), PARAGRAPH], []),
    ],
)
def test_the_order_of_headings_is_looked_at(tree, body, said):
    assert [text for _field, text in warned(tree.page(body=body))] == said


@pytest.mark.parametrize(
    ("words", "is_decorative", "said"),
    [
        ("", False, ["A picture has no alternative text: say what it shows, or that it is decorative."]),
        ("IMG_0042.jpg", False, ["“IMG_0042.jpg” looks like the name of a file: say what the picture shows."]),
        ("Two ministers shake hands", False, []),
        ("", True, []),
    ],
)
def test_a_picture_needs_words_or_to_be_decorative(tree, words, is_decorative, said):
    picture = {"image": saved_image().pk, "alt_text": words, "decorative": is_decorative}
    page = tree.page()
    page.body = page._meta.get_field("body").to_python(
        [{"type": "picture", "value": {"image": picture, "caption": ""}, "id": "1"}]
    )

    assert [text for _field, text in warned(page)] == said


# Languages


def test_arabic_in_an_english_text_is_said(tree):
    [said] = of_text(tree, "<p>The Union, الاتحاد الأفريقي, met.</p>")

    assert said == "This reads as Arabic. Put it into a quotation and say its language there."


def test_a_paragraph_in_another_language_is_said(tree):
    french = (
        "<p>Les ministres de la région se sont réunis dans la ville pour la signature de la déclaration sur les</p>"
    )

    [said] = of_text(tree, french)

    assert said.startswith("This reads as French.")


def quotation(language):
    return ("quotation", {"text": "قال الوزراء ذلك في طرابلس", "attribution": "", "url": "", "language": language})


def test_a_quotation_in_another_language_is_said_until_its_language_is(tree):
    assert len(warned(tree.page(body=[quotation("")]))) == 1
    assert warned(tree.page(body=[quotation("ar")])) == []


def test_readers_are_told_the_language_of_a_quotation(client, tree):
    quoted = read(client, tree.page(body=[quotation("ar")]).url).select_one(".quotation blockquote")

    assert (quoted["lang"], quoted["dir"]) == ("ar", "auto")


# Files, papers and dates


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        ([], ["No language or file is listed: readers have nothing to open."]),
        ([{"url": "https://example.org/"}], []),
        ([{}], []),
    ],
)
def test_a_document_that_nobody_can_open_is_said(tree, lines, said):
    document = tree.document()
    for line in lines:
        DocumentFile.objects.create(document=document, language="en", **line)

    assert [text for _field, text in warned(document)] == said


def test_the_same_file_under_another_document_is_said_and_not_refused(tree):
    one, other = tree.document(title="Declaration"), tree.document(title="Action plan", kind="action-plan")
    for document in (one, other):
        DocumentFile.objects.create(document=document, language="en", file=saved_document())

    assert warned(one) == [("files", "“Action plan” holds the same file. Is it the right one?")]


def test_one_file_in_two_lines_for_two_languages_is_said(tree):
    document, file = tree.document(), saved_document()
    for language in ("en", "fr"):
        DocumentFile.objects.create(document=document, language=language, file=file)

    assert warned(document) == [("files", "Line 1 has the same file for another language. Does it hold both?")]


def test_a_paper_without_a_file_in_the_language_of_the_page_is_said(tree):
    paper = tree.document(title="Concept note")
    DocumentFile.objects.create(document=paper, language="fr", url="https://example.org/")
    item = AgendaItem.objects.create(meeting=tree.meeting(), title="Opening")
    AgendaPaper.objects.create(item=item, document=paper)

    assert warned(item.meeting) == [
        ("agenda_items", "The paper “Concept note” has no file in the language of this page.")
    ]


@time_machine.travel("2026-11-24T12:00:00+01:00", tick=True)
def test_documents_of_other_days_are_said_on_the_page_of_their_meeting(tree):
    meeting = tree.meeting(start_date=APRIL_2)
    tree.document(title="Declaration", meeting=meeting, date=datetime.date(2014, 4, 9))

    assert warned(meeting) == [
        (
            "start_date",
            "“Declaration” says that it was adopted here on 9 April 2014, which is not a day of the meeting.",
        )
    ]


def test_a_number_that_another_meeting_of_the_series_has_is_said(tree):
    series = MeetingSeriesFactory()
    tree.meeting(title="Third", series=series, number=3, start_date=datetime.date(2010, 1, 1))

    assert warned(tree.meeting(series=series, number=3, start_date=APRIL_2)) == [
        ("number", "“Third” has this number in the series.")
    ]


def test_a_rule_that_fails_stops_no_other(tree, monkeypatch):
    page = tree.page(summary="TODO")
    monkeypatch.setattr("mme_site.editorial.checks.structure.LINK", None)
    page.body = [("paragraph", "<p>Words.</p>")]

    assert warned(page) == [("summary", "An editor’s mark was left in: TODO")]


# Two statements that contradict each other


def test_a_next_step_that_led_to_an_earlier_meeting_is_said(tree):
    earlier = tree.meeting(title="Cairo", start_date=datetime.date(2000, 4, 3))
    meeting = tree.meeting(title="Lisbon", start_date=datetime.date(2007, 12, 8))
    meeting.points.add(MeetingPoint(text="A summit is to follow.", publisher="AU", about="next-step", led_to=earlier))

    said = "“Cairo” was earlier than this meeting, so the step cannot have led to it."
    assert ("points", said) in warned(meeting)
    meeting.points.all()[0].led_to = None
    assert ("points", said) not in warned(meeting)


def test_a_text_that_was_not_found_and_can_be_read_is_said(tree):
    document = tree.document(is_not_found=True)
    said = ("is_not_found", "Readers are told that the text was not found online, and below it where they can read it.")
    document.files.add(DocumentFile(language="en", url="https://example.org/a", holds="about"))
    assert said not in warned(document)
    document.files.add(DocumentFile(language="fr", url="https://example.org/b", holds="text"))
    assert said in warned(document)
