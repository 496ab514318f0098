"""What cannot be: refused when it is published, beside its field, in plain words; a draft may begin as a copy."""

import datetime
import itertools

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from wagtail.models import Locale
from wagtail.test.utils.form_data import inline_formset, nested_form_data

from meetings.models import DocumentFile, DocumentPage, DocumentRelation, MeetingPage
from mme_site.editorial.preflight.problems import problems
from mme_site.pages.validation.rules import ContentRefused
from tests.helpers.editing import PUBLISH, PageEditor, errors, filled_in
from tests.helpers.factories import MeetingSeriesFactory, Tree
from tests.helpers.reading import parse, words
from tests.helpers.scheduling import in_an_hour, schedule
from tests.helpers.uploads import PDF, saved_document

pytestmark = pytest.mark.django_db

APRIL_2, APRIL_3 = datetime.date(2014, 4, 2), datetime.date(2014, 4, 3)
SUMMIT = {"title": "4th summit", "slug": "summit-4", "kind": "summit", "status": "held"}


@pytest.fixture
def editor(admin_client):
    """An editor who may do everything."""
    return PageEditor(admin_client)


@pytest.fixture
def summit(tree):
    """A published meeting of a series, on 2 and 3 April 2014."""
    series = MeetingSeriesFactory(name_en="Summits", slug="summits")
    return tree.meeting(title="Fourth summit", series=series, start_date=APRIL_2, end_date=APRIL_3)


def sent(editor, page_type, parent, action=PUBLISH, **typed):
    """Send the form of a new page; return the answer."""
    address = editor.address(page_type, parent)
    return editor.client.post(address, filled_in(editor.client.get(address), **typed) | action)


def of_series(summit, **fields):
    """What is typed for another meeting of the same series."""
    return SUMMIT | {"series": str(summit.series_id), "start_date": "2014-04-03", "end_date": "2014-04-04"} | fields


# A second meeting of a series on the same days


def test_a_second_meeting_of_a_series_on_the_same_days_is_an_error_on_its_first_day(editor, tree, summit):
    response = sent(editor, MeetingPage, tree.meetings, **of_series(summit))

    message = "The series meets on these days already: “Fourth summit”, 2–3 April 2014."
    assert errors(response) == {"start_date": [message]}
    assert message in words(parse(response).select_one("[id$=child-start_date-errors]"))
    assert not MeetingPage.objects.filter(title="4th summit").exists()


@pytest.mark.parametrize("status", ["cancelled", "postponed"])
def test_a_meeting_that_was_called_off_makes_room_for_another_of_the_series(editor, tree, summit, status):
    MeetingPage.objects.update(status=status)

    assert errors(sent(editor, MeetingPage, tree.meetings, **of_series(summit))) == {}


@pytest.mark.parametrize(
    "typed",
    [{"start_date": "2014-04-04"}, {"series": ""}, {"status": "cancelled"}, {"start_date": "", "status": "planned"}],
    ids=["later", "no series", "called off itself", "no date"],
)
def test_a_meeting_that_shares_not_both_series_and_days_is_taken(editor, tree, summit, typed):
    typed = of_series(summit, end_date="") | typed

    assert errors(sent(editor, MeetingPage, tree.meetings, **typed)) == {}


def test_a_translation_is_no_second_meeting(summit):
    french = summit.copy_for_translation(Locale.objects.create(language_code="fr"), copy_parents=True)

    french.get_latest_revision().publish()

    assert MeetingPage.objects.get(pk=french.pk).live


def test_another_partnership_may_meet_on_the_same_days(editor, summit):
    other = Tree(hostname="other.example", slug="other")

    assert errors(sent(editor, MeetingPage, other.meetings, **of_series(summit))) == {}


def test_a_meeting_known_to_the_month_is_only_warned_about(editor, tree, summit):
    typed = of_series(summit, end_date="", date_precision="month")

    assert "start_date" not in errors(sent(editor, MeetingPage, tree.meetings, **typed))


def test_a_meeting_can_be_published_again_beside_its_aliases(editor, tree, summit):
    summit.create_alias(parent=tree.meetings, update_slug="summit-again")

    assert errors(editor.edit(summit, title="Renamed")) == {}


