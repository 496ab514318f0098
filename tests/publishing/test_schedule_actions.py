"""Who may publish a thing tries its schedule again, or cancels it, with one click; nobody else does, by any door."""

import pytest
from django.contrib.messages import get_messages
from django.test import Client
from django.urls import reverse
from wagtail.models import ModelLogEntry, PageLogEntry, Revision

from members.models import Member
from mme_site.publishing.schedule import ScheduleKind, ScheduleStatus
from tests.helpers import scheduling
from tests.helpers.people import administrator, allowed
from tests.helpers.scheduling import HOUR, SECOND, at, in_an_hour, publish_at, schedule

pytestmark = pytest.mark.django_db
ELSEWHERE = "/admin/pages/"


def post(user, action, item, moment=None, **data):
    """Press a button as this person does, at a moment; follow to where it leads."""
    client = Client()
    client.force_login(user)
    address = reverse(f"publishing_{action}", args=[item.pk])
    with at(moment) if moment else at(scheduling.timezone.now()):
        return client.post(address, {"next": ELSEWHERE, **data}, follow=True)


def messages_in(response):
    """What the person is told after it."""
    return " ".join(str(message) for message in get_messages(response.wsgi_request))


def open_schedule(page):
    return next(item for item in scheduling.of(page) if item.is_open)


def failed(tree, hour, **fields):
    """A page whose publication failed at its hour, and its schedule."""
    page = tree.page(live=False, **fields)
    schedule(page, hour)
    with scheduling.failing_for(page):
        publish_at(hour)
    return page, open_schedule(page)


def test_what_failed_is_live_right_after_the_click_without_its_pause(tree):
    hour = in_an_hour()
    page, item = failed(tree, hour)
    assert item.next_attempt_at > hour + SECOND
    response = post(administrator(), "retry", item, hour)
    assert page.title in messages_in(response)
    publish_at(hour + SECOND)
    page.refresh_from_db()
    assert page.live


def test_what_was_given_up_is_tried_again_after_the_click_and_told_anew_when_it_fails_again(tree, mailoutbox):
    hour = in_an_hour()
    editor = administrator(email="editor@example.org")
    page, item = failed(tree, hour)
    type(item).objects.filter(pk=item.pk).update(status=ScheduleStatus.FAILED, attempts=9, next_attempt_at=None)
    post(editor, "retry", item, hour)
    before = len(mailoutbox)
    with scheduling.failing_for(page):
        publish_at(hour + SECOND)
    item.refresh_from_db()
    assert item.status == ScheduleStatus.FAILED
    assert len(mailoutbox) == before + 1
    post(editor, "retry", item, hour + SECOND)
    publish_at(hour + 2 * SECOND)
    page.refresh_from_db()
    assert page.live


def test_the_history_says_who_let_it_be_tried_again(tree):
    hour = in_an_hour()
    editor = administrator()
    page, item = failed(tree, hour)
    post(editor, "retry", item, hour)
    entry = PageLogEntry.objects.get(page=page.pk, action="mme.schedule.retried")
    assert entry.user == editor
    assert "does not answer" in entry.message


def test_what_has_not_failed_is_not_tried_before_its_hour(tree):
    page, hour = tree.page(live=False), in_an_hour()
    schedule(page, hour)
    response = post(administrator(), "retry", open_schedule(page))
    assert "has not failed" in messages_in(response)
    publish_at(hour - SECOND)
    page.refresh_from_db()
    assert not page.live


def test_a_cancelled_schedule_never_goes_live_and_the_history_names_who_cancelled_it(tree):
    editor, hour = administrator(), in_an_hour()
    page = tree.page(live=False)
    revision = schedule(page, hour)
    item = open_schedule(page)
    post(editor, "cancel", item)
    publish_at(hour + HOUR)
    page.refresh_from_db()
    revision.refresh_from_db()
    item.refresh_from_db()
    assert not page.live
    assert revision.approved_go_live_at is None
    assert (item.status, item.finished_by) == (ScheduleStatus.CANCELLED, editor)
    assert PageLogEntry.objects.get(page=page.pk, action="wagtail.schedule.cancel").user == editor


