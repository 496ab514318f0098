"""What an editor types of a meeting, a document or a member: shown as typed, refused beside its field."""

import datetime

import pytest
import time_machine
from wagtail.test.utils.form_data import inline_formset, nested_form_data, rich_text, streamfield

from meetings.models import AgendaItem, DocumentFile, DocumentPage, MeetingPage
from tests.helpers.editing import PUBLISH, PageEditor, errors, filled_in
from tests.helpers.factories import MeetingSeriesFactory, Tree
from tests.helpers.reading import entries, facts, main, parse, read, section, words
from tests.helpers.uploads import saved_document

pytestmark = pytest.mark.django_db

PRECISE = {"from_precision": "day", "until_precision": "day"}
NEW_MEMBER = "/admin/snippets/members/member/add/"


@pytest.fixture
def editor(admin_client):
    """An editor who may do everything."""
    return PageEditor(admin_client)


# A member with everything


def test_a_member_is_made_with_its_periods_and_names_and_appears_on_the_list(editor, client, tree):
    typed = nested_form_data(
        {
            "name_en": "Eswatini",
            "slug": "eswatini",
            "region": "africa-southern",
            "source": "African Union",
            "periods": inline_formset(
                [{"body": tree.au.pk, "role": "member", "from_date": "1968-09-24", **PRECISE, "confidence": "high"}]
            ),
            "former_names": inline_formset(
                [{"name": "Swaziland", "language": "en", "until_date": "2018-04-18", **PRECISE, "confidence": "high"}]
            ),
        }
    )

    response = editor.client.post(NEW_MEMBER, filled_in(editor.client.get(NEW_MEMBER), **typed) | PUBLISH)

    assert errors(response) == {}
    page = read(client, f"{tree.members.url}?as_of=2014-04-02")
    assert words(section(page, "au").select_one(".members a")) == "Swaziland"


def test_a_period_that_ends_before_it_begins_is_an_error_on_its_last_day(editor, tree):
    typed = nested_form_data(
        {
            "periods": inline_formset(
                [
                    {"body": tree.au.pk, "role": "member", "from_date": "2014-01-02", "until_date": "2014-01-01"}
                    | PRECISE
                ]
            )
        }
    )

    response = editor.client.post(NEW_MEMBER, filled_in(editor.client.get(NEW_MEMBER), **typed) | PUBLISH)

    [period] = response.context_data["form"].formsets["periods"].errors
    assert period["until_date"] == ["The last day is before the first."]


# A meeting and a document with everything


def everything_of_a_meeting(tree):
    """Return what an editor types for a meeting, with rows of every kind."""
    return nested_form_data(
        {
            "title": "4th Africa-EU Summit",
            "slug": "summit-4",
            "status": "held",
            "start_date": "2014-04-02",
            "end_date": "2014-04-03",
            "start_time": "09:00",
            "time_zone": "Europe/Brussels",
            "city": "Brussels",
            "host": str(tree.member("Belgium", tree.eu).pk),
            "themes": str(tree.theme(title="Mobility").pk),
            "agenda_items": inline_formset(
                [
                    {
                        "number": "1",
                        "title": "Opening",
                        "text": rich_text("<p>Speeches.</p>"),
                        "papers": inline_formset([{"document": str(tree.document(title="Paper").pk)}]),
                    }
                ]
            ),
            "other_names": inline_formset([{"name": "Sommet UE-Afrique"}]),
            "sources": inline_formset([{"title": "Council", "url": "https://www.consilium.europa.eu/"}]),
            "body": streamfield(
                [
                    ("heading", {"text": "What it said", "level": "2"}),
                    ("paragraph", rich_text("<p>It said much.</p>")),
                    ("quotation", {"text": "As printed", "attribution": "The old page", "url": "", "date": ""}),
                    ("note", {"title": "Mind", "text": rich_text("<p>A note.</p>")}),
                ]
            ),
        }
    )


def assert_shows_everything_of_the_meeting(page):
    """Hold a page against what was typed."""
    shown = facts(page)
    assert shown["When"] == "2–3 April 2014 09:00 (Europe/Brussels)"
    assert shown["Where"] == "Brussels , Belgium"
    assert shown["Themes"] == "Mobility"
    assert shown["Other names"] == "Sommet UE-Afrique"
    assert words(section(page, "agenda").li) == "1 Opening Speeches. Paper"
    assert words(section(page, "sources").li) == "Council (consilium.europa.eu)"
    assert "What it said It said much. As printed The old page Mind A note." in main(page)


def test_a_meeting_with_everything_can_be_previewed_before_it_is_saved(editor, tree):
    form = editor.client.get(editor.address(MeetingPage, tree.meetings))

    preview = editor.preview(
        editor.address(MeetingPage, tree.meetings, "preview/"), filled_in(form, **everything_of_a_meeting(tree))
    )

    assert_shows_everything_of_the_meeting(parse(preview))


