"""What editors put first or leave out for a search."""

import pytest
from wagtail.models import PageViewRestriction

from search.models import BestBet, BestBetChoice, BestBetSearch
from tests.reading import read, words

FIRST, OUT = BestBetChoice.Effect.FIRST, BestBetChoice.Effect.OUT


def bet(text, language="", **choices):
    """Keep a best bet for a search: `first=page`, `out=page`."""
    kept = BestBet.objects.create(language=language)
    BestBetSearch.objects.create(bet=kept, text=text)
    for effect, page in choices.items():
        BestBetChoice.objects.create(bet=kept, effect=effect, page=page)
    return kept


def found(client, query, language=""):
    """Return the titles of the results in their order, and how many are said to be found."""
    answer = client.get(f"{language}/search/?q={query}&format=json").json()
    return [result["title"] for result in answer["results"]], answer["count"]


@pytest.fixture
def pages(tree):
    return [tree.document(title=f"Declaration on Remittances, part {number}") for number in "ABC"]


@pytest.mark.parametrize("typed", ["remittances", "RÉMITTANCES"])
def test_what_is_put_first_stands_first_and_once(client, pages, typed):
    bet("Remittances", first=pages[2])

    titles, count = found(client, typed)

    assert titles[0] == pages[2].title
    assert (len(titles), count) == (3, 3)
    assert "Recommended" in words(read(client, f"/search/?q={typed}"))


def test_what_is_put_first_need_not_hold_the_word(client, tree):
    page = tree.document(title="Sending money home")
    bet("remittances", first=page)

    assert found(client, "remittances")[0] == [page.title]


def test_what_is_left_out_is_neither_shown_nor_counted(client, pages):
    bet("remittances", out=pages[0])

    titles, count = found(client, "remittances")

    assert pages[0].title not in titles
    assert count == 2
    assert pages[0].title in found(client, "declaration")[0]


def test_a_best_bet_for_one_language_is_none_for_another(client, pages):
    bet("remittances", language="fr", out=pages[0])

    assert found(client, "remittances")[1] == 3
    assert found(client, "remittances", "/fr")[1] == 2


def test_what_is_not_public_is_not_recommended(client, pages):
    draft, private = pages[0], pages[1]
    bet("anything", first=draft)
    bet("anything", first=private)
    draft.unpublish()
    PageViewRestriction.objects.create(page=private, restriction_type=PageViewRestriction.LOGIN)

    assert found(client, "anything")[0] == []


def test_editors_see_the_page_of_results_before_they_save(admin_client, pages):
    data = {
        "language": "",
        "searches-TOTAL_FORMS": 1,
        "searches-INITIAL_FORMS": 0,
        "searches-0-text": "remittances",
        "choices-TOTAL_FORMS": 1,
        "choices-INITIAL_FORMS": 0,
        "choices-0-effect": "first",
        "choices-0-page": pages[2].pk,
        "choices-0-member": "",
        "choices-0-ORDER": 1,
    }
    address = "/admin/snippets/search/bestbet/preview/"
    assert admin_client.post(address, data).json()["is_valid"]

    shown = words(read(admin_client, address))

    assert shown.index("Recommended") < shown.index("part C") < shown.index("part A")
    assert not BestBet.objects.exists()


def test_a_choice_is_a_page_or_a_member(pages):
    with pytest.raises(Exception, match="not both"):
        BestBetChoice(effect=FIRST).full_clean(exclude=["bet"])
