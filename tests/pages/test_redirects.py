"""A page that was moved or renamed is found under its old address, and a hidden one is not."""

from functools import partial

import pytest
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Locale, Page

from mme_site.editorial.recovery.models import Deletion
from tests.helpers.editing import PUBLISH, PageEditor, filled_in
from tests.helpers.factories import StandardPageFactory, hide
from tests.helpers.reading import read, words
from tests.helpers.translations import translated

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor(admin_client, django_capture_on_commit_callbacks):
    """An editor, after whose work what waits for its commit is done."""
    editor = PageEditor(admin_client)
    editor.commits = partial(django_capture_on_commit_callbacks, execute=True)
    return editor


def rename(editor, page, slug):
    """Give a page another address with its form."""
    with editor.commits():
        response = editor.edit(type(page).objects.get(pk=page.pk), slug=slug)
    assert response.status_code == 302
    return type(page).objects.get(pk=page.pk)


def move(client, page, parent):
    """Move a page with the form of the admin."""
    assert client.post(f"/admin/pages/{page.pk}/move/{parent.pk}/confirm/").status_code == 302


def leads_to(client, address):
    """Return the last address that a reader is led to, which must show a page."""
    response = client.get(address, follow=True)
    assert response.status_code == 200
    assert len(response.redirect_chain) < 5
    return response.redirect_chain[-1][0] if response.redirect_chain else address


def test_a_renamed_page_is_found_under_its_old_address(editor, client, tree):
    rename(editor, tree.page(slug="skills"), "talents")

    assert leads_to(client, "/skills/") == "/talents/"


def test_what_stands_below_a_renamed_page_is_found_too(editor, client, tree):
    page = tree.page(slug="skills")
    tree.page(parent=page, slug="below")
    rename(editor, page, "talents")

    assert leads_to(client, "/skills/below/") == "/talents/below/"


def test_a_moved_page_and_what_stands_below_it_are_found(admin_client, client, tree):
    page = tree.page(slug="skills")
    tree.page(parent=page, slug="below")
    move(admin_client, page, tree.page(slug="above"))

    assert leads_to(client, "/skills/") == "/above/skills/"
    assert leads_to(client, "/skills/below/") == "/above/skills/below/"


def test_a_page_that_was_taken_down_and_moved_is_found_when_it_is_public_again(admin_client, client, tree):
    page = tree.page(slug="skills")
    page.unpublish()
    move(admin_client, page, tree.page(slug="above"))
    page.refresh_from_db()
    page.save_revision().publish()

    assert leads_to(client, "/skills/") == "/above/skills/"


def test_members_are_found_below_the_old_address_of_their_list(editor, client, tree):
    tree.member("Benin")
    rename(editor, tree.members, "states")

    assert leads_to(client, "/members/") == "/states/"
    assert leads_to(client, "/members/benin/") == "/states/benin/"
    assert leads_to(client, "/members/map/") == "/states/map/"


def test_a_renamed_member_is_found_under_its_old_address(admin_client, client, tree):
    member = tree.member("Swaziland")
    member.slug = "eswatini"
    member.save_revision().publish()

    assert leads_to(client, "/members/swaziland/") == "/members/eswatini/"


def test_a_member_that_was_never_public_leaves_no_trace_of_its_old_address(client, tree):
    member = tree.member("Secret", member__live=False)
    member.slug = "other"
    member.save_revision().publish()

    assert not Redirect.objects.exists()


def test_a_page_that_was_renamed_twice_is_found_under_both_old_addresses(editor, client, tree):
    page = rename(editor, tree.page(slug="skills"), "talents")
    rename(editor, page, "gifts")

    assert leads_to(client, "/skills/") == "/gifts/"
    assert leads_to(client, "/talents/") == "/gifts/"


def test_a_page_that_gets_its_old_name_back_is_no_circle(editor, client, tree):
    page = rename(editor, tree.page(slug="skills"), "talents")
    rename(editor, page, "skills")

    assert leads_to(client, "/skills/") == "/skills/"
    assert leads_to(client, "/talents/") == "/skills/"


