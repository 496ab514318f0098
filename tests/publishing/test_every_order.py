"""Schedules in orders that nobody thought of: each item exactly once, none early, nothing lost, nothing half done.

A few in the suite; ten thousand with `make schedules`.
"""

import contextlib
import datetime
import os
from collections import Counter

import pytest
import time_machine
from django.db import transaction
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)
from wagtail.models import (
    GroupApprovalTask,
    PageLogEntry,
    Revision,
    TaskState,
    Workflow,
    WorkflowPage,
    WorkflowState,
    WorkflowTask,
)
from wagtail.signals import page_published, page_unpublished

from home.models import StandardPage
from mme_site.core import clock as clocks
from mme_site.core.clock import Clock
from mme_site.publishing import actions, engine
from mme_site.publishing.database_troubles import Pauses
from mme_site.publishing.releases import editing
from mme_site.publishing.releases.release import Release, ReleaseState
from mme_site.publishing.releases.undoing import undo
from mme_site.publishing.schedule import Schedule, ScheduleKind, ScheduleStatus
from tests.helpers.factories import Tree, UserFactory
from tests.helpers.scheduling import SECOND, receiver, schedule

pytestmark = pytest.mark.django_db

RUNS = int(os.environ.get("SCHEDULE_RUNS", "8"))
BEGIN = datetime.datetime(2030, 1, 1, 12, tzinfo=datetime.UTC)
UP = ("wagtail.publish", "wagtail.publish.scheduled")
DOWN = ("wagtail.unpublish", "wagtail.unpublish.scheduled")

pages = st.integers(0, 2)
publishers = st.integers(0, 2)
minutes = st.integers(1, 180).map(lambda number: datetime.timedelta(minutes=number))


class Killed(BaseException):
    """A process that ends here: its transaction is rolled back, and nothing of it goes on."""


def die(**kwargs):
    raise Killed


