"""Files in a bucket are served, private, and given in parts as those on disk; the store is a server on this machine."""

import errno
import os
import shutil

import boto3
import pytest
from botocore.config import Config
from django.core.files.base import ContentFile
from django.core.files.storage import FileSystemStorage, default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from moto.server import ThreadedMotoServer

from tests.helpers.uploads import PDF, saved_document, saved_image, using

pytestmark = pytest.mark.django_db
KEYS = {"access_key": "test", "secret_key": "test", "region_name": "eu-central-1"}


@pytest.fixture(scope="module")
def server():
    server = ThreadedMotoServer(port=0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    yield f"http://{host}:{port}"
    server.stop()


@pytest.fixture
def bucket(server, settings, request):
    """An empty bucket, in which the site keeps its files."""
    name = f"site-{abs(hash(request.node.name))}"
    client = boto3.client(
        *("s3", KEYS["region_name"]),
        endpoint_url=server,
        aws_access_key_id="test",
        aws_secret_access_key="test",
    )
    client.create_bucket(Bucket=name, CreateBucketConfiguration={"LocationConstraint": KEYS["region_name"]})
    options = {"bucket_name": name, "endpoint_url": server, **KEYS}
    settings.S3_BUCKET = name
    settings.STORAGES = {
        **settings.STORAGES,
        "default": {"BACKEND": "mme_site.files.object_storage.ObjectStorage", "OPTIONS": options},
    }
    return client, name


def test_a_public_file_is_sent_whole_in_parts_and_not_again(bucket, client, tree):
    file = saved_document(content=b"%PDF-1.4 " + bytes(range(256)) * 40)
    tree.page(body=using(file)).save_revision().publish()

    whole = client.get(file.url)
    data = whole.getvalue()
    part = client.get(file.url, headers={"range": "bytes=9-18"})

    assert (whole.status_code, whole.headers["Accept-Ranges"], len(data)) == (200, "bytes", 9 + 256 * 40)
    assert (part.status_code, part.getvalue()) == (206, data[9:19])
    assert client.get(file.url, headers={"if-none-match": whole.headers["ETag"]}).status_code == 304
    assert not os.path.exists(FileSystemStorage().path(file.file.name))


def test_a_picture_is_sent_under_the_sites_address_with_a_version(bucket, client, tree):
    image = saved_image()
    tree.page(body=using(image)).save_revision().publish()
    address = image.get_rendition("width-100").url

    answer = client.get(address)

    assert address.startswith("/media/images/")
    assert (answer.status_code, answer.headers["Content-Type"]) == (200, "image/png")
    assert client.get(address, headers={"if-none-match": answer.headers["ETag"]}).status_code == 304


def test_what_is_not_public_on_disk_is_not_public_in_a_bucket(bucket, client, tree):
    file, image = saved_document(), saved_image()
    page = tree.page(body=using(file), live=False)

    assert client.get(file.url).status_code == 404
    assert client.get(image.get_rendition("width-100").url).status_code == 404
    assert client.get(f"/media/{file.file.name}").status_code == 404
    page.save_revision().publish()
    assert client.get(file.url).status_code == 200


def test_nobody_reads_the_bucket_without_its_key(bucket):
    client, name = bucket
    default_storage.save("documents/secret.pdf", ContentFile(b"secret"))

    grants = client.get_object_acl(Bucket=name, Key="documents/secret.pdf")["Grants"]

    assert [grant for grant in grants if grant["Grantee"].get("URI")] == []
    assert default_storage.url("documents/secret.pdf") == "/media/documents/secret.pdf"


def test_files_are_moved_to_a_bucket_and_back(bucket, capsys):
    disk = FileSystemStorage()
    disk.save("documents/moved.pdf", ContentFile(b"moved"))
    call_command("move_files", "to-storage")
    assert default_storage.open("documents/moved.pdf").read() == b"moved"
    disk.delete("documents/moved.pdf")

    call_command("move_files", "to-disk")
    call_command("move_files", "to-disk")

    assert disk.open("documents/moved.pdf").read() == b"moved"
    assert "0 files copied" in capsys.readouterr().out.splitlines()[-1]


def test_a_store_that_does_not_answer_is_an_outage_that_passes(bucket, client, tree, settings):
    image = saved_image()
    tree.page(body=using(image)).save_revision().publish()
    address = image.get_rendition("width-100").url
    options = {**settings.STORAGES["default"]["OPTIONS"], "endpoint_url": "http://127.0.0.1:9"}
    options["client_config"] = Config(connect_timeout=1, retries={"total_max_attempts": 1})
    settings.STORAGES = {**settings.STORAGES, "default": {**settings.STORAGES["default"], "OPTIONS": options}}

    client.raise_request_exception = False

    answer = client.get(address)

    assert (answer.status_code, answer.headers["Cache-Control"]) == (503, "no-store")
    assert answer.headers["Retry-After"]


def test_a_folder_of_files_that_was_deleted_is_404_and_is_made_anew(client, tree, settings):
    file = saved_document()
    tree.page(body=using(file)).save_revision().publish()
    shutil.rmtree(settings.MEDIA_ROOT)

    assert client.get(file.url).status_code == 404
    assert default_storage.exists(saved_document().file.name)


def test_a_full_disk_refuses_uploads_in_words_and_serves_what_is_there(admin_client, client, tree, monkeypatch):
    file = saved_document()
    tree.page(body=using(file)).save_revision().publish()

    def full(*_arguments):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(FileSystemStorage, "_save", full)
    admin_client.raise_request_exception = False
    answer = admin_client.post(
        "/admin/documents/add/", {"title": "New", "collection": 1, "file": SimpleUploadedFile("new.pdf", PDF)}
    )

    assert (answer.status_code, answer.headers["Cache-Control"]) == (503, "no-store")
    assert answer.headers["Retry-After"] and "There is no room for what you sent" in answer.text
    assert [client.get(address).status_code for address in ("/", file.url)] == [200, 200]
