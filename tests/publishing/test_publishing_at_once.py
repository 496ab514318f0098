"""Two editors publish, at one moment, what cannot both be published: one of them is refused."""

import contextlib
import datetime
import threading
from functools import partial

import pytest
from django.db import connection, connections
from django.urls import reverse
from wagtail.hooks import register_temporarily
from wagtail.models import Locale, Page, Revision
from wagtail.signals import page_published

from meetings.models import DocumentPage, DocumentRelation, MeetingPage
from mme_site.pages import publishable
from mme_site.pages.validation.rules import ContentRefused
from mme_site.publishing.models import ReleaseItem
from mme_site.publishing.releases import editing
from mme_site.publishing.releases.item import ItemKind
from tests.helpers.copied_database import copy_of_the_database
from tests.helpers.editing import filled_in
from tests.helpers.factories import MeetingSeriesFactory, Tree
from tests.helpers.people import administrator
from tests.helpers.scheduling import receiver

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


def run_together(*functions):
    threads = [threading.Thread(target=function) for function in functions]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


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
        run_together(*(partial(publish, revision.pk) for revision in revisions))
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


def test_one_of_two_releases_that_take_a_page_at_one_moment_is_told_that_the_other_has_it(tree):
    page, person = tree.page(), administrator()
    releases = [editing.create(name, person) for name in ("One", "Other")]
    both_have_looked, told = threading.Barrier(2), []

    def look_together(execute, sql, params, many, context):
        result = execute(sql, params, many, context)
        if sql.startswith("SELECT") and "publishing_releaseitem" in sql:
            with contextlib.suppress(threading.BrokenBarrierError):
                both_have_looked.wait(timeout=TOGETHER)
        return result

    def add(release):
        try:
            with connection.execute_wrapper(look_together):
                editing.add(release, ItemKind.UNPUBLISH, page, person)
        except editing.HeldElsewhere as refusal:
            told.append(str(refusal))
        finally:
            connections.close_all()

    run_together(*(partial(add, release) for release in releases))

    [item] = ReleaseItem.objects.all()
    assert len(told) == 1 and item.release.name in told[0]


def test_an_autosave_that_ends_while_a_publication_is_under_way_does_not_undo_it(tree, client):  # fault w
    """The request has read the draft, and is about to save, when the publication has written and not yet committed."""
    page = tree.document(live=False, title="As it was")
    revision = page.save_revision()
    client.force_login(administrator())
    address = reverse("wagtailadmin_pages:edit", args=[page.pk])
    data = filled_in(client.get(address), title="Typed meanwhile")
    has_written, has_read, has_saved = threading.Event(), threading.Event(), threading.Event()

    def wait_for_the_reader(**kwargs):
        has_written.set()
        has_read.wait(PATIENCE)
        has_saved.wait(TOGETHER / 4)  # in vain: it has to wait for this publication

    def publish():
        try:
            Revision.objects.get(pk=revision.pk).publish()
        finally:
            connections.close_all()

    def begin_to_publish(request, *args):
        if request.method == "POST":
            publication.start()
            has_written.wait(PATIENCE)
            has_read.set()

    publication = threading.Thread(target=publish)
    with receiver(page_published, wait_for_the_reader), register_temporarily("before_edit_page", begin_to_publish):
        saved = client.post(address, data, headers={"Accept": "application/json"}).json()
        has_saved.set()
        publication.join()

    stored = DocumentPage.objects.get(pk=page.pk)
    assert saved["success"]
    assert (stored.live, stored.title, stored.has_unpublished_changes) == (True, "As it was", True)
    assert stored.get_latest_revision_as_object().title == "Typed meanwhile"
