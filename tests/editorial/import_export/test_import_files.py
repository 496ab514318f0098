"""Whatever is uploaded gets a clear answer: what a spreadsheet writes is read, and what is none is refused in words."""

import datetime
import io
import resource
import time
import zipfile

import openpyxl
import pytest
from django.utils import translation
from openpyxl.chart import BarChart, Reference

from meetings.models import DocumentPage
from mme_site.core.dates import DatePrecision
from mme_site.core.formulas import escape_formula, unescape_formula
from mme_site.editorial.import_export import limits
from mme_site.editorial.import_export.cells import (
    CellError,
    DateCell,
    boolean_value,
    cell_text,
    join_values,
    partial_date_value,
    split_values,
    time_value,
)
from mme_site.editorial.import_export.columns import normalized_heading
from mme_site.editorial.import_export.readers import UnreadableFile, read_tables
from mme_site.editorial.import_export.resources import resources
from tests.file_corpus.office import elsewhere, rewritten, strict
from tests.helpers.import_export import DryRun, csv_file, edited, export, rows_of, upload, workbook
from tests.helpers.reading import parse, words

HEADINGS = ["Code", "Name in English", "Region"]
TOGO = ["TG", "Togo", "africa-west"]


def zip_of(**parts):
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name.replace("_", "/"), data)
    return packed.getvalue()


def errors_of_upload(client, name, data):
    """Return what is said of a file that is not taken: at once, or by the job that has read it."""
    answer = upload(client, "members", (name, data))
    page = parse(client.get(answer["Location"]) if answer.status_code == 302 else answer)
    return " ".join(words(errors) for errors in page.select(".w-field__errors, [role=status]"))


@pytest.fixture
def editor(client, admin_user, tree):
    client.force_login(admin_user)
    return client


# Files


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("members.ods", b"PK\x03\x04", "is not an .xlsx or .csv file"),
        ("members.xlsx", b"", "The submitted file is empty"),
        ("members.xlsx", b"PK\x03\x04 and then nothing", "cannot be unpacked"),
        ("members.xlsx", b"Code,Name", "is not what its name says"),
        ("members.xlsx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "has a password"),
        ("members.xlsx", zip_of(a="nothing of Excel"), "is not a workbook"),
        ("members.csv", zip_of(a="a"), "is not what its name says"),
        ("members.csv", b"Code\0Name", "is not a CSV file"),
        ("members.csv", b"\xff\xfeC\x00o\x00d", "is not text"),
        ("members.csv", b"\n\n , \n", "There is nothing in it"),
        ("members.csv", b'Code,Name\n"' + b"x" * 200_000, "cannot be read as CSV"),
        ("members.zip", zip_of(a="a"), "There is no CSV file"),
    ],
)
def test_a_file_that_cannot_be_read_is_refused_in_words(editor, name, data, said):
    assert said in errors_of_upload(editor, name, data)


def test_a_small_file_that_unpacks_to_very_much_is_refused(editor, monkeypatch):
    monkeypatch.setattr("mme_site.editorial.import_export.readers.xlsx.MOST_BYTES_UNPACKED", 100_000)
    bomb = zip_of(**{"xl_worksheets_sheet1.xml": b"0" * 200_000})

    assert len(bomb) < 1_000
    assert "unpacks to more than" in errors_of_upload(editor, "bomb.xlsx", bomb)


def test_a_workbook_with_entities_that_grow_is_refused(editor):
    entity = b'<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]><worksheet><sheetData/>&b;</worksheet>'
    made = zipfile.ZipFile(io.BytesIO(workbook(Members=[HEADINGS, TOGO])))
    parts = {name: made.read(name) for name in made.namelist()} | {"xl/worksheets/sheet1.xml": entity}

    assert "is not a workbook" in errors_of_upload(editor, "m.xlsx", zip_of(**parts))


def test_more_rows_than_an_import_may_hold_are_refused(editor, monkeypatch):
    monkeypatch.setattr("mme_site.editorial.import_export.readers.tables.MOST_ROWS", 2)
    data = csv_file([HEADINGS, TOGO, TOGO, TOGO])

    assert "has more than 2 rows. Import it in parts." in errors_of_upload(editor, "members.csv", data)


