"""A page in the reader's language: the facts of its original, the words of its translation, one tree of addresses."""

import datetime
import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail.models import Locale, PageViewRestriction

from meetings.models import MeetingPoint
from mme_site.caching import content_cache
from mme_site.core.models import OtherName
from tests.helpers.factories import hide
from tests.helpers.indexing import bring_up_to_date
from tests.helpers.reading import parse, read, words
from tests.helpers.translations import translated

pytestmark = pytest.mark.django_db

LANGUAGES = ("fr", "pt", "ar")


@pytest.fixture
def summit(tree):
    return tree.meeting(
        title="Third summit", slug="third", summary="They met.", city="Tripoli", start_date=datetime.date(2010, 11, 29)
    )


@pytest.fixture
def sommet(summit):
    return translated(summit, title="Troisième sommet", summary="Ils se sont réunis.")


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_page_has_its_address_in_each_language(client, tree, summit, language):
    tree.member("Benin")
    Locale.objects.get_or_create(language_code=language)
    for address in ("/", "/meetings/", "/meetings/third/", "/meetings/timeline/", "/members/", "/members/benin/"):
        assert client.get(f"/{language}{address}").status_code == 200


def test_all_links_of_a_page_stay_in_the_readers_language(client, tree, summit):
    tree.document(meeting=summit)
    for address in (
        "/fr/",
        "/fr/meetings/",
        "/fr/meetings/third/",
        "/fr/documents/",
        "/fr/search/?q=summit",
    ):
        page = parse(client.get(address))
        page.find("nav", class_="languages").decompose()
        left = [link["href"] for link in page("a", href=re.compile("^/(?!fr/|static/)")) if not link.get("hreflang")]
        assert left == [], address


def test_a_translation_gives_its_words_and_the_original_its_facts(client, summit, sommet):
    summit.status, summit.city = "cancelled", "Sirte"
    summit.save_revision().publish()

    page = read(client, "/fr/meetings/third/")

    assert words(page.h1) == "Troisième sommet"
    assert page.h1.get("lang") is None
    assert "Sirte" in words(page.main)
    assert "Annulée" in words(page.main)


def test_what_is_not_translated_is_shown_in_its_own_language_and_says_so(client, summit):
    page = read(client, "/ar/meetings/third/")

    assert words(page.h1) == "Third summit"
    assert (page.h1["lang"], page.h1["dir"]) == ("en", "ltr")
    assert page.find("p", class_="untranslated")
    assert page.find("link", rel="canonical")["href"].endswith("/meetings/third/")
    assert "/ar/" not in page.find("link", rel="canonical")["href"]


def test_lists_show_the_translated_titles_and_each_page_once(client, tree, summit, sommet):
    second = tree.meeting(title="Fourth summit")

    page = read(client, "/fr/meetings/")
    shown = {
        words(link): link.get("lang") for link in page.main("a") if "summit" in words(link) or "sommet" in words(link)
    }

    assert shown == {"Troisième sommet": None, second.title: "en"}
    assert words(read(client, "/meetings/").main).count("Third summit") == 1


def test_points_are_read_in_the_words_of_the_translation_and_new_ones_in_the_originals(client, summit):
    summit.points = [MeetingPoint(text="They agreed.", publisher="AU"), MeetingPoint(text="They ate.", publisher="AU")]
    summit.save_revision().publish()
    version = translated(summit, title="Troisième sommet")
    first = version.points.get(text="They agreed.")
    first.text = "Ils se sont mis d’accord."
    first.save()

    said = {
        words(span): span.get("lang")
        for span in read(client, "/fr/meetings/third/")("span")
        if span.parent.get("id", "").startswith("point")
    }

    assert said == {"Ils se sont mis d’accord.": None, "They ate.": "en"}


def test_a_draft_of_a_translation_is_not_shown(client, summit):
    translated(summit, title="Troisième sommet")
    draft = summit.get_translation(Locale.objects.get(language_code="fr"))
    draft.title = "Brouillon"
    draft.save_revision()
    translated(summit, "pt", live=False, title="Terceira cimeira")

    assert words(read(client, "/fr/meetings/third/").h1) == "Troisième sommet"
    assert words(read(client, "/pt/meetings/third/").h1) == "Third summit"


def test_a_translation_goes_with_its_original(client, summit, sommet):
    summit.unpublish()

    assert client.get("/fr/meetings/third/").status_code == 404
    assert "Troisième" not in words(read(client, "/fr/meetings/").main)


def test_a_translation_goes_with_its_original_for_requests_of_every_method(client, tree, summit, sommet):
    summit.unpublish()
    about = tree.page(title="About", slug="about")
    translated(about, title="À propos")
    hide(about)

    for method in (client.get, client.post, client.put, client.options):
        assert method("/fr/meetings/third/").status_code == 404
        assert "À propos" not in method("/fr/about/").content.decode()


def test_a_translation_is_as_private_as_its_original_whenever_that_became_so(client, tree, summit, sommet):
    hide(tree.meetings)

    assert client.get("/fr/meetings/third/").status_code == 302
    bring_up_to_date()
    assert "Troisième" not in client.get("/fr/search/?q=troisième").content.decode()
    assert "Troisième" not in client.get("/sitemap.xml").content.decode()


