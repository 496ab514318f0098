"""Bytes on a slow line: texts are compressed on their way, files are sent as they are."""

import gzip

import pytest

from tests.helpers.uploads import PDF, saved_document, saved_image, using

GZIP = {"Accept-Encoding": "gzip, deflate, br"}


@pytest.fixture
def address(tree):
    """The address of a page with enough text to be worth it."""
    return tree.page(body=[("quotation", {"text": "migration " * 200})]).url


def test_a_page_is_compressed_for_a_browser_that_accepts_it(client, address):
    response = client.get(address, headers=GZIP)

    assert response.headers["Content-Encoding"] == "gzip"
    assert "Accept-Encoding" in response.headers["Vary"]
    assert gzip.decompress(response.content) == client.get(address).content
    assert len(response.content) < len(client.get(address).content) / 2


def test_a_page_is_plain_for_whoever_does_not_accept_compression(client, address):
    assert "Content-Encoding" not in client.get(address).headers


def test_a_file_is_sent_as_it_is(client, tree):
    document = saved_document()
    tree.page(body=using(document))

    response = client.get(document.url, headers=GZIP)

    assert "Content-Encoding" not in response.headers
    assert b"".join(response.streaming_content) == PDF


def test_a_picture_is_sent_as_it_is(client, tree):
    image = saved_image()
    tree.page(body=using(image))

    response = client.get(image.get_rendition("width-100").url, headers=GZIP)

    assert response.status_code == 200
    assert "Content-Encoding" not in response.headers
