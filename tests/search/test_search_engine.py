"""What the search makes of what is typed: spelling, stems, phrases, typos, files, changes."""

import io
import random

import pytest
from django.core.management import CommandError, call_command
from wagtail.models import Collection, CollectionViewRestriction, Locale

from mme_site.core.models import OtherName
from mme_site.files.models import FileUse
from search.engine.snippets import Marker
from search.models import IndexDocument, Passage
from search.words.folding import name_key, words
from search.words.parsing import parse
from search.words.stemming import forms_of
from tests.helpers.factories import hide
from tests.helpers.indexing import bring_up_to_date
from tests.helpers.reading import main, read
from tests.helpers.reading import words as words_of
from tests.helpers.searching import ask, put_file, titles

pytestmark = pytest.mark.django_db


# Spelling


@pytest.mark.parametrize("query", ["Cádiz", "cadiz", "CADIZ", "Ca\u0301diz", "«Cadiz»", "\u202bCadiz\u202c"])
def test_accents_case_and_marks_do_not_matter(client, tree, query):
    meeting = tree.meeting(title="Conference of Cádiz")

    assert titles(ask(client, query)) == [meeting.title]


@pytest.mark.parametrize("query", ["Africa-EU summit", "EU-Africa summit", "Africa–EU summit", "eu africa SUMMIT"])
def test_the_order_and_the_dash_of_the_two_unions_do_not_matter(client, tree, query):
    tree.meeting(title="4th Africa‑EU Summit")

    assert titles(ask(client, query)) == ["4th Africa‑EU Summit"]
    assert titles(ask(client, f'"{query}"')) == ["4th Africa‑EU Summit"]


@pytest.mark.parametrize(
    ("title", "query"),
    [
        ("Migrations and policies", "migration policy"),
        ("Réunions ministérielles", "réunion ministérielle"),
        ("As negociações", "negociação"),
        ("التجارة والتنمية", "تجارة"),
        ("تنمية أفريقيا", "افريقيا"),
        ("L'Union européenne", "union europeenne"),
        ("The second summit", "2nd summit"),
    ],
)
def test_a_word_is_found_by_its_other_forms(client, tree, title, query):
    page = tree.page(title=title)
    language = "fr" if "é" in title else "pt" if "ç" in title else "ar" if title[0] > "\u0600" else "en"
    page.locale = Locale.objects.get_or_create(language_code=language)[0]
    page.save()

    assert titles(ask(client, query))[0] == title


@pytest.mark.parametrize("query", ["IPNDV-001", "ipndv 001", "IPNDV001", "ipndv–001"])
def test_a_code_is_found_however_it_is_parted_and_comes_first(client, tree, query):
    tree.document(title="About IPNDV-001 and others", summary="IPNDV-001, IPNDV-001.")
    tree.document(title="The text itself", symbol="IPNDV-001")

    assert titles(ask(client, query))[0] == "The text itself"


def test_a_name_that_means_several_is_asked_about_with_the_years(client, tree):
    import datetime

    for year in (2006, 2010):
        document = tree.document(title=f"Joint text {year}", date=datetime.date(year, 1, 1))
        OtherName.objects.create(page=document, name="Tripoli Declaration")
        document.save()

    meant = read(client, "/search/?q=tripoli+declaration").select_one(".meant")

    assert "Which one?" in words_of(meant)
    assert [words_of(year) for year in meant.select("b")] == ["2010", "2006"]


def test_what_is_typed_is_understood():
    query = parse('"action plan" Valletta OR Khartoum -Libya of')

    assert [str(clause.any_of[0]) for clause in query.clauses] == ["action plan", "valletta"]
    assert [str(one) for one in query.clauses[1].any_of] == ["valletta", "khartoum"]
    assert [str(clause.any_of[0]) for clause in query.without] == ["libya"]


def test_spellings_of_one_name_have_one_key():
    assert name_key("COM(2011) 743 final") == name_key("com 2011–743 FINAL")
    assert name_key("EU-Africa Summit") == name_key("Africa–EU summit")
    assert words("l’Union d'action O'Brien ٢٠١٤") == ["union", "action", "o", "brien", "2014"]
    assert ("هجر",) in forms_of(["والهجره"])


