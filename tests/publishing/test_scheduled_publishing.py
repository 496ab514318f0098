"""Scheduled revisions are on time, exactly once, never lost and never early: one item at a time."""

import io

import pytest
from django.contrib.auth import get_user_model
from django.core.exceptions import ValidationError
from django.core.management import call_command
from wagtail.models import PageLogEntry, Revision
from wagtail.signals import page_published

from mme_site.publishing.robot import publisher_user
from mme_site.publishing.schedule import ScheduleKind, ScheduleStatus
from tests.helpers import scheduling
from tests.helpers.factories import UserFactory
from tests.helpers.scheduling import HOUR, SECOND, in_an_hour, publish_at, schedule

pytestmark = pytest.mark.django_db


def test_a_scheduled_draft_goes_live_at_its_hour_and_not_a_second_before(tree):
    page, hour = tree.page(live=False), in_an_hour()
    schedule(page, hour)
    publish_at(hour - SECOND)
    page.refresh_from_db()
    assert not page.live
    publish_at(hour)
    page.refresh_from_db()
    assert page.live


def test_a_publication_is_one_signal_and_one_line_of_history_however_often_the_publisher_passes(tree):
    page, hour = tree.page(live=False), in_an_hour()
    schedule(page, hour)
    with scheduling.publications() as seen:
        publish_at(hour)
        publish_at(hour)
        publish_at(hour + HOUR)
    assert seen == [page.pk]
    assert scheduling.history(page).count("wagtail.publish.scheduled") == 1


def test_a_schedule_cancelled_during_the_run_is_not_published(tree):  # fault i
    hour = in_an_hour()
    first, second = tree.page(live=False), tree.page(live=False)
    schedule(first, hour)
    cancelled = schedule(second, hour)

    def cancel(instance, **kwargs):
        revision = Revision.objects.get(pk=cancelled.pk)
        if instance.pk == first.pk and revision.approved_go_live_at:
            revision.approved_go_live_at = None
            revision.save(update_fields=["approved_go_live_at"])

    with scheduling.receiver(page_published, cancel):
        publish_at(hour)
    second.refresh_from_db()
    assert not second.live
    assert [item.status for item in scheduling.of(second)] == [ScheduleStatus.CANCELLED]


def test_a_correction_made_during_the_run_is_what_goes_live(tree):  # fault i
    hour = in_an_hour()
    first, second = tree.page(live=False), tree.page(live=False)
    schedule(first, hour)
    schedule(second, hour, title="With a mistake")

    def correct(instance, **kwargs):
        if instance.pk == first.pk:
            schedule(second, hour, title="Corrected")

    with scheduling.receiver(page_published, correct):
        publish_at(hour)
    publish_at(hour + SECOND)
    second.refresh_from_db()
    assert (second.live, second.title) == (True, "Corrected")
    assert scheduling.history(second).count("wagtail.publish.scheduled") <= 1


def test_what_should_have_come_down_already_is_never_shown_and_recorded_as_missed(tree, mailoutbox):  # fault j
    editor = UserFactory(email="editor@example.org")
    page, hour = tree.page(live=False), in_an_hour()
    schedule(page, hour, hour + HOUR, user=editor)
    with scheduling.publications() as seen:
        publish_at(hour + 2 * HOUR)
    page.refresh_from_db()
    assert not page.live
    assert seen == []
    assert "mme.schedule.missed" in scheduling.history(page)
    assert [item.status for item in scheduling.of(page)] == [ScheduleStatus.MISSED]
    [message] = mailoutbox
    assert "editor@example.org" in message.bcc
    assert page.title in message.subject


def test_a_missed_update_of_a_live_page_leaves_what_the_plan_would_have_left_nothing_public(tree):  # fault j
    page, hour = tree.page(title="Old text"), in_an_hour()
    schedule(page, hour, hour + HOUR, title="New text")
    publish_at(hour + 2 * HOUR)
    page.refresh_from_db()
    assert (page.live, page.title) == (False, "Old text")


def test_scheduling_an_update_never_takes_a_live_page_down(tree):  # fault k
    page, hour = tree.page(title="Agenda"), in_an_hour()
    type(page).objects.filter(pk=page.pk).update(live_revision=None)
    schedule(page, hour, title="Agenda, second version")
    page.refresh_from_db()
    assert (page.live, page.title) == (True, "Agenda")
    publish_at(hour)
    page.refresh_from_db()
    assert (page.live, page.title) == (True, "Agenda, second version")


