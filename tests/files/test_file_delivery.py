"""Uploaded files as browsers want them: in parts, only once, under their own names."""

import datetime
import os
import re
from urllib.parse import unquote

import pytest
import time_machine
from django.utils import timezone
from django.utils.http import http_date
from wagtail.models import Collection, CollectionViewRestriction

from mme_site.files.models import SiteDocument
from tests.helpers.factories import hide
from tests.helpers.uploads import document, saved_image, using

pytestmark = pytest.mark.django_db

CONTENT = b"%PDF-1.7\n" + bytes(range(256)) * 800  # 204,809 bytes, more than is read at once
SIZE = len(CONTENT)
NAMES = ["Declaração de Lisboa.pdf", "إعلان طرابلس.pdf", "Διακήρυξη.pdf", "የአፍሪካ ኅብረት.pdf"]
YESTERDAY = datetime.timedelta(days=-1)


def uploaded(tree, name="declaration.pdf", content=CONTENT, **fields):
    """A file that a public page links to, uploaded an hour ago."""
    file = SiteDocument(title="File", file=document(name, content), **fields)
    file._set_document_file_metadata()
    file.save()
    hour_ago = timezone.now().timestamp() - 3600
    os.utime(file.file.path, (hour_ago, hour_ago))
    tree.page(body=using(file))
    return file


@pytest.fixture
def file(tree):
    return uploaded(tree)


@pytest.fixture
def picture(tree):
    """The address of a rendition that a public page shows."""
    image = saved_image()
    tree.page(body=using(image))
    return image.get_rendition("width-100").url


def bytes_of(response):
    return b"".join(response.streaming_content) if response.streaming else response.content


# Parts (RFC 9110, 14)


def test_a_part_is_sent_to_whoever_asks_for_it(client, file):
    parts = {
        "bytes=0-0": (0, 0),
        "bytes=0-99": (0, 99),
        "bytes=100000-": (100_000, SIZE - 1),
        "bytes=-1": (SIZE - 1, SIZE - 1),
        "bytes=-500000": (0, SIZE - 1),
        "bytes=10-900000": (10, SIZE - 1),
        "BYTES= 5-6 ": (5, 6),
    }
    for asked, (first, last) in parts.items():
        response = client.get(file.url, headers={"range": asked})

        assert (response.status_code, bytes_of(response)) == (206, CONTENT[first : last + 1]), asked
        assert response.headers["Content-Range"] == f"bytes {first}-{last}/{SIZE}"
        assert response.headers["Content-Length"] == str(last - first + 1)


def test_a_part_that_is_not_there_is_said_not_to_be(client, file):
    for asked in (f"bytes={SIZE}-", "bytes=999999-1000000", "bytes=-0"):
        response = client.get(file.url, headers={"range": asked})

        assert (response.status_code, response.content) == (416, b""), asked
        assert response.headers["Content-Range"] == f"bytes */{SIZE}"


def test_several_parts_or_none_that_can_be_read_get_the_whole_file(client, file):
    several = "bytes=0-1,5-6"
    for asked in (several, "bytes=5-2", "bytes=-", "bytes=a-b", "lines=1-2", "0-5", "bytes=+1-5", f"bytes={'9' * 30}-"):
        response = client.get(file.url, headers={"range": asked})

        assert (response.status_code, bytes_of(response)) == (200, CONTENT), asked
        assert response.headers["Accept-Ranges"] == "bytes"


def test_a_part_of_an_empty_file_is_the_whole_of_it(client, tree):
    empty = uploaded(tree, "empty.txt", b"")

    response = client.get(empty.url, headers={"range": "bytes=0-9"})

    assert (response.status_code, bytes_of(response)) == (200, b"")


def test_the_parts_of_a_file_make_the_file(client, file):
    step = 70_000
    parts = [client.get(file.url, headers={"range": f"bytes={at}-{at + step - 1}"}) for at in range(0, SIZE, step)]

    assert b"".join(map(bytes_of, parts)) == CONTENT


