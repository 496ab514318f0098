"""Members go out into a spreadsheet and come back; only what was edited changes, and all of it or nothing."""

import datetime
import io

import openpyxl
import pytest
from django.urls import reverse
from wagtail.models import ModelLogEntry

from members.models import Member
from tests.helpers.factories import BodyFactory, in_languages
from tests.helpers.import_export import DryRun, cell, edited, export, rows_of, upload, workbook
from tests.helpers.people import allowed
from tests.helpers.reading import parse, words

pytestmark = pytest.mark.django_db
HEADINGS = ["Code", "Name in English", "Region"]
PERIODS = ["Code", "Line", "Body", "Role", "From", "Until"]


@pytest.fixture
def editor(client, admin_user):
    """The browser of an administrator."""
    client.force_login(admin_user)
    return client


@pytest.fixture
def benin(tree):
    member = tree.member("Benin")
    member.note = "=1+1\r\nsecond line"
    member.translations = in_languages(ar="بنين")
    member.save_revision().publish()
    return member


@pytest.mark.parametrize("ending", ["xlsx", "zip"])
def test_an_unchanged_export_imports_as_no_change(editor, benin, tree, ending):
    tree.member("Algeria", from_date=datetime.date(1963, 12, 31), from_precision="year")
    dry_run = DryRun(editor, "members", export(editor, "members", ending), f"members.{ending}")

    assert dry_run.counts == {"unchanged": 2}
    assert not dry_run.can_be_imported


def test_a_text_that_looks_like_a_formula_stays_a_text_when_somebody_edits_its_cell(editor, benin):
    """A spreadsheet reads a cell anew that is edited, unless the cell says that a text follows (`quotePrefix`)."""
    sheet = openpyxl.load_workbook(io.BytesIO(export(editor, "members")))["Members"]

    note, name = cell(sheet, 2, "Note"), cell(sheet, 2, "Name in Arabic")
    assert (note.data_type, note.quotePrefix) == ("s", True)
    assert (name.data_type, name.quotePrefix) == ("s", False)


def test_only_what_was_edited_changes_and_the_history_says_so(editor, benin):
    def change(book):
        cell(book["Members"], 2, "Name in French").value = "Bénin"

    dry_run = DryRun(editor, "members", edited(export(editor, "members"), change), "benin.xlsx", then="publish")

    assert dry_run.counts == {"changed": 1}
    assert dry_run.changes == ["Name in French Members, row 2 empty → becomes Bénin"]
    done = parse(dry_run.confirm())
    assert "Imported: 0 made, 1 changed." in words(done)
    assert done.find("a", string="Benin")["href"] == f"/admin/snippets/members/member/edit/{benin.pk}/"
    benin.refresh_from_db()
    assert (benin.note, benin.translations) == ("=1+1\r\nsecond line", in_languages(fr="Bénin", ar="بنين"))
    entry = ModelLogEntry.objects.get(action="mme.import")
    assert entry.message == "Changed by import of benin.xlsx: Name in French"
    assert entry.user == benin.latest_revision.user


def test_changes_of_a_live_member_wait_as_a_draft_unless_they_are_to_be_published(editor, benin):
    data = workbook(Members=[["Code", "Name in French"], [benin.code, "Bénin"]])
    DryRun(editor, "members", data).confirm()

    benin.refresh_from_db()
    assert (benin.own_words("name", "fr"), benin.has_unpublished_changes) == ("", True)
    assert benin.get_latest_revision_as_object().words_in("name", "fr") == "Bénin"


def test_a_dry_run_changes_nothing(editor, benin):
    dry_run = DryRun(editor, "members", workbook(Members=[HEADINGS, ["TG", "Togo", "africa-west"]]))

    assert dry_run.counts == {"made": 1}
    assert list(Member.objects.all()) == [benin]


def test_a_new_member_comes_with_its_periods_and_names(editor, tree):
    data = workbook(
        Members=[HEADINGS, ["SZ", "Eswatini", "Southern Africa"]],
        Periods=[PERIODS, ["SZ", None, "AU", "member", "1968-09-24", None]],
        Former_names=[["Code", "Name", "Until"], ["SZ", "Swaziland", "2018-04"]],
    )
    DryRun(editor, "members", data, then="publish").confirm()

    member = Member.objects.get(code="SZ", live=True)
    assert (member.slug, member.region) == ("eswatini", "africa-southern")
    assert str(member.periods.get()) == "AU: 24 September 1968 – …"
    assert member.former_names.get().until_date == datetime.date(2018, 4, 30)


