"""What is scheduled is checked again a day and fifteen minutes before, and people are told of what is wrong."""

import datetime

import pytest
from django.contrib.auth.models import Group, Permission
from django.core import mail
from django.utils import timezone
from wagtail.models import GroupPagePermission, Locale, Page

from mme_site.core.stop_signals import StopSignals
from mme_site.editorial.preflight import before_due
from mme_site.editorial.preflight.before_due import check_before_hour
from mme_site.publishing.process import PublisherProcess
from mme_site.publishing.publisher import check_due
from mme_site.publishing.recipients import publishers_of
from tests.helpers import scheduling
from tests.helpers.factories import MemberFactory, UserFactory
from tests.helpers.scheduling import HOUR, in_an_hour, linked, schedule

pytestmark = pytest.mark.django_db

DAY = datetime.timedelta(days=1)
MINUTE = datetime.timedelta(minutes=1)


@pytest.fixture
def author(tree):
    """Somebody who may write, and is told of what was scheduled in their name."""
    return UserFactory(email="author@example.org")


def may_publish(page, **fields):
    """A user who may publish a page and what is below it."""
    group = Group.objects.create(name=f"Publishers of {page}")
    permission = Permission.objects.get(codename="publish_page", content_type__app_label="wagtailcore")
    GroupPagePermission.objects.create(group=group, page=page, permission=permission)
    user = UserFactory(**fields)
    user.groups.add(group)
    return user


@pytest.fixture
def faulty(tree, author):
    """A page with a link to a draft, scheduled in three days."""
    hour = timezone.now().replace(microsecond=0) + 3 * DAY
    page = tree.page(title="The declaration", live=False, body=linked(tree.page(title="Not yet", live=False)))
    schedule(page, hour, user=author)
    page.hour = hour
    return page


def notify_at(moment):
    """Let the publisher look before the hour; return how many items it told of."""
    with scheduling.at(moment):
        return check_before_hour.call()


def test_problems_are_told_a_day_and_a_quarter_of_an_hour_before_and_once_each(faulty):
    hour = faulty.hour

    assert notify_at(hour - DAY - MINUTE) == 0
    assert [notify_at(hour - DAY), notify_at(hour - DAY), notify_at(hour - HOUR)] == [1, 0, 0]
    assert [notify_at(hour - 15 * MINUTE), notify_at(hour - MINUTE), notify_at(hour + MINUTE)] == [1, 0, 0]
    assert len(mail.outbox) == 2


def test_the_publisher_has_the_checks_made(faulty):
    with scheduling.at(faulty.hour - DAY):
        check_due(PublisherProcess.begin(), StopSignals())

    assert len(mail.outbox) == 1


def test_the_message_says_the_page_the_hour_and_each_problem(faulty):
    notify_at(faulty.hour - DAY)

    [message] = mail.outbox
    assert message.subject == "Scheduled, with problems: The declaration"
    assert "Text: “Not yet” is a draft and does not go live by then. (readers will notice)" in message.body
    assert "Europe/Brussels" in message.body


def test_the_scheduler_and_the_publishers_of_that_page_are_told_and_nobody_else(faulty, tree):
    may_publish(tree.home, email="publisher@example.org")
    may_publish(tree.documents, email="elsewhere@example.org")
    may_publish(faulty, email="left@example.org", is_active=False)
    UserFactory(email="anybody@example.org")

    notify_at(faulty.hour - DAY)

    [message] = mail.outbox
    assert sorted(message.recipients()) == ["author@example.org", "publisher@example.org"]


def test_what_is_in_order_or_was_mended_is_not_told_of(faulty, tree):
    Page.objects.filter(title="Not yet").update(live=True)

    assert notify_at(faulty.hour - DAY) == 0
    assert mail.outbox == []


def test_a_missing_translation_alone_is_no_reason_to_write(tree, author):
    Locale.objects.create(language_code="fr")
    hour = in_an_hour() + 2 * DAY
    schedule(tree.page(live=False), hour, user=author)

    assert notify_at(hour - DAY) == 0


def test_what_is_scheduled_later_than_a_check_was_checked_then_and_is_not_checked_again(tree, author):
    draft = tree.page(live=False)
    in_two_hours, in_ten_minutes = in_an_hour() + HOUR, in_an_hour() - 50 * MINUTE
    schedule(tree.page(live=False, body=linked(draft)), in_two_hours, user=author)
    schedule(tree.page(live=False, body=linked(draft)), in_ten_minutes, user=author)

    assert notify_at(timezone.now() + MINUTE) == 0
    assert notify_at(in_two_hours - 10 * MINUTE) == 1


def test_after_a_long_pause_of_the_publisher_one_message_is_sent_and_not_two(faulty):
    assert [notify_at(faulty.hour - 5 * MINUTE), notify_at(faulty.hour - 4 * MINUTE)] == [1, 0]


def test_a_schedule_that_was_cancelled_is_not_told_of(faulty):
    revision = faulty.scheduled_revision
    revision.approved_go_live_at = None
    revision.save(update_fields=["approved_go_live_at"])

    assert notify_at(faulty.hour - DAY) == 0


def test_two_publishers_that_look_at_once_send_one_message(faulty):
    with scheduling.at(faulty.hour - DAY):
        [(schedule_of_one, check)] = before_due.due_checks(timezone.now())
        [(schedule_of_other, _check)] = before_due.due_checks(timezone.now())
        before_due.make_check(schedule_of_one, check)
        before_due.make_check(schedule_of_other, check)

    assert len(mail.outbox) == 1


def test_a_check_that_fails_stops_no_other_and_is_made_at_the_next_look(faulty, tree, author, monkeypatch):
    good = tree.page(live=False, body=linked(tree.page(live=False)))
    schedule(good, faulty.hour, user=author)
    looked = before_due.problems

    def fail_for_one(revision, at):
        if revision.object_id == str(faulty.pk):
            raise ConnectionError
        return looked(revision, at)

    with monkeypatch.context() as patch:
        patch.setattr(before_due, "problems", fail_for_one)
        assert notify_at(faulty.hour - DAY) == 1
    assert notify_at(faulty.hour - DAY + MINUTE) == 1


def test_the_publishers_of_a_page_and_of_a_member_are_found_in_few_queries(tree, django_assert_max_num_queries):
    editors = [may_publish(page, email="somebody@example.org") for page in (tree.home, tree.meetings)]
    administrator = UserFactory(is_superuser=True, email="admin@example.org")
    UserFactory(is_superuser=True, email="")
    meeting = tree.meeting()

    with django_assert_max_num_queries(2):
        assert list(publishers_of(meeting)) == [*editors, administrator]
    with django_assert_max_num_queries(3):
        assert list(publishers_of(MemberFactory.build())) == [administrator]
