"""What a PDF says of itself: pages, outline and first page, read where a hostile file harms nothing."""

import io
import time

import pytest
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils.translation import override
from PIL import Image
from wagtail.models import Collection, CollectionViewRestriction

from meetings.models import DocumentFile
from mme_site.files import pdf as reading
from mme_site.files.models import FirstPage, SiteDocument
from mme_site.files.outline import nested
from mme_site.files.pdf import facts_in, read_pdf
from mme_site.files.reader_process import objects_in
from mme_site.files.text.reading import read_text
from tests.helpers.pdfs import circular_outline, endless_drawing, pdf
from tests.helpers.reading import read, section, words
from tests.helpers.uploads import document as file_to_upload
from tests.helpers.uploads import replace, saved_document

OUTLINE = [("Preamble", 1), ("خطة العمل", 2), ("Annex", 0)]


def facts_of(content):
    return read_pdf(io.BytesIO(content))


# Reading


def test_pages_and_outline_are_read_in_any_script():
    facts = facts_of(pdf(3, OUTLINE))

    assert facts.pages == 3
    assert facts.outline == [[1, "Preamble", 1], [1, "خطة العمل", 2], [1, "Annex", 0]]


def test_the_first_page_is_drawn_in_three_formats_and_two_sizes_and_stays_small():
    pictures = facts_of(pdf()).pictures

    assert [(picture.format, picture.width, picture.height) for picture in pictures] == [
        (name, width, height) for width, height in [(480, 680), (240, 340)] for name in ("avif", "webp", "jpeg")
    ]
    for picture in pictures:
        opened = Image.open(io.BytesIO(picture.content))
        assert (opened.format.lower(), opened.size) == (picture.format, (picture.width, picture.height))
        assert opened.convert("L").getextrema()[0] < 100, "the letters are on it"
        assert len(picture.content) <= 20 * 1024


@pytest.mark.parametrize("size", [(14_400, 14_400), (14_400, 700), (700, 14_400)])
def test_a_page_of_any_shape_is_drawn_within_the_largest_size(size):
    pictures = facts_of(pdf(1, size=size)).pictures

    assert pictures
    assert max(picture.width for picture in pictures) <= 480
    assert max(picture.height for picture in pictures) <= 960


def test_a_page_that_is_no_more_than_a_line_has_no_picture():
    assert facts_of(pdf(1, size=(3, 14_400))) == reading.PdfFacts(pages=1)


def test_a_long_outline_is_cut_and_so_are_long_titles():
    outline = facts_of(pdf(1, [("t" * 1000, 1)] * 300)).outline

    assert len(outline) == 200
    assert {len(title) for _level, title, _page in outline} == {200}


def test_pages_are_counted_that_are_there_whatever_the_file_states():
    content = pdf(3).replace(b"/Count 3", b"/Count 9")

    assert facts_of(content).pages == 3
    assert read_text(io.BytesIO(content), "pdf").pages == 3


def test_a_title_that_is_no_text_costs_neither_pages_nor_outline_nor_words():
    half = b"<feffd83d0041>"  # of a pair of surrogates
    content = pdf(1, [("Preamble", 1), ("Ha", 1)]).replace(b"<feff00480061>", half)
    content = content.replace(b"/Root 1 0 R", b"/Root 1 0 R /Info << /Title " + half + b" >>")

    facts = facts_of(content)

    assert (facts.pages, facts.outline, len(facts.pictures)) == (1, [[1, "Preamble", 1]], 6)
    assert read_text(io.BytesIO(content), "pdf").texts == {1: "Declaration"}


# Files that mean harm


@pytest.mark.parametrize("content", [b"", b"%PDF-1.7\n" + b"x" * 2000, pdf()[:300]], ids=["empty", "noise", "cut off"])
def test_a_file_that_is_no_pdf_is_read_in_vain_and_breaks_nothing(content):
    assert facts_of(content).pictures == []


def test_an_outline_that_runs_in_a_circle_ends():
    assert facts_of(circular_outline()).outline == [[1, "Round", 1]]


def test_a_page_that_takes_all_memory_to_draw_ends_the_reader_and_leaves_what_was_read_before(monkeypatch):
    monkeypatch.setattr(reading, "MEMORY", 200 * 1024**2)

    assert facts_of(endless_drawing()) == reading.PdfFacts(pages=1)


def test_a_page_that_takes_too_long_to_draw_ends_the_reader_at_its_time(monkeypatch):
    given = reading.SECONDS
    monkeypatch.setattr(reading, "SECONDS", 0.5)
    started = time.monotonic()

    assert facts_of(endless_drawing()).pictures == []
    assert time.monotonic() - started < given  # a busy machine takes seconds to start the reader


