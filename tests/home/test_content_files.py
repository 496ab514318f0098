"""A fault in the content files is named, and nothing is half loaded."""

import csv
import json
import shutil

import pytest
from django.core.management import CommandError, call_command
from wagtail.models import Page

from home.loading.rows import ContentError
from home.management.commands.load_content import SHIPPED
from home.models import LoadedRecord
from members.models import Body, Member


@pytest.fixture
def folder(tmp_path):
    """A copy of the shipped files, for a test to spoil."""
    return shutil.copytree(SHIPPED, tmp_path / "content")


def change_json(file, list_name, slug, **values):
    content = json.loads(file.read_text(encoding="utf-8"))
    rows = content[list_name] if list_name else [content]
    [row] = [row for row in rows if not slug or row["slug"] == slug]
    row.update(values)
    file.write_text(json.dumps(content), encoding="utf-8")


def change_csv(file, line, **values):
    """Change fields of one line; the first line, which names the fields, is line 1."""
    with file.open(encoding="utf-8", newline="") as opened:
        rows = list(csv.DictReader(opened))
    rows[line - 2].update(values)
    write_csv(file, rows)


def write_csv(file, rows):
    with file.open("w", encoding="utf-8", newline="") as opened:
        table = csv.DictWriter(opened, rows[0])
        table.writeheader()
        table.writerows(rows)


def complaint_about(folder):
    """Return what the command says of these files; the database must stay as it was."""
    with pytest.raises(CommandError) as refused:
        call_command("load_content", source=folder)
    assert not LoadedRecord.objects.exists()
    assert not Member.objects.exists()
    assert not Body.objects.exists()
    assert Page.objects.filter(depth__gte=2).get().title == "Welcome to your new Wagtail site!"
    return str(refused.value)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("file", "line", "values", "complaint"),
    [
        ("members.csv", 3, {"region": "Africa"}, "members.csv, row 3 (AO), field region: 'Africa' is none of"),
        ("members.csv", 3, {"name_en": ""}, "members.csv, row 3 (AO), field name_en: it is empty"),
        ("members.csv", 3, {"code": "Angola"}, "members.csv, row 3 (Angola), field code: "),
        ("members.csv", 3, {"code": "DZ"}, "members.csv, row 3 (DZ): another row has the same identifier"),
        (
            "periods.csv",
            2,
            {"from_date": "25 May 1963"},
            "periods.csv, row 2 (DZ), field from_date: '25 May 1963' is not a date such as 2013",
        ),
        (
            "periods.csv",
            2,
            {"until_date": "1962-05-25"},
            "periods.csv, row 2 (DZ), field until_date: The last day is before the first.",
        ),
        ("periods.csv", 2, {"member": "XX"}, "periods.csv, row 2 (XX), field member: 'XX' is not in members.csv"),
        ("periods.csv", 2, {"body": ""}, "periods.csv, row 2 (DZ), field body: it is empty"),
        ("suspensions.csv", 2, {"confidence": "sure"}, "suspensions.csv, row 2 (GN), field confidence: 'sure' is"),
        ("former_names.csv", 2, {"language": "de"}, "former_names.csv, row 2 (BJ), field language: 'de' is none of"),
    ],
)
def test_a_bad_row_of_a_table_is_named(folder, file, line, values, complaint):
    change_csv(folder / file, line, **values)

    assert complaint_about(folder).startswith("Nothing was loaded. " + complaint)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("values", "complaint"),
    [
        ({"start_date": "2014-13-02"}, "field start_date: '2014-13-02' is not a date such as 2013"),
        ({"end_date": "2014-04-01"}, "field end_date: The last day is before the first."),
        ({"kind": "party"}, "field kind: 'party' is none of"),
        ({"host": "XX"}, "field host: 'XX' is not in members.csv"),
        ({"themes": ["weather"]}, "field themes: 'weather' is not in themes.json"),
        ({"number": "four"}, "field number: "),
        ({"title": "x" * 256}, "field title: "),
        ({"place": "Brussels"}, "field place: there is no such field"),
        ({"body": [{"picture": 1}]}, "field body 1: "),
        ({"body": [{"quotation": {"text": "", "by": "x"}}]}, "field body 1: a block 'quotation' has text, "),
        ({"body": [{"quotation": {"text": ""}}]}, "field body 1: text: This field is required."),
        ({"body": [{"shout": "Hear, hear"}]}, "field body 1: there is no block 'shout'"),
        ({"body": [{"paragraph": '<a href="page:about">x</a>'}]}, "field body: a link to a page of the site cannot"),
    ],
)
def test_a_bad_value_of_a_meeting_is_named(folder, values, complaint):
    change_json(folder / "meetings.json", "meetings", "summit-4-brussels-2014", **values)

    expected = f"Nothing was loaded. meetings.json, summit-4-brussels-2014, {complaint}"
    assert complaint_about(folder).startswith(expected)


