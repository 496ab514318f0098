"""Every action, by itself and in bulk, on every kind of page: none ends in an error page."""

import pytest
from django.urls import reverse
from wagtail.models import Locale, Page, Workflow

from meetings.models import MeetingPage
from tests.helpers.editing import PUBLISH, filled_in
from tests.helpers.factories import hide
from tests.helpers.people import having_role
from tests.helpers.reading import parse, words
from tests.helpers.scheduling import in_an_hour, schedule

pytestmark = pytest.mark.django_db


def alias(tree, _admin):
    return tree.meeting(title="Original").create_alias(update_slug="alias")


def alias_of_draft(tree, _admin):
    return tree.meeting(live=False).create_alias(update_slug="alias")


def taken_down_alias(tree, admin):
    page = alias(tree, admin)
    page.unpublish()
    return page


def draft(tree, _admin):
    return tree.meeting(live=False)


def locked(tree, admin):
    return tree.meeting(locked=True, locked_by=having_role("publishers"))


def scheduled(tree, _admin):
    page = tree.meeting(live=False)
    schedule(page, in_an_hour())
    return page


def private(tree, _admin):
    page = tree.meeting()
    hide(page)
    return page


def in_review(tree, admin):
    page = tree.meeting(live=False)
    Workflow.objects.get(active=True).start(page, admin)
    return page


def translated(tree, _admin):
    page = tree.meeting()
    page.copy_for_translation(Locale.objects.get_or_create(language_code="fr")[0], copy_parents=True)
    return page


KINDS = [alias, alias_of_draft, taken_down_alias, draft, locked, scheduled, private, in_review, translated]


def many(client, action, page, **posted):
    address = reverse("wagtail_bulk_action", args=["wagtailcore", "page", action]) + f"?id={page.pk}&next=/admin/"
    assert client.get(address).status_code == 200
    return client.post(address, posted, follow=True)


def one(client, action, page, **posted):
    address = reverse(f"wagtailadmin_pages:{action}", args=[page.pk])
    assert client.get(address, follow=True).status_code == 200
    return client.post(address, posted, follow=True)


def publish_by_hand(client, page):
    address = reverse("wagtailadmin_pages:edit", args=[page.pk])
    form = client.get(address)
    if "form" not in (form.context_data or {}) or page.alias_of_id:
        return form
    return client.post(address, filled_in(form) | PUBLISH, follow=True)


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.__name__)
def test_no_action_on_a_page_of_any_kind_ends_in_an_error(admin_client, admin_user, tree, kind):
    other = tree.meetings.copy(update_attrs={"slug": "other", "title": "Other"}, recursive=False)
    page = kind(tree, admin_user)

    answers = [
        many(admin_client, "publish", page),
        many(admin_client, "unpublish", page),
        many(admin_client, "publish", page),
        many(admin_client, "move", page, chooser=other.pk),
        publish_by_hand(admin_client, page),
        one(admin_client, "copy", page, new_title="Copy", new_slug="copy", new_parent_page=tree.meetings.pk),
        one(admin_client, "convert_alias", page) if page.alias_of_id else one(admin_client, "delete", page),
        many(admin_client, "delete", page) if Page.objects.filter(pk=page.pk).exists() else None,
    ]

    assert {answer.status_code for answer in answers if answer} == {200}


def test_an_alias_that_was_taken_down_is_put_up_again_with_what_its_original_shows(admin_client, tree):
    other, page = tree.meeting(live=False), tree.meeting(title="Original").create_alias(update_slug="alias")

    many(admin_client, "unpublish", page)
    answer = many(admin_client, "publish", page)

    assert "1 page has been published" in words(parse(answer))
    assert MeetingPage.objects.get(pk=page.pk).live
    assert not MeetingPage.objects.get(pk=other.pk).live


def test_an_alias_of_a_draft_is_left_alone_and_the_others_are_published(admin_client, tree):
    page, other = tree.meeting(live=False).create_alias(update_slug="alias"), tree.meeting(live=False)
    address = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "publish"])

    answer = admin_client.post(f"{address}?id={page.pk}&id={other.pk}&next=/admin/", follow=True)

    assert "It follows a page that is not published" in words(parse(answer))
    assert [MeetingPage.objects.get(pk=one.pk).live for one in (page, other)] == [False, True]
