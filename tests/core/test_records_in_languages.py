"""What records say in each language: entered in their forms, shown to readers, marked where it is English."""

import datetime

import pytest
from django.apps import apps
from django.core.management import call_command
from django.urls import reverse
from django.utils.translation import override
from wagtail import hooks

from meetings.models import Place
from members.import_export import MemberResource
from members.models import Body, Member, Suspension
from members.models.kinds import BodyKind
from mme_site.core.alphabet import alphabetical_key
from mme_site.core.languages import by_name
from tests.helpers.editing import PUBLISH, errors, filled_in
from tests.helpers.factories import BodyFactory, MeetingSeriesFactory, MembershipPeriodFactory, in_languages
from tests.helpers.listings import MEMBERS, titles
from tests.helpers.people import administrator
from tests.helpers.reading import facts, read, words

pytestmark = pytest.mark.django_db


@pytest.fixture
def admin(client):
    client.force_login(administrator())
    return client


@pytest.fixture
def in_spanish(settings):
    """Add a fifth language to the settings, and nothing else."""
    settings.LANGUAGES = [*settings.LANGUAGES, ("es", "Spanish")]
    settings.WAGTAIL_CONTENT_LANGUAGES = settings.LANGUAGES


def save(client, record, **typed):
    """Fill in the form of a record and send it; return the record as it is stored."""
    address = reverse(f"wagtailsnippets_{record._meta.app_label}_{record._meta.model_name}:edit", args=[record.pk])
    assert errors(client.post(address, filled_in(client.get(address), **typed) | PUBLISH)) == {}
    return type(record).objects.get(pk=record.pk)


def test_a_fifth_language_takes_a_setting_and_clicks_and_no_migration(admin, tree, in_spanish):
    germany = save(admin, tree.member("Germany"), translations_es_name="Alemania")
    au = save(admin, tree.au, translations_es_name="Unión Africana", translations_es_abbreviation="UA")

    assert (germany.words_in("name", "es"), germany.words_in("name", "pt").language) == ("Alemania", "en")
    page = read(admin, f"/es{tree.members.member_url(germany)}")
    assert words(page.h1) == "Alemania"
    assert "Unión Africana (UA)" in words(page.select_one(".standing"))
    assert page.select_one(".standing [lang]") is None
    assert au.words_in("name", "fr").language == "en"
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)


def test_no_field_keeps_the_languages_of_its_migration(in_spanish):
    fields = [field for model in apps.get_models() for field in model._meta.fields if field.choices]
    offered = {field: {value for value, _name in field.flatchoices} for field in fields}
    of_languages = [field for field, values in offered.items() if {"en", "fr", "pt", "ar"} <= values]

    assert len(of_languages) > 2
    assert [str(field) for field in of_languages if "es" not in offered[field]] == []


def test_what_is_written_in_a_language_that_the_site_no_longer_has_is_kept(admin, tree):
    tree.au.translations = in_languages(es="Unión Africana", fr="Union africaine")
    tree.au.save()

    au = save(admin, tree.au, translations_fr_name="L’Union africaine")

    assert au.translations == in_languages(es="Unión Africana", fr="L’Union africaine")


def test_each_word_of_a_line_is_entered_in_each_language(admin, tree):
    member = tree.member("Benin", note="Acceded.")
    suspension = Suspension.objects.create(
        member=member, body=tree.au, reason="coup", from_date=datetime.date(2020, 1, 1)
    )

    save(
        admin,
        member,
        **{"periods-0-translations_fr_note": "A adhéré.", "suspensions-0-translations_ar_reason": "انقلاب"},
    )

    assert member.periods.get().words_in("note", "fr") == "A adhéré."
    suspension.refresh_from_db()
    assert suspension.words_in("reason", "ar") == "انقلاب"
    assert member.suspensions.get().words_in("reason", "fr").language == "en"


def test_a_name_that_is_too_long_is_refused(admin, tree):
    address = reverse("wagtailsnippets_members_body:edit", args=[tree.au.pk])

    response = admin.post(address, filled_in(admin.get(address), translations_fr_name="x" * 121))

    assert "translations" in errors(response)