def test_the_reader_is_given_nothing_of_the_environment(monkeypatch, tmp_path):
    spy = tmp_path / "spy.py"
    spy.write_text("import json, os; print(json.dumps({'pages': 1, 'outline': [[1, ' '.join(os.environ), 1]]}))")
    monkeypatch.setattr(reading, "READER", spy)
    monkeypatch.setenv("SECRET_KEY", "known to nobody")

    [[_level, names, _page]] = facts_of(pdf()).outline
    assert "SECRET_KEY" not in names


@pytest.mark.parametrize(
    "line",
    [
        "",
        "null",
        "[]",
        '{"pages": ',
        '{"pages": "3", "outline": []}',
        '{"pages": -1, "outline": []}',
        '{"pages": true, "outline": []}',
        '{"format": "avif", "width": 1, "height": 1, "content": "AAAA"}',
    ],
)
def test_what_a_broken_reader_says_is_not_believed(line):
    assert facts_in(objects_in([line])) == reading.PdfFacts()


@pytest.mark.parametrize(
    "picture",
    [
        {"format": "svg", "width": 1, "height": 1, "content": "AAAA"},
        {"format": ["avif"], "width": 1, "height": 1, "content": "AAAA"},
        {"format": "avif", "width": 0, "height": 1, "content": "AAAA"},
        {"format": "avif", "width": 1, "height": 1, "content": "no base 64!"},
        {"format": "avif", "width": 1, "height": 1, "content": 5},
        {"format": "avif", "width": 1, "height": 1},
    ],
)
def test_a_picture_that_is_none_is_left_out(picture):
    assert facts_in([{"pages": 1}, picture]).pictures == []


def test_a_title_is_kept_without_what_no_database_takes():
    said = {"pages": 1, "outline": [[1, "A\x00\ud800B\u200f", 1]]}

    assert facts_in([said]).outline == [[1, "AB\u200f", 1]]


# Kept with the file


@pytest.fixture
def upload(db, django_capture_on_commit_callbacks):
    """Save a file as an upload does, with what follows the commit: `upload(content)`."""

    def save(content=None, **fields):
        with django_capture_on_commit_callbacks(execute=True):
            saved = saved_document(pdf(3, OUTLINE) if content is None else content, **fields)
        saved.refresh_from_db()
        return saved

    return save


