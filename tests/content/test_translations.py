"""The shipped content is read in French, Portuguese and Arabic: whole, in right words, each marked as what it is."""

import re

import polib
import pytest
from bs4 import BeautifulSoup
from django.db import transaction
from django.test import Client
from wagtail.models import Locale, Page

from home.loading.content import Content, loaded_pages
from home.loading.translations import FOLDER, Catalogue, load_translations
from home.management.commands.load_content import SHIPPED
from home.management.commands.make_content_messages import texts_of
from tests.helpers.indexing import index_everything
from tests.helpers.text_language import WordCounter, drawn_or_said_of, is_in_another, runs, share_in
from tests.helpers.unchanged import while_nothing_changes

pytestmark = pytest.mark.django_db

LANGUAGES = ("ar", "fr", "pt")
# What is no page of the tree: views of lists, members, a search that finds nothing, and what is not there.
BESIDE_THE_TREE = [
    "/meetings/timeline/",
    "/members/map/",
    "/members/changes/",
    "/members/algeria/",
    "/members/mali/",
    "/members/united-kingdom/",
    "/search/?q=zzzzzz",
    "/no-such-page/",
    "/data/",
    "/data/follow/?list=/ar/meetings/",
    "/search/?q=82%20Member%20States%20Including",
]
PAGES_OF_EACH_KIND = 3  # that are read in French and in Portuguese


def catalogue(language):
    return polib.pofile(str(SHIPPED / FOLDER / f"{language}.po"))


@pytest.fixture(scope="module")
def original_texts(loaded, django_db_blocker):
    with django_db_blocker.unblock():
        pages = Page.objects.filter(depth__gte=2, locale__language_code="en").specific()
        return {text for page in pages for text in texts_of(page) if any(map(str.isalpha, text))}


@pytest.fixture(scope="module")
def translated(loaded, django_db_blocker):
    """All pages in Arabic, French and Portuguese."""
    with django_db_blocker.unblock(), transaction.atomic():
        pages = loaded_pages(Content.read(SHIPPED))
        load_translations([Catalogue.read(SHIPPED / FOLDER / f"{language}.po") for language in LANGUAGES], pages)
        index_everything()
        yield pages
        transaction.set_rollback(True)


def some_of(pages):
    """Return the pages that are read whole in French and in Portuguese too: some of each kind."""
    kinds, some = {}, {}
    for key, page in pages.items():
        kinds.setdefault(type(page), []).append(key)
        if page.depth < 4 or len(kinds[type(page)]) <= PAGES_OF_EACH_KIND:
            some[key] = page
    return some


@pytest.fixture(scope="module")
def answers(translated):
    """Each page in each language, and what is beside the tree in Arabic, as it is sent, by language and address."""
    client = Client()
    found = {}
    with while_nothing_changes():
        for language in LANGUAGES:
            for address in {page.get_url() for page in translated.values() if page.live}:
                response = client.get(f"/{language}{address}")
                assert response.status_code == 200, address
                found[language, address] = response.content.decode()
        for address in BESIDE_THE_TREE:
            found["ar", address] = client.get(f"/ar{address}").content.decode()
    return found


@pytest.fixture(scope="module")
def read_pages(translated, answers):
    """Each page in Arabic, and some in French and Portuguese, parsed, by language and address."""
    some = {page.get_url() for page in some_of(translated).values()}
    return {
        (language, address): BeautifulSoup(html, "html.parser")
        for (language, address), html in answers.items()
        if language == "ar" or address in some
    }


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_text_of_the_content_is_translated(language, original_texts):
    known = {entry.msgid for entry in catalogue(language) if entry.translated()}

    assert original_texts - known == set()


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_translation_keeps_the_links_and_emphasis_of_the_original(language):
    for entry in catalogue(language):
        original, text = (sorted(re.findall(r"<[^>]*>", words)) for words in (entry.msgid, entry.msgstr))
        assert text == original, entry.msgid


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_translation_states_the_same_years(language):
    for entry in catalogue(language):
        original, text = (
            set(re.findall(r"(?<![\d.,])(?:19|20)\d\d(?!\d)", words)) for words in (entry.msgid, entry.msgstr)
        )
        assert text == original, entry.msgid


