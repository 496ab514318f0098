"""The text of a file in the database: read in parts, kept with its file, and what editors are told of it."""

import io
from pathlib import Path

import pytest
from django.core.management import call_command

from mme_site.core.searchable import file_text_changed
from mme_site.files import tasks
from mme_site.files.models import FilePageText, FileText, SiteDocument
from mme_site.files.pdf import PdfFacts
from mme_site.files.search import passages_of
from mme_site.files.tasks import read_again, record_text
from mme_site.files.text import reading
from mme_site.files.text.reading import text_in
from mme_site.files.text.states import READER_VERSION, FileTextState
from mme_site.files.text.storing import save_text
from mme_site.tasks.models import OutboxTask
from mme_site.tasks.worker import run_due_tasks
from tests.helpers.office_files import docx
from tests.helpers.pdfs import locked, pdf
from tests.helpers.reading import read, words
from tests.helpers.uploads import replace, saved_document

OUTLINE = [("Preamble", 1), ("Annex", 2)]
CORPUS = Path(__file__).parents[1] / "data" / "files"


# In parts


@pytest.fixture
def parts(db, settings, monkeypatch):
    """Have a file of 5 pages read by a reader that says what it is told, part by part: `parts(rows, rows, …)`.

    Returns the file, what was asked of the reader, and what editors were told after each part.
    """
    settings.TASKS = {"default": {"BACKEND": "mme_site.tasks.backend.OutboxBackend"}}

    def read_all(*answers):
        file, asked, told = saved_document(pdf(5)), [], []

        def answer(program, opened, ending, after, letters, **limits):
            asked.append((int(after), int(letters)))
            return [{"pages": 5, "title": "Title"}, *answers[len(asked) - 1]]

        monkeypatch.setattr(reading, "run_reader", answer)
        record_text.enqueue(file.pk)
        while run_due_tasks():
            told.append(FileText.objects.get().in_words)
        file.refresh_from_db()
        return file, asked, told

    return read_all


def rows(*numbers, text="Words of it"):
    return [{"number": number, "text": text} for number in numbers]


END = {"end": True, "cut": False}


def test_a_long_file_is_read_part_by_part_and_whole(parts):
    file, asked, told = parts(rows(1, 2), rows(3, 4), [*rows(5), END])

    assert [after for after, _letters in asked] == [0, 2, 4]
    assert asked[1][1] == asked[0][1] - 2 * len("Words of it")
    assert told[-1].startswith("Readers can search all 5 pages.")
    assert (file.text.state, file.text.is_cut, sorted(texts_of(file))) == (FileTextState.DONE, False, [1, 2, 3, 4, 5])


def test_how_far_the_reading_of_a_long_file_is_is_seen_by_its_editor(admin_client, db):
    file = saved_document(pdf(5))
    save_text(file, text_in([{"pages": 5}, *rows(1, 2)]))

    page = read(admin_client, f"/admin/documents/edit/{file.pk}/")
    assert "2 of 5 pages are read." in words(page)
    assert [page.progress[name] for name in ("value", "max")] == ["2", "5"]


def test_pages_that_cannot_be_read_in_time_are_passed_over_until_they_are_too_many(parts):
    file, asked, _told = parts(rows(1), [], [*rows(3, 4, 5), END])
    assert [after for after, _letters in asked] == [0, 1, 2]
    assert (file.text.state, file.text.is_cut, sorted(texts_of(file))) == (FileTextState.DONE, True, [1, 3, 4, 5])


def test_a_file_none_of_whose_pages_can_be_read_in_time_is_too_large(parts):
    file, asked, _told = parts([], [], [], [], [])
    assert (file.text.state, len(asked)) == (FileTextState.TOO_LARGE, 4)


def test_a_part_that_was_read_twice_is_kept_once(db):
    file = saved_document(pdf(5))
    part = text_in([{"pages": 5}, *rows(1, 2)])

    assert save_text(file, part) == 0
    assert save_text(file, part) is None
    assert sorted(texts_of(file)) == [1, 2]


@pytest.mark.parametrize(
    "row", [{}, {"number": "1", "text": "A"}, {"number": 0, "text": "A"}, {"number": 1, "text": 5}]
)
def test_a_page_that_is_none_is_left_out(row):
    assert text_in([{"pages": 9}, row, {"end": True}]).state == FileTextState.NO_TEXT


# Kept with the file


@pytest.fixture
def upload(db, django_capture_on_commit_callbacks):
    """Save a file as an upload does, with what follows the commit: `upload(content, name)`."""

    def save(content, name="file.pdf"):
        with django_capture_on_commit_callbacks(execute=True):
            saved = saved_document(content)
            saved.file.name, stored = saved.file.name, saved
            if not name.endswith("pdf"):
                replace(saved, content, name)
        stored.refresh_from_db()
        return stored

    return save


def texts_of(file):
    return dict(FilePageText.objects.filter(file_text__document=file).values_list("number", "text"))


def test_an_uploaded_file_is_read(upload):
    file = upload(pdf(2))

    assert (file.text.state, file.text.pages, texts_of(file)) == (
        FileTextState.DONE,
        2,
        {1: "Declaration", 2: "Declaration"},
    )
    assert list(FileText.objects.of_present_file()) == [file.text]