def test_no_text_of_any_characters_is_too_much(client, tree):
    chance = random.Random(6)
    signs = "\"'-()[]{}<>&|!*:%\\/^~+=#@;,.?“”«»–—\u200f\u202e\u0640\u0301\ufeff\U0001f389٣\u0e01\u4e2d\ud7ff "
    letters = "aeoé ßøÆ المهجرة OR AND NOT 0123"

    for _number in range(60):
        typed = "".join(chance.choice(signs if chance.random() < 0.5 else letters) for _letter in range(40))
        answer = client.get("/search/", {"q": typed, "format": "json"})
        assert answer.status_code == 200, typed
        assert client.get("/search/suggestions/", {"q": typed}).status_code == 200, typed


@pytest.mark.parametrize(
    "typed",
    [
        *("%ED%A0%80", "%ED%A0%80+migration", "%FF%FE", "%CC%81", "%D9%80", "%F0%9F%98%80", "a%0D%0Ab", "%1B%5B0m"),
        *("%E2%80%8F%E2%80%8E", "%E2%80%AEmigration", "OR", "AND+OR+NOT", "-", "--+-", "%22" * 500, "||+a+%7C", "*"),
        *(
            "%28%29%3A*",
            "NEAR%28a+b%29",
            "a%27%27b",
            "99/99/2014",
            "2014-13-45",
            "between+9999+and+0001",
            "before+1900",
        ),
        *("+".join(["migration"] * 3000), "%C2%AB%C2%BB", "%22a+OR+b%22", "0", "%u0041"),
    ],
)
def test_what_cannot_be_meant_is_answered_all_the_same(client, tree, typed):
    for address in (
        "/search/?q={0}",
        "/ar/search/?q={0}&format=json",
        "/search/suggestions/?q={0}",
        "/search/?year={0}",
    ):
        assert client.get(address.format(typed)).status_code == 200, address
    assert client.get(f"/api/v1/search?q={typed}").status_code in (200, 422)


# Operators


def test_minus_leaves_out_and_or_takes_either(client, tree):
    tree.meeting(title="Summit of Tripoli")
    tree.meeting(title="Summit of Lisbon")

    assert titles(ask(client, "summit -tripoli")) == ["Summit of Lisbon"]
    assert sorted(titles(ask(client, "tripoli OR lisbon"))) == ["Summit of Lisbon", "Summit of Tripoli"]


def test_where_nothing_holds_all_words_those_with_some_are_shown_and_it_is_said(client, tree):
    tree.meeting(title="Conference on visas")
    tree.meeting(title="Workshop on diasporas")

    page = read(client, "/search/?q=visas+diasporas")

    assert "No page contains all of these words. These pages contain some of them." in main(page)
    assert len(page.select(".results li")) == 2


# Typos


@pytest.mark.parametrize(("typed", "meant"), [("Ougadougou", "ouagadougou"), ("Tripolli", "tripoli")])
def test_a_mistyped_word_is_corrected_and_what_was_typed_is_offered(client, tree, typed, meant):
    tree.meeting(title="Ouagadougou and Tripoli")

    page = read(client, f"/search/?q={typed}")

    assert f"Showing results for {meant} ." in words_of(page.select_one(".corrected"))
    assert page.select_one(".corrected a")["href"].endswith("exact=1")
    assert ask(client, typed)["corrected_query"] == meant
    assert ask(client, typed, exact="1")["count"] == 0


def test_nothing_is_corrected_to_a_word_that_is_not_public(client, tree):
    tree.meeting(title="Ouagadougou", live=False)
    hide(tree.document(title="Tripoli"))

    assert [ask(client, typed)["corrected_query"] for typed in ("Ougadougou", "Tripolli")] == [None, None]


# Files


def test_a_text_inside_a_file_is_found_with_its_page(client, tree):
    document = tree.document(title="Report")
    file = put_file(document, "Cover.", "Nothing here.", "Vessels for border guards & others.")

    (result,) = ask(client, "border guards")["results"]

    assert (result["title"], result["file_page"]) == ("Report", 3)
    assert result["url"] == f"http://testserver{file.url}#page=3"
    assert result["snippet"] == "Vessels for border guards & others."
    shown = read(client, "/search/?q=border+guards").select_one(".results li")
    assert "Open the file at page 3" in words_of(shown)
    assert [words_of(mark) for mark in shown.select("mark")] == ["border", "guards"]


