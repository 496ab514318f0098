"""The language switch leads to the same page, or says that there is none; a foreign text is marked."""

import pytest
from wagtail.models import Locale

from home.models import SiteSettings
from tests.helpers.reading import parse, read, words


@pytest.fixture
def in_french(tree):
    """Translate a page below the overview into French: `in_french(page)` publishes the version."""
    french = Locale.objects.create(language_code="fr")
    home = tree.home.copy_for_translation(french)
    home.title, home.slug = "Partenariat", "mme-fr"
    home.save_revision().publish()

    def translate(page, title):
        version = page.copy_for_translation(french)
        version.title = title
        version.save_revision().publish()
        return version

    return translate


def switch(page):
    """Return what the language switch says: for each language its address, and what it says of it."""
    entries = {}
    for entry in page.select(".languages li"):
        name = words(entry.select_one("[lang]"))
        entries[name] = " ".join(filter(None, [entry.a and entry.a["href"], words(entry.small)]))
    return entries


def test_the_switch_says_which_languages_are_missing(client, tree, in_french):
    about = tree.page(title="About", slug="about")
    in_french(about, "À propos")

    missing = "This page has not been translated"

    assert switch(read(client, "/about/")) == {
        "English": "You are reading this",
        "français": "/fr/about/",
        "Português": f"/pt/about/ {missing}",
        "العربيّة": f"/ar/about/ {missing}",
    }


def test_the_switch_leads_back_to_the_language_of_the_page(client, tree, in_french):
    in_french(tree.page(title="About", slug="about"), "À propos")

    assert switch(read(client, "/fr/about/"))["English"] == "/about/"


def test_the_switch_keeps_the_filters_of_a_list(client, tree, in_french):
    in_french(tree.members, "Membres")

    page = read(client, "/members/?as_of=2014-04-02&body=AU")

    assert switch(page)["français"] == "/fr/members/?as_of=2014-04-02&body=AU"


def test_the_switch_leads_from_a_member_to_the_same_member(client, tree, in_french):
    in_french(tree.members, "Membres")
    tree.member("Benin")

    assert switch(read(client, "/members/benin/"))["français"] == "/fr/members/benin/"


def test_the_switch_keeps_what_was_searched_for(client, tree):
    assert switch(read(client, "/search/?q=tripoli"))["français"] == "/fr/search/?q=tripoli"


def test_a_page_in_another_language_than_the_reader_asked_for_says_so_and_leads_to_its_own(client, tree):
    Locale.objects.create(language_code="fr")
    tree.page(title="About", slug="about")

    said = read(client, "/fr/about/").select_one(".untranslated")

    assert said.a["href"] == "/about/"
    assert read(client, "/about/").select_one(".untranslated") is None


def test_a_text_in_another_language_than_the_page_is_marked_with_its_own(client, tree):
    Locale.objects.create(language_code="ar")
    tree.page(title="About", slug="about", summary="In short.", body=[("paragraph", "<p>At length.</p>")])

    page = read(client, "/ar/about/")

    assert (page.html["lang"], page.html["dir"]) == ("ar", "rtl")
    for part in (page.h1, page.select_one(".summary"), page.select_one(".prose")):
        assert (part["lang"], part["dir"]) == ("en", "ltr")


def test_the_titles_of_a_list_are_marked_with_their_own_language(client, tree):
    Locale.objects.create(language_code="ar")
    tree.meeting(title="4th summit")
    tree.document(title="Declaration")
    tree.theme(title="Remittances")

    for address, name in {
        "meetings": ".entry .name a",
        "documents": ".entry .name a",
        "current-focus": ".cards a",
    }.items():
        assert read(client, f"/ar/{address}/").select_one(name)["lang"] == "en"


def test_a_text_in_the_language_of_the_page_is_not_marked(client, tree):
    tree.meeting(title="4th summit")

    page = read(client, "/meetings/")

    assert not page.h1.has_attr("lang")
    assert not page.select_one(".entry .name a").has_attr("lang")


def test_the_title_of_a_page_in_the_menu_is_marked_with_its_language_and_the_words_of_an_editor_are_not(client, tree):
    Locale.objects.create(language_code="ar")
    saved = SiteSettings.for_site(tree.site)
    saved.menu = [
        ("entry", {"page": tree.meetings, "text": "", "url": "", "below": []}),
        ("entry", {"page": tree.documents, "text": "الوثائق", "url": "", "below": []}),
    ]
    saved.save()

    title, words_of_editor = read(client, "/ar/search/").select("nav.menu a")

    assert title["lang"] == "en"
    assert not words_of_editor.has_attr("lang")


@pytest.mark.parametrize(
    ("language", "heading"),
    [("fr", "Cette page n’existe pas"), ("pt", "Esta página não existe"), ("ar", "هذه الصفحة غير موجودة")],
)
def test_a_page_that_is_not_there_is_said_in_the_language_of_its_address(client, tree, language, heading):
    assert words(parse(client.get(f"/{language}/nowhere/", follow=True)).h1) == heading


def test_the_name_of_the_site_is_marked_where_it_is_in_another_language(client, tree):
    Locale.objects.create(language_code="ar")

    name = read(client, "/ar/search/").footer.select_one("p")

    assert (words(name), name["lang"], name["dir"]) == (tree.home.title, "en", "ltr")
    assert not read(client, "/search/").footer.select_one("p").get("lang")
