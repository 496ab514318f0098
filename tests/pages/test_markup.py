"""What an editor types is words: no markup that is posted reaches a page, and no address that runs a script."""

import json

import pytest
from wagtail.test.utils.form_data import nested_form_data, streamfield

from home.models import StandardPage
from tests.helpers.editing import PageEditor

pytestmark = pytest.mark.django_db
SCRIPT = "<script>alert(1)</script><img src=x onerror=alert(2)>"


def typed(text, address):
    """Return what the rich text editor posts: a text, all of which is a link."""
    block = {"key": "a", "text": text, "type": "unstyled", "depth": 0, "inlineStyleRanges": []}
    block["entityRanges"] = [{"offset": 0, "length": len(text), "key": 0}]
    link = {"type": "LINK", "mutability": "MUTABLE", "data": {"url": address}}
    return json.dumps({"blocks": [block], "entityMap": {"0": link}})


def published(client, tree, text, address="https://a.example/"):
    body = nested_form_data({"body": streamfield([("paragraph", typed(text, address))])})
    return client.get(PageEditor(client).add(StandardPage, tree.home, title=text[:50], **body).get_url()).text


def test_markup_that_is_posted_into_a_rich_text_does_not_reach_the_page(admin_client, tree):
    html = published(admin_client, tree, SCRIPT)

    assert "&lt;script&gt;alert(1)" in html
    assert "<script>alert" not in html and "<img src=x" not in html


@pytest.mark.parametrize("address", ["javascript:alert(1)", " java\tscript:alert(1)", "data:text/html,x", "vbscript:x"])
def test_no_address_that_runs_a_script_becomes_a_link(admin_client, tree, address):
    html = published(admin_client, tree, "A link of an editor", address)

    assert "A link of an editor" in html
    assert address.strip() not in html
