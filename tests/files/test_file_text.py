"""The text inside files: read page by page, kept with the file, and told to editors; hostile files harm nothing."""

import io

import pytest

from mme_site.files.text import reading
from mme_site.files.text.cleaning import cleaned
from mme_site.files.text.language import language_of
from mme_site.files.text.reading import read_text, text_in
from mme_site.files.text.states import FileTextState
from tests.helpers.office_files import archive, billion_laughs, bomb, docx, odp, odt, pptx
from tests.helpers.pdfs import endless_drawing, locked, pdf

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
