"""Editors' search, through Wagtail's own interface, finds the same pages, as another engine behind it would."""

import pytest
from wagtail.models import Page

from tests.helpers.searching import ask, titles

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("question", ["visa summit", "Luanda", "declaration migration"])
def test_wagtails_own_search_finds_what_readers_find_first(client, tree, question):
    tree.meeting(title="Visa summit", city="Luanda")
    tree.document(title="Declaration on migration")

    first = titles(ask(client, question))[0]

    assert first in [page.title for page in Page.objects.live().search(question, operator="and")]
