"""How a browser adds the site's search to its own."""

from xml.etree import ElementTree

import pytest
from wagtail.models import Locale

from tests.helpers.reading import read

NAMESPACE = {"o": "http://a9.com/-/spec/opensearch/1.1/"}


@pytest.mark.parametrize(("prefix", "language"), [("", "en"), ("/ar", "ar")])
def test_every_language_describes_its_search(client, tree, prefix, language):
    link = read(client, f"{prefix}/search/").find("link", rel="search")
    response = client.get(link["href"])
    description = ElementTree.fromstring(response.content)

    assert response["Content-Type"].startswith("application/opensearchdescription+xml")
    assert description.find("o:Language", NAMESPACE).text == language
    assert 0 < len(description.find("o:ShortName", NAMESPACE).text) <= 16
    assert {url.get("type"): url.get("template") for url in description.findall("o:Url", NAMESPACE)} == {
        "text/html": f"http://testserver{prefix}/search/?q={{searchTerms}}",
        "application/x-suggestions+json": (
            f"http://testserver{prefix}/search/suggestions/?q={{searchTerms}}&format=opensearch"
        ),
        "application/opensearchdescription+xml": f"http://testserver{prefix}/opensearch.xml",
    }


def test_a_browser_is_given_suggestions_as_it_takes_them(client, tree):
    page = tree.document(title="Tripoli Declaration")

    response = client.get("/search/suggestions/?q=Tripo&format=opensearch")

    assert response.json() == ["Tripo", [page.title], [""], [f"http://testserver{page.get_url()}"]]


def test_the_search_is_named_in_the_language_of_the_address_where_the_overview_is(client, tree):
    version = tree.home.copy_for_translation(Locale.objects.create(language_code="fr"))
    version.title, version.slug = "Partenariat & co", "mme-fr"
    version.save_revision().publish()

    described = [
        ElementTree.fromstring(client.get(f"{prefix}/opensearch.xml").content).find("o:Description", NAMESPACE).text
        for prefix in ("", "/fr")
    ]

    assert described == [f"Search {tree.home.title}", "Rechercher\N{NO-BREAK SPACE}: Partenariat & co"]


def test_the_picture_of_the_search_is_the_site_s_own(client, tree):
    picture = ElementTree.fromstring(client.get("/opensearch.xml").content).find("o:Image", NAMESPACE).text

    assert client.get(picture.removeprefix("http://testserver")).headers["Content-Type"] == "image/svg+xml"
