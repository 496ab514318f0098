"""A correction is done where what was typed cannot be meant, and offered where it can."""

import pytest

from tests.helpers.searching import ask, titles

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("typed", "held"),
    [
        ("Holland", "Poland"),
        ("Macron", "Maroc"),
        ("SADR", "SADC"),
        ("illegal", "legal"),
        ("suspended", "succeeded"),
        ("next", "text"),
        ("Frontex", "front"),
        ("Australia", "Austria"),
        ("Western", "Weston"),
        ("الجزائر", "الجزيرة"),
        ("المراجعين", "المهاجرين"),
        ("البورمية", "البشرية"),
        ("الليبية", "الهيئة"),
        ("لاتصالات", "باتصالات"),
        ("Serbe", "Série"),
        ("Teixeira", "terceira"),
        ("despublicado", "publicado"),
        ("déprogrammé", "programme"),
    ],
)
def test_a_word_that_exists_is_never_replaced(client, tree, typed, held):
    tree.page(title=held)

    answer = ask(client, typed)

    assert answer["corrected_query"] is None
    assert held not in titles(answer)


@pytest.mark.parametrize(
    ("typed", "held"), [("Ougadougou", "Ouagadougou"), ("migraton", "Migration"), ("موريتنيا", "موريتانيا")]
)
def test_a_word_that_nothing_holds_and_no_language_has_is_corrected(client, tree, typed, held):
    tree.page(title=f"{held} 1")

    assert titles(ask(client, typed))[0] == f"{held} 1"


def test_where_something_was_found_another_spelling_is_offered_and_not_done(client, tree):
    tree.page(title="Khartuom")
    for number in range(8):
        tree.page(title=f"Khartoums {number}")

    answer = ask(client, "Khartuom")

    assert (answer["corrected_query"], answer["offered_query"]) == (None, "khartoums")
    assert titles(answer) == ["Khartuom"]
