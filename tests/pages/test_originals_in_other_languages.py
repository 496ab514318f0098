"""A page may be written first in another language than the site's own: it is an original like any other."""

import datetime

import pytest
from django.urls import reverse
from wagtail.models import Locale, Page

from meetings.models import MeetingPage
from mme_site.core.querysets import foreign_originals
from mme_site.editorial.recovery.models import Deletion
from mme_site.editorial.recovery.restoring import restore
from tests.helpers.editing import is_refused
from tests.helpers.factories import hide
from tests.helpers.indexing import bring_up_to_date
from tests.helpers.people import having_role
from tests.helpers.reading import entries, parse, read, words
from tests.helpers.translations import translated

pytestmark = pytest.mark.django_db

DAY = datetime.date(2019, 5, 6)


@pytest.fixture
def french_list(tree):
    """The list of meetings in French."""
    translated(tree.home, title="Partenariat")
    return translated(tree.meetings, title="Réunions")


def write(parent, live=True, **fields):
    """Write a meeting below a list, in the language of the list."""
    fields = {"title": "Réunion de Dakar", "slug": "dakar", "kind": "summit", "start_date": DAY, **fields}
    page = MeetingPage(live=live, locale=parent.locale, **fields)
    parent.add_child(instance=page)
    if live:
        page.save_revision().publish()
    return page


@pytest.fixture
def dakar(french_list):
    return write(french_list, summary="Ils se sont réunis à Dakar.")


@pytest.mark.parametrize("language", ["en", "fr", "pt", "ar"])
def test_it_stands_in_the_lists_of_every_language_and_its_links_stay_in_it(client, tree, dakar, language):
    prefix = "" if language == "en" else f"/{language}"
    tree.meeting(title="Summit", start_date=datetime.date(2020, 1, 1))

    for address in ("/meetings/", "/meetings/?year=2019", "/meetings/timeline/", "/"):
        [link] = [one for one in read(client, prefix + address).main("a") if "Réunion de Dakar" in words(one)][:1]
        assert link["href"].partition("?")[0] == f"{prefix}/meetings/dakar/", address
        marked = link if link.get("lang") else link.find_parent(lang=True)
        assert marked["lang"] == "fr", address


def test_it_is_read_in_every_language_in_its_own_words(client, dakar):
    for address in ("/meetings/dakar/", "/ar/meetings/dakar/"):
        page = read(client, address)
        assert (words(page.h1), page.h1["lang"], page.h1["dir"]) == ("Réunion de Dakar", "fr", "ltr")
        assert page.select_one(".untranslated a")["href"] == "/fr/meetings/dakar/"
        assert page.find("link", rel="canonical")["href"].endswith("/fr/meetings/dakar/")
    own = read(client, "/fr/meetings/dakar/")
    assert own.h1.get("lang") is None and own.select_one(".untranslated") is None
    assert [link["href"] for link in own.select("nav.languages a")] == [
        f"{prefix}/meetings/dakar/" for prefix in ("", "/pt", "/ar")
    ]
    assert [words(link) for link in own.select(".breadcrumbs a")][-1] == "Réunions"


def test_it_is_found_once_by_the_search_of_every_language(client, dakar):
    bring_up_to_date()
    for prefix in ("", "/fr", "/ar"):
        found = read(client, f"{prefix}/search/?q=dakar").select(".results .name a")
        assert [link["href"] for link in found] == [f"{prefix}/meetings/dakar/"]


def test_it_is_in_the_sitemap_the_api_the_feeds_and_the_calendars(client, dakar):
    assert "<loc>http://localhost/fr/meetings/dakar/</loc>" in client.get("/sitemap.xml").content.decode()
    for address in ("/meetings/feed.atom", "/meetings/calendar.ics", "/ar/meetings/calendar.ics", "/api/v1/meetings"):
        assert "Dakar" in client.get(address).content.decode(), address


def test_its_translation_gives_words_and_is_no_second_entry(client, french_list, dakar):
    translated(french_list, "ar", title="الاجتماعات")
    translated(dakar, "ar", title="اجتماع داكار")

    assert words(read(client, "/ar/meetings/dakar/").h1) == "اجتماع داكار"
    assert entries(read(client, "/ar/meetings/").main) == ["اجتماع داكار"]
    assert entries(read(client, "/meetings/").main) == ["Réunion de Dakar"]


def test_its_translation_into_the_sites_language_gives_words_and_the_facts_stay_its_own(client, dakar):
    english = dakar.copy_for_translation(Locale.objects.get(language_code="en"))
    english.title = "Meeting of Dakar"
    revision = english.save_revision()
    assert entries(read(client, "/meetings/").main) == ["Réunion de Dakar"]

    revision.publish()
    dakar.status = "cancelled"
    dakar.save_revision().publish()

    assert foreign_originals() == {dakar.pk: dakar.locale_id}
    for prefix, title in {"": "Meeting of Dakar", "/fr": "Réunion de Dakar", "/ar": "Réunion de Dakar"}.items():
        assert entries(read(client, f"{prefix}/meetings/").main) == [title]
        page = read(client, f"{prefix}/meetings/dakar/")
        assert words(page.h1) == title
        assert page.select_one(".status.cancelled") is not None, prefix
    assert (
        read(client, "/meetings/dakar/").find("link", rel="canonical")["href"].endswith("//localhost/meetings/dakar/")
    )


