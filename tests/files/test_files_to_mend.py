"""Editors are told of scans, locked and damaged files where they see them, and what a file says of itself."""

import io

import pytest
from PIL import Image
from wagtail.test.utils.form_data import nested_form_data, rich_text, streamfield

from meetings.models import DocumentFile, DocumentPage
from mme_site.files.models import FileText, SiteDocument, SiteImage
from mme_site.files.text.states import FileTextState
from tests.files.test_uploads import upload, upload_many
from tests.helpers.editing import filled_in
from tests.helpers.people import allowed
from tests.helpers.reading import messages_in, read, words
from tests.helpers.uploads import document, picture, saved_document, saved_image, using

pytestmark = pytest.mark.django_db


def file_in_state(state, **said):
    """Return a file whose reading ended so."""
    file = saved_document()
    FileText.objects.filter(document=file).update(state=state, **said)
    return file


def test_the_list_of_files_says_of_each_what_readers_can_search(admin_client):
    file_in_state(FileTextState.DONE)
    file_in_state(FileTextState.ENCRYPTED)

    shown = read(admin_client, "/admin/documents/")

    cells = [words(cell) for cell in shown.select("td")]
    assert "Text is searched" in cells
    assert "Locked with a password" in words(shown.select_one(".w-status--critical"))
    assert "Locked with a password" in words(read(admin_client, "/admin/documents/results/"))


def test_the_list_of_files_asks_as_often_for_many_as_for_few(admin_client, django_assert_max_num_queries):
    for _number in range(15):
        file_in_state(FileTextState.DONE)
    admin_client.get("/admin/documents/")

    with django_assert_max_num_queries(45):
        admin_client.get("/admin/documents/")


def save_with(client, page, file):
    """Save a page with a link to a file, as the editor's script sends it."""
    address = f"/admin/pages/{page.pk}/edit/"
    text = rich_text(using(file)[0][1], features=["document-link"])
    body = nested_form_data({"body": streamfield([("paragraph", text)])})
    return client.post(address, filled_in(client.get(address), title="Saved", **body), follow=True)


@pytest.mark.parametrize(
    ("state", "sentence"),
    [
        (FileTextState.NO_TEXT, "this looks like a scan"),
        (FileTextState.ENCRYPTED, "Locked"),
        (FileTextState.DAMAGED, "Damaged"),
    ],
)
def test_who_saves_a_page_with_a_file_to_be_mended_is_warned_and_the_page_is_saved(admin_client, tree, state, sentence):
    page = tree.page()

    response = save_with(admin_client, page, file_in_state(state))

    assert sentence in messages_in(response)
    assert type(page).objects.get(pk=page.pk).get_latest_revision_as_object().title == "Saved"


def test_nobody_is_warned_of_a_file_that_readers_can_search(admin_client, tree):
    response = save_with(admin_client, tree.page(), file_in_state(FileTextState.DONE))

    assert "“File”" not in messages_in(response)


def test_a_file_in_a_line_of_a_document_is_warned_of(admin_client, tree):
    page = tree.document(title="Declaration")
    DocumentFile.objects.create(document=page, language="en", file=file_in_state(FileTextState.NO_TEXT))
    page = DocumentPage.objects.get(pk=page.pk)
    page.save_revision()
    address = f"/admin/pages/{page.pk}/edit/"

    data = filled_in(admin_client.get(address))
    response = admin_client.post(address, data, follow=True)

    assert "this looks like a scan" in messages_in(response)


def test_a_file_says_pages_language_and_title_and_one_click_takes_the_title(admin_client):
    file = file_in_state(FileTextState.DONE, language="fr", title="Déclaration de Malabo")
    SiteDocument.objects.filter(pk=file.pk).update(pages=14)
    shown = read(admin_client, f"/admin/documents/edit/{file.pk}/")
    assert "Pages 14 Language French Title inside the file Déclaration de Malabo" in words(shown)

    admin_client.post(shown.find("button", string="Take this title")["formaction"])

    assert SiteDocument.objects.get().title == "Déclaration de Malabo"
    assert "Take this title" not in words(read(admin_client, f"/admin/documents/edit/{file.pk}/"))


def test_nobody_else_gives_a_file_its_title(client, tree):
    file = file_in_state(FileTextState.DONE, title="Déclaration")
    client.force_login(allowed("change", below=tree.home))
    client.post(f"/admin/file-texts/{file.pk}/take-title/")

    assert SiteDocument.objects.get().title == "File"


# Pictures


def test_a_picture_of_a_phone_is_refused_with_words_what_to_do(admin_client):
    heic = document("photo.heic", b"\0\0\0\x18ftypheic" + b"\0" * 100)

    for send in (upload, upload_many):
        heic.seek(0)
        assert "exported as JPEG" in send(admin_client, "images", heic)
    assert not SiteImage.objects.exists()


@pytest.mark.parametrize("content", [b"", b"no picture"])
def test_what_is_no_picture_is_refused_in_words(admin_client, content):
    assert upload(admin_client, "images", document("picture.png", content)) != ""
    assert not SiteImage.objects.exists()


def test_a_picture_with_more_points_than_can_be_held_is_refused(admin_client, settings):
    settings.WAGTAILIMAGES_MAX_IMAGE_PIXELS = 640 * 480 - 1

    assert "too many pixels" in upload(admin_client, "images", picture())


def image(mode, kind, name):
    """Return a picture whose points are stored in another way than on screens."""
    written = io.BytesIO()
    Image.new(mode, (640, 480)).save(written, kind)
    return document(name, written.getvalue())


def test_a_picture_for_print_is_shown_in_every_format(admin_client, client, tree):
    assert upload(admin_client, "images", image("CMYK", "JPEG", "print.jpg")) == ""
    value = {"image": {"image": SiteImage.objects.get(), "alt_text": "A table", "decorative": False}}
    page = tree.page(body=[("picture", value)])

    found = read(client, page.url).select_one("main picture")

    addresses = [node["srcset"].split()[0] for node in found.find_all("source")] + [found.img["src"]]
    assert {client.get(address).status_code for address in addresses} == {200}


def test_a_picture_that_cannot_be_made_into_every_format_is_refused(admin_client):
    deep = image("I;16", "PNG", "deep.png")

    assert "Save it with 8 bits first." in upload(admin_client, "images", deep)
    deep.seek(0)
    assert "Save it with 8 bits first." in upload_many(admin_client, "images", deep)


def test_the_name_of_a_file_is_not_offered_as_the_words_for_a_picture():
    assert saved_image().default_alt_text == ""
    assert saved_image(description="Ministers at a table").default_alt_text == "Ministers at a table"
