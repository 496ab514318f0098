"""Site previews inside the transaction of a test."""

import pytest
from django.db import connection
from django.urls import reverse

from mme_site.editorial.sharing.models import SitePreview
from mme_site.publishing.site_at import postgresql, snapshots, sqlite
from tests.helpers.indexing import bring_up_to_date
from tests.helpers.people import administrator


@pytest.fixture
def copies(monkeypatch, settings, tmp_path):
    """SQLite copies no database of which a transaction is open, as that of a test is; its bytes are written instead."""

    def copy(file):
        file.write_bytes(connection.connection.serialize())
        with sqlite.connected_to(file, "PRAGMA journal_mode=MEMORY;"):
            connection.ensure_connection()

    monkeypatch.setattr(sqlite, "copy_database", copy)
    monkeypatch.setattr(snapshots, "run_later", lambda make: make())  # another thread would not see the test's rows
    postgresql._overlays.clear()
    settings.DATA_DIR = tmp_path
    settings.TASKS = {"default": {"BACKEND": "mme_site.tasks.backend.OutboxBackend"}}


@pytest.fixture
def person(db):
    return administrator()


@pytest.fixture
def preview(person):
    """A function: the address of a page in a preview of the site at a moment, or with a release."""

    def address(moment=None, release=None, days=7, user=None):
        _link, token = SitePreview.store(user or person, days, moment=moment, release=release)
        bring_up_to_date()  # the indexes; nothing can be written inside
        return lambda path="/": reverse("previewed_site", args=[token, ""])[:-1] + path

    return address
