"""A list of the admin is for those who may work on it, goes into a sheet as it is filtered, and grows at no cost."""

import io
import zipfile

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import translation
from wagtail_localize.operations import translate_object

from meetings.admin_listing import DocumentViewSet, MeetingViewSet
from tests.editorial.dashboard.test_dashboard import submit_for_review
from tests.helpers.editing import draft_of, is_refused
from tests.helpers.factories import (
    DocumentPageFactory,
    MeetingPageFactory,
    MeetingSeriesFactory,
    Tree,
)
from tests.helpers.import_export import DryRun, cell, edited, rows_of
from tests.helpers.listings import DOCUMENTS, MEETINGS, MEMBERS, file_of, rows, titles, translated_lists
from tests.helpers.people import administrator, allowed, having_role
from tests.helpers.reading import parse, read, words
from tests.helpers.scheduling import expiring, in_an_hour

pytestmark = pytest.mark.django_db
LISTS = pytest.mark.parametrize("name", [MEETINGS, DOCUMENTS, MEMBERS])


@pytest.fixture
def editor(client, tree):
    """The browser of somebody with the role of editors."""
    client.force_login(having_role("editors"))
    return client


@pytest.fixture
def french(tree):
    """The overview and the list of meetings in French, published."""
    return translated_lists(tree, "fr")


# Rights


@pytest.mark.parametrize(("name", "label"), [(MEETINGS, "meetings"), (DOCUMENTS, "document-pages")])
def test_a_list_is_for_those_who_may_edit_something_in_it(client, tree, name, label):
    entry = f'"name": "{label}"'
    for user, may in [
        (having_role("editors"), True),
        (having_role("publishers"), True),
        (administrator(), True),
        (allowed("add", below=tree.meetings), name == MEETINGS),
        (allowed("change", below=tree.themes), False),
        (allowed("change", snippet=tree.au), False),
    ]:
        client.force_login(user)
        assert (entry in client.get("/admin/").content.decode()) is may, user
        for address in (name, f"{name}_results"):
            assert is_refused(client.get(reverse(address))) is not may
            assert is_refused(client.get(reverse(address), {"export": "csv"})) is not may
            assert is_refused(client.get(reverse(address), {"editing": "xlsx"})) is not may


@pytest.mark.parametrize(("viewset", "label"), [(MeetingViewSet, "meetings"), (DocumentViewSet, "document-pages")])
def test_the_entry_of_a_list_has_the_same_name_whoever_opens_the_admin_first(viewset, label):
    with translation.override("fr"):
        assert viewset().get_menu_item().name == label


def test_the_list_of_members_is_for_those_who_may_edit_members(client, tree):
    for user, may in [(having_role("editors"), True), (allowed("change", below=tree.home), False)]:
        client.force_login(user)
        for query in ({}, {"export": "csv"}, {"editing": "xlsx"}):
            assert is_refused(client.get(reverse(MEMBERS), query)) is not may


def test_wagtails_entry_of_uploaded_files_is_still_called_files(editor, tree):
    response = editor.get("/admin/")
    page = response.content.decode()

    assert '"name": "documents", "label": "Files"' in page
    assert "0 Files on" in words(parse(response).select_one(".w-summary"))
    assert '"name": "document-pages", "label": "Documents"' in page


def test_a_translator_sees_the_pages_of_the_own_language_and_no_others(client, tree, french):
    meeting = tree.meeting(title="Summit")
    meeting.copy_for_translation(french).save_revision().publish()
    client.force_login(having_role("translators fr"))

    assert [row["Title"] for row in rows(client, MEETINGS)] == ["Summit French"]
    assert titles(client, MEETINGS, locale="en") == []
    assert is_refused(client.get(reverse(DOCUMENTS)))  # there is no list of documents in French


def test_who_may_only_add_sees_the_own_pages(client, tree):
    user = allowed("add", below=tree.meetings)
    tree.meeting(title="Mine", owner=user)
    tree.meeting(title="Of others", live=False)
    client.force_login(user)

    assert titles(client, MEETINGS) == ["Mine"]


def test_each_row_offers_what_wagtail_localize_offers(client, tree, french):
    summit, lone, done = (tree.meeting(title=title) for title in ("Summit", "Lone", "Done"))
    translate_object(summit, [french])
    lone.copy_for_translation(french, alias=True)
    done.copy_for_translation(french).save_revision().publish()
    client.force_login(having_role("editors"))

    table = read(client, reverse(MEETINGS), data={"locale": "en"}).select_one("table.listing")
    offered = {}
    for row in table.select("tbody tr"):
        labels = [words(link) for link in row.select("ul.actions a")]
        offered[words(row.select_one(".title a"))] = {label for label in labels if "ranslate" in label}

    assert offered == {"Summit": {"Sync translated pages"}, "Lone": {"Translate this page"}, "Done": set()}


