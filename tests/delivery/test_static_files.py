"""Style sheets and pictures of the site itself: named by their bytes, compressed ahead of time, kept for ever."""

import gzip

import brotli
import pytest
from django.contrib.staticfiles.storage import staticfiles_storage
from django.core.management import call_command
from django.test import Client

from mme_site.settings import base

SHEET = b"p { color: black }\n" * 100


@pytest.fixture
def address(settings, tmp_path):
    """The address of a style sheet, collected as `prepare` does it."""
    folder = tmp_path / "source"
    folder.mkdir()
    (folder / "sheet.css").write_bytes(SHEET)
    settings.STATICFILES_FINDERS = ["django.contrib.staticfiles.finders.FileSystemFinder"]
    settings.STATICFILES_DIRS = [folder]
    settings.STATIC_ROOT = tmp_path / "static"
    settings.STORAGES = base.STORAGES
    settings.WHITENOISE_USE_FINDERS = settings.WHITENOISE_AUTOREFRESH = False
    call_command("collectstatic", verbosity=0, interactive=False)
    return staticfiles_storage.url("sheet.css")


def get(address, coding="identity"):
    """Return what a process that starts now answers, and the bytes."""
    response = Client().get(address, headers={"accept-encoding": coding})
    return response, b"".join(response.streaming_content)


def test_a_static_file_is_sent_in_the_smallest_coding_that_the_browser_knows(address):
    decoders = {"gzip, br": ("br", brotli.decompress), "gzip": ("gzip", gzip.decompress), "identity": (None, bytes)}
    for accepted, (coding, decode) in decoders.items():
        response, content = get(address, accepted)

        assert response.headers.get("Content-Encoding") == coding
        assert response.headers["Vary"] == "Accept-Encoding"
        assert decode(content) == SHEET


def test_the_codings_are_made_ahead_of_time(address, settings):
    endings = {path.name.removeprefix(address.rsplit("/", 1)[1]) for path in settings.STATIC_ROOT.iterdir()}

    assert {"", ".br", ".gz"} <= endings


def test_a_static_file_whose_name_changes_with_its_bytes_is_kept_for_ever(address):
    response, _content = get(address)

    assert address != "/static/sheet.css"
    assert set(response.headers["Cache-Control"].split(", ")) == {"max-age=315360000", "public", "immutable"}


def test_a_static_file_without_such_a_name_is_asked_for_again(address):
    response, _content = get("/static/sheet.css")

    assert "immutable" not in response.headers["Cache-Control"]
    assert response.headers["Cache-Control"] == "max-age=60, public"