def test_each_field_of_a_translation_has_a_label_that_names_word_and_language(admin, tree):
    page = read(admin, reverse("wagtailsnippets_members_body:edit", args=[tree.au.pk]))

    label = page.find("label", attrs={"for": page.select_one("[name=translations_ar_abbreviation]")["id"]})
    assert words(label) == "Abbreviation (Arabic)"


# Readers


def test_a_note_and_a_reason_are_shown_in_the_readers_language(client, tree):
    member = tree.member("Benin", note="Acceded.", translations={"fr": {"note": "A adhéré."}})
    Suspension.objects.create(member=member, body=tree.au, reason="coup", translations={"fr": {"reason": "putsch"}})

    page = read(client, f"/fr{tree.members.member_url(member)}")

    assert [words(remark) for remark in page.select(".remark")] == ["A adhéré.", "Putsch."]
    assert page.select(".remark [lang]") == []


def test_what_is_not_translated_is_marked_as_english(client, tree):
    tree.au.note = "Followed the OAU."
    tree.au.save()
    member = tree.member("Benin", note="Acceded.", member__note="A note.")
    meeting = tree.meeting(series=MeetingSeriesFactory(name_en="Summits"), city="Nowhere")

    for address, texts in {
        f"/ar{tree.members.member_url(member)}": ["Benin", "Acceded.", "A note.", "AU in full", "AU"],
        f"/ar{tree.members.url}": ["Benin", "AU in full", "Followed the OAU."],
        f"/ar{meeting.url}": ["Summits", "Nowhere"],
    }.items():
        marked = [words(node) for node in read(client, address).main.select("[lang=en][dir=ltr]")]
        assert set(texts) <= set(marked), address


def test_readers_see_the_abbreviation_of_their_language(client, tree):
    ecowas = BodyFactory(code="ECOWAS", kind=BodyKind.REC, translations={"fr": {"abbreviation": "CEDEAO"}})
    member = tree.member("Benin")
    MembershipPeriodFactory(member=member, body=ecowas)

    assert "CEDEAO" in words(read(client, f"/fr{tree.members.url}").select_one("table.members"))
    assert "ECOWAS" in words(read(client, tree.members.url).select_one("table.members"))


def test_a_place_is_shown_under_its_name_in_the_readers_language(client, tree):
    Place.objects.create(name_en="Brussels", translations=in_languages(fr="Bruxelles", ar="بروكسل"))
    meeting = tree.meeting(
        city="Brussels", host=tree.member("Belgium", member__translations=in_languages(fr="Belgique"))
    )
    document = tree.document(place="Brussels")

    assert facts(read(client, f"/fr{meeting.url}"))["Où"].replace(" ,", ",") == "Bruxelles, Belgique"
    assert facts(read(client, meeting.url))["Where"].replace(" ,", ",") == "Brussels, Belgium"
    assert "Bruxelles" in words(read(client, f"/fr{document.url}").main)
    assert "بروكسل" in words(read(client, f"/ar{tree.meetings.url}").main)


def test_a_list_of_many_places_asks_for_them_once(client, tree, django_assert_max_num_queries):
    for number in range(12):
        Place.objects.create(name_en=f"City {number}", translations=in_languages(fr=f"Ville {number}"))
        tree.meeting(city=f"City {number}")
    address = f"/fr{tree.meetings.url}"

    with django_assert_max_num_queries(60) as asked:
        page = read(client, address)

    assert "Ville 11" in words(page.main)
    assert len([query for query in asked if "meetings_place" in query["sql"]]) == 1


# Order


def test_names_are_in_the_alphabetical_order_of_the_readers_language(client, tree):
    for english, french, arabic in [
        ("Ivory Coast", "Côte d’Ivoire", "كوت ديفوار"),
        ("Egypt", "Égypte", "مصر"),
        ("Algeria", "Algérie", "الجزائر"),
        ("Togo", "Togo", "توغو"),
        ("Eritrea", "Érythrée", "إريتريا"),
    ]:
        tree.member(english, member__translations=in_languages(fr=french, ar=arabic))

    def listed(language):
        return [words(link) for link in read(client, f"/{language}{tree.members.url}").select("table.members th a")]

    assert listed("fr") == ["Algérie", "Côte d’Ivoire", "Égypte", "Érythrée", "Togo"]
    assert listed("ar") == ["إريتريا", "توغو", "الجزائر", "كوت ديفوار", "مصر"]