def test_its_translation_into_the_sites_language_is_found_once_and_is_in_the_sitemap_with_it(client, dakar):
    translated(dakar, "en", title="Meeting of Dakar")
    bring_up_to_date()

    for prefix, title in {"": "Meeting of Dakar", "/fr": "Réunion de Dakar"}.items():
        [found] = read(client, f"{prefix}/search/?q=dakar").select(".results .name a")
        assert (found["href"], words(found)) == (f"{prefix}/meetings/dakar/", title)
    named = client.get("/sitemap.xml").content.decode()
    assert named.count("<loc>http://localhost/meetings/dakar/</loc>") == 1
    assert named.count("<loc>http://localhost/fr/meetings/dakar/</loc>") == 1
    assert len(client.get("/api/v1/meetings").json()["results"]) == 1


def test_its_translation_at_a_slug_of_its_own_is_led_to(client, dakar):
    translated(dakar, "en", title="Meeting of Dakar", slug="meeting-of-dakar")

    assert words(read(client, "/meetings/meeting-of-dakar/").h1) == "Meeting of Dakar"
    assert client.get("/meetings/dakar/")["Location"] == "/meetings/meeting-of-dakar/"
    assert words(read(client, "/fr/meetings/dakar/").h1) == "Réunion de Dakar"


def test_its_translation_goes_and_comes_back_with_it_and_is_as_private(client, dakar):
    translated(dakar, "en", title="Meeting of Dakar")

    hide(dakar)
    assert client.get("/meetings/dakar/").status_code == 302
    assert "Dakar" not in words(read(client, "/meetings/").main)

    MeetingPage.objects.get(pk=dakar.pk).delete()
    assert client.get("/meetings/dakar/").status_code == 404
    assert "Dakar" not in words(read(client, "/meetings/").main)
    restore(Deletion.objects.get(), publish_again=True)
    assert client.get("/meetings/dakar/").status_code == 302


def test_a_translation_of_a_draft_is_no_original(client, tree, french_list):
    draft = tree.meeting(title="Under embargo", slug="embargo", live=False)
    translated(draft, title="Sous embargo")

    assert foreign_originals() == {}
    for prefix in ("", "/fr"):
        assert client.get(f"{prefix}/meetings/embargo/").status_code == 404
        assert "embargo" not in words(read(client, f"{prefix}/meetings/").main)


def test_what_is_private_or_taken_down_of_it_is_read_nowhere(client, french_list, dakar):
    draft = write(french_list, live=False, slug="draft", title="Brouillon de Dakar")
    hide(dakar)
    bring_up_to_date()

    for prefix in ("", "/fr", "/ar"):
        assert client.get(f"{prefix}/meetings/dakar/").status_code == 302
        assert client.get(f"{prefix}/meetings/{draft.slug}/").status_code == 404
        assert "Dakar" not in words(read(client, f"{prefix}/meetings/").main)
        assert "Dakar" not in words(read(client, f"{prefix}/search/?q=réunion").main)


def test_its_form_offers_the_themes_that_readers_find(client, tree, french_list):
    theme = tree.theme(title="Remittances")
    version = translated(theme, title="Envois de fonds")
    client.force_login(having_role("editors"))

    page = parse(client.get(reverse("wagtailadmin_pages:add", args=["meetings", "meetingpage", french_list.pk])))
    offered = {box["value"] for box in page.select("input[name=themes]")}

    assert str(theme.pk) in offered and str(version.pk) not in offered


@pytest.mark.parametrize("language", ["en", "ar"])
def test_it_waits_on_the_desk_of_the_other_languages(client, french_list, dakar, language):
    translated(french_list, "ar", title="الاجتماعات")
    client.force_login(having_role(f"translators {language}"))

    assert "Réunion de Dakar" in words(read(client, reverse("translators_desk")).main)


def test_the_desk_of_the_sites_language_is_there_where_something_can_be_translated_into_it(client, french_list):
    client.force_login(having_role("translators en"))

    assert is_refused(client.get(reverse("translators_desk")))


@pytest.mark.parametrize("with_its_list", [False, True])
def test_the_translations_of_what_was_deleted_pass_for_no_originals_and_come_back_with_it(
    client, tree, french_list, with_its_list
):
    meeting = tree.meeting(slug="luanda", title="Summit of Luanda")
    translated(meeting, "fr", title="Sommet de Luanda")
    address = meeting.url

    Page.objects.get(pk=(tree.meetings if with_its_list else meeting).pk).specific.delete()

    assert [client.get(start + address).status_code for start in ("", "/fr")] == [404, 404]
    restore(Deletion.objects.get(), publish_again=True)
    assert words(read(client, address).h1) == "Summit of Luanda"
    assert words(read(client, f"/fr{address}").h1) == "Sommet de Luanda"


def test_the_translations_of_what_was_put_back_as_a_draft_come_back_when_it_is_published(client, tree, french_list):
    meeting = tree.meeting(slug="luanda")
    translated(meeting, "fr", title="Sommet de Luanda")
    MeetingPage.objects.get(pk=meeting.pk).delete()

    page, _said = restore(Deletion.objects.get())
    assert client.get(f"/fr{meeting.url}").status_code == 404
    page.save_revision().publish()

    assert words(read(client, f"/fr{meeting.url}").h1) == "Sommet de Luanda"
