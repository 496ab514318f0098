"""Names and notes of records: what has no translation, and what was made from other English words."""

import pytest
from django.urls import reverse
from wagtail.models import Locale, ModelLogEntry

from meetings.models import MeetingSeries, Place
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
    assert parse(client.get(address)).select_one(f"[name='{text.form_name}']")["value"] == "Bruxelles"

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


# Translators


@pytest.fixture
def translator(client, tree):
    translated(tree.home, title="Partenariat")
    user = having_role("translators fr")
    client.force_login(user)
    return user


def send(client, **said):
    return client.post(f"{reverse('translators_records')}?language=fr", {"action": "translate", **said}, follow=True)


def field_of(record, user, name="name"):
    """Return what the field of a record's text is called on the desk."""
    return next(text.form_name for text in waiting(record, user) if text.name == name)


def test_a_translator_writes_names_in_the_own_language_and_readers_see_them_at_once(client, tree, translator):
    series = MeetingSeries.objects.create(name_en="Rabat Process", slug="rabat")
    tree.meeting(title="Third", slug="third", series=series)
    page = parse(client.get(reverse("translators_desk")))
    assert "Names and notes" in words(page.main)

    answer = send(client, **{field_of(series, translator): "Processus de Rabat"})

    assert "1 text is translated." in words(parse(answer))
    series.refresh_from_db()
    assert series.translations == in_languages(fr="Processus de Rabat")
    assert "Processus de Rabat" in words(parse(client.get("/fr/meetings/third/")).main)
    assert ModelLogEntry.objects.filter(user=translator, action="wagtail.edit").exists()


def test_a_translator_writes_in_no_other_language_and_changes_nothing_else(client, tree, translator, place):
    unnamed = Place.objects.create(name_en="Nowhere")
    address = f"{reverse('translators_records')}?language=pt"

    client.post(address, {"action": "translate", field_of(unnamed, translator): "Nulle part"})

    unnamed.refresh_from_db()
    assert unnamed.translations == in_languages(fr="Nulle part")
    edit = reverse("wagtailsnippets_meetings_place:edit", args=[place.pk])
    assert client.get(edit).status_code == 302  # to the desk, with a refusal


def test_without_the_right_or_a_language_nobody_writes_a_name(client, tree, translator):
    place = Place.objects.create(name_en="Nowhere")
    field = field_of(place, translator)
    client.force_login(having_role("editors"))

    send(client, **{field: "Nulle part"})

    place.refresh_from_db()
    assert place.translations == {}


def test_the_words_of_a_member_are_a_draft_that_publishers_review(client, tree, translator):
    member = tree.member("Benin", note="Acceded.")
    line = member.periods.get()

    answer = send(client, **{field_of(member, translator): "Bénin", field_of(line, translator, "note"): "A adhéré."})

    assert "2 texts are saved as drafts and wait for a publisher." in words(parse(answer))
    member.refresh_from_db()
    assert (member.translations, member.periods.get().translations) == ({}, {})
    assert waiting(member, translator) == waiting(line, translator) == []
    assert member.current_workflow_state.requested_by == translator
    draft = member.get_latest_revision_as_object()
    assert draft.translations == in_languages(fr="Bénin")
    assert draft.periods.get().translations == {"fr": {"note": "A adhéré."}}


def test_a_publisher_translates_a_member_at_once_unless_its_draft_holds_what_others_wrote(client, tree, translator):
    publisher = having_role("publishers")
    client.force_login(publisher)
    benin, togo = tree.member("Benin"), tree.member("Togo")
    togo.official_name = "Togolese Republic"
    togo.save_revision()

    send(client, **{field_of(benin, publisher): "Bénin", field_of(togo, publisher): "Le Togo"})

    benin.refresh_from_db()
    togo.refresh_from_db()
    assert benin.translations == in_languages(fr="Bénin")
    assert (togo.translations, togo.official_name) == ({}, "")
    assert togo.get_latest_revision_as_object().official_name == "Togolese Republic"


def test_what_is_too_long_or_says_nothing_new_is_not_written(client, tree, translator):
    place = Place.objects.create(name_en="Nowhere")

    answer = send(client, **{field_of(place, translator): "x" * 121})
    again = send(client, **{field_of(place, translator): "  "})

    assert "Nowhere: " in words(parse(answer)) and again.status_code == 200
    place.refresh_from_db()
    assert place.translations == {}
