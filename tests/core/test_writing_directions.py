"""Texts are typed in the direction of their own language, whatever the language of the admin."""

import pytest
from django.urls import reverse
from wagtail.models import Locale
from wagtail.users.models import UserProfile

from tests.helpers.factories import MeetingSeriesFactory
from tests.helpers.people import administrator
from tests.helpers.reading import parse, read, words

pytestmark = pytest.mark.django_db


@pytest.fixture
def client_in(client):
    """Sign in an administrator whose admin is in a language."""

    def client_in(language):
        user = administrator()
        UserProfile.objects.create(user=user, preferred_language=language)
        client.force_login(user)
        return client

    return client_in


def direction(page, name):
    field = page.select_one(f"[name={name}]")
    return field.get("lang"), field.get("dir")


@pytest.fixture
def arabic(tree):
    """The overview in Arabic."""
    home = tree.home.copy_for_translation(Locale.objects.create(language_code="ar"))
    home.save_revision().publish()
    return home


@pytest.mark.parametrize("language", ["en", "ar"])
def test_an_arabic_page_is_written_from_the_right_and_an_english_one_from_the_left(client_in, tree, arabic, language):
    client = client_in(language)

    in_arabic = read(client, reverse("wagtailadmin_pages:edit", args=[arabic.pk]))
    in_english = read(client, reverse("wagtailadmin_pages:edit", args=[tree.home.pk]))

    for name in ("title", "summary"):
        assert direction(in_arabic, name) == ("ar", "rtl")
        assert direction(in_english, name) == ("en", "ltr")
    assert direction(in_arabic, "slug") == (None, "ltr")
    assert in_arabic.html["dir"] == in_english.html["dir"] == {"en": "ltr", "ar": "rtl"}[language]


def test_each_name_of_a_record_is_written_in_the_direction_of_its_language(client_in, tree):
    client = client_in("en")
    addresses = [
        reverse("wagtailsnippets_members_member:edit", args=[tree.member().pk]),
        reverse("wagtailsnippets_members_body:edit", args=[tree.au.pk]),
        reverse("wagtailsnippets_meetings_meetingseries:edit", args=[MeetingSeriesFactory().pk]),
    ]

    for address in addresses:
        page = read(client, address)
        assert direction(page, "translations_ar_name") == ("ar", "rtl")
        assert direction(page, "translations_fr_name") == ("fr", "ltr")


def test_what_is_of_no_known_language_follows_what_is_typed(client_in, tree):
    page = read(client_in("ar"), reverse("wagtailsnippets_members_member:edit", args=[tree.member().pk]))

    assert direction(page, "note") == (None, "auto")


@pytest.mark.parametrize(
    ("language", "said"),
    [("en", "Dashboard"), ("fr", "Tableau de bord"), ("pt-pt", "Painel de controlo"), ("ar", "لوحة")],
)
def test_the_admin_speaks_the_languages_of_the_site(client_in, tree, language, said):
    page = read(client_in(language), "/admin/")

    assert page.html["lang"] == language
    assert said in page.title.text or said in words(page)


def test_the_account_offers_these_languages_and_no_others(client_in, tree):
    page = read(client_in("en"), reverse("wagtailadmin_account"))

    offered = [option["value"] for option in page.select("select[name$=preferred_language] option") if option["value"]]
    assert sorted(offered) == ["ar", "en", "fr", "pt-pt"]


def test_the_preview_of_an_arabic_page_is_from_right_to_left(client_in, arabic):
    response = client_in("en").get(reverse("wagtailadmin_pages:view_draft", args=[arabic.pk]))

    page = parse(response)
    assert (page.html["lang"], page.html["dir"]) == ("ar", "rtl")