def test_an_upload_through_the_admin_is_read(admin_client, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        admin_client.post(
            "/admin/documents/add/", {"title": "A", "file": file_to_upload(content=pdf(3)), "collection": 1}
        )

    assert SiteDocument.objects.get().pages == 3


def test_an_upload_is_kept_with_what_was_read_of_it(upload):
    saved = upload()

    assert (saved.pages, len(saved.outline), saved.first_pages.count()) == (3, 3, 6)
    assert saved.read_sha256 == saved.sha256


def test_a_file_is_read_once(upload, monkeypatch):
    saved = upload()
    monkeypatch.setattr("mme_site.files.tasks.read_pdf", lambda file: pytest.fail("read again"))

    saved.title = "Another title"
    saved.save()
    call_command("read_files", stdout=io.StringIO())


def test_a_file_that_cannot_be_read_is_kept_and_not_read_again(upload):
    saved = upload(b"%PDF-1.7\n" + b"x" * 2000)

    assert (saved.pages, saved.has_unread_pages) == (None, False)


def test_a_file_in_place_of_another_is_read_anew(upload, django_capture_on_commit_callbacks):
    saved = upload()
    with django_capture_on_commit_callbacks(execute=True):
        replace(saved, pdf(7))
    saved.refresh_from_db()

    assert (saved.pages, saved.outline, saved.first_pages.count()) == (7, [], 6)


def test_nothing_is_left_of_a_pdf_that_gave_way_to_a_text(upload):
    saved = upload()
    replace(saved, b"Only words", "other.txt")
    saved.refresh_from_db()

    assert (saved.pages, saved.outline, saved.first_pages.count()) == (None, [], 0)


def test_what_is_read_of_a_file_that_was_replaced_meanwhile_is_dropped(upload, monkeypatch):
    def slow(file):
        SiteDocument.objects.update(sha256="of another file")
        return reading.PdfFacts(pages=9)

    monkeypatch.setattr("mme_site.files.tasks.read_pdf", slow)

    assert upload().pages is None


def test_the_pictures_go_with_their_file(upload):
    upload().delete()

    assert not FirstPage.objects.exists()


def test_a_command_reads_what_was_uploaded_before(db):
    saved = saved_document(pdf(4))  # what follows its commit is not done in a test

    call_command("read_files", stdout=(said := io.StringIO()))

    saved.refresh_from_db()
    assert saved.pages == 4
    assert said.getvalue() == "1 files and 1 texts to read, 0 to read again.\n"


def test_entries_of_an_outline_stand_below_the_last_of_a_higher_level():
    rows = [[2, "deep at once", 1], [1, "I", 1], [2, "a", 1], [3, "i", 2], [2, "b", 0], [1, "II", 3]]

    def shape(entries):
        return [(entry.title, shape(entry.below)) for entry in entries]

    assert shape(nested(rows)) == [
        ("deep at once", []),
        ("I", [("a", [("i", [])]), ("b", [])]),
        ("II", []),
    ]


# What a reader sees


def page_with(tree, *files, **fields):
    """Return a document with a line for each (language, file)."""
    document = tree.document(**fields)
    for language, file in files:
        DocumentFile.objects.create(document=document, language=language, file=file)
    return document


def test_a_document_shows_the_first_page_of_its_file_in_every_format_with_its_size(client, tree, upload):
    file = upload()

    shown = section(read(client, page_with(tree, ("en", file)).url), "inside").picture

    assert [source["type"] for source in shown.find_all("source")] == ["image/avif", "image/webp"]
    assert (shown.img["width"], shown.img["height"], shown.img["loading"]) == ("240", "340", "lazy")
    assert shown.img["alt"] == "First page of the English file"
    assert shown.find_parent("a")["href"] == file.url
    addresses = [
        shown.img["src"],
        *(each.split()[0] for source in shown.find_all("source") for each in source["srcset"].split(", ")),
    ]
    assert len(addresses) == 5
    for address in addresses:
        response = client.get(address)
        Image.open(io.BytesIO(b"".join(response.streaming_content)))
        assert response["Content-Type"].startswith("image/")
        assert response["Cache-Control"] == "private, max-age=31536000, immutable"


def test_a_document_shows_the_outline_of_its_file_with_links_to_its_pages(client, tree, upload):
    file = upload()

    outline = section(read(client, page_with(tree, ("fr", file)).url), "outline")

    assert [(words(link), link["href"], link["lang"]) for link in outline.find_all("a")] == [
        ("Preamble", f"{file.url}#page=1", "fr"),
        ("خطة العمل", f"{file.url}#page=2", "fr"),
    ]
    assert words(outline.find_all("li")[2]) == "Annex"


def test_the_pages_that_were_counted_are_shown_before_those_that_were_typed(client, tree, upload):
    document = page_with(tree, ("en", upload()))
    DocumentFile.objects.update(pages=99)
    DocumentFile.objects.create(document=document, language="fr", url="https://example.org/", pages=12)

    rows = section(read(client, document.url), "versions").select("tbody tr")

    assert [words(row.find_all("td")[-1]) for row in rows[:2]] == ["3", "12"]


def test_a_document_with_many_files_asks_the_database_no_more_than_one_with_two(client, tree, upload):
    file = upload()
    few, many = (
        page_with(tree, *[(language, file) for language in languages.split()])
        for languages in ("en fr", "en fr pt ar es sw")
    )
    client.get(few.url)

    def queries(document):
        with CaptureQueriesContext(connection) as asked:
            client.get(document.url)
        return len(asked)

    assert queries(many) == queries(few)


def test_the_file_in_the_language_of_the_reader_is_looked_into(tree, upload):
    english, french = upload(), upload(pdf(5))
    document = page_with(tree, ("en", english), ("fr", french))

    with override("fr"):
        assert document.previewed_version.file == french
    del document.previewed_version
    with override("ar"):
        assert document.previewed_version.file == english


@pytest.mark.parametrize("content", [b"%PDF-1.7\n" + b"x" * 2000, pdf(1, size=(3, 14_400))], ids=["unread", "a line"])
def test_a_file_with_nothing_to_show_leaves_no_empty_section(client, tree, upload, content):
    assert section(read(client, page_with(tree, ("en", upload(content))).url), "inside") is None


def test_what_is_in_a_private_file_is_shown_to_nobody(client, tree, upload):
    file = upload()
    picture = file.first_pages.first()
    private = Collection.get_first_root_node().add_child(name="Private")
    CollectionViewRestriction.objects.create(collection=private, restriction_type=CollectionViewRestriction.LOGIN)
    document = page_with(tree, ("en", file))
    assert client.get(picture.url).status_code == 200

    file.collection = private
    file.save()

    page = read(client, document.url)
    assert section(page, "inside") is None
    assert "Preamble" not in words(page)
    assert client.get(picture.url).status_code == 302


@pytest.mark.parametrize(
    "change",
    [("/480.", "/481."), (".avif", ".svg"), ("/files/", "/files/9"), ("/first-page/", "/first-page/0")],
)
def test_there_is_no_picture_at_an_address_that_nothing_names(client, upload, change):
    address = upload().first_pages.get(format="avif", width=480).url

    assert client.get(address.replace(*change)).status_code == 404


def test_the_address_of_a_picture_changes_with_the_file(client, upload, django_capture_on_commit_callbacks):
    saved = upload()
    before = saved.first_pages.first().url
    with django_capture_on_commit_callbacks(execute=True):
        replace(saved, pdf(7))

    assert client.get(before).status_code == 404
