"""What becomes of a schedule that cannot be done: kept, tried again, told; and no other waits for it."""

import pytest
from django.contrib.contenttypes.models import ContentType
from django.db import IntegrityError
from django.utils import translation
from wagtail.models import PageLogEntry, Revision
from wagtail.signals import page_unpublished, unpublished

from mme_site.publishing import failures
from mme_site.publishing.reasons import Reason, in_words
from mme_site.publishing.schedule import Schedule, ScheduleKind, ScheduleStatus
from tests.helpers import scheduling
from tests.helpers.factories import UserFactory
from tests.helpers.scheduling import SECOND, in_an_hour, publish_at, schedule

pytestmark = pytest.mark.django_db


def test_a_page_that_cannot_be_published_keeps_its_schedule_and_stops_no_other(tree):  # fault a
    hour = in_an_hour()
    bad, good = tree.page(live=False), tree.page(live=False)
    revision = schedule(bad, hour)
    scheduling.corrupt(revision)
    schedule(good, hour)
    said, well = publish_at(hour)
    good.refresh_from_db()
    bad.refresh_from_db()
    revision.refresh_from_db()
    assert good.live
    assert not bad.live
    assert revision.approved_go_live_at == hour
    assert not well
    assert "title" in said


def test_a_slug_taken_meanwhile_is_told_and_the_page_goes_live_when_the_slug_is_free(tree):  # fault b
    hour = in_an_hour()
    page = tree.page(slug="agenda")
    schedule(page, hour, slug="programme")
    other = tree.page(slug="programme")
    publish_at(hour)
    page.refresh_from_db()
    assert page.slug == "agenda"
    assert "mme.schedule.failed" in scheduling.history(page)
    other.slug = "programme-2"
    other.save()
    publish_at(hour + 10 * SECOND)
    page.refresh_from_db()
    assert page.slug == "programme"
    assert [item.status for item in scheduling.of(page)] == [ScheduleStatus.DONE]


def test_what_the_database_refuses_at_the_hour_is_told_in_words(tree):  # fault a
    hour = in_an_hour()
    page, good = tree.meeting(live=False), tree.page(live=False)
    revision = schedule(page, hour)
    revision.content = {**revision.content, "end_date": "2014-04-01"}
    revision.save(update_fields=["content"])
    schedule(good, hour)
    said, _well = publish_at(hour)
    page.refresh_from_db()
    good.refresh_from_db()
    assert (page.live, good.live) == (False, True)
    assert "before the first" in said


def test_a_revision_so_broken_that_nothing_can_be_said_of_it_stops_no_other(tree, monkeypatch):  # faults a and e
    hour = in_an_hour()
    broken, good = tree.page(live=False), tree.page(live=False)
    schedule(broken, hour)
    schedule(good, hour)
    with_content = type(broken).with_content_json

    def fail(page, content):
        if page.pk == broken.pk:
            raise IntegrityError("a row that no words describe")
        return with_content(page, content)

    monkeypatch.setattr(type(broken), "with_content_json", fail)
    publish_at(hour)
    good.refresh_from_db()
    assert good.live
    [item] = scheduling.of(broken)
    assert (item.status, item.attempts) == (ScheduleStatus.WAITING, 1)
    assert "a row that no words describe" in item.reason


def test_a_receiver_that_fails_takes_the_publication_back_whole_and_it_is_done_later(tree):  # faults c and d
    page, hour = tree.page(live=False), in_an_hour()
    revision = schedule(page, hour)
    with scheduling.failing_for(page):
        publish_at(hour)
    page.refresh_from_db()
    revision.refresh_from_db()
    assert not page.live
    assert revision.approved_go_live_at == hour
    assert "wagtail.publish.scheduled" not in scheduling.history(page)
    publish_at(hour + 10 * SECOND)
    page.refresh_from_db()
    assert page.live
    assert scheduling.history(page).count("wagtail.publish.scheduled") == 1


@pytest.mark.parametrize("signal", [page_unpublished, unpublished])
def test_an_expired_page_that_cannot_come_down_stops_no_other_and_is_tried_again(tree, signal):  # faults e and f
    hour = in_an_hour()
    bad, other, draft = tree.page(), tree.page(), tree.page(live=False)
    for page in (bad, other):
        scheduling.expiring(page, hour)
    schedule(draft, hour)
    with scheduling.failing_for(bad, signal):
        _said, well = publish_at(hour)
    for page in (bad, other, draft):
        page.refresh_from_db()
    assert (bad.live, other.live, draft.live) == (True, False, True)
    assert not well
    assert bad.expire_at == hour
    publish_at(hour + 10 * SECOND)
    bad.refresh_from_db()
    assert not bad.live


def test_an_expired_page_whose_own_content_is_invalid_comes_down_all_the_same(tree):  # fault e
    page, hour = tree.page(), in_an_hour()
    scheduling.expiring(page, hour)
    type(page).objects.filter(pk=page.pk).update(title="")
    publish_at(hour)
    page.refresh_from_db()
    assert not page.live


def test_a_failing_page_is_tried_with_growing_pauses_then_told_and_left_to_a_person(tree, mailoutbox):
    editor = UserFactory(email="editor@example.org")
    page, hour = tree.page(live=False), in_an_hour()
    scheduling.corrupt(schedule(page, hour, user=editor))
    moment, pauses = hour, []
    for _ in range(20):
        publish_at(moment)
        [item] = scheduling.of(page)
        if item.next_attempt_at is None:
            break
        pauses.append(item.next_attempt_at - moment)
        moment = item.next_attempt_at
    assert item.status == ScheduleStatus.FAILED
    assert [pause // SECOND for pause in pauses] == [5, 30, 120, 600, 1800, 3600, 3600, 3600]
    assert item.attempts == 9  # the first, and one after each pause
    assert Revision.objects.get(approved_go_live_at=hour).object_id == str(page.pk)
    assert len(mailoutbox) == 2
    assert all("editor@example.org" in message.bcc for message in mailoutbox)
    failures = PageLogEntry.objects.filter(page=page.pk, action="mme.schedule.failed")
    assert failures.count() == 2


def test_a_schedule_of_a_model_that_the_site_no_longer_has_ends_and_stops_no_other(tree):
    hour = in_an_hour()
    good = tree.page(live=False)
    schedule(good, hour)
    gone = ContentType.objects.create(app_label="gone", model="record")
    orphan = Schedule.objects.create(
        kind=ScheduleKind.EXPIRE, content_type=gone, object_id="1", title="A record", due_at=hour
    )
    _said, well = publish_at(hour)
    good.refresh_from_db()
    orphan.refresh_from_db()
    assert good.live
    assert well
    assert (orphan.status, orphan.reason) == (ScheduleStatus.CANCELLED, "Its expiry was removed.")


def test_what_fails_after_the_commit_of_a_publication_is_said_in_the_log(tree, caplog):
    page, hour = tree.page(live=False), in_an_hour()
    schedule(page, hour)
    publish_at(hour)
    [done] = scheduling.of(page)

    failures.record_failure(done.pk, OSError("what follows a commit"))

    assert "what follows a commit" in caplog.text
    done.refresh_from_db()
    assert (done.status, done.attempts) == (ScheduleStatus.DONE, 0)


def test_what_would_be_lost_is_listed_as_the_viewers_language_lists():
    values = {"names": ["facts", "body.quote"]}

    assert "for: facts, body.quote." in in_words(Reason.DOES_NOT_FIT, values)
    with translation.override("ar"):
        assert "facts، body.quote" in in_words(Reason.DOES_NOT_FIT, values)