@pytest.mark.django_db
def test_a_text_that_would_follow_a_later_one_is_named(folder):
    change_json(folder / "documents.json", "documents", "tripoli-declaration-2006", follows=["jaes-2007"])

    assert "documents.json, tripoli-declaration-2006, field follows: 'jaes-2007' is not in" in complaint_about(folder)


@pytest.mark.django_db
def test_a_bad_source_is_named(folder):
    change_json(folder / "meetings.json", "meetings", "som-mme-2013", sources=[{"title": "One"}, {"says": "Two"}])

    assert "meetings.json, som-mme-2013 sources 2, field title: it is empty" in complaint_about(folder)


@pytest.mark.django_db
def test_a_link_to_a_page_that_no_file_makes_is_named(folder):
    body = [{"paragraph": '<p><a href="page:meetings/nowhere">there</a></p>'}]
    change_json(folder / "pages" / "about.json", None, None, body=body)

    assert "pages/about.json, field body: there is no page 'meetings/nowhere'" in complaint_about(folder)


@pytest.mark.django_db
def test_a_menu_entry_that_leads_nowhere_is_named(folder):
    change_json(folder / "settings.json", None, None, menu=[{"page": "nowhere"}])

    assert "settings.json, menu 1, field page: 'nowhere' is not in the content" in complaint_about(folder)


@pytest.mark.django_db
def test_a_file_that_is_missing_is_named(folder):
    (folder / "documents.json").unlink()

    assert "documents.json: it cannot be read: " in complaint_about(folder)


@pytest.mark.django_db
def test_a_file_that_is_not_json_is_named(folder):
    (folder / "themes.json").write_text("{", encoding="utf-8")

    assert "themes.json: it cannot be read: " in complaint_about(folder)


@pytest.mark.django_db
def test_a_table_with_other_columns_is_named(folder):
    (folder / "series.csv").write_text("slug,name\n", encoding="utf-8")

    assert "series.csv: its first line must name slug, name_en, name_fr, name_pt, name_ar" in complaint_about(folder)


@pytest.mark.django_db
def test_a_row_with_too_few_fields_is_named(folder):
    (folder / "series.csv").write_text("slug,name_en,name_fr,name_pt,name_ar\nsummits,Summits\n", encoding="utf-8")

    assert "series.csv, row 2 (summits): it does not have 5 fields" in complaint_about(folder)


@pytest.mark.django_db
def test_what_fails_at_the_very_end_takes_everything_back(folder, monkeypatch):
    few_members_are_enough(folder)
    monkeypatch.setattr("home.loading.content.load_menus", fail)

    assert complaint_about(folder) == "Nothing was loaded. settings.json: it fails"


@pytest.mark.django_db
def test_content_can_be_loaded_from_another_folder(folder):
    few_members_are_enough(folder)

    call_command("load_content", source=folder)

    assert set(Member.objects.values_list("code", flat=True)) == {"BE", "LY", "PT"}


def fail(*_):
    raise ContentError("settings.json", "it fails")


def few_members_are_enough(folder):
    """Leave in the files three members and what the overview names, so that loading takes a moment only."""
    kept = {"BE", "LY", "PT"}
    for file in ("periods.csv", "former_names.csv", "suspensions.csv"):
        keep_rows(folder / file, lambda row: row["member"] in kept)
    keep_rows(folder / "members.csv", lambda row: row["code"] in kept)
    named = json.loads((folder / "pages" / "overview.json").read_text(encoding="utf-8"))
    keep_listed(folder / "meetings.json", "meetings", [named["founding_meeting"]], points=[])
    alone = {"meeting": "", "discussed_at": [], "follows": [], "carries_out": []}
    keep_listed(folder / "documents.json", "documents", named["key_documents"], **alone)
    for page in (folder / "pages").iterdir():
        page.write_text(page.read_text(encoding="utf-8").replace("page:", "https://example.org/"), encoding="utf-8")


def keep_rows(file, wanted):
    with file.open(encoding="utf-8", newline="") as opened:
        table = csv.DictReader(opened)
        rows = [row for row in table if wanted(row)]
    file.write_text(",".join(table.fieldnames) + "\n", encoding="utf-8")
    if rows:
        write_csv(file, rows)


def keep_listed(file, list_name, slugs, **values):
    content = json.loads(file.read_text(encoding="utf-8"))
    content[list_name] = [{**row, **values} for row in content[list_name] if row["slug"] in slugs]
    file.write_text(json.dumps(content), encoding="utf-8")
