"""A meeting's papers are put up from the meeting: files uploaded, documents made or chosen, in three steps a file."""

import pytest
from django.urls import reverse

from meetings.file_upload.guess import guess_title
from meetings.models import DocumentPage
from tests.files.test_many_files import confirm, lines_of
from tests.helpers.editing import draft_of, is_refused
from tests.helpers.people import allowed
from tests.helpers.reading import messages_in, parse, words
from tests.helpers.scheduling import in_an_hour, schedule
from tests.helpers.uploads import document

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor(client, admin_user):
    client.force_login(admin_user)
    return client


@pytest.fixture
def meeting(tree):
    return tree.meeting(title="Tripoli Conference")


def address_of(meeting):
    return reverse("meeting_papers", args=[meeting.pk])


def upload(client, meeting, *files):
    """Send the first step; return the table of the second, or the first again."""
    collection = parse(client.get(address_of(meeting))).select_one("[name=collection]")["value"]
    return client.post(address_of(meeting), {"files": files, "collection": collection}, follow=True)


def choose(client, meeting, page, role="outcome"):
    posted = {"choose": "choose", "document": page.pk, "role": role}
    return client.post(address_of(meeting), posted, follow=True)


@pytest.mark.parametrize(
    ("name", "title"),
    [
        ("tripoli-declaration_fr.pdf", "Tripoli declaration"),
        ("Plan of action.docx", "Plan of action"),
        ("_fr.pdf", ""),
    ],
)
def test_a_title_is_proposed_from_the_name_of_the_file(name, title):
    assert guess_title(name) == title


def test_the_form_of_the_meeting_leads_to_its_papers(editor, meeting):
    form = parse(editor.get(reverse("wagtailadmin_pages:edit", args=[meeting.pk])))

    assert form.select(f'#main a[href="{address_of(meeting)}"]')


def test_a_new_document_in_two_languages_is_made_of_two_files(editor, meeting):
    table = upload(
        editor, meeting, document("tripoli-declaration_en.pdf"), document("tripoli-declaration_fr.pdf", b"%PDF-1.7 fr")
    )
    titles = [field["value"] for field in parse(table).select("input[name$=-title]")]
    assert titles == ["Tripoli declaration"] * 2
    refused = confirm(editor, table)
    assert "Say what it is." in words(parse(refused))

    kinds = {field["name"]: "declaration" for field in parse(table).select("select[name$=-kind]")}
    posted = {field["name"]: field.get("value", "") for field in parse(table).select("form input[name]")}
    for field in parse(table).select("form select"):
        chosen = field.select_one("option[selected]")
        posted[field["name"]] = chosen["value"] if chosen else ""
    editor.post(table.redirect_chain[-1][0], posted | kinds)

    made = DocumentPage.objects.get(title="Tripoli declaration")
    assert (made.live, made.date, made.get_latest_revision_as_object().meeting) == (False, None, meeting)
    assert [line.language for line in lines_of(made)] == ["en", "fr"]
    assert "Tripoli declaration" in words(parse(editor.get(address_of(meeting))))


def test_a_file_of_a_document_that_is_there_is_added_to_it(editor, meeting, tree):
    declaration = tree.document(title="Tripoli Declaration", slug="tripoli-declaration-2006")

    confirm(editor, upload(editor, meeting, document("tripoli-declaration_fr.pdf")), role="discussed")

    assert [line.language for line in lines_of(declaration)] == ["fr"]
    assert draft_of(declaration)["discussed_at"] == [meeting.pk]
    assert DocumentPage.objects.count() == 1


def test_a_document_that_is_there_is_chosen_as_the_outcome(editor, meeting, tree):
    declaration = tree.document(title="Declaration")

    said = choose(editor, meeting, declaration)

    assert "“Declaration” has a new draft." in messages_in(said)
    assert draft_of(declaration)["meeting"] == meeting.pk


def test_the_outcome_of_another_meeting_is_not_taken_from_it(editor, meeting, tree):
    other = tree.document(title="Declaration", meeting=tree.meeting(title="Rabat Conference"))

    said = choose(editor, meeting, other)
    assert "It is an outcome of “Rabat Conference”." in words(parse(said))
    refused = confirm(editor, upload(editor, meeting, document(f"{other.slug}_fr.pdf")))

    assert "It is an outcome of “Rabat Conference”." in words(parse(refused))
    assert lines_of(other) == []


def test_what_is_scheduled_is_left_alone_and_said(editor, meeting, tree):
    declaration = tree.document(title="Declaration")
    schedule(declaration, in_an_hour())

    assert "locked" in words(parse(choose(editor, meeting, declaration)))


def test_who_may_not_edit_the_meeting_is_refused(client, meeting, tree):
    client.force_login(allowed("change", below=tree.documents))

    assert is_refused(client.get(address_of(meeting)))
    assert is_refused(client.get(reverse("meeting_files", args=[meeting.pk])))


def test_meetings_at_which_a_document_was_also_discussed_are_offered_with_their_days(editor, meeting, tree):
    form = parse(editor.get(reverse("wagtailadmin_pages:edit", args=[tree.document().pk])))

    offered = [words(label) for label in form.select("[data-filtered-choices] label")]
    assert offered == ["2 April 2014, Tripoli Conference"]
