"""What the search answers with: facets, order, languages, JSON, suggestions."""

import json

import pytest
from wagtail.models import Locale

from tests.helpers.factories import in_languages
from tests.helpers.reading import main, read
from tests.helpers.reading import words as words_of
from tests.helpers.searching import ask, counts, put_file, reindex, titles

pytestmark = pytest.mark.django_db


# Facets and order


@pytest.fixture
def several(tree):
    """A summit, a workshop and two documents, of two years and two places."""
    import datetime

    tree.meeting(title="Visa summit", kind="summit", city="Tripoli", start_date=datetime.date(2010, 1, 1))
    tree.meeting(title="Visa workshop", kind="workshop", city="Lisbon", start_date=datetime.date(2007, 1, 1))
    report = tree.document(title="Visa report", kind="report", place="Tripoli", date=datetime.date(2010, 5, 1))
    put_file(report, "Visas.", "More visas.", language="fr")
    tree.document(title="Visa plan", kind="action-plan", place="Lisbon", date=datetime.date(2010, 2, 1))


def test_of_two_that_are_alike_the_later_stands_first_even_where_the_earlier_says_the_word_more_often(client, tree):
    import datetime

    for year, times in [(1999, 3), (2019, 2), (2009, 3)]:
        page = tree.document(title=f"Report {'abc'[year % 3]}", date=datetime.date(year, 1, 1))
        put_file(page, "visas " * times)

    assert [result["date"][:4] for result in ask(client, "visas")["results"]] == ["2019", "2009", "1999"]


def test_facets_count_results_and_not_pages_of_files(client, several):
    answer = ask(client, "visa")

    assert answer["count"] == 4
    assert counts(answer, "type") == {"document": 2, "meeting": 2}
    assert counts(answer, "year") == {"2010": 3, "2007": 1}
    assert counts(answer, "language") == {"en": 4, "fr": 1}


def test_values_of_one_facet_add_up_and_facets_limit_each_other(client, several):
    one = ask(client, "visa", year="2010", type="document")
    both = ask(client, "visa", kind=["summit", "workshop"])

    assert sorted(titles(one)) == ["Visa plan", "Visa report"]
    assert counts(one, "type") == {"document": 2, "meeting": 1}
    assert counts(one, "year") == {"2010": 2}
    assert sorted(titles(both)) == ["Visa summit", "Visa workshop"]


def test_what_was_chosen_is_removable_one_by_one(client, several):
    page = read(client, "/search/?q=visa&year=2010&place=Tripoli")

    addresses = {words_of(link.b): link["href"] for link in page.select(".chips a")}
    assert addresses == {"2010": "?q=visa&place=Tripoli", "Tripoli": "?q=visa&year=2010"}


def test_a_hidden_theme_is_no_value_of_a_facet(client, tree):
    themes = [tree.theme(title="Seen"), tree.theme(title="Seen too"), tree.theme(title="Unseen", live=False)]
    for theme in themes:
        reindex(tree.meeting(title="Visa summit", themes=[theme]))

    labels = [value["label"] for value in ask(client, "visa")["facets"]["theme"]]

    assert sorted(labels) == ["Seen", "Seen too"]


def test_what_cannot_be_read_limits_nothing_and_is_said(client, several):
    page = read(client, "/search/?q=visa&kind=nonsense&year=abc&sort=shoe&unknown=1&page=9999")

    assert [words_of(line) for line in page.select(".refused li")] == ["Kind: nonsense", "Year: abc", "Order: shoe"]
    assert len(page.select(".results > li")) == 4


def test_results_can_be_had_the_latest_first(client, several):
    assert titles(ask(client, "visa", sort="date")) == ["Visa report", "Visa plan", "Visa summit", "Visa workshop"]


# Languages