def test_a_copy_can_be_made_and_saved_as_a_draft_before_its_dates_are_changed(editor, summit):
    copy = summit.copy(update_attrs={"title": "Copy", "slug": "copy"}, keep_live=False)
    address = f"/admin/pages/{copy.pk}/edit/"

    response = editor.client.post(address, filled_in(editor.client.get(address), city="Brussels"))

    assert errors(response) == {}
    assert MeetingPage.objects.get(pk=copy.pk).get_latest_revision_as_object().city == "Brussels"


def test_two_drafts_of_one_meeting_do_not_both_go_live(summit, tree):
    """Each was valid when its form was sent; the second to be published finds the first."""
    one, other = (
        tree.meeting(title=title, series=summit.series, start_date=datetime.date(2016, 1, 1), status="held", live=False)
        for title in ("One", "Other")
    )
    one.save_revision().publish()

    with pytest.raises(ContentRefused, match="The series meets on these days already"):
        other.save_revision(clean=False).publish()

    assert not MeetingPage.objects.get(pk=other.pk).live


def test_who_publishes_many_at_once_is_told_what_was_refused(editor, summit):
    copy = summit.copy(update_attrs={"title": "Copy", "slug": "copy"}, keep_live=False)
    copy.save_revision(clean=False)

    response = editor.client.post(f"/admin/bulk/wagtailcore/page/publish/?next=/admin/&id={copy.pk}", follow=True)

    assert response.redirect_chain[0][0] == "/admin/"
    assert "The series meets on these days already" in words(parse(response).select_one(".messages"))
    assert not MeetingPage.objects.get(pk=copy.pk).live


def test_what_is_scheduled_is_told_that_it_will_be_refused(summit, tree):
    copy = tree.meeting(live=False, series=summit.series, start_date=APRIL_3)
    found = problems(schedule(copy, in_an_hour()))

    assert ("error", "start_date") in [(problem.severity.value, problem.field) for problem in found]


# Documents


def test_a_document_of_the_same_kind_date_and_title_is_an_error_on_its_title(editor, tree):
    tree.document(title="Tripoli Declaration, 2006", date=APRIL_3)

    response = sent(
        *(editor, DocumentPage, tree.documents),
        **{"title": "TRIPOLI Declaration – 2006", "slug": "again", "kind": "declaration", "date": "2014-04-03"},
    )

    assert errors(response) == {
        "title": [
            "There is a page for it already: a document of this kind and date is called “Tripoli Declaration, 2006”."
        ]
    }


@pytest.mark.parametrize("typed", [{"kind": "report"}, {"date": "2014-04-04"}, {"title": "Another"}])
def test_a_document_that_differs_in_kind_date_or_title_is_taken(editor, tree, typed):
    tree.document(title="Declaration", date=APRIL_3)
    same = {"title": "Declaration", "slug": "again", "kind": "declaration", "date": "2014-04-03"}

    assert errors(sent(editor, DocumentPage, tree.documents, **(same | typed))) == {}


@pytest.fixture
def document_form(editor, tree):
    """A function that sends the form of a new document with lines of files; it returns what is wrong with each."""

    def send(*lines):
        typed = nested_form_data({"files": inline_formset(list(lines))})
        response = sent(editor, DocumentPage, tree.documents, **typed)
        return response.context_data["form"].formsets["files"].errors if errors_in(response) else []

    return send


def errors_in(response):
    return "form" in getattr(response, "context_data", ())


def test_two_files_of_one_format_in_one_language_are_an_error_on_the_second_line(document_form):
    files = [{"language": "en", "file": str(saved_document(PDF + end).pk)} for end in (b"", b"%")]

    assert document_form(*files) == [{}, {"language": ["Line 1 has the same language and format."]}]


def test_one_language_may_have_a_file_and_addresses(document_form):
    addresses = [{"language": "en", "url": f"https://{host}.example/"} for host in ("one", "other")]

    assert document_form({"language": "en", "file": str(saved_document().pk)}, *addresses) == []


@pytest.mark.parametrize("line", [{"url": "https://example.org/a.pdf"}, {}], ids=["address", "known"])
def test_a_line_that_stands_twice_is_an_error_on_the_second(document_form, line):
    line = {"language": "fr"} | line

    assert document_form(line, line) == [{}, {"language": ["Line 1 has the same language and format."]}]


@pytest.mark.parametrize("line", [{"url": "https://example.org/a.pdf"}, {}], ids=["address", "known"])
def test_the_database_refuses_a_line_that_stands_twice(tree, line):
    document = tree.document()
    DocumentFile.objects.create(document=document, language="fr", **line)

    with pytest.raises(IntegrityError), transaction.atomic():
        DocumentFile.objects.create(document=document, language="fr", **line)


