"""The search: one box over public pages and members, into which anything can be typed."""

import itertools
import re

import pytest
from django.templatetags.static import static
from wagtail.models import Page

from members.models import FormerName
from mme_site.core.models import OtherName
from search.engine.answer import RESULTS_PER_PAGE
from tests.helpers.factories import BodyFactory, Tree, hide, in_languages
from tests.helpers.reading import main, parse, read, words

pytestmark = pytest.mark.django_db


def found(client, query, **extra):
    """Return the titles that are found for a query, in order."""
    return titles(read(client, f"/search/?q={query}", **extra))


def titles(page):
    """Return the titles of the results on a page."""
    return [words(name) for name in page.select(".results .name")]


# What is found


@pytest.mark.parametrize(
    ("kind", "fields", "query"),
    [
        ("meeting", {"title": "Tripoli conference"}, "tripoli"),
        ("meeting", {"summary": "About remittances."}, "remittances"),
        ("meeting", {"city": "Ouagadougou"}, "Ouagadougou"),
        ("meeting", {"venue": "Palais des Nations"}, "palais"),
        ("meeting", {"motto": "Investing in people"}, "investing"),
        ("meeting", {"participants": "Ministers of labour"}, "labour"),
        ("document", {"symbol": "COM(2011) 743 final"}, "743"),
        ("document", {"body_responsible": "European Commission"}, "commission"),
        ("theme", {"title": "Diaspora"}, "diaspora"),
        ("page", {"body": [("paragraph", "<p>Every word of the text.</p>")]}, "word+text"),
        ("page", {"body": [("quotation", {"text": "Kept as printed"})]}, "printed"),
    ],
)
def test_a_page_is_found_by_what_it_says(client, tree, kind, fields, query):
    page = getattr(tree, kind)(**fields)

    assert found(client, query) == [page.title]


@pytest.mark.parametrize("kind", ["meeting", "document"])
def test_a_page_is_found_by_its_other_names(client, tree, kind):
    page = getattr(tree, kind)()
    OtherName.objects.create(page=page, name="Sommet de Lisbonne")
    page.save()

    assert found(client, "lisbonne") == [page.title]


def test_a_page_that_was_changed_is_found_by_what_it_says_now(client, tree):
    meeting = tree.meeting(city="Tripoli")
    meeting.city = "Brussels"
    meeting.save()

    assert (found(client, "tripoli"), found(client, "brussels")) == ([], [meeting.title])


@pytest.mark.parametrize("query", ["Ivory", "Ivoire", "Marfim", "العاج", "CI"])
def test_a_member_is_found_by_its_name_in_every_language_and_by_its_code(client, tree, query):
    tree.member(
        "Ivory Coast",
        member__code="CI",
        member__translations=in_languages(fr="Côte d'Ivoire", pt="Costa do Marfim", ar="ساحل العاج"),
    )

    assert found(client, query) == ["Ivory Coast"]


def test_a_member_is_found_by_a_former_name(client, tree):
    member = tree.member("Eswatini")
    FormerName.objects.create(member=member, name="Swaziland")
    member.save()

    assert found(client, "swaziland") == ["Eswatini"]


def test_a_member_leads_to_its_page(client, tree):
    member = tree.member("Benin")

    link = read(client, "/search/?q=benin").select_one(".results a")

    assert link["href"] == tree.members.member_url(member)


def test_every_word_must_be_found(client, tree):
    tree.meeting(title="Tripoli conference")
    tree.meeting(title="Brussels conference")

    assert found(client, "conference+tripoli") == ["Tripoli conference"]


def test_quotation_marks_hold_a_phrase_together(client, tree):
    tree.meeting(title="Action plan")
    tree.meeting(title="Plan of action")

    assert found(client, "%22action+plan%22") == ["Action plan"]


