"""What editors put first or leave out for a search."""

import pytest
from django.contrib.contenttypes.models import ContentType
from wagtail.models import PageViewRestriction

from members.models import Member
from mme_site.editorial.recovery.models import Deletion
from mme_site.editorial.recovery.restoring import restore
from search.models import IndexDocument, PromotedQuery, PromotedResult, PromotedTarget
from tests.helpers.reading import read, words

ADMIN = "/admin/snippets/search/promotedresult"
FIRST, OUT = PromotedTarget.Effect.FIRST, PromotedTarget.Effect.OUT


def promote(text, language="", **choices):
    """Promote results for a search: `first=page`, `out=page`."""
    promoted = PromotedResult.objects.create(language=language)
    PromotedQuery.objects.create(promoted_result=promoted, text=text)
    for effect, page in choices.items():
        PromotedTarget.objects.create(promoted_result=promoted, effect=effect, page=page)
    return promoted


def targets(page="", member=""):
    """Return the form of an editor who puts a page or member first."""
    return {
        "language": "",
        "queries-TOTAL_FORMS": 1,
        "queries-INITIAL_FORMS": 0,
        "queries-0-text": "remittances",
        "targets-TOTAL_FORMS": 1,
        "targets-INITIAL_FORMS": 0,
        "targets-0-effect": "first",
        "targets-0-page": page,
        "targets-0-member": member,
        "targets-0-ORDER": 1,
    }


def found(client, query, language=""):
    """Return the titles of the results in their order, and how many are said to be found."""
    answer = client.get(f"{language}/search/?q={query}&format=json").json()
    return [result["title"] for result in answer["results"]], answer["count"]


@pytest.fixture
def pages(tree):
    return [tree.document(title=f"Declaration on Remittances, part {number}") for number in "ABC"]


@pytest.mark.parametrize("typed", ["remittances", "RÉMITTANCES"])
def test_what_is_put_first_stands_first_and_once(client, pages, typed):
    promote("Remittances", first=pages[2])

    titles, count = found(client, typed)

    assert titles[0] == pages[2].title
    assert (len(titles), count) == (3, 3)
    assert "Recommended" in words(read(client, f"/search/?q={typed}"))


def test_what_is_put_first_need_not_hold_the_word(client, tree):
    page = tree.document(title="Sending money home")
    promote("remittances", first=page)

    assert found(client, "remittances")[0] == [page.title]


def test_what_is_left_out_is_neither_shown_nor_counted(client, pages):
    promote("remittances", out=pages[0])

    titles, count = found(client, "remittances")

    assert pages[0].title not in titles
    assert count == 2
    assert pages[0].title in found(client, "declaration")[0]


def test_a_promoted_result_for_one_language_is_none_for_another(client, pages):
    promote("remittances", language="fr", out=pages[0])

    assert found(client, "remittances")[1] == 3
    assert found(client, "remittances", "/fr")[1] == 2


def test_what_is_not_public_is_not_recommended(client, pages):
    draft, private = pages[0], pages[1]
    promote("anything", first=draft)
    promote("anything", first=private)
    draft.unpublish()
    PageViewRestriction.objects.create(page=private, restriction_type=PageViewRestriction.LOGIN)

    assert found(client, "anything")[0] == []


def test_editors_see_the_page_of_results_before_they_save(admin_client, pages):
    address = f"{ADMIN}/preview/"
    assert admin_client.post(address, targets(page=pages[2].pk)).json()["is_valid"]

    shown = words(read(admin_client, address))

    assert shown.index("Recommended") < shown.index("part C") < shown.index("part A")
    assert not PromotedResult.objects.exists()


def test_editors_put_a_member_first(admin_client, client, tree, pages):
    member = tree.member("Wakanda")
    assert "Choose member" in admin_client.get(f"{ADMIN}/add/").content.decode()

    admin_client.post(f"{ADMIN}/add/", targets(member=member.pk))

    assert found(client, "remittances")[0][0] == "Wakanda"
    edited = read(admin_client, f"{ADMIN}/edit/{PromotedResult.objects.get().pk}/")
    assert edited.select_one('[name="targets-0-member"]')["value"] == str(member.pk)


def test_a_page_and_a_member_are_not_one_target(admin_client, tree, pages):
    answer = admin_client.post(f"{ADMIN}/add/", targets(member=tree.member().pk, page=pages[0].pk))

    assert "Choose a page or a member, and not both." in answer.content.decode()
    assert not PromotedTarget.objects.exists()


def test_a_target_goes_and_comes_back_with_its_member(tree):
    member = tree.member()
    PromotedTarget.objects.create(promoted_result=promote("anything"), effect=FIRST, record=member)
    key, of_member = member.pk, ContentType.objects.get_for_model(Member)
    assert IndexDocument.objects.filter(record_type=of_member, record_id=key).exists()

    member.delete()

    assert not PromotedTarget.objects.exists()
    assert not IndexDocument.objects.filter(record_type=of_member, record_id=key).exists()
    restore(Deletion.objects.get())
    assert PromotedTarget.objects.get().record == Member.objects.get(pk=key)


def test_a_target_is_a_page_or_a_member(pages):
    with pytest.raises(Exception, match="not both"):
        PromotedTarget(effect=FIRST).full_clean(exclude=["promoted_result"])
