"""A release is published wholly at its hour, or not at all."""

import pytest
from django.core import mail
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import ModelLogEntry, Page, Site

from home.models import SiteSettings
from members.models import Member
from mme_site.publishing import actions, engine
from mme_site.publishing.engine import Outcome
from mme_site.publishing.models import Release, ReleaseItem, Schedule
from mme_site.publishing.releases import editing
from mme_site.publishing.releases.item import ItemKind
from tests.helpers.factories import MemberFactory
from tests.helpers.people import administrator
from tests.helpers.scheduling import HOUR, SECOND, at, failing_for, history, in_an_hour, publications, publish_at

pytestmark = pytest.mark.django_db
STATEMENTS = 32  # for each further page of text, eight of them of savepoints; Wagtail's own action takes 29


@pytest.fixture
def person(db):
    return administrator(email="person@example.org")


@pytest.fixture
def release(person):
    return editing.create("Summit", person, in_an_hour())


def draft_of(page, **changes):
    draft = type(page).objects.get(pk=page.pk)
    for name, value in changes.items():
        setattr(draft, name, value)
    return draft.save_revision(clean=False)


def now(page):
    return type(page).objects.get(pk=page.pk)


def test_all_that_a_release_holds_is_public_at_its_hour_and_nothing_before(tree, release, person):
    above = tree.page(live=False, title="Communiqué")
    below = tree.page(parent=above, live=False, title="Annex")
    changed, old, moved = tree.page(title="Before"), tree.page(), tree.page()
    member = MemberFactory(live=False)
    draft_of(changed, title="After")
    for instance in (below, above, changed, member):
        editing.add_publication(release, instance, person)
    editing.add(release, ItemKind.UNPUBLISH, old, person)
    editing.add_move(release, moved, above, person)
    editing.add_redirect(release, "/summit/", None, person, page=above)
    site = Site.objects.get(is_default_site=True)
    stored, drafted = SiteSettings.for_site(site), SiteSettings.for_site(site)
    drafted.notice = "<p>The summit has begun.</p>"
    editing.add_settings(release, drafted, stored, person)

    said, _ok = publish_at(release.due_at - SECOND)
    assert "went live" not in said
    assert not now(above).live
    publish_at(release.due_at)

    assert [now(page).live for page in (above, below, member, changed, old, moved)] == [True] * 4 + [False, True]
    assert now(changed).title == "After"
    assert not now(changed).has_unpublished_changes
    assert now(moved).get_parent().pk == above.pk
    assert Redirect.objects.get(old_path="/summit").redirect_page_id == above.pk
    assert "has begun" in SiteSettings.objects.get(site=site).notice
    release.refresh_from_db()
    assert release.state == "done"
    assert "mme.release.done" in history(changed)
    assert not ReleaseItem.objects.held().exists()


def test_what_is_saved_after_a_version_was_pinned_is_not_part_of_the_release(tree, release, person):
    page = tree.page(title="Public")
    pinned = draft_of(page, title="Pinned")
    pinned.user = person
    pinned.save(update_fields=["user"])
    editing.add_publication(release, page, person)
    later = now(page).get_latest_revision_as_object()
    later.title = "Later"
    later.save_revision(user=person, overwrite_revision=pinned)  # as an autosave does

    publish_at(release.due_at)

    assert now(page).title == "Pinned"
    assert now(page).get_latest_revision_as_object().title == "Later"
    assert now(page).has_unpublished_changes


def test_if_one_item_cannot_be_done_none_is_and_it_is_told_at_once_which_and_why(tree, release, person):
    draft = tree.page(live=False)
    good, bad = tree.page(title="Good"), tree.page(parent=draft, live=False, title="Annex")
    draft_of(good, title="Better")
    editing.add_publication(release, good, person)
    item = editing.add_publication(release, bad, person)

    with publications() as published:
        publish_at(release.due_at)

    assert now(good).title == "Good"
    schedule = Schedule.objects.of(release).get()
    assert "“Annex”: The page above it" in schedule.reason
    assert [letter.bcc for letter in mail.outbox] == [["person@example.org"]]
    assert "Annex" in mail.outbox[0].body
    assert ModelLogEntry.objects.filter(action="mme.schedule.failed", object_id=str(release.pk)).exists()
    published.clear()

    editing.leave_out(item, person, "It can follow tomorrow.")
    publish_at(release.due_at + SECOND)

    assert published == []
    assert now(good).title == "Better"
    assert not now(bad).live
    item.refresh_from_db()
    assert (item.left_out_by, item.left_out_because) == (person, "It can follow tomorrow.")


def test_a_receiver_that_fails_for_the_last_page_takes_everything_back(tree, release, person):
    pages = [tree.page(live=False) for _ in range(3)]
    for page in pages:
        editing.add_publication(release, page, person)

    with failing_for(pages[-1]):
        publish_at(release.due_at)
    assert not Page.objects.filter(pk__in=[page.pk for page in pages], live=True).exists()
    assert not any("wagtail.publish" in history(page) for page in pages)

    publish_at(release.due_at + HOUR)
    assert [history(page).count("mme.release.done") for page in pages] == [1, 1, 1]