def test_the_arabic_article_does_not_count_in_the_order():
    assert alphabetical_key("الأردن") == alphabetical_key("أردن")
    with override("fr"):
        bodies = [
            Body(name_en="B", translations=in_languages(fr="À")),
            Body(name_en="A", translations=in_languages(fr="Z")),
        ]
        assert [body.name_en for body in by_name(bodies)] == ["B", "A"]


def test_a_member_is_found_in_the_admin_by_its_name_in_any_language(admin, tree, in_spanish):
    tree.member("Germany", member__translations=in_languages(es="Alemania", ar="ألمانيا"))
    tree.member("Mali")

    for typed in ("Alem", "ألم", "erman"):
        assert titles(admin, MEMBERS, q=typed) == ["Germany"]


def test_the_search_names_a_place_in_the_readers_language():
    Place.objects.create(name_en="Brussels", translations=in_languages(fr="Bruxelles"))

    with override("fr"):
        [labels] = [
            found for hook in hooks.get_hooks("search_facet_labels") if (found := hook("place", ["Brussels"], None))
        ]

    assert (labels["Brussels"], labels["Brussels"].language) == ("Bruxelles", "fr")


def test_versions_of_a_record_are_compared_in_words(admin, tree):
    member = tree.member("Germany")
    member.translations = in_languages(fr="Allemagne")
    first = member.save_revision()
    member.translations = in_languages(fr="L’Allemagne", pt="Alemanha")
    second = member.save_revision()

    page = read(
        admin, reverse("wagtailsnippets_members_member:revisions_compare", args=[member.pk, first.pk, second.pk])
    )

    assert "Name (French) : L’ Allemagne" in words(page.main)
    assert "Name (Portuguese) : Alemanha" in words(page.main)
    assert "{" not in words(page.main)


def test_an_import_knows_the_languages_of_now(in_spanish):
    assert "name_es" in MemberResource.main.by_name
    assert MemberResource.main.known["name in spanish"] == "name_es"


# In the order of the reader's alphabet


@pytest.fixture
def states(tree):
    names = {
        "Côte d’Ivoire": {"fr": "Côte d’Ivoire", "ar": "كوت ديفوار"},
        "Cyprus": {"fr": "Chypre", "ar": "قبرص"},
        "Chad": {"fr": "Tchad", "ar": "تشاد"},
        "Ethiopia": {"fr": "Éthiopie", "ar": "إثيوبيا"},
        "Finland": {"fr": "Finlande", "ar": "فنلندا"},
        "Sudan": {"fr": "Soudan", "ar": "السودان"},
        "Senegal": {"fr": "Sénégal", "ar": "السنغال"},
    }
    for name, said in names.items():
        member = tree.member(name)
        member.translations = in_languages(**said)
        member.save()


@pytest.mark.parametrize("language", ["en", "fr", "ar"])
def test_records_come_from_the_database_in_the_order_of_the_readers_alphabet(states, language):
    with override(language):
        names = [str(member) for member in Member.objects.all()]

        assert names == sorted(names, key=alphabetical_key)


def test_lists_and_choosers_of_the_admin_have_cote_d_ivoire_among_c(admin_client, states):
    listed = words(read(admin_client, "/admin/snippets/members/member/?ordering=name_en"))
    chosen = words(read(admin_client, reverse("wagtailsnippetchoosers_members_member:choose_results")))

    for shown in (listed, chosen):
        places = [shown.find(name) for name in ("Chad", "Côte d’Ivoire", "Cyprus", "Ethiopia")]
        assert places == sorted(places) and places[0] > 0


def test_the_words_in_other_languages_are_headed_in_the_language_of_who_reads_the_form():
    label = Place._meta.get_field("translations").formfield().label
    headed = []
    for code in ("en", "fr"):
        with override(code):
            headed.append(str(label))

    assert headed == ["In other languages", "Dans d’autres langues"]
