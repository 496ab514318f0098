"""What editors may upload: limited by type and size, refused in words."""

import io

import pytest
from django.core.files.base import ContentFile

from mme_site.files.models import SiteDocument, SiteImage
from mme_site.files.signatures import contradicts_its_name
from tests.reading import parse, words
from tests.uploads import DRAWING, PDF, PROGRAM, document, picture

pytestmark = pytest.mark.django_db

ROOT_COLLECTION = 1


def upload(client, kind, file):
    """Send a file through the form of the admin and return the errors that the editor reads."""
    response = client.post(
        f"/admin/{kind}/add/", {"title": "Upload", "file": file, "collection": ROOT_COLLECTION}, follow=True
    )
    return words(parse(response).select_one(".error-message"))


def upload_many(client, kind, file):
    """Send a file through the form for many files and return what the editor reads, None where it was taken."""
    response = client.post(
        f"/admin/{kind}/multiple/add/", {"title": "Upload", "files[]": file, "collection": ROOT_COLLECTION}
    )
    return response.json().get("error_message")


# Taken


def test_a_file_that_is_what_its_name_says_is_taken_with_its_checksum(admin_client):
    assert upload(admin_client, "documents", document()) == ""

    [saved] = SiteDocument.objects.all()
    assert len(saved.sha256) == 64
    assert saved.file_size == len(PDF)


def test_a_file_among_many_is_taken_with_its_checksum(admin_client):
    assert upload_many(admin_client, "documents", document()) is None

    assert len(SiteDocument.objects.get().sha256) == 64


def test_a_picture_is_taken(admin_client):
    assert upload(admin_client, "images", picture()) == ""

    assert SiteImage.objects.get().width == 640


# Refused


SEND = pytest.mark.parametrize("send", [upload, upload_many], ids=["one", "many"])


@SEND
@pytest.mark.parametrize("name", ["setup.exe", "page.html", "drawing.svg", "macro.docm", "declaration", "a.pdf.js"])
def test_a_file_of_another_type_is_refused_in_words(admin_client, send, name):
    assert "is not allowed. Allowed extensions are: csv, docx" in send(admin_client, "documents", document(name))
    assert not SiteDocument.objects.exists()


@SEND
@pytest.mark.parametrize("name", ["declaration.pdf", "declaration.docx", "declaration.txt", "declaration.zip"])
def test_a_program_under_the_name_of_a_document_is_refused_in_words(admin_client, send, name):
    refusal = send(admin_client, "documents", document(name, PROGRAM))

    assert "This file is not what its name says." in refusal
    assert not SiteDocument.objects.exists()


@SEND
def test_a_file_that_is_too_large_is_refused_in_words(admin_client, settings, send):
    settings.WAGTAILDOCS_MAX_UPLOAD_SIZE = len(PDF) - 1

    assert "This file is too big" in send(admin_client, "documents", document())
    assert not SiteDocument.objects.exists()


@SEND
def test_a_file_of_the_largest_size_is_taken(admin_client, settings, send):
    settings.WAGTAILDOCS_MAX_UPLOAD_SIZE = len(PDF)

    assert not send(admin_client, "documents", document())
    assert SiteDocument.objects.exists()


@SEND
def test_a_picture_that_is_too_large_is_refused_in_words(admin_client, settings, send):
    settings.WAGTAILIMAGES_MAX_UPLOAD_SIZE = 100

    assert "This file is too big" in send(admin_client, "images", picture())
    assert not SiteImage.objects.exists()


@SEND
def test_a_picture_of_too_many_pixels_is_refused_in_words(admin_client, settings, send):
    settings.WAGTAILIMAGES_MAX_IMAGE_PIXELS = 640 * 480 - 1

    assert "This file has too many pixels" in send(admin_client, "images", picture())
    assert not SiteImage.objects.exists()


@SEND
@pytest.mark.parametrize("name", ["drawing.svg", "drawing.png", "drawing.jpg"])
def test_a_drawing_with_a_script_is_refused_as_a_picture(admin_client, send, name):
    assert send(admin_client, "images", document(name, DRAWING))
    assert not SiteImage.objects.exists()


@SEND
def test_a_picture_under_the_name_of_another_format_is_refused_in_words(admin_client, send):
    assert "Not a valid .jpeg image." in send(admin_client, "images", picture("picture.jpg"))


# What the first bytes say


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.pdf", PDF),
        ("a.PDF", PDF),
        ("mailed.pdf", b"\r\n" * 100 + PDF),
        ("a.docx", b"PK\x03\x04rest"),
        ("a.rtf", b"{\\rtf1 text}"),
        ("a.txt", "Déclaration".encode()),
        ("a.txt", "Déclaration".encode("utf-16")),
        ("a.csv", b""),
    ],
)
def test_a_file_that_can_be_what_its_name_says_is_believed(name, content):
    assert not contradicts_its_name(ContentFile(content, name=name))


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.pdf", b"<html>"),
        ("a.pdf", b"x" * 1024 + PDF),
        ("a.pdf", b""),
        ("a.docx", PDF),
        ("a.zip", b"Rar!\x1a\x07"),
        ("a.txt", b"text\0more"),
    ],
)
def test_a_file_that_cannot_be_what_its_name_says_is_not_believed(name, content):
    assert contradicts_its_name(ContentFile(content, name=name))


def test_a_check_leaves_the_file_at_its_beginning():
    file = io.BytesIO(PDF)
    file.name = "a.pdf"

    contradicts_its_name(file)

    assert file.tell() == 0