def test_only_one_open_release_holds_an_object_and_another_one_is_told_which(tree, release, person):
    page, other = tree.page(), editing.create("Other", person)
    held = editing.add_publication(release, page, person)

    with pytest.raises(editing.HeldElsewhere, match="Summit"):
        editing.add_publication(other, page, person)
    with pytest.raises(IntegrityError), transaction.atomic():
        held.pk, held.release = None, other
        held.save()

    editing.cancel(release, person)
    assert editing.add_publication(other, page, person)
    assert publish_at(in_an_hour() + HOUR)[1]
    assert now(page).live_revision_id == page.live_revision_id
    with pytest.raises(editing.ReleaseEnded):
        editing.add(release, ItemKind.UNPUBLISH, page, person)


def test_a_release_without_an_hour_is_released_when_somebody_says_so(tree, person):
    page, release = tree.page(live=False), editing.create("When ready", person)
    editing.add_publication(release, page, person)
    publish_at(in_an_hour())
    assert not now(page).live

    assert actions.release_now(release, person) is Outcome.PUBLISHED

    assert now(page).live
    with pytest.raises(editing.ReleaseEnded):
        actions.release_now(release, person)
    assert Release.objects.get().finished_by == person


@pytest.fixture
def fast_publisher(monkeypatch):
    """A publisher that does what is due before whoever has set an hour looks again."""
    set_hour = editing.set_hour

    def set_hour_and_wake_a_publisher(*arguments):
        set_hour(*arguments)
        engine.publish_due()

    monkeypatch.setattr(editing, "set_hour", set_hour_and_wake_a_publisher)


@pytest.mark.usefixtures("fast_publisher")
def test_a_publisher_that_is_faster_than_who_releases_by_hand_is_no_failure(tree, person):
    page = tree.page(live=False)
    release = editing.create("Summit", person)
    editing.add_publication(release, page, person)
    assert actions.release_now(release, person) is Outcome.PUBLISHED
    assert history(page).count("wagtail.publish") == 1
    with pytest.raises(editing.ReleaseEnded):
        actions.release_now(release, person)


@pytest.mark.usefixtures("fast_publisher")
def test_a_release_in_which_a_publisher_has_failed_before_who_releases_by_hand_has_failed(tree, person):
    page = tree.page(live=False)
    release = editing.create("Summit", person)
    editing.add_publication(release, page, person)
    with failing_for(page):
        assert actions.release_now(release, person) is Outcome.FAILED


def test_another_hour_counts_and_the_cancelled_schedule_leaves_the_release_without_one(tree, release, person):
    page = tree.page(live=False)
    editing.add_publication(release, page, person)
    editing.set_hour(release, release.due_at + HOUR, person)
    publish_at(release.due_at - SECOND)
    assert not now(page).live

    actions.cancel(Schedule.objects.open().get(), person)

    release.refresh_from_db()
    assert (release.state, release.due_at) == ("open", None)
    publish_at(in_an_hour() + 3 * HOUR)
    assert not now(page).live


def test_a_version_with_an_hour_of_its_own_goes_live_with_the_release(tree, release, person):
    page = tree.page(live=False)
    draft_of(page, go_live_at=release.due_at + 5 * HOUR)
    editing.add_publication(release, page, person)

    publish_at(release.due_at)

    assert now(page).live


def test_moved_and_published_below_a_page_of_the_same_release(tree, release, person):
    above, page = tree.page(live=False), tree.page(live=False)
    editing.add_move(release, page, above, person)
    editing.add_publication(release, page, person)
    editing.add_publication(release, above, person)

    publish_at(release.due_at)

    assert now(page).live
    assert now(page).get_parent().pk == above.pk


def test_an_empty_release_says_that_it_is_empty(release):
    publish_at(release.due_at)

    assert "holds nothing" in Schedule.objects.of(release).get().reason


def test_a_member_deleted_meanwhile_is_named(release, person):
    member = MemberFactory(live=False)
    editing.add_publication(release, member, person)
    Member.objects.all().delete()

    publish_at(release.due_at)

    assert "no longer exists" in Schedule.objects.of(release).get().reason
    with at(release.due_at):
        assert Release.objects.open().exists()


def test_what_a_release_asks_for_each_further_page_stays_in_its_budget(tree, person):
    def statements(number):
        release = editing.create(f"Of {number}", person)
        for _number in range(number):
            editing.add_publication(release, tree.page(live=False), person)
        with CaptureQueriesContext(connection) as captured:
            assert actions.release_now(release, person) is Outcome.PUBLISHED
        return len(captured)

    statements(1)  # what a process reads once
    assert (statements(5) - statements(2)) / 3 <= STATEMENTS
