"""Translating by clicks, as wagtail-localize and the desk of translators offer it, meets no error of the site's own."""

import pytest
from django.urls import reverse
from wagtail.models import Locale
from wagtail_localize.models import TranslationSource
from wagtail_localize.operations import translate_object

from tests.helpers.people import having_role

pytestmark = pytest.mark.django_db


@pytest.fixture
def french(tree):
    return Locale.objects.get_or_create(language_code="fr")[0]


def translated(page, locale):
    translate_object(page, [locale])
    return page.get_translation(locale)


def synchronise(client, page, **choices):
    source = TranslationSource.objects.get(object_id=page.translation_key)
    return client.post(reverse("wagtail_localize:update_translations", args=[source.pk]), choices)


def test_the_translation_of_the_overview_is_submitted_for_review(client, tree, french):
    version = translated(tree.home, french)
    client.force_login(having_role("translators fr"))

    answer = client.post(reverse("submit_translation", args=[version.pk]))

    assert answer.status_code == 302
    version.refresh_from_db()
    assert version.current_workflow_state
    assert version.slug == "mme-fr"


def test_a_page_with_an_empty_optional_text_in_a_block_is_translated(client, tree, french):
    translated(tree.home, french)
    page = tree.page(title="About", body=[("note", {"text": "<p>Words.</p>"}), ("quotation", {"text": "As printed."})])
    page.body.raw_data[0]["value"]["title"] = None
    page.save()
    client.force_login(having_role("publishers"))

    answer = client.post(reverse("wagtail_localize:submit_page_translation", args=[page.pk]), {"locales": [french.pk]})

    assert answer.status_code == 302
    assert page.has_translation(french)


def test_a_page_is_synchronised_after_it_was_moved(client, tree, french):
    above, other = tree.page(title="Above"), tree.page(title="Other")
    page = tree.page(title="Moved", parent=above)
    version = translated(page, french)
    page.move(other, pos="last-child")
    client.force_login(having_role("publishers"))

    assert synchronise(client, page, publish_translations="on").status_code == 302
    version.refresh_from_db()
    assert version.get_parent().specific.translation_key == above.translation_key


def test_a_slug_that_an_editor_gave_a_translation_stays_when_it_is_synchronised(client, tree, french):
    page = tree.page(title="About", slug="about")
    version = translated(page, french)
    version.slug = "a-propos"
    version.save_revision().publish()
    client.force_login(having_role("publishers"))

    synchronise(client, page, publish_translations="on")

    version.refresh_from_db()
    assert version.slug == "a-propos"
