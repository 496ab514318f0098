"""What editors may upload: limited by type and size, refused in words."""

import io

import pytest
from bs4 import BeautifulSoup
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import ImageFile
from wagtail.images.forms import get_image_form

from mme_site.files.models import SiteDocument, SiteImage
from mme_site.files.signatures import has_wrong_signature
from tests.files.test_file_corpus import CORPUS, EXPECTED
from tests.helpers.reading import parse, words
from tests.helpers.uploads import DRAWING, PDF, PROGRAM, document, picture

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


@pytest.mark.parametrize("name", ["🙂🙂.pdf", "#?&.pdf", "إعلان.pdf"])
def test_a_file_keeps_its_ending_whatever_its_name_is(admin_client, name):
    assert upload_many(admin_client, "documents", document(name)) is None

    saved = SiteDocument.objects.get()
    assert saved.filename == ("إعلان.pdf" if name == "إعلان.pdf" else "file.pdf")
    assert saved.text


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
def test_an_empty_file_is_refused_for_that_alone(admin_client, send):
    assert send(admin_client, "documents", document(content=b"")) == "The submitted file is empty."


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


def choose(client, kind, file):
    """Send a file through the chooser's form and return what the editor reads; None where it was taken."""
    response = client.post(
        f"/admin/{kind}/chooser/create/",
        {
            "image-chooser-upload-title": "Upload",
            "image-chooser-upload-file": file,
            "image-chooser-upload-collection": 1,
        },
    )
    answer = response.json()
    return (
        words(BeautifulSoup(answer["htmlFragment"], "html.parser"))
        if answer["step"] == "reshow_creation_form"
        else None
    )


@pytest.mark.parametrize("send", [upload, upload_many, choose], ids=["one", "many", "chooser"])
@pytest.mark.parametrize("state", ["taken", "refused"])
def test_pictures_are_looked_at_before_they_are_taken_at_every_door(admin_client, send, state):
    names = [name for name, row in EXPECTED.items() if row["state"] == state and name.startswith("picture/")]
    answers = {}
    for name in names if state == "refused" else names[::4]:
        file = SimpleUploadedFile(name.partition("/")[2], (CORPUS / name).read_bytes())
        answers[name] = send(admin_client, "images", file) or ""

    if state == "taken":
        assert set(answers.values()) == {""}
        assert len(answers) > 3
    else:
        assert {name: said for name, said in answers.items() if not said.strip() or "<" in said} == {}
        assert "No side can be longer than 16,383" in answers["picture/long.png"]
        assert "too much data about itself" in answers["picture/text-of-3-megabytes.png"]
        assert "damaged, incomplete or of another kind" in answers["picture/cut.png"]
        assert not SiteImage.objects.exists()


def test_no_picture_is_decoded_by_the_process_that_takes_it(monkeypatch):
    decoded = []
    monkeypatch.setattr(ImageFile.ImageFile, "load", decoded.append)
    form = get_image_form(SiteImage)({"title": "Upload", "collection": ROOT_COLLECTION}, {"file": picture()})

    assert form.is_valid(), form.errors
    assert (form.instance.width, form.instance.height, decoded) == (640, 480, [])


# What the first bytes say


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.pdf", PDF),
        ("a.PDF", PDF),
        ("mailed.pdf", b"\r\n" * 100 + PDF),
        ("late.pdf", b"x" * 1019 + PDF),  # the header ends with the 1,024th byte
        ("a.docx", b"PK\x03\x04rest"),
        ("a.rtf", b"{\\rtf1 text}"),
        ("a.txt", "Déclaration".encode()),
        ("a.txt", "Déclaration".encode("utf-16")),
        ("a.csv", b""),
    ],
)
def test_a_file_that_can_be_what_its_name_says_is_believed(name, content):
    assert not has_wrong_signature(ContentFile(content, name=name))


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
    assert has_wrong_signature(ContentFile(content, name=name))


def test_an_office_file_with_a_password_is_taken_and_an_old_kind_of_file_under_its_name_is_not():
    container = bytes.fromhex("d0cf11e0a1b11ae1") + bytes(1 << 20)
    stream = "EncryptedPackage".encode("utf-16-le")

    assert not has_wrong_signature(ContentFile(container[: -len(stream) // 2] + stream, name="a.docx"))
    assert has_wrong_signature(ContentFile(container, name="a.docx"))
    assert has_wrong_signature(ContentFile(container + stream, name="a.odt"))


def test_a_check_leaves_the_file_at_its_beginning():
    file = io.BytesIO(PDF)
    file.name = "a.pdf"

    has_wrong_signature(file)

    assert file.tell() == 0
