"""Kinds of meetings and documents are data: named in each language, put in order, added; the shipped ones stay."""

import pytest
from django.core.management import call_command
from django.urls import reverse

from meetings.import_export.meetings import MeetingResource
from meetings.models import Kind, MeetingPage
from meetings.models.kinds import DocumentKind, MeetingKind
from mme_site.editorial.import_export.lookups import ImportContext
from tests.helpers.editing import PUBLISH, PageEditor, errors, filled_in
from tests.helpers.factories import in_languages
from tests.helpers.indexing import bring_up_to_date
from tests.helpers.people import administrator
from tests.helpers.reading import read, words

pytestmark = pytest.mark.django_db


@pytest.fixture
def retreat(db):
    return Kind.objects.create(
        of="meeting", code="retreat", name_en="Retreat", translations=in_languages(fr="Retraite")
    )


@pytest.fixture
def admin(client):
    client.force_login(administrator())
    return client


def address(action, kind):
    return reverse(f"wagtailsnippets_meetings_kind:{action}", args=[kind.pk])


def test_every_shipped_kind_has_its_names_and_its_place(db):
    for of, shipped in (("meeting", MeetingKind), ("document", DocumentKind)):
        kinds = {kind.code: kind for kind in Kind.objects.filter(of=of)}
        assert list(kinds) == shipped.values
        assert all(set(kind.translations) == {"fr", "pt", "ar"} for kind in kinds.values())


def test_an_administrator_adds_a_kind_and_editors_choose_it_at_once(admin, tree):
    PageEditor(admin).add(MeetingPage, tree.meetings, kind="summit", title="Before")  # its form is made by now
    add = reverse("wagtailsnippets_meetings_kind:add")
    typed = filled_in(
        admin.get(add), of="meeting", name_en="Retreat", translations_fr_name="Retraite", code="retreat", sort_order="3"
    )
    assert errors(admin.post(add, typed)) == {}

    meeting = PageEditor(admin).add(MeetingPage, tree.meetings, kind="retreat", title="A retreat", slug="retreat")

    assert meeting.kind == "retreat"
    assert words(read(admin, f"/fr{meeting.url}").select_one(".eyebrow span")) == "Retraite"


def test_a_name_that_is_missing_in_a_language_is_shown_in_english_and_marked(client, tree, retreat):
    meeting = tree.meeting(kind="retreat")

    shown = read(client, f"/pt{meeting.url}").select_one(".eyebrow [lang]")

    assert (words(shown), shown["lang"]) == ("Retreat", "en")


def test_a_choice_of_a_kind_that_has_no_name_in_a_language_is_marked_as_english(client, tree, retreat):
    tree.meeting(kind="retreat")

    page = read(client, "/pt/meetings/?kind=retreat")

    assert page.select_one("select[name=kind] option[selected]")["lang"] == "en"
    assert page.select_one(".chips b [lang=en]").text == "Retreat"


def test_the_filter_of_readers_offers_kinds_by_name_and_finds_by_code(client, tree, retreat):
    tree.meeting(title="At the sea", kind="retreat")
    tree.meeting(title="A summit")

    page = read(client, "/fr/meetings/?kind=retreat")

    assert words(page.select_one("select[name=kind] option[selected]")) == "Retraite"
    assert "At the sea" in words(page.main)
    assert "A summit" not in words(page.main)


def test_a_shipped_kind_is_called_otherwise_everywhere_at_once(client, admin, tree):
    meeting = tree.meeting(kind="summit")
    client.get(meeting.url)
    summit = Kind.objects.get(code="summit")

    admin.post(address("edit", summit), filled_in(admin.get(address("edit", summit)), name_en="Meeting of heads"))

    assert "Meeting of heads" in words(read(client, meeting.url).select_one(".eyebrow"))
    assert client.get("/api/v1/meetings?kind=summit").json()["results"][0]["kind_name"] == "Meeting of heads"


def test_the_search_offers_a_kind_that_was_added(client, tree, retreat):
    tree.meeting(title="At the sea", kind="retreat")
    bring_up_to_date()

    assert "Retraite" in words(read(client, "/fr/search/?q=sea").main)


def test_an_import_takes_a_kind_by_its_code_and_by_its_name_in_any_language(retreat):
    column = next(column for column in MeetingResource.main.columns if column.field == "kind")

    assert "Retreat" in column.choices
    context = ImportContext(MeetingResource)
    read = [column.read(cell, context) for cell in ("retreat", "Retraite", "Sommet")]
    assert read == ["retreat", "retreat", "summit"]


@pytest.mark.parametrize("code", ["summit", "retreat"])
def test_a_shipped_kind_and_one_that_pages_have_is_not_deleted(admin, tree, retreat, code):
    tree.meeting(kind="retreat")
    kind = Kind.objects.get(code=code)
    bulk = reverse("wagtail_bulk_action", args=["meetings", "kind", "delete"])

    admin.post(address("delete", kind))
    admin.post(f"{bulk}?id={kind.pk}")

    assert Kind.objects.filter(pk=kind.pk).exists()


def test_a_kind_that_no_page_has_is_deleted(admin, retreat):
    admin.post(address("delete", retreat))

    assert not Kind.objects.filter(code="retreat").exists()


def test_the_code_of_a_kind_stays_while_pages_have_it(admin, tree, retreat):
    tree.meeting(kind="retreat")

    answer = admin.post(address("edit", retreat), filled_in(admin.get(address("edit", retreat)), code="other"))

    assert "code" in errors(answer)


def test_an_unknown_kind_is_refused(admin, tree):
    meeting = tree.meeting()
    edit = reverse("wagtailadmin_pages:edit", args=[meeting.pk])

    answer = admin.post(edit, filled_in(admin.get(edit)) | {"kind": "nonsense"} | PUBLISH)

    assert "kind" in errors(answer)


def test_a_fifth_language_names_kinds_by_clicks(admin, tree, settings):
    settings.LANGUAGES = [*settings.LANGUAGES, ("es", "Spanish")]
    settings.WAGTAIL_CONTENT_LANGUAGES = settings.LANGUAGES
    summit, meeting = Kind.objects.get(code="summit"), tree.meeting(kind="summit")

    typed = filled_in(admin.get(address("edit", summit)), translations_es_name="Cumbre")
    admin.post(address("edit", summit), typed)

    assert "Cumbre" in words(read(admin, f"/es{meeting.url}").select_one(".eyebrow"))
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)