def test_importing_the_same_file_twice_adds_nothing(editor, benin):
    data = workbook(Periods=[PERIODS, [benin.code, None, "EU", "observer", "2014", None]])
    DryRun(editor, "members", data).confirm()

    assert DryRun(editor, "members", data).counts == {"unchanged": 1}


def test_a_line_is_edited_by_its_number_and_removed_only_where_the_file_says_so(editor, benin):
    def change(book):
        cell(book["Periods"], 2, "From").value = "1960-08-01"

    DryRun(editor, "members", edited(export(editor, "members"), change), then="publish").confirm()
    [period] = benin.periods.all()
    assert period.from_date == datetime.date(1960, 8, 1)

    data = workbook(Periods=[["Code", "Line", "Remove"], [benin.code, 1, "yes"]])
    dry_run = DryRun(editor, "members", data, then="publish")
    assert dry_run.changes == ["Remove Periods, row 2 AU: 1 August 1960 – … → becomes removed"]
    dry_run.confirm()
    assert not benin.periods.exists()


def test_an_emptied_cell_empties_its_field_and_a_missing_column_is_left_alone(editor, benin):
    data = workbook(Members=[["Code", "Name in Arabic"], [benin.code, None]])
    DryRun(editor, "members", data, then="publish").confirm()

    benin.refresh_from_db()
    assert (benin.translations, benin.note) == ({}, "=1+1\r\nsecond line")


def test_one_refused_row_stops_the_whole_file_and_says_cell_and_reason(editor, tree):
    rows = [HEADINGS, ["TG", "Togo", "africa-west"], ["Ghana", "Ghana", "africa-west"], ["KE", None, "the east"]]
    dry_run = DryRun(editor, "members", workbook(Members=rows))

    assert dry_run.counts == {"made": 1, "refused": 2}
    assert not dry_run.can_be_imported
    said = "\n".join(dry_run.problems)
    assert "Members, row 3, Code : Two capital letters, such as NA for Namibia." in said
    assert "Members, row 4, Name in English : This field cannot be blank." in said
    assert "Members, row 4, Region : “the east” is none of: Central Africa, East Africa" in said
    assert not Member.objects.exists()


def test_a_refused_file_comes_back_with_the_reason_beside_each_row(editor, tree):
    data = workbook(Members=[HEADINGS, ["TG", "Togo", "africa-west"], ["KE", "Kenya", "the east"]])
    good, bad = rows_of(DryRun(editor, "members", data).annotated(), "Members")

    assert good["Problem"] is None
    assert bad["Problem"].startswith("Region: “the east” is none of")


def test_the_file_with_the_reasons_can_be_mended_and_imported_as_it_is(editor, tree):
    data = workbook(Members=[HEADINGS, ["KE", "Kenya", "the east"]])
    annotated = DryRun(editor, "members", data).annotated()

    def mend(book):
        cell(book["Members"], 2, "Region").value = "africa-east"

    assert DryRun(editor, "members", edited(annotated, mend)).counts == {"made": 1}


def test_what_somebody_changed_since_the_export_is_not_overwritten(editor, benin):
    exported = export(editor, "members")
    ana = allowed("change", snippet=Member, first_name="Ana", last_name="Moreira")
    benin.translate("name", "pt", "Benim")
    benin.save_revision(user=ana)

    def change(book):
        cell(book["Members"], 2, "Name in French").value = "Bénin"

    [problem] = DryRun(editor, "members", edited(exported, change)).problems
    assert "Changed since your export by Ana Moreira" in problem


def test_a_row_whose_key_was_changed_or_whose_member_is_gone_makes_no_second_one(editor, benin):
    def change(book):
        for sheet in ("Members", "Periods"):
            cell(book[sheet], 2, "Code").value = "DY"

    said = " ".join(DryRun(editor, "members", edited(export(editor, "members"), change)).problems)
    assert "Members, row 2: It was deleted since your export, or its Code was changed." in said