def test_what_stands_below_a_page_that_is_not_translated_is_translated_all_the_same(loaded, django_db_blocker):
    pages = loaded_pages(Content.read(SHIPPED))
    [(key, page)] = [(key, page) for key, page in pages.items() if page.slug == "summit-3-tripoli-2010"]

    done = load_translations([Catalogue.read(SHIPPED / FOLDER / "fr.po")], {key: page})

    assert done == {"fr": [key]}
    assert page.get_translation(Locale.objects.get(language_code="fr")).live


def test_no_link_of_a_page_leaves_the_language(read_pages):
    for (language, address), page in read_pages.items():
        left = [
            link["href"]
            for link in page("a", href=re.compile(rf"^/(?!{language}/|static/|files/|media/|data/package/)"))
            if not link.get("hreflang")
        ]
        assert left == [], (language, address)


def test_every_text_is_marked_as_the_language_it_is_in(read_pages):
    wrong = {
        (language, address): found
        for (language, address), page in read_pages.items()
        if (found := [text for text, marked in [*runs(page), *drawn_or_said_of(page)] if is_in_another(text, marked)])
    }

    assert wrong == {}


def test_a_page_states_the_same_facts_in_every_language(read_pages, parsed_pages):
    different = {
        (language, address): found
        for (language, address), page in read_pages.items()
        if address in parsed_pages
        and (found := facts_of(page, language) ^ facts_of(parsed_pages[address], parsed_pages[address].html["lang"]))
    }

    assert different == {}


def facts_of(page, language):
    """Return what a page states in no language: days, addresses, sources, states of meetings, how much of what."""
    main = page.main
    links = {link["href"].removeprefix(f"/{language}") for link in main.select("a[href]:not([hreflang], .term)")}
    own = {("link", link) for link in links if not link.startswith("#")}
    days = {("day", day["datetime"]) for day in main.select("time[datetime]")}
    states = {("status", status["class"][-1]) for status in main.select(".status")}
    counts = {
        (part, len(main.select(part))) for part in (".entry", ".entry.off", ".points li", "a.ref", ".versions tr")
    }
    return own | days | states | counts


def test_words_in_arabic_have_arabic_commas_between_them(read_pages):
    between = re.compile(r"[\u0600-\u06ff], +[\u0600-\u06ff]")
    found = {
        # A citation has the punctuation of its style.
        address: [str(text) for text in page.main.find_all(string=between) if not text.find_parent(class_="cite")]
        for (language, address), page in read_pages.items()
        if language == "ar"
    }

    assert {address: texts for address, texts in found.items() if texts} == {}


def test_where_the_names_of_a_member_come_from_is_said_in_the_readers_language(read_pages):
    said = read_pages["ar", "/members/mali/"].select_one("section.sources div")

    assert not said.get("lang") and is_in_another(said.get_text(), "en")


@pytest.mark.parametrize("language", LANGUAGES)
def test_nearly_all_words_of_a_page_are_in_its_own_language(answers, language):
    pages = {address: html for (own, address), html in answers.items() if own == language}
    shares = {
        address: WordCounter.share(html, language) for address, html in pages.items() if address not in BESIDE_THE_TREE
    }

    assert len(shares) > 120
    assert {address: share for address, share in shares.items() if share < 0.95} == {}


def test_the_words_of_a_page_are_counted_alike_in_both_ways(answers):
    html = answers["pt", "/meetings/summit-4-brussels-2014/"]

    counted = WordCounter.share(html, "pt"), share_in(BeautifulSoup(html, "html.parser"), "pt")
    assert counted[0] == pytest.approx(counted[1], abs=0.02)


def test_loading_again_translates_nothing_anew(translated):
    assert load_translations([Catalogue.read(SHIPPED / FOLDER / "ar.po")], translated) == {}
