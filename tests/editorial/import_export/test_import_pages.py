"""Meetings and documents go out into a spreadsheet and come back, with the rights, locks and schedules of pages."""

import datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail.models import GroupApprovalTask, PageLogEntry, Workflow, WorkflowTask

from meetings.models import AgendaItem, Deadline, DocumentFile, DocumentPage, DocumentRelation, MeetingPage
from mme_site.core.sources import OtherName, Source
from tests.helpers.factories import MeetingSeriesFactory, Tree
from tests.helpers.import_export import DryRun, cell, edited, export, rows_of, workbook
from tests.helpers.people import allowed
from tests.helpers.reading import parse, read, words
from tests.helpers.scheduling import in_an_hour, schedule
from tests.helpers.uploads import saved_document

pytestmark = pytest.mark.django_db
MEETING = ["Slug", "Title", "Kind", "First day"]


@pytest.fixture
def editor(client, admin_user, tree):
    client.force_login(admin_user)
    return client


@pytest.fixture
def meetings(tree):
    """What the first step calls the meetings of the tree."""
    return f"meetings-{tree.meetings.pk}"


@pytest.fixture
def documents(tree):
    return f"documents-{tree.documents.pk}"


@pytest.fixture
def summit(tree):
    """A meeting with something in every column and every sheet."""
    theme = tree.theme(title="Remittances", slug="remittances")
    host = tree.member("Libya")
    page = tree.meeting(
        title="Tripoli summit",
        slug="tripoli",
        host=host,
        series=MeetingSeriesFactory(slug="summits"),
        number=1,
        start_date=datetime.date(2006, 11, 22),
        end_date=datetime.date(2006, 11, 23),
        start_time=datetime.time(9, 30),
        time_zone="Africa/Tripoli",
        participants="82 states\r\nand others",
        themes=[theme],
        body=[("paragraph", "<p>Kept as it is.</p>")],
    )
    page.other_names = [OtherName(name="Tripoli | 2006"), OtherName(name="قمة طرابلس")]
    page.sources = [Source(title="AU", url="https://au.int/", disagrees=True)]
    item = AgendaItem(number="4.a", title="Opening", text="<p>Words</p>")
    page.agenda_items = [item]
    page.deadlines = [Deadline(title="Registration", date=datetime.date(2006, 11, 1), time=datetime.time(17))]
    page.save()
    return page


@pytest.fixture
def declaration(tree, summit):
    page = tree.document(
        title="Tripoli declaration", slug="tripoli-declaration", meeting=summit, date_precision="month"
    )
    page.files = [
        DocumentFile(language="fr", file=saved_document()),
        DocumentFile(language="pt", url="https://au.int/pt", pages=12),
    ]
    page.relations = [DocumentRelation(kind="follows", target=tree.document(title="Earlier", slug="earlier"))]
    page.discussed_at = [tree.meeting(title="Later", slug="later")]
    page.save()
    return page


@pytest.mark.parametrize("ending", ["xlsx", "zip"])
def test_an_unchanged_export_of_meetings_and_documents_imports_as_no_change(
    editor, declaration, meetings, documents, ending
):
    for what in (meetings, documents):
        dry_run = DryRun(editor, what, export(editor, what, ending), f"pages.{ending}")
        assert dry_run.counts == {"unchanged": 2}, dry_run.changes


def test_an_edited_cell_of_a_live_meeting_becomes_a_draft_and_all_else_stays(editor, summit, meetings):
    def change(book):
        cell(book["Meetings"], 2, "City").value = "Tripoli"
        cell(book["Agenda"], 2, "Title").value = "Opening session"

    dry_run = DryRun(editor, meetings, edited(export(editor, meetings), change))
    assert dry_run.changes == [
        "City Meetings, row 2 empty → becomes Tripoli",
        "Title Agenda, row 2 Opening → becomes Opening session",
    ]
    assert "a draft; readers still see the version before" in words(dry_run.page)
    dry_run.confirm()

    summit.refresh_from_db()
    assert (summit.live, summit.city, summit.has_unpublished_changes) == (True, "", True)
    draft = summit.get_latest_revision_as_object()
    assert (draft.city, draft.body.raw_data[0]["value"]) == ("Tripoli", "<p>Kept as it is.</p>")
    [item] = draft.agenda_items.all()
    assert (item.title, item.text) == ("Opening session", "<p>Words</p>")
    [entry] = PageLogEntry.objects.filter(action="mme.import")
    assert entry.message == "Changed by import of file.xlsx: City, Title"


