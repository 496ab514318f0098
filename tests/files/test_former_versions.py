"""A file that is replaced keeps its address, and what it was before is kept for editors."""

import pytest
from django.core.files.storage import default_storage

from mme_site.editorial.recovery.models import Deletion
from mme_site.files import blob_store
from mme_site.files.models import FormerVersion, SiteDocument
from tests.helpers.people import allowed
from tests.helpers.reading import parse, read, words
from tests.helpers.uploads import PDF, document, saved_document, using

pytestmark = pytest.mark.django_db

CORRECTED = PDF.replace(b"x", b"y")


def replace(client, file, name="declaration.pdf", content=CORRECTED):
    """Choose another file in the form of the admin."""
    data = {"title": file.title, "file": document(name, content), "collection": file.collection_id, "tags": ""}
    response = client.post(f"/admin/documents/edit/{file.pk}/", data, follow=True)
    assert response.status_code == 200
    return SiteDocument.objects.get(pk=file.pk)


def bytes_of(response):
    return b"".join(response.streaming_content)


def test_a_replaced_file_keeps_its_address(admin_client, client, tree):
    file = saved_document()
    tree.page(body=using(file))
    replaced = replace(admin_client, file)

    assert replaced.url == file.url
    assert bytes_of(client.get(file.url)) == CORRECTED


def test_an_address_with_the_old_name_leads_to_the_file_of_today(admin_client, client, tree):
    file = saved_document()
    tree.page(body=using(file))
    replaced = replace(admin_client, file, "corrected.pdf")

    response = client.get(file.url)

    assert response["Location"] == replaced.url
    assert bytes_of(client.get(file.url, follow=True)) == CORRECTED


def test_an_old_name_tells_nobody_the_new_one_of_a_file_that_is_not_public(admin_client, client):
    file = saved_document()
    replace(admin_client, file, "secret-name.pdf")

    assert client.get(file.url).status_code == 404


def test_a_name_that_the_file_never_had_leads_nowhere(admin_client, client, tree):
    file = saved_document()
    tree.page(body=using(file))
    replace(admin_client, file, "corrected.pdf")

    assert client.get(f"/files/{file.pk}/other.pdf").status_code == 404


def test_the_former_version_is_kept_with_who_replaced_it(admin_client, admin_user):
    file = saved_document()
    replace(admin_client, file)

    version = FormerVersion.objects.get()
    assert (version.filename, version.sha256, version.size) == ("declaration.pdf", file.sha256, len(PDF))
    assert version.replaced_by == admin_user
    listed = words(read(admin_client, f"/admin/documents/edit/{file.pk}/").find(id="former-versions").parent)
    assert "declaration.pdf" in listed
    assert file.sha256[:12] in listed


def test_saving_a_file_without_another_one_keeps_nothing(admin_client):
    file = saved_document()
    admin_client.post(
        f"/admin/documents/edit/{file.pk}/", {"title": "New title", "collection": file.collection_id, "tags": ""}
    )

    assert SiteDocument.objects.get().title == "New title"
    assert not FormerVersion.objects.exists()


def test_an_editor_can_open_a_former_version_and_a_reader_cannot(admin_client, client, tree):
    file = saved_document()
    tree.page(body=using(file))
    replace(admin_client, file)
    address = f"/admin/former-versions/{FormerVersion.objects.get().pk}/"

    response = admin_client.get(address)
    assert bytes_of(response) == PDF
    assert response["Content-Disposition"] == 'attachment; filename="declaration.pdf"'
    assert "no-store" in response["Cache-Control"]
    assert client.get(address).status_code == 302
    client.force_login(allowed("change", below=tree.home))
    assert client.get(address)["Location"] == "/admin/"


def test_one_click_puts_a_former_version_back_and_keeps_what_stood_there(admin_client, client, tree):
    file = saved_document()
    tree.page(body=using(file))
    replace(admin_client, file, "corrected.pdf")
    button = read(admin_client, f"/admin/documents/edit/{file.pk}/").find("button", string="Put back")

    said = words(parse(admin_client.post(button["formaction"], follow=True)).select_one(".messages"))

    stored = SiteDocument.objects.get()
    assert "“declaration.pdf” stands in its place again." in said
    assert (stored.filename, stored.sha256) == ("declaration.pdf", file.sha256)
    assert bytes_of(client.get(stored.url)) == PDF
    assert [version.filename for version in FormerVersion.objects.all()] == ["corrected.pdf", "declaration.pdf"]


def test_nobody_else_puts_a_former_version_back(admin_client, client, tree):
    file = saved_document()
    replaced = replace(admin_client, file)
    client.force_login(allowed("change", below=tree.home))
    client.post(f"/admin/former-versions/{FormerVersion.objects.get().pk}/put-back/")

    assert SiteDocument.objects.get().sha256 == replaced.sha256


def test_a_former_version_whose_bytes_are_gone_changes_nothing(admin_client):
    replaced = replace(admin_client, saved_document())
    version = FormerVersion.objects.get()
    default_storage.delete(blob_store.path_of(version.sha256))

    response = admin_client.post(f"/admin/former-versions/{version.pk}/put-back/", follow=True)

    assert "The stored file is missing. Nothing was changed." in words(parse(response).select_one(".messages"))
    assert admin_client.get(f"/admin/former-versions/{version.pk}/").status_code == 404
    assert SiteDocument.objects.get().sha256 == replaced.sha256


def test_former_versions_go_and_come_back_with_the_file(admin_client, django_capture_on_commit_callbacks):
    file = saved_document()
    replace(admin_client, file)
    former = FormerVersion.objects.get().sha256
    admin_client.post(f"/admin/documents/delete/{file.pk}/")
    assert not FormerVersion.objects.exists()
    deletion = Deletion.objects.get()

    with django_capture_on_commit_callbacks(execute=True):
        admin_client.post(f"/admin/deleted/{deletion.pk}/", {"collection": file.collection_id})

    assert FormerVersion.objects.get().sha256 == former
    assert blob_store.size_of(former) == len(PDF)
