"""Publishing from the editor is done wholly or not at all, as at an hour."""

import pytest
from django.urls import reverse
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Page, PageLogEntry
from wagtail.signals import page_published, post_page_move

from mme_site.pages.validation.rules import ContentRefused
from tests.helpers.editing import PUBLISH, filled_in
from tests.helpers.people import administrator
from tests.helpers.scheduling import receiver

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor(client):
    client.force_login(administrator())
    client.raise_request_exception = False
    return client


def publish(editor, page, **values):
    address = reverse("wagtailadmin_pages:edit", args=[page.pk])
    return editor.post(address, filled_in(editor.get(address), **values) | PUBLISH)


def test_what_ends_in_the_middle_leaves_the_page_its_address_and_its_history_as_they_were(editor, tree):
    page = tree.page(slug="before", title="Before")

    def die(**kwargs):
        raise ConnectionError("as if the process had died here")

    with receiver(page_published, die):
        assert publish(editor, page, slug="after", title="After").status_code == 500

    stored = Page.objects.get(pk=page.pk)
    assert (stored.slug, stored.title, stored.live_revision_id) == ("before", "Before", page.live_revision_id)
    assert not Redirect.objects.exists()
    assert not PageLogEntry.objects.filter(page=page.pk, action="wagtail.publish").exists()
    assert stored.get_latest_revision().content["title"] == "After"  # the draft is kept

    publish(editor, stored)
    assert Page.objects.get(pk=page.pk).slug == "after"
    assert Redirect.objects.filter(old_path="/before").exists()


def test_a_move_that_ends_in_the_middle_leaves_the_page_where_it_was_without_a_trace(editor, tree):
    page, place = tree.page(slug="moved"), tree.page(slug="place")
    address = reverse("wagtailadmin_pages:move_confirm", args=[page.pk, place.pk])

    def die(**kwargs):
        raise ConnectionError("as if the process had died here")

    editor.get(address)
    with receiver(post_page_move, die):
        assert editor.post(address).status_code == 500

    assert Page.objects.get(pk=page.pk).url == "/moved/"
    assert not Redirect.objects.exists()
    editor.post(address)
    assert Page.objects.get(pk=page.pk).url == "/place/moved/"
    assert PageLogEntry.objects.filter(page=page.pk, action="wagtail.move").count() == 1


def test_what_the_rules_refuse_is_told_in_the_editor_and_its_draft_is_kept(editor, tree, monkeypatch):
    page = tree.page(title="Before")

    def refuse(**kwargs):
        raise ContentRefused(page, [])

    with receiver(page_published, refuse):
        answer = publish(editor, page, title="After")

    assert answer.url == reverse("wagtailadmin_pages:edit", args=[page.pk])
    stored = Page.objects.get(pk=page.pk)
    assert (stored.title, stored.draft_title) == ("Before", "After")