def test_no_more_than_some_pages_are_changed_at_once(editor, monkeypatch):
    monkeypatch.setattr("mme_site.editorial.import_export.dry_run.MOST_CHANGES", 1)
    rows = [HEADINGS, TOGO, ["KE", "Kenya", "africa-east"]]

    [problem] = DryRun(editor, "members", workbook(Members=rows)).problems
    assert problem.startswith("It would add or change 2 items at once. You can import 1 at a time")


# CSV


@pytest.mark.parametrize(
    ("encoding", "delimiter"),
    [("utf-8", ","), ("utf-8-sig", ";"), ("utf-16", "\t"), ("utf-8", "\t")],
)
def test_csv_is_read_in_the_encodings_and_with_the_delimiters_of_spreadsheets(encoding, delimiter):
    data = csv_file([HEADINGS, ["CI", "Côte d’Ivoire; 1, 2", "كوت ديفوار"]], encoding, delimiter)
    [table] = read_tables([("members.csv", data)])

    assert table.headings == HEADINGS
    assert table.rows == [(2, ["CI", "Côte d’Ivoire; 1, 2", "كوت ديفوار"])]
    assert table.notes == []


def test_windows_1252_is_read_and_said_to_be_a_guess(editor):
    data = csv_file([HEADINGS, ["CI", "Côte d’Ivoire", "africa-west"]], "cp1252", ";")
    dry_run = DryRun(editor, "members", data, "members.csv")

    assert "Name in English Members, row 2 Côte d’Ivoire" in dry_run.changes
    assert "it was read as Windows-1252" in words(dry_run.page)


def test_the_line_in_which_excel_names_its_delimiter_is_no_heading():
    [table] = read_tables([("m.csv", b"sep=;\r\nCode;Slug\r\nTG;togo\r\n")])

    assert table.headings == ["Code", "Slug"]


def test_the_line_in_which_excel_names_its_delimiter_comes_back(editor):
    run = DryRun(editor, "members", b"sep=;\r\nCode;Name in English;Region\r\nTG;;nowhere\r\n", "members.csv")

    assert run.annotated().decode("utf-8-sig").startswith("sep=;\r\nCode;Name in English;Region;Problem\r\nTG;;")


def ghostly(*rows, last=1_048_576):
    """Return a workbook whose last possible row has a cell that is formatted and empty."""

    def haunt(workbook):
        workbook["Members"].cell(last, 1).number_format = "0.00"

    return edited(workbook(Members=[HEADINGS, *rows]), haunt)


def test_a_formatted_cell_in_the_last_row_of_all_costs_nobody_time_or_memory(editor):
    run = DryRun(editor, "members", ghostly(["TG", "", "nowhere"]))
    before, started = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, time.monotonic()

    [row] = [row for row in rows_of_first(run.annotated(), 2) if row["Problem"]]

    assert "Region" in row["Problem"]
    assert time.monotonic() - started < 30  # on a machine that does much else
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 100 * 1024  # KB


def rows_of_first(data, last):
    """Return the first rows of the only sheet, as dictionaries by heading."""
    rows = openpyxl.load_workbook(io.BytesIO(data), read_only=True).active.iter_rows(max_row=last, values_only=True)
    headings, *rows = rows
    return [dict(zip(headings, row, strict=True)) for row in rows]


def test_cells_that_are_empty_count_and_too_many_are_refused_before_they_are_read(editor):
    cells = b"<c/>" * (limits.MOST_CELLS + 1)
    many = replaced(workbook(Members=[HEADINGS, TOGO]), "xl/worksheets/sheet1.xml", b"</row>", cells + b"</row>", 1)
    strings = b"<si><t/></si>" * (limits.MOST_CELLS + 1)
    texts = replaced(workbook(Members=[HEADINGS, TOGO]), "xl/styles.xml", b"</styleSheet>", strings)
    started = time.monotonic()

    for data in (many, texts):
        assert "has more than 250,000 cells, those that are empty counted" in errors_of_upload(editor, "a.xlsx", data)
    assert time.monotonic() - started < 30


def replaced(data, part, old, new, count=-1):
    """Return an archive with something else in one of its parts."""
    return rewritten(data, lambda name, content: (name, content.replace(old, new, count) if name == part else content))


