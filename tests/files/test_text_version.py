"""The text of a file as a plain page: for whoever may read the file, page by page, and for nobody else."""

import pytest
from django.utils import translation
from wagtail.models import Collection, CollectionViewRestriction

from meetings.models import DocumentFile
from mme_site.files.models import FilePageText, FileText, SiteDocument
from mme_site.files.text.states import FileTextState
from tests.helpers.reading import main, read, section, words
from tests.helpers.uploads import saved_document, using

pytestmark = pytest.mark.django_db


@pytest.fixture
def file(db):
    """A file of three pages, of which the second was read badly."""
    saved = saved_document()
    FileText.objects.filter(document=saved).update(state=FileTextState.DONE, pages=3, language="ar")
    text = FileText.objects.get(document=saved)
    for number, words_of_page in enumerate(["إعلان طرابلس", "gibberish", "الهجرة والتنمية"], 1):
        FilePageText.objects.create(
            file_text=text, number=number, text=words_of_page, looks_wrong=words_of_page == "gibberish"
        )
    return saved


def address_of(file):
    return f"/files/{file.pk}/text"


def test_a_text_is_shown_page_by_page_in_its_own_direction(client, tree, file):
    tree.page(body=using(file))

    page = read(client, address_of(file))

    assert [words(heading) for heading in page.select("main h2")] == ["Page 1", "Page 2", "Page 3"]
    first = section(page, "page-1").div
    assert (first["lang"], first["dir"], words(first)) == ("ar", "rtl", "إعلان طرابلس")
    assert "gibberish" not in main(page)
    assert page.find("a", href=file.url)


@pytest.mark.parametrize(
    ("language", "eyebrow"), [("fr", "Version texte"), ("pt", "Versão em texto"), ("ar", "النسخة النصية")]
)
def test_a_text_is_framed_in_the_language_of_the_page_that_leads_to_it(client, tree, file, language, eyebrow):
    tree.page(body=using(file))
    with translation.override(language):
        address = SiteDocument.objects.get(pk=file.pk).text_version_url

    page = read(client, address)
    assert address == f"/{language}/files/{file.pk}/text"
    assert (page.html["lang"], eyebrow in main(page)) == (language, True)
    assert section(page, "page-1").div["lang"] == "ar"


def test_a_text_is_read_by_whoever_may_read_its_file_and_by_nobody_else(client, admin_client, tree, file):
    page = tree.page(body=using(file), live=False)
    answers = [client.get(address_of(file)).status_code]
    page.save_revision().publish()
    public = client.get(address_of(file))
    answers.append(public.status_code)
    page.refresh_from_db()
    page.unpublish()
    answers.append(client.get(address_of(file)).status_code)

    assert answers == [404, 200, 404]
    assert admin_client.get(address_of(file)).status_code == 200
    assert {"private", "no-cache"} <= set(public["Cache-Control"].split(", "))
    assert public["X-Robots-Tag"] == "noindex"


def test_the_text_of_a_file_in_a_private_collection_asks_as_the_file_does(client, tree, file):
    private = Collection.get_first_root_node().add_child(name="Private")
    CollectionViewRestriction.objects.create(collection=private, restriction_type=CollectionViewRestriction.LOGIN)
    tree.page(body=using(file))
    file.collection = private
    file.save()

    assert client.get(address_of(file)).status_code == client.get(file.url).status_code == 302


def test_there_is_no_text_of_a_file_that_was_not_read_or_was_replaced(client, tree, file):
    tree.page(body=using(file))
    FileText.objects.update(sha256="of another")

    assert client.get(address_of(file)).status_code == 404
    assert client.get("/files/999/text").status_code == 404


def test_a_document_offers_the_text_of_its_files_beside_their_size(client, tree, file):
    document = tree.document()
    DocumentFile.objects.create(document=document, language="ar", file=file)
    link = read(client, document.url).find("a", href=address_of(file))

    assert words(link) == "Text version"
    FileText.objects.update(state=FileTextState.NO_TEXT)
    assert read(client, document.url).find("a", href=address_of(file)) is None