def test_a_page_is_no_longer_locked_once_its_schedule_is_cancelled(tree):
    page = tree.page(live=False)
    schedule(page, in_an_hour())
    assert page.get_lock()
    post(administrator(), "cancel", open_schedule(page))
    assert type(page).objects.get(pk=page.pk).get_lock() is None


def test_what_failed_for_good_can_be_cancelled(tree):
    hour = in_an_hour()
    page, item = failed(tree, hour)
    type(item).objects.filter(pk=item.pk).update(status=ScheduleStatus.FAILED, next_attempt_at=None)
    post(administrator(), "cancel", item, hour)
    item.refresh_from_db()
    assert item.status == ScheduleStatus.CANCELLED
    assert not Revision.objects.filter(approved_go_live_at__isnull=False).exists()
    publish_at(hour + HOUR)
    page.refresh_from_db()
    assert not page.live


def test_a_version_that_nobody_can_read_any_more_can_be_cancelled(tree):
    editor, hour = administrator(), in_an_hour()
    page = tree.page(live=False)
    revision = schedule(page, hour)
    Revision.objects.filter(pk=revision.pk).update(content={**revision.content, "first_published_at": "one day"})
    item = open_schedule(page)
    post(editor, "cancel", item)
    item.refresh_from_db()
    revision.refresh_from_db()
    assert (item.status, item.finished_by, revision.approved_go_live_at) == (ScheduleStatus.CANCELLED, editor, None)
    assert PageLogEntry.objects.get(page=page.pk, action="mme.schedule.ended").user == editor


def test_a_page_whose_expiry_is_cancelled_stays_live_and_its_next_version_too(tree):
    editor, hour = administrator(), in_an_hour()
    page = tree.page()
    schedule(page, None, hour)
    schedule(page, hour - 2 * SECOND, hour, title="The next version")
    item = next(item for item in scheduling.of(page) if item.kind == ScheduleKind.EXPIRE)
    post(editor, "cancel", item)
    publish_at(hour - SECOND)
    publish_at(hour + HOUR)
    page.refresh_from_db()
    item.refresh_from_db()
    assert (page.live, page.title, page.expire_at) == (True, "The next version", None)
    assert page.get_latest_revision_as_object().expire_at is None
    assert (item.status, item.finished_by) == (ScheduleStatus.CANCELLED, editor)
    assert PageLogEntry.objects.get(page=page.pk, action="mme.schedule.ended").user == editor


def test_another_hour_typed_into_a_draft_outlives_the_cancelled_expiry(tree):
    hour = in_an_hour()
    page = tree.page()
    schedule(page, None, hour)
    draft = page.get_latest_revision_as_object()
    draft.expire_at = hour + HOUR
    draft.save_revision()
    post(administrator(), "cancel", open_schedule(page))
    page.refresh_from_db()
    assert page.expire_at is None
    assert page.get_latest_revision_as_object().expire_at == hour + HOUR


def test_the_expiry_of_a_member_is_cancelled_by_who_may_publish_members(tree):
    editor, hour = allowed("publish", snippet=Member), in_an_hour()
    member = tree.member("Benin")
    schedule(member, None, hour)
    post(editor, "cancel", open_schedule(member))
    publish_at(hour)
    member.refresh_from_db()
    assert (member.live, member.expire_at) == (True, None)
    assert ModelLogEntry.objects.get(action="mme.schedule.ended").user == editor


def test_who_may_publish_below_a_page_acts_there_and_nowhere_else(tree):
    hour = in_an_hour()
    editor = allowed("change", "publish", below=tree.meetings)
    here, there = tree.meeting(live=False), tree.document(live=False)
    schedule(here, hour)
    schedule(there, hour)
    assert post(editor, "cancel", open_schedule(here)).status_code == 200
    assert scheduling.of(here)[0].status == ScheduleStatus.CANCELLED
    for action in ("cancel", "retry"):
        response = post(editor, action, open_schedule(there))
        assert response.status_code == 404
        assert there.title not in response.content.decode()
    assert scheduling.of(there)[0].status == ScheduleStatus.WAITING