def test_a_private_translation_gives_no_words(client, summit, sommet):
    PageViewRestriction.objects.create(page=sommet, restriction_type=PageViewRestriction.LOGIN)

    assert words(read(client, "/fr/meetings/third/").h1) == "Third summit"


def test_a_translation_whose_slug_was_changed_is_led_to(client, summit):
    translated(summit, title="Troisième sommet", slug="troisieme")

    assert client.get("/fr/meetings/third/").url == "/fr/meetings/troisieme/"
    assert words(read(client, "/fr/meetings/troisieme/").h1) == "Troisième sommet"
    choices = read(client, "/fr/meetings/troisieme/").find("nav", class_="languages")("a", hreflang=True)
    assert {link["hreflang"]: link["href"] for link in choices}["en"] == "/meetings/third/"


def test_the_language_menu_leads_to_the_same_page_and_keeps_what_was_chosen(client, summit, sommet):
    menu = read(client, "/meetings/?kind=summit").find("nav", class_="languages")

    assert [(link["hreflang"], link["lang"], link["href"]) for link in menu("a")] == [
        (code, code, f"/{code}/meetings/?kind=summit") for code in LANGUAGES
    ]


def test_languages_are_told_to_search_engines_where_the_words_are_translated(client, summit, sommet):
    page = read(client, "/fr/meetings/third/")
    alternates = {link["hreflang"]: link["href"] for link in page("link", rel="alternate", hreflang=True)}

    assert alternates == {
        "en": "http://localhost/meetings/third/",
        "fr": "http://localhost/fr/meetings/third/",
    }
    assert page.find("link", rel="canonical")["href"] == alternates["fr"]
    assert client.get("/fr/meetings/third/")["Content-Language"] == "fr"


def test_the_sitemap_names_each_language_in_which_a_page_can_be_read(client, summit, sommet):
    named = client.get("/sitemap.xml").content.decode()

    assert "<loc>http://localhost/fr/meetings/third/</loc>" in named
    assert "<loc>http://localhost/pt/meetings/third/</loc>" not in named


def test_the_search_finds_a_page_in_the_readers_words_and_once(client, summit, sommet):
    bring_up_to_date()
    found = read(client, "/fr/search/?q=troisième").main("p", class_="name")
    by_original = read(client, "/fr/search/?q=third").main("p", class_="name")

    assert [(words(line), line.a["href"]) for line in found] == [("Troisième sommet", "/fr/meetings/third/")]
    assert [words(line) for line in by_original] == ["Troisième sommet"]


def test_the_search_knows_the_facts_of_the_original_in_every_language(client, summit, sommet):
    summit.city = "Sirte"
    summit.save_revision().publish()
    bring_up_to_date()

    [line] = read(client, "/fr/search/?q=troisième").main("li", class_=False)[:1] or [None]

    assert "Sirte" in words(line)


def test_a_translated_page_costs_few_queries_more_than_its_original(client, summit, sommet):
    counts = []
    for address in ("/meetings/third/", "/fr/meetings/third/"):
        content_cache.clear()
        with CaptureQueriesContext(connection) as queries:
            client.get(address)
        counts.append(len(queries))

    assert counts[1] <= counts[0] + 2


def test_what_is_shown_in_translation_cannot_be_saved(summit, sommet):
    summit.localize("title", "Troisième sommet")

    with pytest.raises(TypeError, match="cannot be saved"):
        summit.save()


def test_a_meeting_cancelled_in_english_is_cancelled_in_every_language_at_once(client, summit, sommet):
    for language in ("pt", "ar"):
        translated(summit, language, title=language)
    summit.status = "cancelled"
    summit.save_revision().publish()

    shown = [read(client, f"/{language}/meetings/third/").find("strong", class_="status") for language in LANGUAGES]

    assert [mark["class"] for mark in shown] == [["status", "cancelled"]] * len(LANGUAGES)


PRINTED = "82 Member States Including 54 AU and 28 EU"


def test_a_result_marks_what_is_quoted_in_another_language_than_its_page(client, tree):
    about = tree.page(title="About", slug="about", body=[("paragraph", f"<p>{PRINTED}</p>")])
    version = translated(about, "ar", title="حول الشراكة", summary="من ينتمي إليها.")
    bring_up_to_date()

    [result] = read(client, "/ar/search/?q=Member States Including").select(".results li")

    assert version.body[0].value.source == f"<p>{PRINTED}</p>"
    assert words(result.select_one(".name")) == "حول الشراكة"
    assert {part["lang"] for part in result("p", attrs={"lang": True}) if "Member" in words(part)} == {"en"}


def test_a_result_marks_another_name_in_the_language_of_its_words(client, tree, summit):
    summit.other_names = [OtherName(name="Gathering of the Sea")]
    summit.save_revision().publish()
    translated(summit, "ar", title="القمة الثالثة")
    bring_up_to_date()

    [result] = read(client, "/ar/search/?q=Gathering of the Sea").select(".results li")

    assert result.select_one("bdi[lang]")["lang"] == "en"