class Schedules(RuleBasedStateMachine):
    """Three pages, one of them below another; three publishers, each with a clock of its own; people."""

    keys, person = (), None  # of the pages, and of who asks for reviews and answers: made once for all runs

    def __init__(self):
        super().__init__()
        self.now, self.number, self.copies = BEGIN, 0, {}
        self.skews = [0.0, 0.0, 0.0]
        self.transaction = transaction.atomic()
        self.transaction.__enter__()
        engine.pauses = Pauses()

    def at(self, skew=0.0):
        return time_machine.travel(self.now + skew * SECOND, tick=False)

    def page(self, which):
        return StandardPage.objects.get(pk=self.keys[which])

    def new_title(self):
        self.number += 1
        return f"Version {self.number}"

    # What people do

    @rule(which=pages, ahead=minutes, stays=st.none() | minutes)
    def schedule(self, which, ahead, stays):
        with self.at():
            hour = self.now + ahead
            schedule(self.page(which), hour, stays and hour + stays, title=self.new_title())

    @rule(which=pages, stays=st.none() | minutes)
    def publish_now(self, which, stays):
        with self.at():
            schedule(self.page(which), None, stays and self.now + stays, title=self.new_title())

    @rule(which=pages, ahead=st.none() | minutes, stays=st.none() | minutes)
    def submit(self, which, ahead, stays):
        """Save a draft, with dates or without, and ask for its review."""
        with self.at():
            page = self.page(which).get_latest_revision_as_object()
            page.title, page.go_live_at = self.new_title(), ahead and self.now + ahead
            page.expire_at = stays and (page.go_live_at or self.now) + stays
            page.save_revision()
            if (state := page.current_workflow_state) is None:
                page.get_workflow().start(page, self.person)
            elif state.status == WorkflowState.STATUS_NEEDS_CHANGES:
                state.resume(self.person)

    @rule(which=pages, answer=st.sampled_from(["approve", "approve", "reject"]))
    def review(self, which, answer):
        """Approve the draft that waits for its review, or send it back, as the editor's view does."""
        with self.at():
            if state := self.page(which).current_workflow_task_state:
                state.task.specific.on_action(state, self.person, answer)

    @rule(which=pages)
    def approve_until_killed(self, which):
        with receiver(page_published, die), contextlib.suppress(Killed):
            self.review(which, "approve")

    @rule(which=pages)
    def cancel(self, which):
        with self.at():
            for revision in self.page(which).revisions.filter(approved_go_live_at__isnull=False):
                revision.approved_go_live_at = None
                revision.save(update_fields=["approved_go_live_at"])

    @rule(which=pages)
    def take_down(self, which):
        with self.at():
            self.page(which).unpublish()

    @rule(which=pages)
    def read(self, which):
        self.copies[which] = self.page(which)

    @precondition(lambda self: self.copies)
    @rule(data=st.data())
    def save_what_was_read(self, data):
        which = data.draw(st.sampled_from(sorted(self.copies)))
        copy = self.copies.pop(which)
        with self.at():
            if not copy.live:  # as the edit view does
                copy.title = self.new_title()
                copy.save()

    # What people do with releases

    @rule(which=st.sets(pages, min_size=1), ahead=st.none() | minutes)
    def make_release(self, which, ahead):
        """Make a release of new versions of these pages, but for those that another one holds."""
        with self.at():
            release = editing.create(self.new_title(), self.person, ahead and self.now + ahead)
            for page in map(self.page, sorted(which)):
                with contextlib.suppress(editing.HeldElsewhere):
                    page.title = self.new_title()
                    page.go_live_at = page.expire_at = None
                    page.save_revision()
                    editing.add_publication(release, page, self.person)

    @precondition(lambda self: Release.objects.open().exists())
    @rule(data=st.data(), act=st.sampled_from(["release", "release", "cancel", "leave out"]))
    def do_with_release(self, data, act):
        release = data.draw(st.sampled_from(list(Release.objects.open().order_by("pk"))))
        with self.at():
            if act == "release":
                actions.release_now(release, self.person)
            elif act == "cancel":
                editing.cancel(release, self.person)
            elif item := release.items.held().first():
                editing.leave_out(item, self.person, "It can wait")

    @precondition(lambda self: Release.objects.filter(state=ReleaseState.DONE, undone_by=None).exists())
    @rule(data=st.data())
    def undo(self, data):
        done = Release.objects.filter(state=ReleaseState.DONE, undone_by=None).order_by("pk")
        with self.at(), contextlib.suppress(editing.HeldElsewhere):
            actions.release_now(undo(data.draw(st.sampled_from(list(done))), self.person), self.person)

    # What time and machines do

    @rule(by=minutes)
    def time_goes_on(self, by):
        self.now += by

    @rule(which=publishers, skew=st.integers(-3600, 3600).map(float))
    def a_clock_is_set(self, which, skew):
        self.skews[which] = skew

    @rule(which=publishers)
    def publish(self, which):
        self.run_publisher(which)
        left = Schedule.objects.due(self.decides(which)).values_list("status", "attempts", "title")
        assert not left.exists(), list(left)
        overdue = StandardPage.objects.filter(live=True, expire_at__lte=self.decides(which))
        assert not overdue.exists()

    @rule(which=publishers)
    def publish_until_killed(self, which):
        with receiver(page_published, die), receiver(page_unpublished, die), contextlib.suppress(Killed):
            self.run_publisher(which)

    def run_publisher(self, which):
        clocks.clock = Clock(skew=self.skews[which])
        try:
            with self.at(self.skews[which]):
                engine.publish_due()
        finally:
            clocks.clock = Clock()

    def decides(self, which):
        """Return the moment by which a publisher goes: the earlier of the database's and its own."""
        return self.now + min(self.skews[which], 0.0) * SECOND

    # What is true at any moment

    @invariant()
    def nothing_is_early(self):
        done = Schedule.objects.filter(status=ScheduleStatus.DONE)
        assert all(each.due_at <= each.finished_at <= self.now for each in done)

    @invariant()
    def each_is_done_once(self):
        went_live, came_down = (PageLogEntry.objects.filter(action=names[1]).count() for names in (UP, DOWN))
        ended = Counter(Schedule.objects.values_list("kind", "status"))
        assert went_live == ended[ScheduleKind.GO_LIVE, ScheduleStatus.DONE]
        # What is missed takes down what was live before it, as it would have done in time.
        on_time = ended[ScheduleKind.EXPIRE, ScheduleStatus.DONE]
        missed = ended[ScheduleKind.GO_LIVE, ScheduleStatus.MISSED]
        assert on_time <= came_down <= on_time + missed

    @invariant()
    def nothing_is_lost(self):
        promised = Revision.objects.filter(approved_go_live_at__isnull=False).values_list("pk", "approved_go_live_at")
        open_ones = Schedule.objects.open().filter(kind=ScheduleKind.GO_LIVE).values_list("revision", "due_at")
        assert sorted(promised) == sorted(open_ones)

    @invariant()
    def nothing_is_half_done(self):
        for page in StandardPage.objects.filter(pk__in=self.keys):
            last = PageLogEntry.objects.filter(page=page.pk, action__in=UP + DOWN).order_by("-pk").first()
            assert page.live == (last is not None and last.action in UP)
            if page.live:
                assert page.title == page.live_revision.content["title"]
            elif last is not None:
                assert page.live_revision is None

    @invariant()
    def a_release_is_done_whole_and_once_or_not_at_all(self):
        for release in Release.objects.all():
            done = release.items.filter(after__isnull=False, left_out_at=None).count()
            whole = release.items.filter(left_out_at=None).count()
            assert done == (whole if release.state == ReleaseState.DONE else 0)
            said = PageLogEntry.objects.filter(action="mme.release.done", data__pk=release.pk)
            assert said.count() == done
            assert release.items.held().exists() <= release.is_open

    @invariant()
    def no_review_is_half_done(self):
        in_progress = WorkflowState.objects.filter(status=WorkflowState.STATUS_IN_PROGRESS)
        assert not in_progress.exclude(current_task_state__status=TaskState.STATUS_IN_PROGRESS).exists()
        for task in TaskState.objects.filter(status=TaskState.STATUS_APPROVED).select_related("workflow_state"):
            assert task.workflow_state.status == WorkflowState.STATUS_APPROVED

    def teardown(self):
        transaction.set_rollback(True)
        self.transaction.__exit__(None, None, None)