def test_a_workbook_with_a_broken_drawing_comes_back_with_its_problems(editor):
    def draw(opened):
        chart = BarChart()
        chart.add_data(Reference(opened["Members"], min_col=1, min_row=1, max_row=2))
        opened["Members"].add_chart(chart)

    drawn = edited(workbook(Members=[HEADINGS, ["TG", "", "nowhere"]]), draw)
    broken = rewritten(drawn, lambda name, content: (name, b"<broken" if "drawing" in name.lower() else content))

    [row] = rows_of(DryRun(editor, "members", broken).annotated(), "Members")

    assert (row["Code"], "Region" in row["Problem"]) == ("TG", True)


def test_a_workbook_of_the_strict_class_and_one_whose_parts_have_other_names_are_read(editor):
    plain = workbook(Members=[HEADINGS, TOGO])

    for data in (strict(plain), elsewhere(plain)):
        [table] = read_tables([("members.xlsx", data)])
        assert (table.headings, table.rows) == (HEADINGS, [(2, TOGO)])


def test_what_a_spreadsheet_hides_in_a_text_of_one_line_is_folded_and_stays_in_a_longer_one(editor, tree):
    rows = [
        ["Slug", "Title", "Kind", "Summary"],
        ["Tripoli-2", "Tri\u200bpoli_x000D_\ntwo\tdays ", "report", "One\ntwo"],
    ]
    what = f"documents-{tree.documents.pk}"

    DryRun(editor, what, workbook(Documents=rows)).confirm()

    made = DocumentPage.objects.get(slug="tripoli-2")
    assert (made.title, made.summary) == ("Tripoli two days", "One\ntwo")
    again = DryRun(editor, what, workbook(Documents=[rows[0], ["TRIPOLI-2", *rows[1][1:]]]))
    assert again.counts == {"unchanged": 1}


@pytest.mark.parametrize("text", ["=1+1", "+32 2", "-", "@home", "'=1", "''@", "'plain", "plain", "", "\tx"])
def test_a_text_that_looks_like_a_formula_is_guarded_and_comes_back_as_it_was(text):
    assert not escape_formula(text).startswith(("=", "+", "-", "@", "\t", "\r"))
    assert unescape_formula(escape_formula(text)) == text


# Workbooks


def test_merged_cells_are_refused(editor):
    book = openpyxl.load_workbook(io.BytesIO(workbook(Members=[HEADINGS, TOGO, TOGO])))
    book["Members"].merge_cells("A2:A3")
    saved = io.BytesIO()
    book.save(saved)

    [problem] = DryRun(editor, "members", saved.getvalue()).problems
    assert "Members: Cells are merged (A2:A3)." in problem


def test_a_formula_counts_by_its_value_and_one_without_is_refused(editor):
    dry_run = DryRun(editor, "members", workbook(Members=[HEADINGS, ["TG", '="To"&"go"', "africa-west"]]))

    assert '“="To"&"go"” is a formula without a value. Write the value itself.' in dry_run.problems[0]


def test_empty_rows_and_sheets_that_mean_nothing_are_passed_over(editor):
    data = workbook(Members=[HEADINGS, [], [None, " "], TOGO], Notes=[["Ask Ana about Togo"]])
    dry_run = DryRun(editor, "members", data)

    assert dry_run.counts == {"made": 1}
    assert "“Notes” was not read" in words(dry_run.page)
    assert words(dry_run.page.select_one(".import-entry td li")) == "Members 4"


@pytest.mark.parametrize(
    ("headings", "said"),
    [
        (["Code", "Name in Greek"], "there is no column “Name in Greek”. The columns are: Code, Slug,"),
        (["Code", "Slug", "slug"], "the column “slug” is there twice."),
        (["Slug", "Name in English"], "the column “Code” is missing"),
    ],
)
def test_headings_that_are_unknown_doubled_or_missing_stop_the_import(editor, headings, said):
    dry_run = DryRun(editor, "members", workbook(Members=[headings, ["a", "b", "c"]]))

    assert said in " ".join(dry_run.problems)
    assert not dry_run.can_be_imported


def test_a_cell_beyond_the_headings_is_refused(editor):
    dry_run = DryRun(editor, "members", workbook(Members=[HEADINGS, [*TOGO, "stray"]]))

    assert dry_run.problems == ["Members, row 2: A column with content has no heading: stray"]