@pytest.mark.parametrize("query", ["Tripoli:2006", "date:Tripoli", "Tripoli:"])
def test_a_colon_is_only_a_colon(client, tree, query):
    tree.meeting(title="Tripoli 2006 date")

    assert found(client, query) == ["Tripoli 2006 date"]


def test_the_number_of_results_is_said(client, tree):
    tree.meeting(title="Tripoli")
    tree.document(title="Tripoli declaration")

    assert words(read(client, "/search/?q=tripoli").select_one("#results")) == "2 results for “tripoli”"


def test_a_result_says_what_it_is(client, tree):
    tree.document(title="Declaration", symbol="EX.CL/1", summary="Agreed by all.")

    result = words(read(client, "/search/?q=declaration").select_one(".results li"))

    assert result == "Document Declaration Declaration · EX.CL/1 · 3 April 2014 Agreed by all."


def test_where_nothing_is_found_it_is_said_with_what_to_do(client, tree):
    page = read(client, "/search/?q=atlantis")

    assert "0 results for “atlantis”" in main(page)
    assert "No page contains all of these words. Try fewer words, or another spelling." in main(page)


@pytest.mark.parametrize("query", ["", "q=", "q=++", "q=%09%0A", "other=1"])
def test_without_a_query_there_is_the_box_alone(client, tree, query):
    page = read(client, f"/search/?{query}")

    assert page.select_one("#find-all")
    assert page.select_one("#results") is None


def test_the_box_keeps_what_was_typed(client, tree):
    assert read(client, "/search/?q=Tripoli+2006").select_one("#find-all")["value"] == "Tripoli 2006"


# What is never found


def draft(tree):
    tree.meeting(title="Secret meeting", live=False)


def draft_of_a_member(tree):
    tree.member("Secret member", member__live=False)


def member_of_no_counted_body(tree):
    tree.member("Secret member", BodyFactory(code="EFTA"))


def test_an_alias_of_an_alias_of_a_private_page_is_not_found(client, tree):
    private = tree.document(title="Secret document", slug="secret")
    alias = private.create_alias(parent=tree.documents, update_slug="alias")
    again = alias.create_alias(parent=tree.documents, update_slug="again")
    Page.objects.filter(pk=again.pk).update(alias_of=alias.pk)
    found = len(client.get("/search/?q=secret&format=json").json()["results"])
    hide(private)

    assert found
    assert client.get("/search/?q=secret&format=json").json()["results"] == []


def private_page(tree):
    hide(tree.document(title="Secret document"))


def page_below_a_private_one(tree):
    about = tree.page(title="About")
    tree.page(title="Secret page", parent=about)
    hide(about)


def members_of_a_private_list(tree):
    tree.member("Secret member")
    hide(tree.members)


def unpublished_page(tree):
    tree.meeting(title="Secret meeting").unpublish()


def page_of_another_site(tree):
    Tree(hostname="other.example", slug="other").meeting(title="Secret meeting")


@pytest.mark.parametrize(
    "make",
    [
        draft,
        draft_of_a_member,
        member_of_no_counted_body,
        private_page,
        page_below_a_private_one,
        members_of_a_private_list,
        unpublished_page,
        page_of_another_site,
    ],
)
def test_what_is_not_public_on_this_site_is_not_found(client, tree, make):
    make(tree)

    assert found(client, "secret") == []


def test_an_editor_who_signed_in_finds_no_more_than_a_visitor(admin_client, tree):
    draft(tree)
    private_page(tree)

    assert found(admin_client, "secret") == []


def test_a_change_that_is_not_published_is_not_found(client, tree):
    meeting = tree.meeting(title="Public meeting")
    meeting.title = "Secret meeting"
    meeting.save_revision()

    assert found(client, "secret") == []


# Whatever is typed