def test_who_may_edit_and_not_publish_gets_404_and_changes_nothing(tree):
    hour = in_an_hour()
    page, item = failed(tree, hour, title="Declaration of Tunis")
    editor = allowed("add", "change", below=tree.home)
    for action in ("cancel", "retry"):
        response = post(editor, action, item, hour)
        assert response.status_code == 404
        assert page.title not in response.content.decode()
    item.refresh_from_db()
    assert (item.status, item.next_attempt_at is None) == (ScheduleStatus.WAITING, False)


@pytest.mark.parametrize("action", ["retry", "cancel"])
def test_who_has_not_signed_in_is_sent_to_sign_in(client, tree, action):
    page = tree.page(live=False)
    schedule(page, in_an_hour())
    response = client.post(reverse(f"publishing_{action}", args=[open_schedule(page).pk]))
    assert response.url.startswith("/admin/login/")
    assert open_schedule(page).status == ScheduleStatus.WAITING


@pytest.mark.parametrize("action", ["retry", "cancel"])
def test_a_form_of_another_site_is_refused(tree, action):
    page = tree.page(live=False)
    schedule(page, in_an_hour())
    client = Client(enforce_csrf_checks=True)
    client.force_login(administrator())
    assert client.post(reverse(f"publishing_{action}", args=[open_schedule(page).pk])).status_code == 403
    assert open_schedule(page).status == ScheduleStatus.WAITING


@pytest.mark.parametrize("action", ["retry", "cancel"])
def test_opening_the_address_asks_and_changes_nothing(admin_client, tree, action):
    hour = in_an_hour()
    page, item = failed(tree, hour)
    html = admin_client.get(reverse(f"publishing_{action}", args=[item.pk])).content.decode()
    assert page.title in html
    assert "csrfmiddlewaretoken" in html
    before = item.next_attempt_at
    item.refresh_from_db()
    assert (item.status, item.next_attempt_at) == (ScheduleStatus.WAITING, before)


@pytest.mark.parametrize("action", ["retry", "cancel"])
@pytest.mark.parametrize("pk", [4711, 10**30])
def test_a_schedule_that_never_was_is_404(admin_client, tree, action, pk):
    assert admin_client.post(reverse(f"publishing_{action}", args=[pk])).status_code == 404


@pytest.mark.parametrize("action", ["retry", "cancel"])
def test_what_was_done_meanwhile_is_said_and_left_alone(tree, action):
    page, hour = tree.page(live=False), in_an_hour()
    schedule(page, hour)
    item = open_schedule(page)
    publish_at(hour)
    response = post(administrator(), action, item, hour + SECOND)
    assert "has ended in the meantime (done)" in messages_in(response)
    page.refresh_from_db()
    assert page.live


def test_an_hour_that_was_changed_past_the_ledger_is_learned_and_not_cancelled(tree):
    page, hour = tree.page(), in_an_hour()
    schedule(page, None, hour)
    item = open_schedule(page)
    type(page).objects.filter(pk=page.pk).update(expire_at=hour + HOUR)
    assert "has changed in the meantime" in messages_in(post(administrator(), "cancel", item))
    page.refresh_from_db()
    assert page.expire_at == hour + HOUR
    assert open_schedule(page).due_at == hour + HOUR


@pytest.mark.parametrize(
    ("wanted", "address"),
    [
        ("/admin/pages/?ordering=title", "/admin/pages/?ordering=title"),
        ("https://elsewhere.example.org/", reverse("publishing_timeline")),
        ("", reverse("publishing_timeline")),
    ],
)
def test_one_comes_back_to_where_one_was_and_never_to_another_site(admin_client, tree, wanted, address):
    page = tree.page(live=False)
    schedule(page, in_an_hour())
    url = reverse("publishing_cancel", args=[open_schedule(page).pk])
    assert admin_client.post(url, {"next": wanted}).url == address
