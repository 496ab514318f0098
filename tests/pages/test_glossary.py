"""Terms of the glossary, explained where they first stand in a text."""

import pytest
from django.template import Context, Template
from wagtail.models import Locale

from mme_site.pages.glossary import Term, explain
from tests.helpers.factories import hide
from tests.helpers.reading import read, words

IDP = Term(("internally displaced person", "IDP"), "A person forced to leave home.", "/glossary/#term-idp")
RETURN = Term(("reintegration",), "Support after coming back.", "/glossary/#term-reintegration")
LINK = '<a class="term" href="/glossary/#term-idp" title="A person forced to leave home.">{}</a>'


@pytest.mark.parametrize(
    ("html", "explained"),
    [
        ("<p>IDPs and an IDP, an IDP</p>", f"<p>IDPs and an {LINK.format('IDP')}, an IDP</p>"),
        ("<p>Internally displaced persons</p>", f"<p>{LINK.format('Internally displaced persons')}</p>"),
        ("<h2>IDP</h2><p>IDP</p>", f"<h2>IDP</h2><p>{LINK.format('IDP')}</p>"),
        ('<a href="/x">An <b>IDP</b></a> IDP', f'<a href="/x">An <b>IDP</b></a> {LINK.format("IDP")}'),
        ('<p title="IDP">idp, non-IDP, IDP-led</p>', '<p title="IDP">idp, non-IDP, IDP-led</p>'),
        ("<blockquote>IDP</blockquote>", "<blockquote>IDP</blockquote>"),
        ("Q&amp;A &#x27;IDP&#x27;", f"Q&amp;A &#x27;{LINK.format('IDP')}&#x27;"),
    ],
)
def test_a_term_is_a_link_where_it_stands_first(html, explained):
    assert explain(html, (IDP, RETURN)) == explained


def test_a_definition_is_never_markup():
    term = Term(("asylum",), '"><script>', "/x")

    assert explain("asylum", (term,)) == '<a class="term" href="/x" title="&quot;&gt;&lt;script&gt;">asylum</a>'


def test_without_terms_nothing_changes():
    assert explain("<p>IDP</p>", ()) == "<p>IDP</p>"


ENTRY = {"term": "Readmission", "abbreviation": "", "definition": "Taking back.", "also": "taking back of people"}


@pytest.fixture
def glossary(tree):
    other = {"term": "Migration", "definition": "Moving.", "is_explained": False, "is_reported": True}
    return tree.page(title="Glossary", body=[{"type": "term", "value": value} for value in (ENTRY, other)])


def text(tree, words):
    return tree.page(body=[{"type": "paragraph", "value": f"<p>{words}</p>"}])


def terms(page):
    return {words(link): (link["href"], link["title"]) for link in page.select("a.term")}


@pytest.mark.django_db
def test_the_texts_of_a_partnership_explain_the_terms_of_its_glossary(client, tree, glossary):
    page = read(client, text(tree, "On migration, readmission and the taking back of people").url)

    assert terms(page) == {"readmission": (f"{glossary.url}#term-readmission", "Taking back.")}
    assert read(client, glossary.url).select_one("#term-readmission")


@pytest.mark.django_db
def test_a_glossary_does_not_explain_itself_and_says_what_is_only_reported(client, tree, glossary):
    page = read(client, glossary.url)

    assert terms(page) == {}
    assert words(page.select_one("#term-migration")) == "Migration : Moving. as reported"


@pytest.mark.django_db
def test_what_is_not_public_explains_nothing(client, tree, glossary):
    glossary.unpublish()

    assert terms(read(client, text(tree, "On readmission").url)) == {}


@pytest.mark.django_db
def test_a_private_glossary_explains_nothing(client, tree, glossary):
    hide(glossary)

    assert terms(read(client, text(tree, "On readmission").url)) == {}


@pytest.mark.django_db
def test_a_text_in_another_language_is_left_alone(client, tree, glossary):
    page = text(tree, "On readmission")
    french, _made = Locale.objects.get_or_create(language_code="fr")
    page.locale = french

    shown = Template("{% load mme_glossary %}{% explained page %}readmission{% endexplained %}")
    assert shown.render(Context({"page": page})) == "readmission"