def test_headings_may_be_in_any_language_of_the_admin_and_in_any_dress(editor):
    dry_run = DryRun(editor, "members", workbook(Members=[["CODE", "name_en", " Region "], TOGO]))

    assert dry_run.counts == {"made": 1}


@pytest.mark.parametrize("resource", resources().values(), ids=resources())
@pytest.mark.parametrize("language", ["en", "fr", "pt", "ar"])
def test_no_two_columns_of_a_sheet_are_called_the_same_in_any_language(resource, language):
    with translation.override(language):
        for sheet in [resource.main, *resource.inline_sheets]:
            assert {name: sheet.known[normalized_heading(heading)] for name, heading in sheet.headings.items()} == {
                name: name for name in sheet.headings
            }


# Cells


@pytest.mark.parametrize(
    ("cell", "day", "precision"),
    [
        (DateCell("2014-04-02"), datetime.date(2014, 4, 2), DatePrecision.DAY),
        (DateCell("2013-07"), datetime.date(2013, 7, 1), DatePrecision.MONTH),
        ("2013-07", datetime.date(2013, 7, 1), DatePrecision.MONTH),
        (2013, datetime.date(2013, 1, 1), DatePrecision.YEAR),
        (2013.0, datetime.date(2013, 1, 1), DatePrecision.YEAR),
        ("31/12/2024", datetime.date(2024, 12, 31), DatePrecision.DAY),
        ("12/31/2024", datetime.date(2024, 12, 31), DatePrecision.DAY),
        ("31.12.2024", datetime.date(2024, 12, 31), DatePrecision.DAY),
        ("05/05/2024", datetime.date(2024, 5, 5), DatePrecision.DAY),
    ],
)
def test_a_date_is_read_in_the_forms_that_mean_one_day(cell, day, precision):
    assert partial_date_value(cell) == (day, precision)


@pytest.mark.parametrize("cell", ["05/06/2024", "31/31/2024", "2014-13", "45291", "tomorrow", "0000"])
def test_a_date_that_could_be_another_or_none_is_refused(cell):
    with pytest.raises(CellError, match=r"can be 2024-06-05 or 2024-05-06|is not a date"):
        partial_date_value(cell)


def test_a_month_that_excel_made_a_day_of_stays_a_month(editor):
    book = openpyxl.load_workbook(io.BytesIO(workbook(Members=[["Code", "Note"], ["TG", datetime.date(2013, 7, 1)]])))
    book["Members"]["B2"].number_format = "mmm-yy"
    saved = io.BytesIO()
    book.save(saved)

    assert read_tables([("m.xlsx", saved.getvalue())])[0].rows == [(2, ["TG", DateCell("2013-07")])]
    assert "The spreadsheet has made a date of this (2013-07)." in " ".join(
        DryRun(editor, "members", saved.getvalue()).problems
    )


def test_several_names_in_one_cell_come_back_as_they_were():
    names = ["Tripoli | 2006", "Déclaration de Tripoli"]

    assert split_values(join_values(names)) == names


def test_times_and_yes_and_no_are_read_as_people_write_them():
    assert [time_value(cell) for cell in ("9:30", "09h30", datetime.time(9, 30))] == [datetime.time(9, 30)] * 3
    assert [boolean_value(cell) for cell in ("Oui", True, "x", "", "não", False)] == [
        True,
        True,
        True,
        False,
        False,
        False,
    ]
    for read, cell in ((time_value, "25:00"), (boolean_value, "perhaps")):
        with pytest.raises(CellError, match=cell):
            read(cell)


def test_a_text_that_is_too_long_for_a_cell_is_left_alone(editor, tree):
    member = tree.member("Benin")
    member.note = "x" * (limits.LONGEST_CELL + 1)
    member.save()

    assert DryRun(editor, "members", export(editor, "members")).counts == {"unchanged": 1}


def test_what_xml_cannot_hold_is_no_difference():
    assert cell_text("a\x0bb\r\nc ") == "ab\nc"


def test_a_file_with_too_many_columns_is_refused():
    with pytest.raises(UnreadableFile, match="A row can have 100"):
        read_tables([("m.csv", csv_file([["a"] * 101]))])
