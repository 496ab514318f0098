"""The list of documents: what its filters leave out, and how it says so."""

import datetime

import pytest
from wagtail.models import Locale

from meetings.models import DocumentFile
from meetings.models.document_index import DOCUMENTS_PER_PAGE
from tests.helpers.reading import chips, choices, entries, read, refusals, section, words

pytestmark = pytest.mark.django_db


@pytest.fixture
def filterable(tree):
    """A document and five more, each of which differs from it in one respect."""
    mobility, summit = tree.theme(title="Mobility", slug="mobility"), tree.meeting(title="4th summit", slug="summit-4")
    forum = tree.meeting(title="Forum", slug="forum")
    like_the_one = {"themes": [mobility], "meeting": summit}
    for title, fields in {
        "The one": {},
        "Another year": {"date": datetime.date(2010, 11, 30)},
        "Another kind": {"kind": "report"},
        "Another theme": {"themes": [tree.theme(slug="other")]},
        "Another meeting": {"meeting": forum},
        "Another language": {},
    }.items():
        document = tree.document(title=title, **{**like_the_one, **fields})
        DocumentFile.objects.create(document=document, language="fr" if title == "Another language" else "en")
    return tree.documents


@pytest.mark.parametrize(
    ("query", "left_out"),
    [
        ("year=2014", "Another year"),
        ("kind=declaration", "Another kind"),
        ("theme=mobility", "Another theme"),
        ("meeting=summit-4", "Another meeting"),
        ("language=en", "Another language"),
    ],
)
def test_a_filter_leaves_out_what_differs(client, filterable, query, left_out):
    shown = entries(read(client, f"{filterable.url}?{query}"))

    assert left_out not in shown
    assert len(shown) == 5


def test_filters_limit_the_list_together(client, filterable):
    query = "year=2014&kind=declaration&theme=mobility&meeting=summit-4&language=en"

    assert entries(read(client, f"{filterable.url}?{query}")) == ["The one"]


@pytest.mark.parametrize(
    "query", ["year=0", "kind=poem", "theme=%27--", "meeting=nowhere", "language=xx", "language=en&language=%3Cb%3E"]
)
def test_a_value_that_cannot_be_read_does_not_limit_the_list_and_is_said(client, filterable, query):
    page = read(client, f"{filterable.url}?{query}")

    assert len(entries(page)) == 6
    assert len(refusals(page)) == 1


def test_each_filter_can_be_removed_on_its_own(client, filterable):
    page = read(client, f"{filterable.url}?theme=mobility&language=fr&page=3")

    assert chips(page) == {"Mobility": "?language=fr", "French": "?theme=mobility"}


def test_filters_survive_paging(client, tree):
    for number in range(DOCUMENTS_PER_PAGE + 1):
        tree.document(title=f"Report {number}", kind="report")
    tree.document(title="Declaration")

    first = read(client, f"{tree.documents.url}?kind=report")
    second = read(client, tree.documents.url + first.select_one("a[rel=next]")["href"])

    assert len(entries(second)) == 1
    assert not set(entries(first)) & set(entries(second))
    assert list(chips(second)) == ["Report"]


def test_the_filters_offer_only_what_the_list_holds(client, filterable):
    page = read(client, filterable.url)

    assert choices(page, "language") == ["en", "fr"]
    assert choices(page, "meeting") == ["summit-4", "forum"]
    assert choices(page, "theme") == ["mobility", "other"]


def test_a_document_in_two_formats_of_a_language_is_listed_once(client, tree):
    document = tree.document(title="The one")
    for kind in ("pdf", "docx"):
        DocumentFile.objects.create(document=document, language="en", url=f"https://example.org/text.{kind}")

    assert entries(read(client, f"{tree.documents.url}?language=en")) == ["The one"]


def test_the_latest_document_comes_first_and_those_without_a_date_last(client, tree):
    for title, date in {"2010": datetime.date(2010, 1, 1), "none": None, "2014": datetime.date(2014, 1, 1)}.items():
        tree.document(title=title, date=date)

    assert entries(read(client, tree.documents.url)) == ["2014", "2010", "none"]


def test_a_list_that_filters_leave_empty_says_so_and_leads_back(client, filterable):
    part = section(read(client, f"{filterable.url}?year=2012"), "documents")

    assert "No document fits all of these filters." in words(part)
    assert part.a["href"] == filterable.url


def test_a_list_without_documents_says_so(client, tree):
    assert "No document has been published yet." in words(section(read(client, tree.documents.url), "documents"))


def test_a_choice_that_is_not_translated_is_marked_with_its_language(client, tree):
    meeting, other = tree.meeting(title="Summit of Malta"), tree.meeting(title="Summit of Rabat")
    tree.document(meeting=meeting, themes=[tree.theme(title="Return", slug="return")])
    tree.document(meeting=other)
    french, _is_new = Locale.objects.get_or_create(language_code="fr")
    translated = other.copy_for_translation(french, copy_parents=True)
    translated.title = "Sommet de Rabat"
    translated.save_revision().publish()

    page = read(client, f"/fr{tree.documents.url}?meeting={meeting.slug}")

    languages = {words(option): option.get("lang") for option in page.select("select option")}
    assert [languages[name] for name in ("Summit of Malta", "Return", "Sommet de Rabat", "Tout")] == [
        "en",
        "en",
        None,
        None,
    ]
    assert page.select_one(".chips b [lang=en]").text == "Summit of Malta"
