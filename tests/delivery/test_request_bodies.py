"""What a client sends is taken as a whole and within limits, before Django sees the request."""

import io

import pytest

from mme_site.delivery import request_bodies
from mme_site.delivery.request_bodies import MEGABYTE
from tests.delivery.page_cache.scripted import Reply, ScriptedSite

SIGNED_IN = {"HTTP_COOKIE": "sessionid=abc"}


@pytest.fixture
def site():
    return ScriptedSite(lambda environ: Reply(b"%d" % len(environ["wsgi.input"].read())))


class NeverRead:
    """A body that nobody may ask for."""

    def read(self, _number):
        raise AssertionError("read although it is refused")


def test_a_body_without_a_length_is_taken_and_django_is_told_the_length(site):
    sent = {"wsgi.input": io.BytesIO(b"x" * 5_000), "HTTP_TRANSFER_ENCODING": "chunked"}

    assert site.get("/a/", method="POST", **sent).body == b"5000"
    assert site.asked[0]["CONTENT_LENGTH"] == "5000"
    assert "HTTP_TRANSFER_ENCODING" not in site.asked[0]


def test_an_editor_may_send_a_large_file_where_files_are_taken(site):
    assert site.get("/admin/documents/add/", method="POST", body=b"x" * 5 * MEGABYTE, **SIGNED_IN).body == b"5242880"


@pytest.mark.parametrize(
    ("target", "variables"),
    [("/admin/documents/add/", {}), ("/admin/pages/1/edit/", SIGNED_IN), ("/", SIGNED_IN), ("/meetings/", {})],
)
def test_a_large_body_is_refused_before_it_is_read_where_no_file_is_taken(site, target, variables):
    sent = {"wsgi.input": NeverRead(), "CONTENT_LENGTH": str(5 * MEGABYTE)}

    assert site.get(target, method="POST", **sent, **variables).status == 413
    assert site.asked == []


def test_a_body_that_becomes_too_long_on_its_way_is_refused(site):
    sent = {"wsgi.input": io.BytesIO(b"x" * 4 * MEGABYTE), "HTTP_TRANSFER_ENCODING": "chunked"}

    assert site.get("/a/", method="POST", **sent).status == 413


def test_an_upload_of_more_than_the_site_takes_is_refused(site):
    sent = {"wsgi.input": NeverRead(), "CONTENT_LENGTH": str(65 * MEGABYTE)}

    assert site.get("/admin/documents/add/", method="POST", **sent, **SIGNED_IN).status == 413


@pytest.mark.parametrize("length", ["-1", "+5", "0x10", "1e3", "5, 5", "٣", "9" * 30])
def test_a_length_that_is_no_number_is_refused(site, length):
    assert site.get("/a/", method="POST", CONTENT_LENGTH=length).status == 400


def test_a_body_that_was_cut_off_never_reaches_django(site):
    assert site.get("/a/", method="POST", **{"wsgi.input": io.BytesIO(b"abc"), "CONTENT_LENGTH": "9"}).status == 400
    assert site.asked == []


def test_a_body_that_comes_too_slowly_is_ended(site, monkeypatch):
    monkeypatch.setattr(request_bodies, "SECONDS", -1)

    assert site.get("/a/", method="POST", body=b"abc").status == 408


def test_only_a_few_large_uploads_are_stored_at_once_and_one_client_has_half_of_them(site):
    statuses = []

    class Nested:
        """A body that is being read while another client sends one, and so on."""

        def __init__(self, depth):
            self.left, self.depth = 5 * MEGABYTE, depth

        def read(self, number):
            if self.left == 5 * MEGABYTE and self.depth < 6:
                statuses.append(upload(self.depth + 1))
            self.left -= number
            return b"x" * number

    def upload(depth):
        sent = {"wsgi.input": Nested(depth), "CONTENT_LENGTH": str(5 * MEGABYTE)}
        return site.get("/admin/images/add/", method="POST", **sent, **SIGNED_IN).status

    statuses.append(upload(1))

    assert sorted(statuses) == [200] * 4 + [503]
    assert site.cache.bodies.large.total == 0
