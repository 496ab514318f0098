"""The text inside files: read page by page, kept with the file, and told to editors; hostile files harm nothing."""

import io
from pathlib import Path

import pytest
from django.core.files.base import ContentFile
from django.core.management import call_command

from mme_site.core.searchable import file_text_changed
from mme_site.files.models import FilePageText, FileText
from mme_site.files.search import passages_of
from mme_site.files.tasks import record_text
from mme_site.files.text import reading
from mme_site.files.text.cleaning import cleaned
from mme_site.files.text.language import language_of
from mme_site.files.text.reading import read_text, text_in
from mme_site.files.text.states import FileTextState
from mme_site.files.text.storing import save_text
from mme_site.tasks.worker import run_due_tasks
from tests.helpers.office_files import archive, billion_laughs, bomb, docx, odp, odt, pptx
from tests.helpers.pdfs import endless_drawing, locked, pdf
from tests.helpers.reading import read, words
from tests.helpers.uploads import saved_document

CORPUS = Path(__file__).parents[1] / "data" / "files"
FRENCH = "Les États de la région et la Commission des deux unions sont dans le cadre du dialogue pour une paix"


def text_of(content, ending):
    return read_text(io.BytesIO(content), ending)


# Reading


def test_a_pdf_is_read_page_by_page():
    found = text_of(pdf(3), "pdf")

    assert (found.state, found.pages, found.is_cut) == (FileTextState.DONE, 3, False)
    assert found.texts == {1: "Declaration", 2: "Declaration", 3: "Declaration"}


def test_a_word_file_is_one_text_with_its_title_and_language():
    found = text_of(docx("First paragraph", "Second", title="Tripoli  Declaration", language="fr-FR"), "docx")

    assert (found.state, found.pages, found.title, found.language) == (
        FileTextState.DONE,
        None,
        "Tripoli Declaration",
        "fr",
    )
    assert found.texts == {1: "First paragraph\n\nSecond"}


def test_a_long_word_file_is_read_in_parts():
    found = text_of(docx(*["a word and another " * 20] * 100), "docx")

    assert list(found.texts) == list(range(1, len(found.texts) + 1))
    assert len(found.texts) > 5
    assert max(map(len, found.texts.values())) <= 5000


def test_what_was_struck_out_of_a_word_file_is_not_read():
    struck = "<w:p><w:del><w:r><w:delText>secret</w:delText></w:r></w:del></w:p>"

    assert text_of(docx("Kept", more=struck), "docx").texts == {1: "Kept"}


def test_open_document_texts_and_slides_are_read():
    assert text_of(odt("One", "Two"), "odt").texts == {1: "One\n\nTwo"}
    found = text_of(odp("First slide", "", "Third slide"), "odp")
    assert (found.pages, found.texts) == (3, {1: "First slide", 3: "Third slide"})


def test_slides_have_the_numbers_in_which_they_are_shown():
    found = text_of(pptx("made first", "made second", order=[2, 1]), "pptx")

    assert (found.pages, found.texts) == (2, {1: "made second", 2: "made first"})


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_a_plain_text_is_read_in_its_encoding(encoding):
    assert text_of("Coopération à Évora".encode(encoding), "txt").texts == {1: "Coopération à Évora"}


# Files that mean harm, and files without text


@pytest.mark.parametrize(
    ("content", "ending", "state"),
    [
        (pdf(2, content=b""), "pdf", FileTextState.NO_TEXT),
        (locked(), "pdf", FileTextState.ENCRYPTED),
        (pdf()[:300], "pdf", FileTextState.DAMAGED),
        (b"", "pdf", FileTextState.DAMAGED),
        (pdf(), "docx", FileTextState.DAMAGED),
        (docx("A"), "pdf", FileTextState.DAMAGED),
        (docx("A"), "odt", FileTextState.DAMAGED),
        (docx("A")[:200], "docx", FileTextState.DAMAGED),
        (bytes.fromhex("d0cf11e0a1b11ae1") + b"x" * 600, "docx", FileTextState.ENCRYPTED),
        (
            archive({"META-INF/manifest.xml": "<m><encryption-data/></m>", "content.xml": "?"}),
            "odt",
            FileTextState.ENCRYPTED,
        ),
        (billion_laughs(), "docx", FileTextState.DAMAGED),
    ],
    ids=[
        "scan",
        "locked",
        "cut",
        "empty",
        "pdf-as-docx",
        "docx-as-pdf",
        "docx-as-odt",
        "cut-docx",
        "locked-docx",
        "locked-odt",
        "laughs",
    ],
)
def test_a_file_that_gives_no_text_says_why(content, ending, state):
    assert text_of(content, ending).state == state