def test_a_question_about_a_file_is_answered_with_its_size_and_without_its_bytes(client, file):
    response = client.head(file.url, headers={"range": "bytes=0-9"})

    assert (response.status_code, bytes_of(response)) == (200, b"")
    assert response.headers["Content-Length"] == str(SIZE)


def test_a_part_of_a_picture_is_sent_as_well(client, picture):
    whole = bytes_of(client.get(picture))
    part = client.get(picture, headers={"range": "bytes=1-3"})

    assert (part.status_code, bytes_of(part)) == (206, b"PNG")
    assert part.headers["Content-Range"] == f"bytes 1-3/{len(whole)}"


# The rest of an earlier version (If-Range)


def test_the_rest_of_the_same_version_is_sent(client, file):
    first = client.get(file.url)
    for condition in (first.headers["ETag"], first.headers["Last-Modified"]):
        rest = client.get(file.url, headers={"range": "bytes=9-", "if-range": condition})

        assert (rest.status_code, bytes_of(rest)) == (206, CONTENT[9:])


def test_who_has_a_part_of_another_version_gets_the_whole_file(client, file):
    tag = client.get(file.url).headers["ETag"]
    older = http_date((timezone.now() + YESTERDAY).timestamp())
    for condition in ('"another"', f"W/{tag}", older, "never"):
        response = client.get(file.url, headers={"range": "bytes=9-", "if-range": condition})

        assert (response.status_code, bytes_of(response)) == (200, CONTENT), condition


def test_a_time_does_not_tell_versions_apart_within_its_second(client, file):
    modified = client.get(file.url).headers["Last-Modified"]
    asked = {"range": "bytes=9-", "if-range": modified}
    with time_machine.travel(datetime.datetime.strptime(modified, "%a, %d %b %Y %H:%M:%S GMT"), tick=False):
        assert client.get(file.url, headers=asked).status_code == 200


# Only once (RFC 9110, 13.2.2)


def test_a_tag_belongs_to_the_bytes_of_a_file(client, tree, file):
    same, other = uploaded(tree, "same.pdf"), uploaded(tree, "other.pdf", CONTENT + b"x")
    tags = [client.get(each.url).headers["ETag"] for each in (file, same, other)]

    assert tags[0] == tags[1] != tags[2]
    assert all(re.fullmatch(r'"[^"]+"', tag) for tag in tags)


def test_a_file_of_which_no_checksum_is_known_has_a_tag_as_well(client, file):
    SiteDocument.objects.update(file_hash="")
    tag = client.get(file.url).headers["ETag"]

    assert re.fullmatch(r'"[^"]+"', tag)
    assert client.get(file.url, headers={"if-none-match": tag}).status_code == 304


@pytest.mark.parametrize("kind", ["file", "picture"])
def test_what_a_browser_has_is_not_sent_again(client, request, kind):
    thing = request.getfixturevalue(kind)
    address = getattr(thing, "url", thing)
    first = client.get(address)
    tag, modified = first.headers["ETag"], first.headers["Last-Modified"]

    for condition in ({"if-none-match": tag}, {"if-none-match": f'"x", W/{tag}'}, {"if-modified-since": modified}):
        response = client.get(address, headers=condition)
        assert (response.status_code, bytes_of(response)) == (304, b"")
        assert response.headers["ETag"] == tag
        assert response.headers["Cache-Control"] == first.headers["Cache-Control"]


def test_a_tag_counts_more_than_a_time(client, file):
    modified = client.get(file.url).headers["Last-Modified"]

    response = client.get(file.url, headers={"if-none-match": '"another"', "if-modified-since": modified})

    assert response.status_code == 200


def test_what_a_browser_has_is_not_sent_again_in_parts_either(client, file):
    tag = client.get(file.url).headers["ETag"]

    assert client.get(file.url, headers={"if-none-match": tag, "range": "bytes=0-9"}).status_code == 304