def test_what_changes_between_dry_run_and_confirmation_is_shown_again_and_not_done(editor, benin):
    data = workbook(Members=[["Code", "Name in French"], [benin.code, "Bénin"]])
    dry_run = DryRun(editor, "members", data)
    benin.translate("name", "fr", "Le Bénin")
    benin.save_revision()
    benin.latest_revision.publish()
    answer = parse(dry_run.confirm())

    assert "Nothing was imported." in words(answer)
    assert "Le Bénin" in words(answer.select_one(".import-changes"))
    benin.refresh_from_db()
    assert benin.words_in("name", "fr") == "Le Bénin"


def test_a_second_click_imports_nothing_a_second_time(editor, benin):
    dry_run = DryRun(editor, "members", workbook(Members=[HEADINGS, ["TG", "Togo", "africa-west"]]))
    dry_run.confirm()
    answer = parse(dry_run.confirm())

    assert "This upload has expired." in words(answer)
    assert Member.objects.filter(code="TG").count() == 1


def test_two_rows_about_one_member_are_refused(editor, tree):
    rows = [HEADINGS, ["TG", "Togo", "africa-west"], ["TG", "Togo again", "africa-west"]]
    dry_run = DryRun(editor, "members", workbook(Members=rows))

    assert dry_run.problems == ["Members, row 3, Code : Row 2 has the same “TG”."]


def test_two_new_members_cannot_have_one_address(editor, tree):
    rows = [["Code", "Slug", "Name in English", "Region"]]
    rows += [[code, "togo", "Togo", "africa-west"] for code in ("TG", "TO")]
    dry_run = DryRun(editor, "members", workbook(Members=rows))

    assert dry_run.problems == ["Members, row 3: Slug: “TG” has the same."]


def test_a_period_of_nobody_and_of_an_unknown_body_is_refused(editor, benin):
    BodyFactory(code="ECOWAS", kind="rec")
    data = workbook(Periods=[PERIODS, ["QQ", None, "AU"], [benin.code, None, "OECD"]])

    assert DryRun(editor, "members", data).problems == [
        "Periods, row 2, Code : There is no member “QQ”, and the sheet Members has no row to make it.",
        "Periods, row 3, Body : There is no body “OECD”. What is wanted here is its field “Abbreviation”.",
    ]


def test_unpublished_changes_of_somebody_else_are_not_published_along(editor, benin):
    benin.translate("name", "pt", "Benim")
    benin.save_revision()
    data = workbook(Members=[["Code", "Name in French"], [benin.code, "Bénin"]])

    assert "It has changes that are not published yet" in DryRun(editor, "members", data, then="publish").problems[0]
    assert DryRun(editor, "members", data).counts == {"changed": 1}


# Who may


def test_who_may_do_nothing_to_members_has_no_import(client, tree):
    client.force_login(allowed("add", below=tree.home))
    found = parse(client.get("/admin/"))

    assert "Import and export" not in words(found) or "members" not in words(
        parse(client.get(reverse("import_export")))
    )
    assert client.get(reverse("export", args=["members", "xlsx"])).status_code == 302


def test_who_may_only_change_makes_nothing(client, benin):
    client.force_login(allowed("change", snippet=Member))
    dry_run = DryRun(client, "members", workbook(Members=[HEADINGS, ["TG", "Togo", "africa-west"]]))

    assert dry_run.problems == ["Members, row 2: You do not have permission to add this."]


def test_who_may_only_add_changes_nothing_and_exports_nothing(client, benin):
    client.force_login(allowed("add", snippet=Member))
    data = workbook(Members=[["Code", "Name in French"], [benin.code, "Bénin"]])

    assert DryRun(client, "members", data).problems == ["Members, row 2: You do not have permission to change this."]
    assert rows_of(export(client, "members"), "Members") == []


def test_who_may_not_publish_leaves_drafts_only(client, benin):
    client.force_login(allowed("add", "change", snippet=Member))
    rows = [HEADINGS, [benin.code, "Bénin", "africa-west"], ["TG", "Togo", "africa-west"]]
    refused = DryRun(client, "members", workbook(Members=rows), then="publish")
    assert refused.problems == [f"Members, row {row}: You do not have permission to publish this." for row in (2, 3)]

    DryRun(client, "members", workbook(Members=rows)).confirm()
    assert not Member.objects.get(code="TG").live


def test_an_upload_is_there_for_nobody_but_who_made_it(client, editor, benin):
    address = upload(editor, "members", ("m.xlsx", workbook(Members=[["Code"], [benin.code]])))["Location"]
    client.force_login(allowed("change", snippet=Member))

    assert "This upload has expired." in words(parse(client.get(address, follow=True)))