def test_the_version_in_the_readers_language_is_shown_with_a_way_to_all(client, tree):
    english = tree.page(title="Visas in English")
    french = english.copy_for_translation(Locale.objects.get_or_create(language_code="fr")[0], copy_parents=True)
    type(french).objects.filter(pk=french.pk).update(live=True, title="Visas en français")
    french.refresh_from_db()
    reindex(french)
    french_home = french.get_parent()
    french_home.move(tree.home, pos="last-child")  # below this site's root, where its address is its own
    tree.page(title="Visas only in English")

    here, everywhere = ask(client, "visas"), ask(client, "visas", languages="all")

    assert sorted(titles(here)) == ["Visas in English", "Visas only in English"]
    assert sorted(titles(everywhere)) == ["Visas en français", "Visas in English", "Visas only in English"]
    assert "1 version in another language" in main(read(client, "/search/?q=visas"))


def test_a_result_in_another_language_says_so(client, tree):
    put_file(tree.document(title="Report"), "Les navires.", language="fr")

    shown = read(client, "/search/?q=navires").select_one(".results li")

    assert "French" in words_of(shown)
    assert shown.find("p", lang="fr")


def test_a_meeting_is_found_by_its_country_in_the_languages_of_the_site(client, tree):
    angola = tree.member("Angola", member__translations=in_languages(ar="أنغولا", fr="Angola"))
    tree.meeting(title="Summit of Luanda", host=angola)

    assert titles(ask(client, "أنغولا")) == ["Angola", "Summit of Luanda"]


# As JSON, and what is suggested


def test_the_json_is_what_the_documentation_says(client, several):
    answer = ask(client, "visa report")

    assert list(answer) == [
        *("query", "corrected_query", "offered_query", "answer", "count", "results", "withdrawn", "facets"),
    ]
    assert list(answer["results"][0]) == ["title", "url", "type", "language", "date", "snippet", "file_page"]
    assert answer["results"][0]["date"] == "2010-05-01"
    assert json.loads(json.dumps(answer)) == answer


def test_what_is_shown_is_escaped(client, tree):
    tree.page(title="<b>Bold</b> & visas", body=[("paragraph", "<p>1 &lt; 2 &amp; visas</p>")])

    html = client.get("/search/?q=visas").content.decode()

    assert "&lt;b&gt;Bold&lt;/b&gt; &amp; <mark>visas</mark>" in html
    assert "1 &lt; 2 &amp; <mark>visas</mark>" in html


def test_names_that_begin_so_are_suggested_at_most_ten(client, tree):
    for number in range(12):
        tree.meeting(title=f"Visa summit {number}")
    tree.member("Vietnam")
    tree.meeting(title="Visa secret", live=False)

    def suggested(typed):
        return client.get("/search/suggestions/", {"q": typed}).json()["suggestions"]

    assert len(suggested("vi")) == 10
    assert [one["label"] for one in suggested("viet")] == ["Vietnam"]
    assert list(suggested("viet")[0]) == ["label", "detail", "url", "language"]
    assert [one["label"] for one in suggested("summit visa 11")] == ["Visa summit 11"]
    assert suggested("visa sec") == suggested("v") == suggested('"\\') == []


@pytest.mark.parametrize(
    ("prefix", "typed", "name"),
    [("", "cote d", "Côte d'Ivoire"), ("/ar", "مغر", "المغرب"), ("", "holl", "Netherlands"), ("", "ne", "Netherlands")],
)
def test_a_name_is_suggested_from_its_second_letter_by_what_else_it_is_called(client, tree, prefix, typed, name):
    tree.member("Côte d'Ivoire")
    tree.member("Netherlands")
    tree.member("Morocco", member__translations=in_languages(ar="المغرب"))

    found = client.get(f"{prefix}/search/suggestions/", {"q": typed}).json()["suggestions"]

    assert name in [one["label"] for one in found]


def test_a_state_is_suggested_by_its_name_in_the_readers_language_whatever_was_typed(client, tree):
    tree.member("Germany", member__translations=in_languages(fr="Allemagne", pt="Alemanha"))

    french = client.get("/fr/search/suggestions/", {"q": "alem"}).json()["suggestions"]

    assert [(one["label"], one["detail"]) for one in french] == [("Allemagne", "Alemanha")]
