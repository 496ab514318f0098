"""Two editors publish, at one moment, what cannot both be published: one of them is refused."""

import contextlib
import datetime
import threading

import pytest
from django.db import connections
from wagtail.models import Locale, Page, Revision

from meetings.models import DocumentPage, DocumentRelation, MeetingPage
from mme_site.pages import publishable
from mme_site.pages.validation.rules import ContentRefused
from tests.copied_database import copy_of_the_database
from tests.factories import MeetingSeriesFactory, Tree

PATIENCE = 30  # seconds for a thread to begin
TOGETHER = 1  # second that who has checked waits for the other to have checked as well

# What is published is committed, for the other to see; so it is done in a copy.
pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(scope="module", autouse=True)
def copied_database(django_db_setup, django_db_blocker, tmp_path_factory):
    with django_db_blocker.unblock(), copy_of_the_database(tmp_path_factory.mktemp("copy")):
        yield


@pytest.fixture
def tree():
    Locale.objects.get_or_create(language_code="en")
    if not Page.objects.exists():  # the test before has emptied the tables
        Page.add_root(title="Root", slug="root")
    return Tree()


@pytest.fixture
def publish_at_once(monkeypatch):
    """A function that publishes two revisions in two threads; it returns what was refused.

    Each has looked for errors before the other is stored, unless it is made to wait for it.
    """
    begin, both_have_looked = threading.Barrier(2), threading.Barrier(2)
    look, refused = publishable.raise_for_errors, []

    def look_together(item):
        look(item)
        with contextlib.suppress(threading.BrokenBarrierError):
            both_have_looked.wait(timeout=TOGETHER)

    def publish(pk):
        try:
            begin.wait(timeout=PATIENCE)
            Revision.objects.get(pk=pk).publish()
        except ContentRefused as refusal:
            refused.append(str(refusal))
        finally:
            connections.close_all()

    def at_once(*revisions):
        threads = [threading.Thread(target=publish, args=[revision.pk]) for revision in revisions]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        return refused

    monkeypatch.setattr(publishable, "raise_for_errors", look_together)
    return at_once


def test_a_series_does_not_get_two_meetings_on_one_day(tree, publish_at_once):
    series = MeetingSeriesFactory()
    meetings = [
        tree.meeting(live=False, series=series, start_date=datetime.date(2014, 4, 2), title=title)
        for title in ("One", "Other")
    ]

    [refused] = publish_at_once(*(meeting.save_revision(clean=False) for meeting in meetings))

    assert "The series meets on these days already" in refused
    assert MeetingPage.objects.live().count() == 1


def test_two_documents_do_not_come_to_stand_before_each_other(tree, publish_at_once):
    one, other = (tree.document(live=False, title=title) for title in ("One", "Other"))
    drafts = [DocumentPage.objects.get(pk=page.pk) for page in (one, other)]
    for draft, target in zip(drafts, (other, one), strict=True):
        draft.relations = [DocumentRelation(target=target, kind="supersedes")]

    [refused] = publish_at_once(*(draft.save_revision(clean=False) for draft in drafts))

    assert "comes after this document already" in refused
    assert DocumentRelation.objects.count() == 1