def test_two_lines_can_change_places_in_one_saving(tree):
    document = tree.document()
    for name in ("a", "b"):
        DocumentFile.objects.create(document=document, language="en", url=f"https://example.org/{name}")
    document = DocumentPage.objects.get(pk=document.pk)
    first, second = document.files.all()
    first.url, second.url = second.url, first.url
    document.files = [first, second]

    document.save_revision().publish()

    assert dict(DocumentFile.objects.values_list("pk", "url")) == {
        first.pk: "https://example.org/b",
        second.pk: "https://example.org/a",
    }


@pytest.mark.parametrize(
    ("date", "precision", "is_taken"),
    [
        ("2014-04-02", "day", True),
        ("2014-04-03", "day", True),
        ("2014-04-04", "day", False),
        ("2014-04-01", "day", False),
        ("2014-04-30", "month", True),
        ("2014-05-01", "month", False),
        ("2014-12-31", "year", True),
        ("2013-12-31", "year", False),
    ],
)
def test_a_document_is_adopted_on_a_day_of_its_meeting_as_far_as_it_is_known(
    editor, tree, summit, date, precision, is_taken
):
    typed = {"date": date, "date_precision": precision, "date_kind": "adopted", "meeting": str(summit.pk)}

    found = errors(sent(editor, DocumentPage, tree.documents, **typed))

    message = "The meeting was on 2–3 April 2014. Correct the date, choose another meeting, or say “published”."
    assert found == ({} if is_taken else {"date": [message]})


def test_a_document_may_be_published_long_after_the_meeting_that_it_reports(editor, tree, summit):
    typed = {"date": "2015-01-01", "date_kind": "published", "meeting": str(summit.pk)}

    assert errors(sent(editor, DocumentPage, tree.documents, **typed)) == {}


# Documents that come after each other


@pytest.fixture
def line_of_documents(tree):
    """Three documents, each after the one before."""
    documents = [tree.document(title=title, date=None) for title in ("First", "Second", "Third")]
    for earlier, later in itertools.pairwise(documents):
        DocumentRelation.objects.create(document=later, target=earlier, kind="supersedes")
    return documents


@pytest.mark.parametrize("over", [1, 2])
def test_a_circle_of_documents_is_an_error_on_its_line(editor, line_of_documents, over):
    first, last = line_of_documents[0], line_of_documents[over]
    typed = nested_form_data({"relations": inline_formset([{"kind": "follows", "target": str(last.pk)}])})

    response = editor.edit(first, **typed)

    assert response.context_data["form"].formsets["relations"].errors == [
        {"target": [f"“{last.title}” comes after this document already: each would be earlier than the other."]}
    ]


def test_two_drafts_that_would_close_a_circle_do_not_both_go_live(tree):
    one, other = (tree.document(title=title, live=False) for title in ("One", "Other"))
    drafts = [DocumentPage.objects.get(pk=page.pk) for page in (one, other)]
    for draft, target in zip(drafts, (other, one), strict=True):
        draft.relations = [DocumentRelation(target=target, kind="supersedes")]
    revisions = [draft.save_revision(clean=False) for draft in drafts]

    revisions[0].publish()
    with pytest.raises(ValidationError, match="comes after this document already"):
        revisions[1].publish()

    assert DocumentRelation.objects.count() == 1


def test_the_database_refuses_a_document_before_itself(tree):
    document = tree.document()

    with pytest.raises(IntegrityError), transaction.atomic():
        DocumentRelation.objects.create(document=document, target=document)


def test_an_earlier_document_is_named_once(editor, tree, line_of_documents):
    target = {"kind": "follows", "target": str(line_of_documents[0].pk)}
    typed = nested_form_data({"relations": inline_formset([target, target | {"kind": "corrects"}])})

    response = sent(editor, DocumentPage, tree.documents, **typed)

    assert response.context_data["form"].formsets["relations"].errors[1] == {
        "target": ["Line 1 names this document already."]
    }


# Facts that others follow from stay free to be corrected


@time_machine.travel("2026-11-24T12:00:00+01:00", tick=True)
def test_a_meeting_can_be_corrected_before_its_documents_are(editor, tree, summit):
    tree.document(title="Declaration", meeting=summit, date=APRIL_3)

    response = editor.edit(summit, start_date="2014-05-02", end_date="2014-05-03")

    assert errors(response) == {}
