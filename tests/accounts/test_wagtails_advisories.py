"""The kinds of Wagtail's security advisories of 2026, each with the tests that hold it here.

What is no part of this site has none: TableBlock (CVE-2026-28222), form pages (CVE-2026-44199), simple_translation,
for which wagtail-localize stands here.
"""

import pytest
from django.contrib.auth.models import Permission
from django.urls import reverse
from wagtail.models import Locale

from members.models import Member
from tests.helpers.names_of_tests import names_of_tests
from tests.helpers.people import administrator, allowed
from tests.helpers.uploads import saved_document, saved_image

pytestmark = pytest.mark.django_db
EVERY_ADDRESS = "test_nobody_sees_what_is_of_others_at_any_address_of_wagtail"
OURS = "test_nobody_sees_or_changes_what_is_of_others"
KINDS = {
    "CVE-2026-25517 previews": {EVERY_ADDRESS, OURS, "test_a_preview_is_kept_by_nobody"},
    "CVE-2026-28223 titles in messages": {"test_a_title_in_a_message_is_no_markup"},
    "CVE-2026-44197 comparing revisions": {EVERY_ADDRESS, OURS},
    "CVE-2026-44198 history": {EVERY_ADDRESS, OURS},
    "CVE-2026-44200 copying pages": {EVERY_ADDRESS, "test_a_copy_or_an_alias_that_an_editor_makes_is_not_public"},
    "CVE-2026-44201 files of private collections in the API": {EVERY_ADDRESS},
    "CVE-2026-54259 choosers": {EVERY_ADDRESS},
    "CVE-2026-54260 unbounded filters of pictures": {"test_nobody_has_a_picture_made_in_a_size_of_their_own_choice"},
    "CVE-2026-54261 previews of pictures": {EVERY_ADDRESS},
    "CVE-2026-54262 translations": {EVERY_ADDRESS, "test_nobody_translates_a_page_that_is_not_theirs"},
    "GHSA-3vrh-m9w7-v94f fields of the API of pages": {
        EVERY_ADDRESS,
        "test_what_is_hidden_is_in_no_list_for_programs_in_any_language",
    },
    "GHSA-92hv-j533-69wc files by their checksum": {"test_nobody_learns_by_its_checksum_that_a_private_file_is_there"},
    "GHSA-c2xx-cjmh-9q8f collections below private ones": {EVERY_ADDRESS},
    "GHSA-x5cx-w6p2-mxf2 copying snippets": {"test_who_may_only_add_records_copies_none"},
    "GHSA-jm5p-837g-rv8g the API that copies for translation": {"test_nobody_translates_a_page_that_is_not_theirs"},
    "formulas in spreadsheets": {
        "test_a_text_that_looks_like_a_formula_is_guarded_and_comes_back_as_it_was",
        "test_a_list_as_csv_and_as_a_spreadsheet_has_a_row_for_each_and_no_formula",
    },
}


@pytest.mark.parametrize("kind", KINDS)
def test_each_kind_is_held_by_tests_that_there_are(kind):
    assert KINDS[kind] - names_of_tests() == set()


def test_a_title_in_a_message_is_no_markup(client, tree):
    Locale.objects.get_or_create(language_code="fr")
    page = tree.page(title="<script>alert(1)</script>")
    client.force_login(administrator())

    for name in ("wagtailadmin_pages:unpublish", "wagtailadmin_pages:lock", "wagtailadmin_pages:delete"):
        html = client.post(reverse(name, args=[page.pk]), follow=True).text
        assert "<script>alert(1)" not in html


@pytest.mark.parametrize(
    "spec", ["width-100", "width-100000", "fill-9000x9000", "scale-4000", "max-20000x20000|jpegquality-100"]
)
def test_nobody_has_a_picture_made_in_a_size_of_their_own_choice(admin_client, spec):
    picture = saved_image().pk

    assert admin_client.get(reverse("wagtailimages:preview", args=[picture, spec])).status_code == 404
    assert admin_client.get(reverse("wagtailimages:url_generator", args=[picture])).status_code == 404


@pytest.fixture
def translator(tree):
    """Somebody who may ask for translations, and edits the French pages only."""
    french, _new = Locale.objects.get_or_create(language_code="fr")
    user = allowed("add", "change", below=tree.home.copy_for_translation(french))
    user.groups.get().permissions.add(Permission.objects.get(codename="submit_translation"))
    return user


def test_nobody_translates_a_page_that_is_not_theirs(client, tree, translator):
    page = tree.page(title="Embargoed", live=False)
    client.force_login(translator)
    before = type(page).objects.count()

    fields = {"locales": [locale.pk for locale in Locale.objects.all()], "locale": "fr", "recursive": "on"}
    for address in (
        reverse("wagtail_localize:submit_page_translation", args=[page.pk]),
        f"/admin/api/main/pages/{page.pk}/action/copy_for_translation/",
    ):
        answer = client.post(address, fields)
        assert b"Embargoed" not in answer.content
        assert answer.status_code != 200 and answer.status_code < 500
    assert type(page).objects.count() == before


@pytest.mark.parametrize("condition", ["if-none-match", "if-match", "if-range"])
def test_nobody_learns_by_its_checksum_that_a_private_file_is_there(client, condition):
    file = saved_document()
    sums = [file.file_hash, getattr(file, "sha256", ""), "another"]

    answers = [client.get(file.url, headers={condition: f'"{checksum}"'}) for checksum in sums]

    assert {(answer.status_code, answer.headers.get("ETag")) for answer in answers} == {(404, None)}


def test_who_may_only_add_records_copies_none(client, tree):
    member = tree.member("Embargoed")
    client.force_login(allowed("add", snippet=Member))

    answer = client.get(reverse(Member.snippet_viewset.get_url_name("copy"), args=[member.pk]))

    assert answer.status_code == 302 and b"Embargoed" not in answer.content
