"""What is approved or published after its own end is not shown for a moment, and whoever did it is told (fault j)."""

from contextlib import suppress

import pytest
from django.core import mail
from django.urls import reverse
from wagtail.models import Page
from wagtail.signals import page_published, page_unpublished

from mme_site.editorial.listings.publishing import publish
from mme_site.editorial.users.roles.role_groups import ensure_role_groups
from mme_site.publishing.schedule import ScheduleStatus
from tests.helpers import scheduling
from tests.helpers.editing import filled_in
from tests.helpers.factories import MemberFactory, UserFactory
from tests.helpers.people import administrator
from tests.helpers.reading import parse, words
from tests.helpers.scheduling import HOUR, at, in_an_hour

pytestmark = pytest.mark.django_db


def draft_of(item, go_live_at, expire_at):
    item.go_live_at, item.expire_at = go_live_at, expire_at
    item.save()
    return item.save_revision(user=UserFactory(email="author@example.org"))


@pytest.fixture
def hour():
    return in_an_hour()


@pytest.mark.parametrize("has_begin", [True, False])
def test_a_page_approved_after_its_end_is_never_live_and_its_author_is_told(tree, hour, mailoutbox, has_begin):
    page = tree.page(live=False)
    draft_of(page, hour if has_begin else None, hour + HOUR)
    ensure_role_groups()
    state = page.get_workflow().start(page, UserFactory())
    with at(hour + 2 * HOUR), scheduling.publications() as published:
        state.current_task_state.approve(user=administrator())

    stored = Page.objects.get(pk=page.pk)
    [missed] = scheduling.of(page)
    assert (stored.live, published) == (False, [])
    assert (missed.status, missed.due_at) == (ScheduleStatus.MISSED, hour if has_begin else hour + HOUR)
    assert "mme.schedule.missed" in scheduling.history(page)
    assert [message.bcc for message in mail.outbox if "its time had passed" in message.subject] == [
        ["author@example.org"]
    ]


def test_a_draft_approved_after_its_end_leaves_another_version_that_is_scheduled(tree, hour):
    page = tree.page(live=False)
    scheduling.schedule(page, hour, title="Scheduled")
    too_late = draft_of(Page.objects.get(pk=page.pk).specific, hour, hour + HOUR)
    with at(hour + 2 * HOUR):
        too_late.publish()
        scheduling.publish_at(hour + 2 * HOUR)

    stored = Page.objects.get(pk=page.pk)
    assert (stored.live, stored.title) == (True, "Scheduled")
    assert [each.status for each in scheduling.of(page)] == [ScheduleStatus.DONE, ScheduleStatus.MISSED]


def test_what_is_live_stays_where_a_newer_version_is_published_after_its_end(tree, hour):
    page = tree.page(title="Live")
    page.title, page.expire_at = "Too late", hour
    revision = page.save_revision()
    with at(hour + HOUR):
        revision.publish()

    stored = Page.objects.get(pk=page.pk)
    assert (stored.live, stored.title) == (True, "Live")


def test_a_record_published_after_its_end_is_never_live(hour):
    member = MemberFactory(live=False)
    revision = draft_of(member, None, hour)
    with at(hour + HOUR):
        revision.publish()
    member.refresh_from_db()
    assert not member.live


def test_it_can_be_published_again_without_its_dates(tree, hour):
    page = tree.page(live=False)
    revision = draft_of(page, hour, hour + HOUR)
    with at(hour + 2 * HOUR):
        revision.publish()
        Page.objects.get(pk=page.pk).get_latest_revision().publish()
        assert Page.objects.get(pk=page.pk).live


def test_the_reason_is_told_where_many_are_published(tree, hour):
    page = tree.page(live=False)
    draft_of(page, hour, hour + HOUR)
    with at(hour + 2 * HOUR):
        reasons, waits = publish(page, administrator())
    assert not waits
    assert "had passed before it could go live" in reasons[0]


def test_who_approves_it_in_the_editor_is_told_why_it_is_not_live(tree, hour, client):
    page = tree.page(live=False)
    draft_of(page, hour, hour + HOUR)
    ensure_role_groups()
    page.get_workflow().start(page, UserFactory())
    address = reverse("wagtailadmin_pages:edit", args=[page.pk])
    with at(hour + 2 * HOUR):
        client.force_login(administrator())
        approve = {"action-workflow-action": "true", "workflow-action-name": "approve"}
        answer = client.post(address, filled_in(client.get(address), **approve), follow=True)
    assert not Page.objects.get(pk=page.pk).live
    assert "had passed before it could go live" in words(parse(answer).select_one(".messages"))


@pytest.mark.parametrize("has_begin", [True, False])
def test_what_wagtails_own_api_publishes_after_its_end_is_never_live(tree, hour, admin_client, has_begin):
    page = tree.page(live=False)
    draft_of(page, hour if has_begin else None, hour + HOUR)
    with at(hour + 2 * HOUR), scheduling.publications() as published:
        admin_client.post(f"/admin/api/main/pages/{page.pk}/action/publish/")

    assert (Page.objects.get(pk=page.pk).live, published) == (False, [])
    assert [missed.status for missed in scheduling.of(page)] == [ScheduleStatus.MISSED]


class Killed(BaseException):
    pass


def die(**kwargs):
    raise Killed


@pytest.mark.parametrize(("action", "signal"), [("publish", page_published), ("unpublish", page_unpublished)])
def test_what_wagtails_own_api_does_is_done_wholly_or_not_at_all(tree, admin_client, action, signal):
    page = tree.page(live=action == "unpublish")
    scheduling.schedule(page, in_an_hour(), title="Later")
    before = Page.objects.values("live", "title", "live_revision").get(pk=page.pk)
    with scheduling.receiver(signal, die), suppress(Killed):
        admin_client.post(f"/admin/api/main/pages/{page.pk}/action/{action}/")

    assert Page.objects.values("live", "title", "live_revision").get(pk=page.pk) == before
    assert page.revisions.filter(approved_go_live_at__isnull=False).exists()