def test_an_alias_of_a_scheduled_draft_is_not_live_before_the_hour_and_is_at_the_hour(tree):  # fault l
    page, hour = tree.page(live=False), in_an_hour()
    alias = page.create_alias(parent=tree.home, update_slug="alias-of-it")
    schedule(page, hour)
    alias.refresh_from_db()
    assert not alias.live
    publish_at(hour)
    alias.refresh_from_db()
    assert alias.live


def test_a_signal_for_what_is_only_scheduled_ends_no_schedule(tree):  # fault m
    page, hour = tree.page(live=False), in_an_hour()
    with scheduling.publications() as seen:
        schedule(page, hour)
    assert seen == []
    assert [item.status for item in scheduling.of(page)] == [ScheduleStatus.WAITING]


def test_another_version_published_before_the_hour_ends_the_schedule_and_the_history_says_so(tree):  # fault p
    page, hour = tree.page(live=False), in_an_hour()
    schedule(page, hour)
    schedule(page, None, title="Published at once")
    assert "mme.schedule.ended" in scheduling.history(page)
    assert [item.status for item in scheduling.of(page)] == [ScheduleStatus.CANCELLED]
    publish_at(hour)
    page.refresh_from_db()
    assert page.title == "Published at once"


def test_a_page_taken_down_by_hand_ends_its_schedules_and_the_history_says_so(tree):  # fault p
    page, hour = tree.page(), in_an_hour()
    schedule(page, hour, title="Next version")
    page.refresh_from_db()
    page.unpublish()
    assert "mme.schedule.ended" in scheduling.history(page)
    assert [item.status for item in scheduling.of(page)] == [ScheduleStatus.CANCELLED]


def test_a_page_below_a_draft_waits_for_it_and_goes_live_right_after_it(tree):  # fault q
    hour = in_an_hour()
    parent = tree.page(live=False)
    child = tree.page(parent=parent, live=False)
    schedule(child, hour)
    said, well = publish_at(hour)
    child.refresh_from_db()
    assert not child.live
    assert not well
    assert parent.title in said
    parent.save_revision().publish()
    publish_at(hour + SECOND)
    child.refresh_from_db()
    assert child.live


def test_a_page_and_its_parent_due_at_the_same_hour_go_live_in_one_pass(tree):  # fault q
    hour = in_an_hour()
    parent = tree.page(live=False)
    child = tree.page(parent=parent, live=False)
    schedule(child, hour)
    schedule(parent, hour)
    said, well = publish_at(hour)
    child.refresh_from_db()
    assert child.live
    assert well, said


def test_dates_are_cleared_once_they_have_fired_and_the_next_save_is_not_refused(tree):  # fault u
    page, hour = tree.page(live=False), in_an_hour()
    schedule(page, hour, hour + HOUR)
    publish_at(hour)
    page.refresh_from_db()
    assert (page.go_live_at, page.expire_at) == (None, hour + HOUR)
    publish_at(hour + HOUR)
    page.refresh_from_db()
    assert (page.go_live_at, page.expire_at, page.expired) == (None, None, True)
    draft = page.get_latest_revision_as_object()
    assert (draft.go_live_at, draft.expire_at) == (None, None)


def test_an_expiry_leaves_a_later_schedule_of_the_page_alone(tree):  # fault v
    page, hour = tree.page(), in_an_hour()
    scheduling.expiring(page, hour)
    revision = schedule(page, hour + HOUR, title="The next edition")
    publish_at(hour)
    page.refresh_from_db()
    revision.refresh_from_db()
    assert not page.live
    assert revision.approved_go_live_at == hour + HOUR
    publish_at(hour + HOUR)
    page.refresh_from_db()
    assert (page.live, page.title) == (True, "The next edition")


def test_languages_are_published_each_by_itself_and_one_that_fails_stops_no_other(tree):  # fault t
    hour = in_an_hour()
    english, french = tree.page(live=False), tree.page(live=False)
    schedule(english, hour)
    scheduling.corrupt(schedule(french, hour))
    publish_at(hour)
    english.refresh_from_db()
    french.refresh_from_db()
    assert (english.live, french.live) == (True, False)


def test_a_member_is_published_and_taken_down_at_its_hour(tree):
    member, hour = tree.member("Benin"), in_an_hour()
    schedule(member, hour, hour + HOUR, name_en="Republic of Benin")
    publish_at(hour)
    member.refresh_from_db()
    assert (member.live, member.name_en, member.go_live_at) == (True, "Republic of Benin", None)
    publish_at(hour + HOUR)
    member.refresh_from_db()
    assert (member.live, member.expire_at) == (False, None)


