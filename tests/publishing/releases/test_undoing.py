"""A release is undone by another one, which brings back what was public before."""

import pytest
from django.core.exceptions import ValidationError
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Page, Site
from wagtail.signals import page_published

from home.models import SiteSettings
from mme_site.publishing import actions
from mme_site.publishing.engine import Outcome
from mme_site.publishing.releases import editing
from mme_site.publishing.releases.item import ItemKind, ReleaseItem
from mme_site.publishing.releases.undoing import edited_since, undo
from tests.helpers.factories import MemberFactory
from tests.helpers.people import administrator
from tests.helpers.scheduling import receiver
from tests.publishing.releases.test_releases import draft_of, now

pytestmark = pytest.mark.django_db


@pytest.fixture
def person(db):
    return administrator()


def redirects():
    return sorted(Redirect.objects.values_list("old_path", "redirect_page_id", "redirect_link"))


def notice():
    return SiteSettings.objects.get(site__is_default_site=True).notice


def state_of_all():
    pages = [
        (page.pk, page.live, page.title, page.url_path, page.live_revision_id, page.path)
        for page in Page.objects.order_by("pk")
    ]
    return pages, notice()


@pytest.fixture
def released(tree, person):
    """A release that has done one of each kind; what was before it; and the pages."""
    site = Site.objects.get(is_default_site=True)
    SiteSettings.objects.update_or_create(site=site, defaults={"notice": "<p>As ever</p>"})
    Redirect.objects.create(old_path="/summit", redirect_link="/former/")
    above = tree.page(live=False, slug="communique")
    below = tree.page(parent=above, live=False)
    changed, old = tree.page(title="Before", slug="before"), tree.page()
    moved, moved_and_changed, left = tree.page(slug="moved"), tree.page(title="There"), tree.page()
    member = MemberFactory(live=False)
    draft_of(changed, title="After", slug="after")
    draft_of(moved_and_changed, title="Here")
    before = state_of_all(), redirects()
    release = editing.create("Summit", person)
    for instance in (below, above, changed, member, moved_and_changed):
        editing.add_publication(release, instance, person)
    editing.add(release, ItemKind.UNPUBLISH, old, person)
    editing.add_move(release, moved, above, person)
    editing.add_move(release, moved_and_changed, left, person)
    editing.add_redirect(release, "/summit/", None, person, page=above)
    stored, drafted = SiteSettings.for_site(site), SiteSettings.for_site(site)
    drafted.notice = "<p>It has begun</p>"
    editing.add_settings(release, drafted, stored, person)
    assert actions.release_now(release, person) is Outcome.PUBLISHED
    assert state_of_all() != before[0]
    release.refresh_from_db()
    return release, before, {"changed": changed, "moved": moved, "above": above, "member": member}


def test_undoing_brings_back_versions_places_redirects_and_settings(released, person):
    release, (before, redirects_before), things = released
    assert edited_since(release) == []

    undoing = undo(release, person)
    assert actions.release_now(undoing, person) is Outcome.PUBLISHED

    assert without_paths(state_of_all()) == without_paths(before)
    assert not now(things["member"]).live
    made_by_the_undoing = {(path, page, link) for path, page, link in redirects() if page}
    assert {entry for entry in redirects() if entry not in made_by_the_undoing} == set(redirects_before)
    assert "/before" not in {path for path, _page, _link in redirects()}
    release.refresh_from_db()
    assert release.undone_by == undoing
    assert not ReleaseItem.objects.held().exists()
    with pytest.raises(ValidationError, match="undone already"):
        undo(release, person)


def test_what_others_were_led_to_meanwhile_is_not_undone(tree, person):
    changed, other = tree.page(slug="before"), tree.page()
    draft_of(changed, slug="after")
    release = editing.create("Summit", person)
    editing.add_publication(release, changed, person)

    def readdress(instance, **kwargs):
        made_by_wagtail = {"redirect_page": other, "automatically_created": True}
        Redirect.objects.get_or_create(old_path="/of-another-editor", defaults=made_by_wagtail)

    with receiver(page_published, readdress):
        actions.release_now(release, person)
    assert {path for path, _page, _link in redirects()} >= {"/before", "/of-another-editor"}

    actions.release_now(undo(release, person), person)
    assert "/before" not in {path for path, _page, _link in redirects()}
    assert ("/of-another-editor", other.pk, "") in redirects()


def without_paths(state):
    """The order among sisters counts, not the numbers by which the tree keeps it."""
    pages, said = state
    order = sorted((url.rpartition("/")[0], path, pk) for pk, _live, _title, url, _revision, path in pages)
    return [page[:5] for page in pages], [pk for *_place, pk in order], said


def test_what_was_edited_since_is_said_before_it_is_undone(released, person):
    release, _before, things = released
    draft_of(now(things["changed"]), title="Newest").publish()
    Page.objects.get(pk=things["moved"].pk).move(Page.objects.get(pk=things["changed"].pk), "last-child")
    SiteSettings.objects.get().save_revision(clean=False)
    Redirect.objects.filter(old_path="/summit").update(redirect_link="/elsewhere/", redirect_page=None)
    draft_of(now(things["above"]), title="A newer draft")

    said = {found.item.title: found.what for found in edited_since(release)}

    assert said.pop(things["changed"].title) == "Another version was published since."
    assert said.pop(things["moved"].title) == "It was moved since."
    assert said.pop(things["above"].title) == "A newer draft was saved since; it stays as a draft."
    assert sorted(said.values()) == ["It leads elsewhere by now.", "It was changed since."]


def test_the_undoing_of_an_undoing_does_it_again(released, person):
    release, _before, things = released
    done = state_of_all()
    undoing = undo(release, person)
    actions.release_now(undoing, person)
    undoing.refresh_from_db()

    again = undo(undoing, person)
    assert actions.release_now(again, person) is Outcome.PUBLISHED

    assert [page[1:4] for page in state_of_all()[0]] == [page[1:4] for page in done[0]]
    assert now(things["member"]).live