# Export


def test_the_rows_that_the_filters_leave_go_into_a_sheet_as_they_are_shown(editor, tree):
    document = tree.document(title="=SUM(1)", symbol="COM(2012) 1", kind="report")
    file_of(document, "en")
    tree.document(title="Left out")

    sheet = editor.get(reverse(DOCUMENTS), {"kind": "report", "export": "csv"})
    lines = b"".join(sheet.streaming_content).decode().splitlines()

    assert lines[0].startswith("Title,Language,Symbol,Kind,Date,")
    assert lines[1:] == ["'=SUM(1),English,COM(2012) 1,Report,3 April 2014,,EN – FR PT AR missing,live,never,"]
    assert editor.get(reverse(DOCUMENTS), {"export": "xlsx"}).status_code == 200


@pytest.mark.parametrize("name", [MEETINGS, MEMBERS])
def test_each_list_can_be_taken_away_as_a_sheet(editor, tree, name):
    tree.meeting(title="Benin"), tree.member("Benin")

    text = b"".join(editor.get(reverse(name), {"export": "csv", "q": "Benin"}).streaming_content).decode()

    assert len(text.splitlines()) == 2


def test_the_rows_that_the_filters_leave_are_exported_in_the_form_of_the_import_and_come_back(editor, tree):
    kept = tree.meeting(title="Workshop", slug="workshop", kind="workshop", city="Tunis")
    tree.meeting(title="Summit", slug="summit")

    data = editor.get(reverse(MEETINGS), {"kind": "workshop", "editing": "xlsx"}).getvalue()
    what = f"meetings-{tree.meetings.pk}"

    assert [row["Slug"] for row in rows_of(data, "Meetings")] == ["workshop"]
    assert DryRun(editor, what, data).counts == {"unchanged": 1}

    def move(book):
        cell(book["Meetings"], 2, "City").value = "Rabat"

    DryRun(editor, what, edited(data, move)).confirm()
    assert draft_of(kept)["city"] == "Rabat"


def test_rows_of_several_lists_are_a_workbook_for_each(client, tree):
    other = Tree("other.example", title="Another partnership", slug="other")
    for one in (tree, other):
        one.meeting(title="Summit", slug="summit")
    client.force_login(administrator())

    archive = zipfile.ZipFile(io.BytesIO(client.get(reverse(MEETINGS), {"editing": "xlsx"}).getvalue()))

    assert len(archive.namelist()) == 2
    for name in archive.namelist():
        place = name.removesuffix(".xlsx").split("-")[-1]
        assert DryRun(client, f"meetings-{place}", archive.read(name)).counts == {"unchanged": 1}


def test_members_are_exported_in_the_form_of_the_import(editor, tree):
    tree.member("Benin", member__code="BJ")
    tree.member("Mali", member__code="ML")

    data = editor.get(reverse(MEMBERS), {"q": "ben", "editing": "xlsx"}).getvalue()

    assert [row["Code"] for row in rows_of(data, "Members")] == ["BJ"]
    assert DryRun(editor, "members", data).counts == {"unchanged": 1}


def test_nothing_to_export_is_said(editor, tree):
    response = editor.get(reverse(MEETINGS), {"editing": "xlsx", "q": "nothing"}, follow=True)

    assert "Nothing was exported" in words(parse(response))


# Cost


@LISTS
def test_a_list_costs_as_many_queries_for_thirty_rows_as_for_three(editor, tree, name):
    def make(numbers):
        for number in numbers:
            host = tree.member(f"State {number}")
            meeting = MeetingPageFactory(parent=tree.meetings, host=host, series=MeetingSeriesFactory())
            file_of(DocumentPageFactory(parent=tree.documents, meeting=meeting), "en")
            if number % 3 == 0:
                expiring(meeting, in_an_hour())
                submit_for_review(tree.document(live=False), having_role("editors"))

    def queries(**query):
        editor.get(reverse(name), query)
        with CaptureQueriesContext(connection) as captured:
            editor.get(reverse(name), query)
        return len(captured)

    make(range(3))
    few, exported = queries(), queries(export="csv")
    make(range(3, 30))

    assert queries() <= few
    assert queries(export="csv") <= exported


@LISTS
def test_a_list_names_no_more_keys_in_a_query_than_it_shows_rows(editor, tree, name):
    for number in range(60):
        tree.member(f"State {number}")
        tree.meeting(), tree.document()

    with CaptureQueriesContext(connection) as captured:
        editor.get(reverse(name), {"q": "a e" if name == MEMBERS else "page"})

    longest = max(len(query["sql"].split(" IN (")[-1].split(")")[0].split(",")) for query in captured)
    assert longest <= 100
