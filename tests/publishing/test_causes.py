"""What stands in the way of a publication: asked of all above, told once, in the viewer's language."""

import pytest
from django.core import mail
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import translation
from wagtail.models import Page, PageLogEntry
from wagtail.signals import page_unpublished

from home.models import StandardPage
from mme_site.editorial.preflight.problems import Severity, problems
from mme_site.publishing.schedule import Schedule, ScheduleStatus
from tests.helpers import scheduling
from tests.helpers.factories import UserFactory
from tests.helpers.people import administrator
from tests.helpers.scheduling import in_an_hour, publish_at, receiver, schedule

pytestmark = pytest.mark.django_db


def is_live(page):
    return Page.objects.get(pk=page.pk).live


# What stands above


def test_a_page_waits_for_every_page_above_it_and_follows_the_last_of_them(tree):  # fault q
    hour = in_an_hour()
    top = tree.page(live=False)
    middle = tree.page(parent=top)
    page = tree.page(parent=middle, live=False)
    schedule(page, hour)
    publish_at(hour)
    assert not is_live(page)
    assert scheduling.of(page)[0].waits_for_id == top.pk

    top.save_revision().publish()
    publish_at(hour)
    assert is_live(page)


def test_every_page_above_is_asked_before_the_hour(tree):  # fault q
    top = tree.page(title="Not yet", live=False)
    page = tree.page(parent=tree.page(parent=top), live=False)

    assert [str(found) for found in problems(schedule(page, in_an_hour())) if "Not yet" in str(found)]


def test_an_alias_below_a_draft_stays_down_and_goes_live_right_after_it(tree):
    draft = tree.page(live=False)
    page = tree.page(live=False)
    page.save_revision()
    alias = page.create_alias(parent=draft, update_slug="alias")
    hour = in_an_hour()
    schedule(page, hour)
    publish_at(hour)
    assert (is_live(page), is_live(alias)) == (True, False)

    draft.save_revision().publish()
    assert is_live(alias)


# What people are told


def test_a_cause_that_many_share_has_one_letter_for_each_who_can_do_something(tree, mailoutbox):
    administrator(email="publisher@example.org")
    ana, ben = (UserFactory(email=f"{name}@example.org") for name in ("ana", "ben"))
    above, hour = tree.page(live=False), in_an_hour()
    for number in range(6):
        schedule(tree.page(parent=above, live=False), hour, user=ben if number == 5 else ana)
    publish_at(hour)

    told = sorted(address for message in mail.outbox for address in message.bcc)
    assert told == ["ana@example.org", "ben@example.org", "publisher@example.org"]
    assert "not reported in e-mails of their own" in mail.outbox[0].body
    assert Schedule.objects.failing().filter(waits_for=above).count() == 6


def test_a_reason_is_said_in_the_language_of_who_reads_it(tree):
    above, hour = tree.page(title="Au-dessus", live=False), in_an_hour()
    page = tree.page(parent=above, live=False)
    schedule(page, hour)
    publish_at(hour)

    [failing] = scheduling.of(page)
    entry = PageLogEntry.objects.get(page=page.pk, action="mme.schedule.failed")
    assert failing.reason == "The page above it, “Au-dessus”, is not live."
    with translation.override("fr"):
        assert failing.reason.endswith("n’est pas publiée.")
        assert failing.reason in str(entry.message)


def test_a_publication_asks_as_much_whatever_else_fails(tree):
    def queries():
        page = tree.page(live=False)
        revision = page.save_revision()
        with CaptureQueriesContext(connection) as captured:
            revision.publish()
        return len(captured)

    queries()
    alone = queries()
    above, page = tree.page(live=False), tree.page()
    for number in range(30):
        Schedule.objects.create(
            **{"kind": "go_live", "status": "waiting", "attempts": 1, "due_at": in_an_hour(), "waits_for": above},
            **{"content_type": page.get_base_content_type(), "object_id": f"x{number}", "title": "Fails"},
        )
    assert queries() == alone


# What no longer fits


@pytest.fixture
def with_a_block_of_before(tree):
    """A page that is scheduled with a block and a field that the site no longer has."""
    page, hour = tree.page(live=False, body=[("paragraph", "<p>Text</p>")]), in_an_hour()
    revision = schedule(page, hour)
    body = '[{"type": "paragraph", "value": "<p>Text</p>"}, {"type": "poll", "value": {"question": "Why?"}}]'
    revision.content = {**revision.content, "body": body, "motto": "Unity", "gone_and_empty": ""}
    revision.save(update_fields=["content"])
    return page, revision, hour


def test_content_that_no_longer_fits_is_an_error_before_the_hour(with_a_block_of_before):
    _page, revision, _hour = with_a_block_of_before
    [found] = [found for found in problems(revision) if "no longer has a place for" in str(found)]
    assert found.severity == Severity.ERROR
    assert "body.poll, motto." in str(found)


def test_content_that_no_longer_fits_is_not_published_without_it_but_told(with_a_block_of_before, mailoutbox):
    page, _revision, hour = with_a_block_of_before
    administrator(email="publisher@example.org")
    _said, is_well = publish_at(hour)

    assert not is_well
    assert not is_live(page)
    assert "body.poll, motto" in scheduling.of(page)[0].reason
    assert "body.poll, motto" in mail.outbox[0].body


def test_whatever_is_published_today_fits(tree):
    page, hour = tree.meeting(live=False, body=[("paragraph", "<p>Text</p>")]), in_an_hour()
    schedule(page, hour)
    _said, is_well = publish_at(hour)
    assert is_well
    assert is_live(page)


# One version until an hour, another from it


def test_a_version_that_ends_when_the_next_begins_is_replaced_in_one_step(tree):
    hour, seen = in_an_hour(), []
    page = tree.page(title="A")
    scheduling.expiring(page, hour)
    schedule(page, hour, title="B")

    with receiver(page_unpublished, lambda **kwargs: seen.append("down")), scheduling.publications() as published:
        publish_at(hour)

    stored = StandardPage.objects.get(pk=page.pk)
    assert (stored.live, stored.title, stored.expire_at) == (True, "B", None)
    assert (seen, published) == ([], [page.pk])
    assert {each.status for each in scheduling.of(page)} == {ScheduleStatus.DONE, ScheduleStatus.CANCELLED}
    assert not Schedule.objects.open().exists()


def test_a_version_comes_down_at_its_hour_though_the_next_one_fails(tree):
    hour = in_an_hour()
    page = tree.page(title="A")
    scheduling.expiring(page, hour)
    scheduling.corrupt(schedule(page, hour, title="B"))
    publish_at(hour)
    assert not is_live(page)
