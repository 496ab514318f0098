"""One box of the admin finds what the lists find: pages by every name and code, records, files."""

import pytest

from members.models import FormerName
from mme_site.core.models import OtherName
from mme_site.files.models import SiteDocument
from tests.helpers.factories import MeetingSeriesFactory
from tests.helpers.people import having_role
from tests.helpers.reading import parse, read, words
from tests.helpers.uploads import saved_document

pytestmark = pytest.mark.django_db

ADDRESS = "/admin/pages/search/"


def found(client, query):
    """Return the titles of the pages that are found, and those of what stands beside them."""
    page = parse(client.get(ADDRESS, {"q": query}))
    titles = [words(cell).removesuffix(" English") for cell in page.select("td.title .title-wrapper")]
    return titles, [words(item) for item in page.select(".found-beside li")]


@pytest.mark.parametrize("query", ["COM(2011) 743", "2011/743", "gamm", "global approach", "Glob mobil"])
def test_a_page_is_found_by_parts_of_its_title_symbol_and_other_names(admin_client, tree, query):
    document = tree.document(title="The Global Approach to Migration and Mobility", symbol="COM(2011) 743 final")
    OtherName.objects.create(page=document, name="GAMM")
    tree.document(title="Another")

    assert found(admin_client, query)[0] == [document.title]


def test_records_and_files_are_found_beside_pages(admin_client, tree):
    member = tree.member("Eswatini")
    FormerName.objects.create(member=member, name="Swaziland", language="en", until_date="2018-04-18")
    MeetingSeriesFactory(name_en="Summits of Swaziland")
    saved_document()
    SiteDocument.objects.update(title="Letter of Swaziland")

    titles, others = found(admin_client, "swazi")
    assert titles == []
    names_of_the_search = "Eswatini ↔ Essuatíni ↔ إسواتيني"
    assert sorted(others) == ["Eswatini", names_of_the_search, "Letter of Swaziland", "Summits of Swaziland"]


def test_how_many_there_are_is_said_in_words(admin_client, tree):
    tree.document(title="Declaration")

    page = read(admin_client, f"{ADDRESS}?q=declaration")

    assert "None" not in words(page)
    assert "There is one matching page" in words(page)


@pytest.mark.parametrize("query", ["", "()", '"', "\x00", "a" * 5000])
def test_whatever_is_typed_is_no_error(admin_client, tree, query):
    assert admin_client.get(ADDRESS, {"q": query}).status_code in (200, 400)


def test_nobody_finds_what_they_may_not_see(client, tree):
    tree.member("Eswatini")
    client.force_login(having_role("translators fr"))

    assert found(client, "eswatini") == ([], [])