TYPED = {
    "a quotation mark": "%22",
    "three quotation marks": "%22a%22%22",
    "apostrophes": "%27a%27+O%27Brien+%27",
    "an open bracket": "summit+(2014",
    "closed brackets": "))))",
    "the word AND": "AND",
    "operators in a row": "AND+OR+NOT",
    "a nearness": "NEAR(summit+2014,+5)",
    "a star": "sum*",
    "stars": "***",
    "a minus": "-summit",
    "a column": "title:summit",
    "a column with braces": "{title}:summit",
    "a caret": "^summit",
    "a plus": "a+%2B+b",
    "a backslash": "%5C",
    "per cent signs": "100%25+%25s+%25(a)s",
    "a question mark": "%3F",
    "postgres operators": "a+%26+!b+%7C+c+%3C-%3E+d:*",
    "SQL": "%27;+DROP+TABLE+wagtailcore_page;--",
    "an emoji": "%F0%9F%8E%89",
    "a family of emoji": "%F0%9F%91%A9%E2%80%8D%F0%9F%91%A7",
    "a right-to-left override": "%E2%80%AEtimmus",
    "a lone surrogate": "%ED%A0%80",
    "no UTF-8": "%FF%FE",
    "a broken escape": "%",
    "combining marks": "e" + "%CC%81" * 100,
    "tabs and line ends": "a%09b%0D%0Ac",
    "an escape character": "%1B%5B31m",
    "10,000 characters": "x" * 10_000,
    "10,000 words": "+".join(["x"] * 5_000),
    "10,000 quotation marks": "%22" * 10_000,
    "markup": "%3Cscript%3Ealert(1)%3C/script%3E",
    "template code": "{{7*7}}{%25+debug+%25}",
}


@pytest.mark.parametrize("typed", TYPED.values(), ids=TYPED)
def test_whatever_is_typed_is_answered_in_words(client, tree, typed):
    page = read(client, f"/search/?q={typed}")

    assert re.match(r"\d+ results? for “", words(page.select_one("#results")))
    assert page.main.find("script") is None
    assert [script.get("src") for script in page.find_all("script")] == [static("suggestions.js"), static("menus.js")]


@pytest.mark.parametrize("query", ["q=a%00b", "q=a\0b", "q=%22%00", "page=%00&q=a"])
def test_a_nul_character_is_refused_in_words(client, tree, query):
    response = client.get("/search/", QUERY_STRING=query)

    assert response.status_code == 400
    assert "This address contains a character that no page has (NUL)." in words(parse(response).main)


@pytest.mark.parametrize("page", ["0", "-1", "99999999999999999999", "abc", "1.5", "%22", ""])
def test_whatever_page_is_asked_for_is_answered(client, tree, page):
    tree.meeting(title="Tripoli")

    assert found(client, f"tripoli&page={page}") == ["Tripoli"]


def test_a_query_is_cut_where_nobody_types_on(client, tree):
    assert len(read(client, "/search/?q=" + "x" * 10_000).select_one("#find-all")["value"]) == 200


# Pages of results


def test_every_result_is_shown_once_over_the_pages_of_members_and_pages(client, tree):
    names = [f"Tripoli {number}" for number in range(2 * RESULTS_PER_PAGE + 5)]
    for name in names[: RESULTS_PER_PAGE + 3]:
        tree.member(name)
    for name in names[RESULTS_PER_PAGE + 3 :]:
        tree.page(title=name)

    shown, address = [], "?q=tripoli"
    while address:
        page = read(client, f"/search/{address}")
        shown.append(titles(page))
        onward = page.select_one("a[rel=next]")
        address = onward and onward["href"]

    assert [len(part) for part in shown] == [RESULTS_PER_PAGE, RESULTS_PER_PAGE, 5]
    assert sorted(itertools.chain(*shown)) == sorted(names)


def test_members_come_before_pages(client, tree):
    tree.page(title="Benin")
    tree.member("Benin")

    kinds = [words(kind) for kind in read(client, "/search/?q=benin").select(".results .eyebrow")]

    assert kinds == ["Member", "Page of text"]
