"""From an address to its page: the same answers as Wagtail's own way, in fewer queries."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail.models import Locale, Page, Site

from tests.helpers.factories import PartnershipPageFactory, hide
from tests.helpers.reading import read, words

pytestmark = pytest.mark.django_db


def title(client, address):
    return words(read(client, address).h1)


def test_a_page_is_found_at_any_depth(client, tree):
    about = tree.page(title="About", slug="about")
    below = tree.page(title="Below", slug="below", parent=about)
    deepest = tree.page(title="Deepest", slug="deepest", parent=below)

    shown = [title(client, page.url) for page in (tree.home, about, below, deepest, tree.meeting(title="Summit"))]

    assert shown == [tree.home.title, "About", "Below", "Deepest", "Summit"]


def test_pages_with_the_same_slug_are_told_apart(client, tree):
    first, second = (tree.page(title=name, slug=name.lower()) for name in ("First", "Second"))
    tree.page(title="Of the first", slug="same", parent=first)
    tree.page(title="Of the second", slug="same", parent=second)

    assert [title(client, f"/{above}/same/") for above in ("first", "second")] == ["Of the first", "Of the second"]


@pytest.mark.parametrize(
    "address", ["/nowhere/", "/about/nowhere/", "/meetings/nowhere/", "/nowhere/below/", "/meetings/summit/more/"]
)
def test_an_address_without_a_page_is_not_found(client, tree, address):
    tree.page(slug="about")
    tree.meeting(slug="summit")

    assert client.get(address).status_code == 404


def test_a_draft_is_not_found_and_what_is_public_below_it_is(client, tree):
    draft = tree.page(slug="draft", live=False)
    tree.page(title="Below", slug="below", parent=draft)

    assert client.get("/draft/").status_code == 404
    assert title(client, "/draft/below/") == "Below"


def test_a_meeting_that_is_a_draft_is_not_found(client, tree):
    tree.meeting(slug="summit", live=False)

    assert client.get("/meetings/summit/").status_code == 404


def test_a_page_is_found_in_the_readers_language_where_its_site_has_that(client, tree):
    french = Locale.objects.get_or_create(language_code="fr")[0]
    version = tree.home.copy_for_translation(french)
    version.title = "Partenariat"
    version.save_revision().publish()

    assert title(client, "/fr/") == "Partenariat"
    assert title(client, "/") == tree.home.title


def test_a_translated_root_that_is_a_draft_leaves_the_original(client, tree):
    tree.home.copy_for_translation(Locale.objects.get_or_create(language_code="fr")[0])

    assert title(client, "/fr/meetings/") == "Meetings"


def test_each_host_has_its_own_tree(client, tree):
    other = PartnershipPageFactory(title="Another partnership", slug="other")
    Site.objects.create(hostname="other.example", root_page=other)

    assert words(read(client, "/", headers={"host": "other.example"}).h1) == "Another partnership"
    assert client.get("/meetings/", headers={"host": "other.example"}).status_code == 404


def test_a_page_below_a_private_one_asks_to_sign_in(client, tree):
    private = tree.page(slug="private")
    below = tree.page(slug="below", parent=private)
    hide(private)

    assert client.get(below.url).status_code == 302


def test_an_alias_of_an_alias_of_a_private_page_asks_to_sign_in(client, tree):
    private = tree.page(slug="private")
    alias = private.create_alias(parent=tree.home, update_slug="alias")
    again = alias.create_alias(parent=tree.home, update_slug="again")
    Page.objects.filter(pk=again.pk).update(alias_of=alias.pk)
    hide(private)

    assert [client.get(page.url).status_code for page in (private, alias, again)] == [302, 302, 302]


def test_the_parts_of_a_list_are_found(client, tree):
    tree.meeting(title="Summit")

    assert title(client, f"{tree.meetings.url}timeline/") == "Timeline"
    assert "as of" in title(client, f"{tree.members.url}map/")


def test_an_address_without_its_last_slash_leads_to_the_page(client, tree):
    response = client.get("/meetings")

    assert (response.status_code, response["Location"]) == (301, "/meetings/")


def test_a_page_takes_no_more_queries_the_deeper_it_stands(client, tree):
    above, taken = tree.home, []
    for number in range(5):
        above = tree.page(title=f"Level {number}", slug=f"level-{number}", parent=above)
        tree.page(title="Beside", slug="beside", parent=above)
        with CaptureQueriesContext(connection) as queries:
            read(client, above.url)
        taken.append(len(queries))

    assert len(set(taken[1:])) == 1
