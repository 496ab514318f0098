"""Sheets say in words what screens say in words, and are understood in every language and by codes."""

import io

import openpyxl
import pytest
from django.utils import translation
from wagtail.users.models import UserProfile

from meetings.models import DocumentFile
from meetings.models.kind import Kind
from mme_site.core.sources import Confidence, Source
from tests.helpers.import_export import DryRun, cell, edited, export, rows_of, workbook

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor(client, admin_user):
    client.force_login(admin_user)
    return client


def speak(user, language):
    UserProfile.objects.update_or_create(user=user, defaults={"preferred_language": language})


@pytest.fixture
def documents(tree):
    document = tree.document(title="Plan", slug="plan", kind="action-plan", confidence="medium")
    document.files = [DocumentFile(language="fr", url="https://a.org/", is_official=True)]
    document.sources = [Source(title="Register")]
    document.save()
    document.save_revision().publish()
    return f"documents-{tree.documents.pk}"


def test_an_export_has_the_words_of_the_screen(editor, documents):
    data = export(editor, documents)
    [document] = rows_of(data, "Documents")
    [file], [source] = rows_of(data, "Languages and files"), rows_of(data, "Sources")

    said = document["Kind"], document["Confidence"], document["On that date it was"], document["Text not found online"]
    assert said == ("Action plan", "partly inferred, not checked yet", "adopted", "no")
    assert (file["Language"], file["Official"], file["What is there"]) == ("French", "yes", "The text")
    assert source["Disagrees"] == "no"


def test_an_export_in_one_language_is_no_change_to_a_colleague_in_another(editor, admin_user, documents):
    speak(admin_user, "fr")
    french = export(editor, documents)
    opened = openpyxl.load_workbook(io.BytesIO(french))
    assert "Français" in [value for row in opened.worksheets[2].iter_rows(values_only=True) for value in row]

    for language in ("ar", "pt", "en"):
        speak(admin_user, language)
        run = DryRun(editor, documents, french)
        assert (run.changes, run.problems, run.can_be_imported) == ([], [], False)


@pytest.mark.parametrize("language", ["en", "fr", "pt", "ar"])
def test_words_of_every_language_and_codes_are_understood(editor, documents, tree, language):
    with translation.override(language):
        word, said_yes = str(Confidence.MEDIUM.label), translation.gettext("yes")
    rows = [
        ["Slug", "Title", "Kind", "Confidence", "Text not found online"],
        ["one", "One", "action-plan", word.upper(), said_yes],
        ["two", "Two", "Action plan", "medium", "no"],
    ]
    DryRun(editor, documents, workbook(Documents=rows)).confirm()

    one, two = (tree.documents.documents.model.objects.get(slug=slug) for slug in ("one", "two"))
    assert (one.confidence, one.is_not_found) == ("medium", True)
    assert (two.kind, two.confidence, two.is_not_found) == ("action-plan", "medium", False)


def test_a_kind_that_editors_named_goes_out_and_comes_in_by_its_names(editor, documents):
    kind = Kind(of="document", code="memo", name_en="memorandum")
    kind.translate("name", "fr", "mémorandum")
    kind.save()
    rows = [["Slug", "Title", "Kind"], ["one", "One", "Mémorandum"]]
    DryRun(editor, documents, workbook(Documents=rows)).confirm()

    assert "memorandum" in [row["Kind"] for row in rows_of(export(editor, documents), "Documents")]


def test_the_spreadsheet_offers_the_words_also_those_with_a_comma(editor, documents):
    opened = openpyxl.load_workbook(io.BytesIO(export(editor, documents)))
    column = cell(opened["Documents"], 2, "Confidence").column_letter
    [offered] = [
        one for one in opened["Documents"].data_validations.dataValidation if str(one.sqref).startswith(column)
    ]
    sheet, _mark, cells = offered.formula1.partition("!")

    assert opened[sheet].sheet_state == "hidden"
    found = [value for (value,) in ((one[0].value,) for one in opened[sheet][cells.replace("$", "")])]
    assert found == [str(label) for label in Confidence.labels]
    assert DryRun(editor, documents, edited(export(editor, documents), lambda book: None)).counts == {"unchanged": 1}
