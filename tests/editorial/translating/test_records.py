"""Names and notes of records: what has no translation, and what was made from other English words."""

import pytest
from django.urls import reverse
from wagtail.models import Locale

from meetings.models import Place
from mme_site.editorial.translating.models import RecordWords
from mme_site.editorial.translating.records import waiting_records
from tests.helpers.factories import in_languages
from tests.helpers.people import administrator, having_role
from tests.helpers.reading import parse, words
from tests.helpers.translations import translated

pytestmark = pytest.mark.django_db


@pytest.fixture
def administrator_of_site(client, tree):
    Locale.objects.get_or_create(language_code="fr")
    user = administrator()
    client.force_login(user)
    return user


@pytest.fixture
def place(tree):
    return Place.objects.create(name_en="Brussels", translations=in_languages(fr="Bruxelles"))


def waiting(record, user):
    return [text for text in waiting_records("fr", user) if text.record == record]


def test_a_name_without_a_translation_waits(administrator_of_site, tree):
    place = Place.objects.create(name_en="Nowhere")

    [text] = waiting(place, administrator_of_site)

    assert (text.words, text.former) == ("Nowhere", "")


def test_a_name_whose_english_words_change_is_behind_and_named(administrator_of_site, place):
    assert waiting(place, administrator_of_site) == []
    place.name_en = "Brussels-Capital"
    place.save()

    [text] = waiting(place, administrator_of_site)

    assert (text.former, text.words, text.translation) == ("Brussels", "Brussels-Capital", "Bruxelles")


def test_what_was_translated_before_anybody_kept_the_words_is_behind_too(administrator_of_site, place):
    RecordWords.objects.all().delete()  # as on a site of before
    place.name_en = "Brussels-Capital"
    place.save()

    assert [text.former for text in waiting(place, administrator_of_site)] == ["Brussels"]


def test_a_name_that_is_translated_again_or_still_right_waits_no_longer(client, administrator_of_site, place):
    place.name_en = "Brussels-Capital"
    place.save()
    [text] = waiting(place, administrator_of_site)
    address = f"{reverse('translators_records')}?language=fr"
    assert "Bruxelles" in words(parse(client.get(address)).main)

    client.post(address, {"text": [str(text.key), "x", "9" * 30]})
    assert waiting(place, administrator_of_site) == []

    place.name_en = "Brussels"
    place.translate("name", "fr", "Bruxelles-Capitale")
    place.save()
    assert waiting(place, administrator_of_site) == []


def test_a_note_in_a_line_of_a_member_is_followed_when_its_draft_is_published(administrator_of_site, tree):
    member = tree.member("Benin", note="Acceded.", translations={"fr": {"note": "A adhéré."}})
    draft = member.get_latest_revision_as_object() if member.latest_revision else member
    line = draft.periods.get()
    line.note = "Acceded early."
    draft.periods = [line]
    draft.save_revision().publish()

    assert [text.former for text in waiting(member.periods.get(), administrator_of_site)] == ["Acceded."]


def test_a_translator_of_pages_is_shown_no_records(client, tree, place):
    translated(tree.home, title="Partenariat")
    user = having_role("translators fr")
    client.force_login(user)

    assert waiting_records("fr", user) == []
    assert "Names and notes" not in words(parse(client.get(reverse("translators_desk"))).main)