def test_new_meetings_are_drafts_until_somebody_publishes_them(editor, tree, meetings):
    rows = [MEETING, ["luanda", "Luanda", "summit", "2025-11"]]
    DryRun(editor, meetings, workbook(Meetings=rows)).confirm()
    DryRun(editor, meetings, workbook(Meetings=[*rows, ["rome", "Rome", "Summit", "2010"]]), then="publish").confirm()

    luanda, rome = MeetingPage.objects.order_by("title")
    assert (luanda.live, rome.live) == (False, True)
    assert (luanda.start_date, luanda.end_date) == (datetime.date(2025, 11, 1), datetime.date(2025, 11, 30))
    assert luanda.get_parent().specific == tree.meetings
    assert rome.live_revision is not None


def test_the_day_of_a_meeting_of_one_day_moves_as_a_whole(editor, tree, meetings):
    page = tree.meeting(slug="talks")
    data = workbook(Meetings=[["Slug", "First day"], ["talks", "2014-05-09"]])
    DryRun(editor, meetings, data, then="publish").confirm()

    page.refresh_from_db()
    assert (page.start_date, page.end_date) == (datetime.date(2014, 5, 9), datetime.date(2014, 5, 9))


def test_an_address_in_capitals_is_that_of_the_page_that_is_there(editor, tree, meetings):
    page = tree.meeting(slug="talks")
    DryRun(
        editor, meetings, workbook(Meetings=[["Slug", "Title"], ["TALKS", "Second talks"]]), then="publish"
    ).confirm()

    assert MeetingPage.objects.get() == page
    assert MeetingPage.objects.get().title == "Second talks"


def test_dates_of_two_precisions_and_what_the_models_refuse_are_said_at_their_cells(editor, tree, meetings):
    rows = [
        ["Slug", "Title", "Kind", "First day", "Last day", "Begins at", "Host country"],
        ["a", "A", "summit", "2014-05", "2014-06-02", None, None],
        ["b", "B", "summit", "2014-05-02", "2014-05-01", None, None],
        ["c", "C", "summit", "2014-05-02", None, "09:30", "XX"],
        ["timeline", "D", "summit", None, None, None, None],
    ]
    said = "\n".join(DryRun(editor, meetings, workbook(Meetings=rows)).problems)

    assert "row 2, Last day : The first and the last day are stated to the day, the month or the year alike." in said
    assert "row 3, Last day : The last day is before the first." in said
    assert "row 4, Time zone : Say in which zone these times are." in said
    assert "row 4, Host country : There is no member “XX”. What is wanted here is its field “Code”." in said
    assert "row 5, Slug : This address is that of the timeline." in said


def test_documents_of_one_file_can_name_each_other_in_any_order(editor, tree, documents):
    data = workbook(
        Documents=[["Slug", "Title", "Kind"], ["new", "New plan", "action-plan"], ["old", "Old plan", "action-plan"]],
        Earlier_documents=[["Slug", "This document", "Earlier document"], ["new", "supersedes", "old"]],
    )
    DryRun(editor, documents, data, then="publish").confirm()

    [relation] = DocumentPage.objects.get(slug="new").relations.all()
    assert relation.target.specific == DocumentPage.objects.get(slug="old")


def test_files_are_named_by_their_name_or_checksum_and_only_where_the_person_may_choose_them(editor, tree, documents):
    file, other = saved_document(), saved_document(b"%PDF-1.7\nother")
    headings = ["Slug", "Language", "File"]
    data = workbook(
        Documents=[["Slug", "Title", "Kind"], ["plan", "Plan", "action-plan"]],
        Languages_and_files=[headings, ["plan", "fr", file.filename], ["plan", "English", other.sha256]],
    )
    DryRun(editor, documents, data).confirm()
    lines = DocumentPage.objects.get(slug="plan").files.all()
    assert [(line.language, line.file) for line in lines] == [("fr", file), ("en", other)]

    editor.force_login(allowed("add", "change", below=tree.home))
    line = workbook(Languages_and_files=[headings, ["plan", "ar", file.filename]])
    assert f"There is no file “{file.filename}”." in DryRun(editor, documents, line).problems[0]


# What stands against it


def test_a_scheduled_page_is_refused_with_its_hour(editor, tree, meetings):
    page = tree.meeting(slug="talks")
    schedule(page, in_an_hour())
    data = workbook(Meetings=[["Slug", "City"], ["talks", "Rome"]])

    assert "is locked and has been scheduled to go live at" in DryRun(editor, meetings, data).problems[0]


def test_a_page_that_somebody_locked_is_refused(client, tree, meetings):
    ana = allowed("change", "lock", below=tree.home, first_name="Ana", last_name="Moreira")
    tree.meeting(slug="talks", locked=True, locked_by=ana)
    client.force_login(allowed("change", below=tree.home))
    data = workbook(Meetings=[["Slug", "City"], ["talks", "Rome"]])

    assert "locked" in DryRun(client, meetings, data).problems[0]


