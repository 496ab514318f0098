"""Words that editors call the same."""

import pytest
from django.core.exceptions import ValidationError

from search.models import Synonym


def refused(*groups):
    """Return what the last of these groups is refused for; the others are kept."""
    for terms in groups[:-1]:
        Synonym.objects.create(terms=terms)
    with pytest.raises(ValidationError) as error:
        Synonym(terms=groups[-1]).full_clean()
    return str(error.value.message_dict["terms"][0])


@pytest.mark.parametrize("first", ["PIDA", "Programme for Infrastructure Development"])
def test_what_is_called_the_same_is_found_by_either_name(client, tree, first):
    page = tree.document(title="A note on PIDA")
    other = tree.document(title="Programme for Infrastructure Development: a report")
    Synonym.objects.create(terms="PIDA\nProgramme for Infrastructure Development")

    results = client.get("/search/", {"q": first, "format": "json"}).json()["results"]

    assert {result["title"] for result in results} == {page.title, other.title}


def test_quotation_marks_hold_the_other_names_of_a_phrase_together_too(client, tree):
    Synonym.objects.create(terms="road map\nway ahead")
    kept = {tree.page(title="The road map").title, tree.page(title="A way ahead").title}
    tree.page(title="The map of a road"), tree.page(title="Ahead on our way")

    results = client.get("/search/", {"q": '"road map"', "format": "json"}).json()["results"]

    assert {result["title"] for result in results} == kept


def test_the_acronyms_that_the_site_explains_are_there_from_the_beginning(db):
    assert ["AUC", "African Union Commission"] in [group.listed[:2] for group in Synonym.objects.all()]


@pytest.mark.parametrize(
    "address",
    [
        "/fr/search/?q=traite des êtres humains Bruxelles",
        "/pt/search/?q=tráfico de seres humanos Bruxelas",
        "/ar/search/?q=الاتجار بالبشر بروكسل",
        "/search/?q=human trafficking Brussels",
    ],
)
def test_a_text_in_english_is_found_by_the_words_of_another_language(client, tree, address):
    page = tree.page(title="Trafficking in human beings: a note from Brussels")
    tree.page(title="A note on something else")

    results = client.get(f"{address}&format=json").json()["results"]

    assert [result["title"] for result in results] == [page.title]


@pytest.mark.parametrize("terms", ["", "PIDA", "PIDA\npida\n PÍDA "])
def test_a_group_of_one_is_refused(db, terms):
    assert refused(terms)


def test_a_word_of_two_groups_finds_what_either_calls_so(client, tree):
    titles = {tree.page(title=title).title for title in ("A note on Infrastructure", "A note on Building")}
    Synonym.objects.create(terms="PIDA\nInfrastructure")
    Synonym.objects.create(terms="Building\npida")

    results = client.get("/search/", {"q": "PIDA", "format": "json"}).json()["results"]

    assert {result["title"] for result in results} == titles


def test_what_leads_to_a_word_finds_it_and_is_not_found_by_it(client, tree):
    page, other = tree.page(title="A note on Infrastructure"), tree.page(title="A note on Bridges")
    Synonym.objects.create(terms="Infrastructure", leads_here="Bridges\ninfrastrukture")

    def found(typed):
        results = client.get("/search/", {"q": typed, "format": "json"}).json()["results"]
        return {result["title"] for result in results}

    assert found("bridge") == {page.title, other.title}
    assert found("infrastrukture") == found("infrastructures") == {page.title}


@pytest.mark.parametrize(
    ("title", "typed"),
    [
        ("A meeting in Cairo", "قاهرة"),
        ("A meeting in Cairo", "القاهرة"),
        ("A note on remittances", "envoi de fonds"),
        ("A note on remittances", "envois de fonds"),
        ("Netherlands", "Holland"),
        ("Sahrawi Arab Democratic Republic", "RASD"),
    ],
)
def test_a_word_is_known_in_any_of_its_forms_and_languages(client, tree, title, typed):
    tree.page(title=title)

    assert client.get("/search/", {"q": typed, "format": "json"}).json()["results"][0]["title"] == title


def test_a_group_without_end_is_refused(db):
    assert "at most 30" in refused("\n".join(f"word{n}" for n in range(31)))


def test_an_editor_keeps_a_group(admin_client):
    admin_client.post("/admin/snippets/search/synonym/add/", {"terms": " PIDA \r\n\r\nInfrastructure  Programme"})

    assert Synonym.objects.get(terms__contains="PIDA").terms == "PIDA\nInfrastructure Programme"