def test_a_meeting_with_everything_is_published_as_it_was_typed(editor, client, tree):
    meeting = editor.add(MeetingPage, tree.meetings, **everything_of_a_meeting(tree))

    assert_shows_everything_of_the_meeting(read(client, meeting.url))


def test_an_agenda_item_and_its_paper_can_be_previewed_before_they_are_saved(editor, tree):
    meeting = tree.meeting()
    AgendaItem.objects.create(meeting=meeting, number="1", title="Opening")
    meeting = MeetingPage.objects.get(pk=meeting.pk)
    meeting.save_revision()
    stored = meeting.agenda_items.get()
    address = f"/admin/pages/{meeting.pk}/edit/"
    papers = inline_formset([{"document": str(tree.document(title="Paper").pk)}])
    items = [
        {"id": str(stored.pk), "number": "1", "title": "Opening", "text": rich_text(""), "papers": inline_formset([])},
        {"number": "2", "title": "Mobility", "text": rich_text(""), "papers": papers},
    ]
    typed = nested_form_data({"agenda_items": inline_formset(items, initial=1)})

    preview = parse(editor.preview(f"{address}preview/", filled_in(editor.client.get(address), **typed)))

    assert [words(item) for item in section(preview, "agenda").select("ol > li")] == ["1 Opening", "2 Mobility Paper"]


def test_the_preview_of_a_new_meeting_knows_its_place_among_the_others(editor, tree):
    series = MeetingSeriesFactory()
    tree.meeting(title="3rd summit", series=series, start_date=datetime.date(2010, 11, 29))
    form = editor.client.get(editor.address(MeetingPage, tree.meetings))
    typed = filled_in(form, start_date="2014-04-02", status="held", series=str(series.pk))

    preview = parse(editor.preview(editor.address(MeetingPage, tree.meetings, "preview/"), typed))

    assert "3rd summit" in words(preview.select_one(".neighbours [rel=prev]"))
    assert words(preview.select_one(".breadcrumbs")) == "Overview Meetings"


def test_a_document_with_everything_is_published_as_it_was_typed(editor, client, tree):
    meeting = tree.meeting(title="4th summit", end_date=datetime.date(2014, 4, 3))
    typed = nested_form_data(
        {
            "title": "Declaration",
            "slug": "declaration",
            "date": "2014-04-03",
            "date_kind": "adopted",
            "meeting": str(meeting.pk),
            "discussed_at": str(tree.meeting(title="Forum").pk),
            "files": inline_formset(
                [
                    {"language": "en", "file": str(saved_document().pk), "pages": "6"},
                    {"language": "fr", "url": "https://www.europafrica.net/fr.pdf"},
                ]
            ),
            "relations": inline_formset([{"kind": "supersedes", "target": str(tree.document(title="Earlier").pk)}]),
        }
    )

    page = read(client, editor.add(DocumentPage, tree.documents, **typed).url)

    assert facts(page)["Meeting"] == "4th summit 2–3 April 2014"
    assert facts(page)["Supersedes"] == "Earlier"
    assert entries(section(page, "discussions")) == ["Forum"]
    assert [words(row.th) for row in page.select(".versions tbody tr")] == ["English", "French"]


# What an editor types wrong is said beside the field


@pytest.mark.parametrize(
    ("typed", "field", "message"),
    [
        ({"start_date": "2014-04-03", "end_date": "2014-04-02"}, "end_date", "The last day is before the first."),
        ({"end_date": "2014-04-02"}, "start_date", "Give the first day as well."),
        (
            {"start_date": "2014-04-02", "status": "held"},
            "status",
            "A meeting that has not begun cannot have been held.",
        ),
        (
            {"start_date": "2014-04-02", "start_time": "09:00", "time_zone": ""},
            "time_zone",
            "Say in which zone these times are.",
        ),
        (
            {"start_time": "09:00", "time_zone": "Mars"},
            "time_zone",
            "“Mars” is not an IANA time zone such as Africa/Luanda.",
        ),
        ({"start_date": "2 April"}, "start_date", "“2 April” is not a day such as 2014-04-02."),
    ],
)
@time_machine.travel("2014-04-01T12:00:00+02:00", tick=True)
def test_an_error_of_a_meeting_stands_beside_its_field(editor, tree, typed, field, message):
    address = editor.address(MeetingPage, tree.meetings)

    response = editor.client.post(address, filled_in(editor.client.get(address), **typed) | PUBLISH)

    assert errors(response)[field] == [message]
    assert message in words(parse(response).select_one(f"[id$=child-{field}-errors]"))