def test_a_page_in_review_is_refused(editor, tree, meetings, admin_user):
    page = tree.meeting(slug="talks")
    page.save_revision()
    workflow = Workflow.objects.create(name="Review")
    WorkflowTask.objects.create(workflow=workflow, task=GroupApprovalTask.objects.create(name="Approve"), sort_order=0)
    workflow.start(page, admin_user)
    data = workbook(Meetings=[["Slug", "City"], ["talks", "Rome"]])

    assert DryRun(editor, meetings, data).problems == [
        "Meetings, row 2: It is in review. Wait until that has ended, or cancel it."
    ]


def test_an_address_that_a_page_of_another_kind_has_is_refused(editor, tree, meetings):
    tree.page(slug="about", parent=tree.meetings)

    [problem] = DryRun(editor, meetings, workbook(Meetings=[MEETING, ["about", "About", "summit"]])).problems
    assert problem == "Meetings, row 2: Another page has this address."


def test_a_draft_stays_a_draft_when_changes_are_published(editor, tree, meetings):
    page = tree.meeting(slug="talks", live=False)
    dry_run = DryRun(editor, meetings, workbook(Meetings=[["Slug", "City"], ["talks", "Rome"]]), then="publish")
    assert "stays a draft" in words(dry_run.page)
    dry_run.confirm()

    page.refresh_from_db()
    assert (page.live, page.city) == (False, "Rome")


def test_a_draft_that_is_not_complete_yet_can_be_filled_in_column_by_column(editor, tree, meetings):
    tree.meeting(slug="talks", live=False, kind="")

    assert DryRun(editor, meetings, workbook(Meetings=[["Slug", "City"], ["talks", "Rome"]])).counts == {"changed": 1}
    emptied = DryRun(editor, meetings, workbook(Meetings=[["Slug", "Title"], ["talks", None]]))
    assert emptied.problems == ["Meetings, row 2, Title : This field cannot be blank."]


# Who may


def test_pages_of_others_are_neither_exported_nor_changed_nor_made(client, tree, summit, meetings):
    other = Tree(hostname="other.example", slug="other")
    client.force_login(allowed("add", "change", "publish", below=other.home))

    assert client.get(f"/admin/export/{meetings}.xlsx").status_code == 302
    response = client.post("/admin/import/", {"what": meetings, "then": "draft"})
    assert "is not one of the available choices" in words(parse(response))


def test_who_may_add_but_not_change_exports_only_what_is_theirs(client, tree, summit, meetings):
    ana = allowed("add", below=tree.home)
    tree.meeting(slug="own", owner=ana)
    client.force_login(ana)

    assert [row["Slug"] for row in rows_of(export(client, meetings), "Meetings")] == ["own"]
    refused = DryRun(client, meetings, workbook(Meetings=[["Slug", "City"], ["tripoli", "Rome"]]))
    assert refused.problems == ["Meetings, row 2: You do not have permission to change this."]


def test_who_may_not_publish_below_the_list_publishes_nothing(client, tree, summit, meetings):
    client.force_login(allowed("add", "change", below=tree.home))
    rows = [MEETING, ["tripoli", "Tripoli summit, again", "summit", "2006-11-22"], ["new", "New", "summit", None]]
    data = workbook(Meetings=rows)

    refused = DryRun(client, meetings, data, then="publish").problems
    assert refused == [f"Meetings, row {row}: You do not have permission to publish this." for row in (2, 3)]
    assert DryRun(client, meetings, data).counts == {"made": 1, "changed": 1}


def test_the_page_names_all_that_it_leads_to(editor, tree, meetings):
    page = read(editor, "/admin/import/")

    named = [words(name) for name in page.select(".import-exports b")]
    assert "Many files at once" in named and "Meetings" in named
    assert "" not in named
    assert [link["aria-label"] for link in page.select("#main a[aria-label$=': ']")] == []


# Many


def test_a_dry_run_of_many_unchanged_rows_asks_no_query_for_each(editor, tree, meetings):
    def queries(count):
        for _number in range(count):
            tree.meeting()
        data = export(editor, meetings)
        with CaptureQueriesContext(connection) as captured:
            DryRun(editor, meetings, data)
        return len(captured)

    assert queries(3) == queries(9)


def test_an_export_shows_no_draft_to_who_may_not_change_it(client, tree, meetings):
    tree.meeting(slug="talks", live=False, title="Under embargo")
    client.force_login(allowed("add", below=tree.meetings))

    assert rows_of(export(client, meetings), "Meetings") == []