def test_nothing_is_left_of_the_text_of_a_file_that_was_replaced(upload, django_capture_on_commit_callbacks):
    file = upload(pdf(2))
    told = []

    def tell(file, **_kwargs):
        told.append(file)

    file_text_changed.connect(tell)
    replace(file, docx("Other words"), "other.docx")  # not read yet

    assert (texts_of(file), FileText.objects.get().state, told) == ({}, FileTextState.WAITING, [file])
    file_text_changed.disconnect(tell)


def test_a_file_of_a_kind_that_is_not_read_has_no_text(upload):
    file = upload(pdf(1))
    replace(file, b"PK\x03\x04", "other.zip")

    assert not FileText.objects.exists()


def test_a_command_reads_what_waits_and_does_it_once(db):
    file = saved_document(pdf(1))  # what follows its commit is not done in a test
    FileText.objects.all().delete()

    call_command("read_files", stdout=io.StringIO())
    assert texts_of(file) == {1: "Declaration"}
    call_command("read_files", stdout=(said := io.StringIO()))
    assert said.getvalue() == "0 files and 0 texts to read, 0 to read again.\n"


def test_what_an_older_reader_has_read_is_read_again_one_file_at_a_time_after_all_else(upload, settings):
    older, _newer = upload(pdf(2, OUTLINE)), upload(pdf(1))
    FileText.objects.filter(document=older).update(reader_version=READER_VERSION - 1, language="pt")
    FilePageText.objects.filter(file_text__document=older).update(text="eD cla ration")
    SiteDocument.objects.filter(pk=older.pk).update(outline=[])
    settings.TASKS = {"default": {"BACKEND": "mme_site.tasks.backend.OutboxBackend"}}
    call_command("read_files", stdout=(said := io.StringIO()))
    assert said.getvalue() == "0 files and 0 texts to read, 1 to read again.\n"
    [task] = OutboxTask.objects.open()
    assert task.priority < 0
    assert texts_of(older)[1] == "eD cla ration"  # is found until its turn comes

    run_due_tasks()

    assert (texts_of(older)[1], len(SiteDocument.objects.get(pk=older.pk).outline)) == ("Declaration", 2)
    assert not FileText.objects.of_older_reader().exists()


def test_pages_that_cannot_be_read_again_stay_as_they_were_read(upload, monkeypatch):
    file = upload(pdf(2, OUTLINE))
    monkeypatch.setattr(tasks, "read_pdf", lambda opened: PdfFacts())

    read_again(file)

    file.refresh_from_db()
    assert (file.pages, len(file.outline), file.first_pages.count()) == (2, 2, 6)


def test_a_text_of_more_than_a_megabyte_of_different_words_stops_neither_a_file_nor_its_page(tree, upload):
    different = "".join(f"word{number:x} " for number in range(300_000))
    file = upload(different.encode(), "words.txt")
    page = tree.document(summary="Short", body=[("paragraph", f"<p>{different[:1_500_000]}</p>")])

    page.body.append(("paragraph", f'<p><a linktype="document" id="{file.pk}">the file</a></p>'))
    page.save_revision().publish()

    assert file.text.state == FileTextState.DONE
    assert page.live


# What editors are told


def test_editors_read_of_a_scan_that_it_cannot_be_searched_and_can_have_it_read_again(
    admin_client, upload, django_capture_on_commit_callbacks
):
    file = upload(pdf(1, content=b""))
    edit = f"/admin/documents/edit/{file.pk}/"
    page = read(admin_client, edit)
    assert "No text: this looks like a scan. Readers cannot search it." in words(page)
    FileText.objects.update(state=FileTextState.DAMAGED)

    with django_capture_on_commit_callbacks(execute=True):
        response = admin_client.post(page.find("button", formaction=True)["formaction"])

    assert response["Location"] == edit
    assert FileText.objects.get().state == FileTextState.NO_TEXT


def test_a_text_that_looks_wrong_is_told_to_editors_and_never_shown_to_readers(admin_client, upload):
    file = upload((CORPUS / "pdf" / "reversed.reportlab.pdf").read_bytes())

    shown = words(read(admin_client, f"/admin/documents/edit/{file.pk}/"))

    assert "On 1 page the text looks wrong" in shown
    assert list(passages_of(file_text__document=file)) == []


def test_editors_are_told_what_a_pdf_lacks_for_people_who_listen_to_it(upload):
    plain, tagged = (upload((CORPUS / "pdf" / name).read_bytes()) for name in ("en.pango.pdf", "en.weasyprint-ua.pdf"))

    for lack in ("It has no tags", "It states no title", "It does not state its language"):
        assert lack in plain.text.in_words
        assert lack not in tagged.text.in_words


def test_an_empty_file_of_office_is_not_taken_for_a_scan(upload):
    assert upload(docx(), "empty.docx").text.in_words == "There is no text in it. Readers cannot search it."


def test_editors_are_told_of_a_form_that_few_programs_show(upload):
    form, plain = (upload((CORPUS / "pdf" / f"form.{name}.pdf").read_bytes()) for name in ("livecycle", "reportlab"))

    assert "a form that Adobe’s programs show and browsers and phones do not" in form.text.in_words
    assert "Adobe" not in plain.text.in_words


def test_the_report_lists_every_file_with_what_readers_can_search(admin_client, upload):
    upload(pdf(3))
    upload(locked())

    shown = words(read(admin_client, "/admin/reports/file-texts/"))

    assert "Readers can search all 3 pages." in shown
    assert "Locked with a password." in shown
    assert "Locked" not in words(read(admin_client, "/admin/reports/file-texts/results/?state=done"))