def test_a_schedule_written_past_the_signals_is_kept_too(tree):
    page, hour = tree.page(live=False), in_an_hour()
    Revision.objects.filter(pk=page.latest_revision_id).update(approved_go_live_at=hour)
    publish_at(hour)
    page.refresh_from_db()
    assert page.live


def test_a_schedule_moved_past_the_signals_keeps_its_new_hour(tree):
    page, hour = tree.page(live=False), in_an_hour()
    revision = schedule(page, hour)
    Revision.objects.filter(pk=revision.pk).update(approved_go_live_at=hour + HOUR)
    publish_at(hour)
    page.refresh_from_db()
    assert not page.live
    publish_at(hour + HOUR)
    page.refresh_from_db()
    assert page.live


def test_a_deleted_page_ends_its_schedule(tree):
    page, hour = tree.page(live=False), in_an_hour()
    schedule(page, hour)
    [item] = scheduling.of(page)
    page.delete()
    item.refresh_from_db()
    assert item.status == ScheduleStatus.CANCELLED
    assert publish_at(hour) == ("Nothing is due.\n", True)


def test_the_schedule_remembers_who_asked_and_how_late_it_was_done(tree):
    editor, hour = UserFactory(), in_an_hour()
    page = tree.page(live=False)
    schedule(page, hour, user=editor)
    publish_at(hour + 3 * SECOND)
    [item] = scheduling.of(page)
    assert (item.scheduled_by, item.status, item.lateness) == (editor, ScheduleStatus.DONE, 3 * SECOND)


def test_the_hour_of_an_expiry_follows_the_version_that_is_published(tree):
    page, hour = tree.page(), in_an_hour()
    scheduling.expiring(page, hour)
    scheduling.expiring(page, hour + HOUR)
    [item] = [item for item in scheduling.of(page) if item.is_open]
    assert (item.kind, item.due_at) == (ScheduleKind.EXPIRE, hour + HOUR)
    publish_at(hour)
    page.refresh_from_db()
    assert page.live


def test_a_dry_run_says_what_is_due_and_changes_nothing(tree):
    page, hour = tree.page(live=False, title="Declaration"), in_an_hour()
    schedule(page, hour)
    said = io.StringIO()
    with scheduling.at(hour):
        call_command("publish_scheduled", "--dryrun", stdout=said)
    page.refresh_from_db()
    assert "Declaration" in said.getvalue()
    assert not page.live


def test_the_name_of_wagtails_own_command_runs_the_same_engine(tree):
    page, hour = tree.page(live=False), in_an_hour()
    schedule(page, hour)
    with scheduling.at(hour):
        call_command("publish_scheduled", stdout=io.StringIO())
    assert [item.status for item in scheduling.of(page)] == [ScheduleStatus.DONE]


def test_what_is_done_at_its_hour_is_done_by_the_publisher_whom_the_history_names(tree):
    page, hour = tree.page(live=False), in_an_hour()
    schedule(page, hour, hour + HOUR)
    publish_at(hour)
    publish_at(hour + HOUR)

    entries = PageLogEntry.objects.filter(
        page=page.pk, action__in=("wagtail.publish.scheduled", "wagtail.unpublish.scheduled")
    )
    assert [entry.user.get_full_name() for entry in entries] == ["Publisher (robot)"] * 2
    assert not entries[0].user.is_active and not entries[0].user.has_usable_password()


def test_a_person_of_the_publishers_name_is_not_taken_for_it(tree):
    person = UserFactory(username="publisher")
    page, hour = tree.page(live=False), in_an_hour()
    schedule(page, hour)
    publish_at(hour)

    assert publisher_user() != person
    assert PageLogEntry.objects.get(page=page.pk, action="wagtail.publish.scheduled").user == publisher_user()


def test_no_form_gives_a_person_the_publishers_name():
    with pytest.raises(ValidationError) as refused:
        get_user_model()(username=publisher_user().username, password="something").clean_fields()
    assert list(refused.value.error_dict) == ["username"]


def test_the_publisher_of_before_goes_on_where_the_site_has_one_already(tree):
    words = {"first_name": "Publisher", "last_name": "(robot)", "is_active": False, "password": "!"}
    before = get_user_model().objects.create(username="publisher", **words)
    assert publisher_user() == before


def test_a_round_in_which_nothing_is_due_makes_nobody(tree):
    schedule(tree.page(live=False), in_an_hour())
    before = set(get_user_model().objects.values_list("username", flat=True))

    publish_at(in_an_hour() - HOUR)

    assert set(get_user_model().objects.values_list("username", flat=True)) == before