def test_who_wants_one_version_only_is_told_that_it_is_gone(client, file):
    tag = client.get(file.url).headers["ETag"]
    long_ago = http_date((timezone.now() + YESTERDAY).timestamp())

    assert client.get(file.url, headers={"if-match": '"another"'}).status_code == 412
    assert client.get(file.url, headers={"if-unmodified-since": long_ago}).status_code == 412
    assert client.get(file.url, headers={"if-match": tag}).status_code == 200


# Names and kinds


def test_a_file_keeps_its_name_in_every_script(client, tree):
    for name in NAMES:
        file = uploaded(tree, name)
        response = client.get(file.url)
        said = re.fullmatch(r"inline; filename\*=utf-8''(\S+)", response.headers["Content-Disposition"])

        assert response.headers["Content-Disposition"].isascii()
        assert unquote(said[1]) == file.filename == name.replace(" ", "_")
        assert bytes_of(response) == CONTENT


def test_a_name_with_a_quotation_mark_ends_where_it_ends(client, tree):
    file = uploaded(tree)
    odd = 'a "b" \\ c.pdf'
    os.rename(file.file.path, os.path.join(os.path.dirname(file.file.path), odd))
    SiteDocument.objects.update(file=f"documents/{odd}")

    response = client.get(SiteDocument.objects.get().url)

    assert response.headers["Content-Disposition"] == 'inline; filename="a \\"b\\" \\\\ c.pdf"'


def test_a_browser_shows_a_pdf_and_keeps_other_files_and_guesses_at_none(client, tree):
    kinds = {
        "a.pdf": (CONTENT, "application/pdf", "inline"),
        "a.txt": (b"<script>alert(1)</script>", "text/plain", "attachment"),
        "a.csv": (b"a,b", "text/csv", "attachment"),
        "a.zip": (b"PK\x03\x04", "application/zip", "attachment"),
    }
    for name, (content, kind, shown) in kinds.items():
        headers = client.get(uploaded(tree, name, content).url).headers

        assert headers["Content-Type"] == kind
        assert headers["Content-Disposition"] == f'{shown}; filename="{name}"'
        assert headers["X-Content-Type-Options"] == "nosniff"
        assert "Content-Encoding" not in headers


def test_a_part_is_as_safe_as_the_whole(client, file):
    whole = client.get(file.url).headers
    part = client.get(file.url, headers={"range": "bytes=0-9"}).headers

    changed = {"content-length", "content-range"}
    assert {item for item in part.items() if item[0].lower() not in changed} == {
        item for item in whole.items() if item[0].lower() not in changed
    }


# Nothing private


def test_no_condition_gets_a_part_of_a_private_file(client, tree):
    file = SiteDocument(title="File", file=document("secret.pdf", CONTENT))
    file._set_document_file_metadata()
    file.save()
    hide(tree.page(body=using(file)))
    asked = [{"range": "bytes=0-9"}, {"if-none-match": "*"}, {"if-none-match": f'"{file.file_hash}"'}]

    assert [client.get(file.url, headers=headers).status_code for headers in asked] == [302, 302, 302]


def test_a_part_of_a_private_file_is_kept_by_nobody(admin_client, tree):
    file = uploaded(tree)
    hide(tree.page(slug="hidden"))
    collection = Collection.get_first_root_node().add_child(name="Private")
    CollectionViewRestriction.objects.create(collection=collection, restriction_type=CollectionViewRestriction.LOGIN)
    SiteDocument.objects.update(collection=collection)

    response = admin_client.get(file.url, headers={"range": "bytes=0-9"})

    assert (response.status_code, bytes_of(response)) == (206, CONTENT[:10])
    assert {"private", "no-store"} <= set(response.headers["Cache-Control"].split(", "))


def test_the_form_for_the_password_of_a_collection_works_whatever_is_asked_for(client, tree):
    file = uploaded(tree)
    collection = Collection.get_first_root_node().add_child(name="Private")
    CollectionViewRestriction.objects.create(collection=collection, restriction_type="password", password="olive")
    SiteDocument.objects.update(collection=collection)

    asked = client.get(file.url, headers={"range": "bytes=0-9"})

    assert (asked.status_code, "csrftoken" in asked.cookies) == (200, True)
    assert b"%PDF" not in asked.content