def test_a_line_with_a_file_and_an_address_is_an_error_beside_the_address(editor, tree):
    address = editor.address(DocumentPage, tree.documents)
    typed = nested_form_data(
        {"files": inline_formset([{"language": "en", "file": str(saved_document().pk), "url": "https://example.org/"}])}
    )

    response = editor.client.post(address, filled_in(editor.client.get(address), **typed) | PUBLISH)

    [line] = response.context_data["form"].formsets["files"].errors
    assert line["url"] == ["Give a file or an address, and a second line for the other."]


def test_a_source_without_title_and_address_is_refused_in_words(editor, tree):
    address = editor.address(MeetingPage, tree.meetings)
    typed = nested_form_data({"sources": inline_formset([{"title": "", "url": "", "says": "Something"}])})

    response = editor.client.post(address, filled_in(editor.client.get(address), **typed) | PUBLISH)

    assert "Give the source a title or an address." in words(parse(response))


# What an editor is offered


@pytest.mark.parametrize(("kind", "field"), [("theme", "themes"), ("meeting", "discussed_at")])
def test_an_editor_is_offered_what_is_of_the_own_partnership(editor, tree, kind, field):
    own = getattr(tree, kind)(title="Own")
    getattr(Tree(hostname="other.example", slug="other"), kind)(title="Of another")

    form = editor.client.get(editor.address(DocumentPage, tree.documents)).context_data["form"]

    assert list(form.fields[field].queryset) == [own]


def test_the_latest_meetings_are_offered_first(editor, tree):
    for year in (2010, 2014, 2007):
        tree.meeting(title=str(year), start_date=datetime.date(year, 1, 1))

    form = editor.client.get(editor.address(DocumentPage, tree.documents)).context_data["form"]

    assert [meeting.title for meeting in form.fields["discussed_at"].queryset] == ["2014", "2010", "2007"]


# What an editor need not type


def test_a_new_meeting_is_planned_and_its_times_are_those_of_the_site(editor, tree, settings):
    form = editor.client.get(editor.address(MeetingPage, tree.meetings)).context_data["form"]

    assert form["status"].value() == "planned"
    assert form["time_zone"].value() == settings.TIME_ZONE


@pytest.mark.parametrize(
    ("typed", "field", "kept"),
    [
        ({"start_time": "09:00", "date_precision": "month"}, "start_time", None),
        ({"start_time": "09:00", "date_precision": "month"}, "time_zone", ""),
        ({"time_zone": "Africa/Luanda"}, "time_zone", ""),
        ({"number": "4", "series": ""}, "number", None),
    ],
    ids=["a time without a day", "its zone", "a zone without times", "a number of no series"],
)
def test_what_does_not_apply_is_not_kept(editor, tree, typed, field, kept):
    meeting = editor.add(MeetingPage, tree.meetings, start_date="2014-04-02", **typed)

    assert getattr(meeting, field) == kept


def test_fields_that_do_not_apply_are_hidden_by_rules_of_the_form(editor, tree):
    form = parse(editor.client.get(editor.address(MeetingPage, tree.meetings)))

    shown = {words(panel.label): panel["data-w-rules"] for panel in form.select("[data-w-rules-target=show]")}
    of_days = '{"date_precision": ["day"]}'  # but not the zone, which is that of deadlines too
    assert shown == {"Number in the series": '{"series": [""]}', "Begins at": of_days, "Ends at": of_days}
    assert all(panel.find_parent(attrs={"data-controller": "w-rules"}) for panel in form.select("[data-w-rules]"))


def test_a_new_line_of_a_document_begins_in_the_language_of_its_page(editor, tree):
    document = tree.document()
    DocumentFile.objects.create(document=document, language="fr", url="https://example.org/")

    lines = editor.client.get(f"/admin/pages/{document.pk}/edit/").context_data["form"].formsets["files"]

    assert lines.empty_form["language"].value() == "en"
    assert lines.forms[0]["language"].value() == "fr"


def test_a_draft_with_a_line_that_has_no_language_yet_can_be_previewed(editor, tree):
    address = editor.address(DocumentPage, tree.documents)
    typed = nested_form_data({"files": inline_formset([{"language": "", "url": "https://example.org/"}])})

    preview = editor.preview(f"{address}preview/", filled_in(editor.client.get(address), **typed))

    assert preview.status_code == 200
    assert "example.org" in main(parse(preview))


def test_the_number_that_would_be_next_is_offered(editor, tree):
    series = MeetingSeriesFactory()
    tree.meeting(series=series, number=7)
    meeting = tree.meeting(series=series, start_date=datetime.date(2022, 2, 17))

    panel = parse(editor.client.get(f"/admin/checking/pages/{meeting.pk}/"))

    assert "The last number in the series is 7: this could be number 8." in words(panel)