def test_an_archive_that_unpacks_without_end_is_too_large():
    assert text_of(bomb(), "docx").state == FileTextState.TOO_LARGE


def test_two_thousand_pages_are_read_and_what_comes_after_is_said_to_be_left_out():
    found = text_of(pdf(2010), "pdf")

    assert (found.pages, len(found.texts), found.is_cut) == (2010, 2000, True)


def test_a_reader_that_runs_out_of_time_is_too_large(monkeypatch):
    monkeypatch.setattr(reading, "SECONDS_OF_PART", 0.1)

    assert text_of(endless_drawing(), "pdf").state == FileTextState.TOO_LARGE


def test_a_reader_without_memory_harms_nothing(monkeypatch):
    monkeypatch.setattr(reading, "MEMORY", 60 * 1024**2)

    assert text_of(endless_drawing(), "pdf").state in (FileTextState.TOO_LARGE, FileTextState.DAMAGED)


def test_what_was_read_before_the_reader_died_is_kept_and_counts_as_cut():
    found = text_in([{"pages": 9}, {"number": 1, "text": "First"}])

    assert (found.state, found.is_cut, found.texts) == (FileTextState.DONE, True, {1: "First"})


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


# Cleaning


@pytest.mark.parametrize(
    ("found", "kept"),
    [
        ("migra-\ntion", "migration"),
        ("migra\ufffe\ntion", "migration"),
        ("Africa-\nEU", "Africa-EU"),
        ("A\x00B\ud800C", "ABC"),
        ("ﺍﻟﻬﺠﺮﺓ", "الهجرة"),
        ("oﬃce", "office"),
        ("one  \n two\n\n\n\nthree", "one\ntwo\n\nthree"),
    ],
)
def test_a_text_is_cleaned(found, kept):
    assert cleaned(found) == kept


@pytest.mark.parametrize(
    ("text", "stated", "language"),
    [
        (FRENCH, "en-US", "fr"),
        (
            "Os Estados da região e a Comissão das duas uniões são os parceiros do diálogo para a paz na África",
            "",
            "pt",
        ),
        ("Los Estados de la región y la Comisión de las dos uniones son los socios para la paz", "", ""),
        (
            "اتفق الشركاء على العمل من أجل الهجرة في أفريقيا مع الاتحاد إلى أن تنتهي هذه الخطة التي وضعت في عام",
            "",
            "ar",
        ),
        ("Annex", "pt_BR", "pt"),
        ("Annex", "xx", ""),
    ],
)
def test_the_language_is_that_of_most_words_and_else_what_the_file_states(text, stated, language):
    assert language_of(text, stated) == language


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


def replace(file, content, name="other.pdf"):
    """Give a file other bytes, as its form does."""
    file.file = ContentFile(content, name=name)
    file._set_document_file_metadata()
    file.save()


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
    assert said.getvalue() == "0 files and 0 texts to read.\n"


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


def test_the_report_lists_every_file_with_what_readers_can_search(admin_client, upload):
    upload(pdf(3))
    upload(locked())

    shown = words(read(admin_client, "/admin/reports/file-texts/"))

    assert "Readers can search all 3 pages." in shown
    assert "Locked with a password." in shown
    assert "Locked" not in words(read(admin_client, "/admin/reports/file-texts/results/?state=done"))