def test_a_document_with_its_file_is_one_result(client, tree):
    put_file(tree.document(title="Report on visas"), "About visas.", "More about visas.")

    answer = ask(client, "visas")

    assert (answer["count"], titles(answer)) == (1, ["Report on visas"])


def test_words_are_found_together_whether_on_the_page_or_in_its_file(client, tree):
    put_file(tree.document(title="Report", place="Valletta"), "Cover.", "Of vessels.")

    assert titles(ask(client, "vessels valletta")) == ["Report"]


def test_a_withheld_file_is_not_found(client, tree):
    private = Collection.get_first_root_node().add_child(name="Private")
    CollectionViewRestriction.objects.create(collection=private, restriction_type="login")
    put_file(tree.document(title="Report"), "Vessels.", collection=private)

    assert ask(client, "vessels")["count"] == 0


def test_a_file_that_its_page_no_longer_uses_is_not_found_at_once(client, tree):
    put_file(tree.document(title="Report"), "Vessels.")
    FileUse.objects.all().delete()

    assert ask(client, "vessels")["count"] == 0


def test_a_text_longer_than_a_database_takes_at_once_is_found_to_its_end(client, tree):
    many = " ".join(f"word{number}" for number in range(120_000))
    page = tree.page(title="Long", body=[("paragraph", f"<p>{many} zanzibar</p>")])

    assert titles(ask(client, "zanzibar")) == ["Long"]
    assert Passage.objects.filter(document__page=page).count() > 1


# What changes


@pytest.mark.parametrize("change", ["unpublish", "hide", "delete", "move"])
def test_what_is_taken_down_is_not_found_at_once_without_being_indexed(client, tree, change):
    meeting = tree.meeting(title="Secret summit")
    put_file(meeting, "Secret vessels.")
    outside = tree.home.get_parent().add_child(instance=type(tree.home)(title="Other", slug="other", short_name="O"))
    digest = IndexDocument.objects.get(page=meeting).digest

    if change == "unpublish":
        type(meeting).objects.filter(pk=meeting.pk).update(live=False)
    elif change == "hide":
        hide(tree.meetings)
    elif change == "delete":
        meeting.delete()
    else:
        tree.meetings.move(outside, pos="last-child")

    assert [ask(client, query)["count"] for query in ("secret", "vessels")] == [0, 0]
    assert client.get("/search/suggestions/?q=secret").json()["suggestions"] == []
    assert change in ("delete", "move") or IndexDocument.objects.get(page=meeting).digest == digest


def test_the_index_is_made_anew_and_says_where_it_has_drifted(client, tree):
    meeting = tree.meeting(title="Summit")
    bring_up_to_date()
    type(meeting).objects.filter(pk=meeting.pk).update(city="Luanda")
    with pytest.raises(CommandError, match="1 of"):
        call_command("search_drift", stdout=io.StringIO())

    call_command("update_index", verbosity=0)

    call_command("search_drift", stdout=io.StringIO())
    assert titles(ask(client, "luanda")) == ["Summit"]


def test_where_few_texts_hold_all_words_those_that_hold_some_follow_and_that_is_said(client, tree):
    tree.page(title="Summit", summary="The country that hosts a college spoke of an institute.")
    tree.page(title="The institute of Nairobi")

    found = ask(client, "country college institute")
    said = main(read(client, "/search/?q=country+college+institute"))

    assert titles(found) == ["Summit", "The institute of Nairobi"]
    assert "Few pages contain all of these words." in said
    assert titles(ask(client, "institute Nairobi")) == ["The institute of Nairobi"]


def test_a_quoted_sentence_keeps_its_signs_beside_their_words():
    text = "Quatre volets\u00a0:\n  migration légale,  retour"

    assert Marker(parse("retour")).html(text, 0, len(text), []) == "Quatre volets\u00a0: migration légale, retour"
