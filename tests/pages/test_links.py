"""Links to pages inside texts."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail.models import PageViewRestriction


@pytest.fixture
def text_with_link_to(tree):
    """Publish a page whose text links to another page; return its address."""

    def publish(target):
        body = [("paragraph", f'<p>See <a linktype="page" id="{target.pk}">the text</a>.</p>')]
        return tree.page(slug="with-a-link", body=body).url

    return publish


def test_a_link_leads_to_a_public_page(tree, text_with_link_to, client):
    target = tree.document(slug="the-declaration")

    assert (
        '<a href="/documents/the-declaration/">the text</a>' in client.get(text_with_link_to(target)).content.decode()
    )


def test_a_link_to_a_draft_is_text_and_tells_no_address(tree, text_with_link_to, client):
    target = tree.document(slug="embargoed-declaration", live=False)
    html = client.get(text_with_link_to(target)).content.decode()

    assert "the text" in html
    assert "embargoed-declaration" not in html


def test_a_link_to_a_private_page_is_text_and_tells_no_address(tree, text_with_link_to, client):
    target = tree.document(slug="secret-declaration")
    PageViewRestriction.objects.create(page=target, restriction_type=PageViewRestriction.LOGIN)

    assert "secret-declaration" not in client.get(text_with_link_to(target)).content.decode()


def test_a_text_with_links_costs_one_query_however_many_there_are(tree, client):
    def queries_with(number):
        links = "".join(
            f'<p><a linktype="page" id="{tree.document(slug=f"document-{number}-{one}").pk}">it</a></p>'
            for one in range(number)
        )
        url = tree.page(slug=f"links-{number}", body=[("paragraph", links)]).url
        client.get(url)
        with CaptureQueriesContext(connection) as queries:
            client.get(url)
        return len(queries)

    assert queries_with(1) == queries_with(5)