@pytest.fixture
def world(monkeypatch):
    """What is there when a run begins, and comes back when it ends."""
    with time_machine.travel(BEGIN, tick=False):
        tree = Tree()
        above = tree.page(live=False, title="0")
        pages = [above, tree.page(live=False, title="0"), tree.page(parent=above, live=False, title="0")]
        review = WorkflowTask.objects.create(
            workflow=Workflow.objects.create(name="Review of all"), task=GroupApprovalTask.objects.create(name="Review")
        )
        WorkflowPage.objects.create(page=tree.home, workflow=review.workflow)
        monkeypatch.setattr(Schedules, "keys", tuple(page.pk for page in pages))
        monkeypatch.setattr(Schedules, "person", UserFactory(is_superuser=True))


@pytest.mark.usefixtures("world")
def test_whatever_happens_in_whatever_order(monkeypatch):
    monkeypatch.setattr(engine, "pauses", Pauses())
    monkeypatch.setattr(clocks, "clock", Clock())
    own = settings(
        max_examples=RUNS,
        stateful_step_count=25,
        deadline=None,
        database=None,
        derandomize=RUNS < 100,  # the suite tries the same each time, the command new ones
        suppress_health_check=list(HealthCheck),
    )
    run_state_machine_as_test(Schedules, settings=own)