def test_two_pages_that_exchange_their_addresses_are_no_circle(editor, client, tree):
    first, second = tree.page(title="First", slug="first"), tree.page(title="Second", slug="second")
    first = rename(editor, first, "third")
    rename(editor, second, "first")
    rename(editor, first, "second")

    assert words(read(client, "/first/").h1) == "Second"
    assert words(read(client, "/second/").h1) == "First"


def test_a_new_page_wins_over_an_old_address(editor, client, tree):
    rename(editor, tree.page(slug="skills"), "talents")
    tree.page(title="New", slug="skills")

    assert words(read(client, "/skills/").h1) == "New"


def test_a_page_in_another_language_is_found_under_its_old_address(editor, client, tree):
    french = Locale.objects.create(language_code="fr")
    home = tree.home.copy_for_translation(french)
    home.save_revision().publish()
    page = StandardPageFactory(parent=home, slug="competences", locale=french)
    rename(editor, page, "talents")

    assert leads_to(client, "/fr/competences/") == "/fr/talents/"


def test_a_translation_follows_its_original_to_another_address_and_keeps_one_of_its_own(editor, client, tree):
    translated(tree.home, title="Partenariat")
    page, other = tree.page(slug="skills"), tree.page(slug="trade")
    version = translated(page, title="Compétences")
    translated(other, title="Commerce", slug="commerce")
    draft = version.save_revision()

    rename(editor, page, "talents")
    rename(editor, other, "markets")

    assert leads_to(client, "/fr/skills/") == "/fr/talents/"
    assert leads_to(client, "/fr/markets/") == "/fr/commerce/"
    draft.refresh_from_db()
    draft.publish()
    assert words(read(client, "/fr/talents/").h1) == "Compétences"


def test_readers_of_every_language_are_led_on_within_their_own(editor, client, tree):
    rename(editor, tree.page(slug="skills"), "talents")
    Redirect.add_redirect("/mme.html", redirect_to="/meetings/", is_permanent=False)
    Redirect.add_redirect("/old.html", redirect_to="https://example.org/")

    assert leads_to(client, "/ar/skills/") == "/ar/talents/"
    assert client.get("/fr/mme.html").url == "/fr/meetings/"
    assert client.get("/fr/old.html").url == "https://example.org/"


def test_a_member_whose_address_has_changed_is_found_in_every_language(client, tree):
    member = tree.member("Swaziland")
    member.slug = "eswatini"
    member.save_revision().publish()

    assert leads_to(client, "/pt/members/swaziland/") == "/pt/members/eswatini/"


def test_no_language_leads_to_a_hidden_page(editor, client, tree):
    hide(rename(editor, tree.page(slug="skills"), "talents"))

    assert client.get("/ar/skills/").status_code == 404


def test_a_draft_that_was_never_public_leaves_no_trace_of_its_old_name(editor, client, tree):
    page = tree.page(slug="secret-talks", live=False)
    address = f"/admin/pages/{page.pk}/edit/"
    with editor.commits():
        editor.client.post(address, filled_in(editor.client.get(address), slug="talks") | PUBLISH)
    assert Page.objects.get(pk=page.pk).slug == "talks"
    assert not Redirect.objects.filter(old_path__contains="secret").exists()


def test_an_old_address_of_a_page_that_came_down_answers_as_one_that_never_was(editor, client, tree):
    page = rename(editor, tree.page(slug="skills"), "talents")
    page.unpublish()

    response = client.get("/skills/")

    assert response.status_code == 404
    assert "talents" not in response.content.decode()


def test_an_old_address_of_a_private_page_tells_strangers_nothing(editor, client, tree):
    page = rename(editor, tree.page(slug="skills"), "talents")
    hide(page)

    response = client.get("/skills/")

    assert response.status_code == 404
    assert "Location" not in response


def test_an_old_address_of_a_deleted_page_leads_nowhere_and_comes_back_with_it(editor, client, tree):
    page = rename(editor, tree.page(slug="skills"), "talents")
    editor.client.post(f"/admin/pages/{page.pk}/delete/")
    assert client.get("/skills/").status_code == 404

    deletion = Deletion.objects.get()
    editor.client.post(f"/admin/deleted/{deletion.pk}/", {"parent": tree.home.pk, "publish_again": "on"})

    assert leads_to(client, "/skills/") == "/talents/"
    assert Page.objects.get(pk=page.pk).live
