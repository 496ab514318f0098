"""An index that is empty or of another version is found, said and healed."""

import io

import pytest
from django.core.management import call_command

from search.indexing.health import reason_to_make_anew
from search.models import IndexDocument
from tests.helpers.searching import ask, titles

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("stale", ["empty", "of another version"])
def test_the_worker_that_prepare_runs_heals_the_index(client, tree, monkeypatch, stale):
    monkeypatch.setattr("search.indexing.health.WAITING", 0)
    tree.meeting(title="Summit of Luanda")
    assert reason_to_make_anew() == ""
    if stale == "empty":
        IndexDocument.objects.all().delete()
    else:
        IndexDocument.objects.update(digest="0" * 32)
    assert client.get("/health/ready").status_code == 503

    call_command("worker", once=True, stdout=io.StringIO())

    assert client.get("/health/ready").status_code == 200
    assert titles(ask(client, "luanda"))[0] == "Summit of Luanda"
