"""The two deeds of the publisher, each inside a transaction of its own: to make live, and to bring down."""

import datetime
from typing import Any, Literal, cast

from django.contrib.contenttypes.models import ContentType
from wagtail.actions.registry import action_registry
from wagtail.log_actions import log
from wagtail.models import Page, PageLogEntry, Revision, TranslatableMixin

from mme_site.core import clock
from mme_site.files.models import SiteDocument
from mme_site.pages.late_saves import LateSaveMixin
from mme_site.pages.lost_content import lost_names
from mme_site.pages.publishable import date_in, passed_expiry
from mme_site.publishing import emails, schedule_store
from mme_site.publishing.page_history import entry_of
from mme_site.publishing.reasons import Reason, in_words
from mme_site.publishing.schedule import Schedulable, Schedule, ScheduleKind, ScheduleStatus, language_of

OutcomeName = Literal["PUBLISHED", "EXPIRED", "MISSED", "GONE"]  # of engine.Outcome


class TryAgainSoon(Exception):
    """What this waits for is about to happen; it is to be tried again in a moment."""


class CannotPublish(Exception):
    """It cannot be done as things are, for this reason, until the page that it waits for is live."""

    def __init__(self, reason: Reason, waits_for: Page | None = None, **values: Any) -> None:
        super().__init__(in_words(reason, values))
        self.reason, self.waits_for, self.values = reason, waits_for, values


def publish_revision(schedule: Schedule) -> OutcomeName:
    """Publish the scheduled revision.

    Raises CannotPublish, TryAgainSoon, and whatever the page, its receivers or the database raise: the
    caller's transaction then takes everything back.
    """
    revision = Revision.objects.select_for_update(of=("self",)).filter(pk=schedule.revision_id).first()
    item = get_for_update(revision.content_type_id, revision.object_id) if revision else None
    if revision is None or item is None or revision.approved_go_live_at != schedule.due_at:
        schedule_store.sync_revision(schedule, revision if item else None)
        return "GONE"
    revision.content_object = item
    if isinstance(item, Page):
        require_live_ancestors(item)
    if expire_at := passed_expiry(revision):
        mark_missed(schedule, revision, item, expire_at)
        return "MISSED"
    if lost := lost_names(revision.content, type(item)):
        raise CannotPublish(Reason.DOES_NOT_FIT, names=lost)
    clear_dates(revision, "go_live_at")
    # Ended first, so that the receivers of the publication find it ended; taken back with it.
    schedule.end(ScheduleStatus.DONE)
    PageLogEntry.objects.bulk_create(publish_version(revision, item, "wagtail.publish.scheduled"))
    return "PUBLISHED"


def publish_version(
    revision: Revision, item: Schedulable, log_action: str = "wagtail.publish", user: Any = None
) -> list[PageLogEntry]:
    """Make a version live by the action of its type, as the editor does: nothing is done with `item` afterwards.

    `item` is the object of the version as its row stands, kept from every other writer until the end. Returns the
    entry of a page's history, to be stored by the caller; Wagtail stores that of a record, and of another title.
    """
    is_ours = isinstance(item, Page) and revision.object_str == str(item)
    if isinstance(item, LateSaveMixin):
        item.locked_row = item.read  # the action saves a copy of it, which need not ask again
    action_class = action_registry.get_action_class(type(item), "publish")
    action = action_class(revision, user=user, log_action=False if is_ours else log_action)
    action.execute(skip_permission_checks=True)
    if not is_ours or not action.object.live:
        return []
    return [entry_of(action.object, log_action, user, revision=revision, content_changed=True)]


def unpublish_expired(schedule: Schedule) -> OutcomeName:
    """Unpublish what has expired. Raises as `publish_revision` does."""
    item = get_for_update(schedule.content_type_id, schedule.object_id)
    if item is None or not item.live or item.expire_at != schedule.due_at:
        schedule_store.sync_expiry(schedule, item)
        return "GONE"
    if Schedule.objects.due(clock.now()).of(item).filter(kind=ScheduleKind.GO_LIVE, attempts=0).exists():
        raise TryAgainSoon  # its next version takes its place in one step, without a moment between them
    schedule.end(ScheduleStatus.DONE)
    expire(item.specific if isinstance(item, Page) else item)
    return "EXPIRED"


def get_for_update(content_type_id: int, object_id: str) -> Schedulable | None:
    """Return a page or snippet, kept from every other writer until the end; None where it or its type is gone.

    An editor's move or rename, a cancelled or corrected schedule and another publisher all
    wait, or have been before: what is read after this is what is true (faults g and i).
    """
    model = ContentType.objects.get_for_id(content_type_id).model_class()
    if model is None:
        return None
    # A page of a type is a row in two tables, and the one that all pages share is what a move writes.
    parents = [key.name for key in model._meta.parents.values() if key]
    items = model._default_manager.select_for_update(of=("self", *parents), no_key=True)
    if issubclass(model, TranslatableMixin):
        items = items.select_related("locale")
    return cast(Schedulable | None, items.filter(pk=object_id).first())


def require_live_ancestors(page: Page) -> None:
    """Raise CannotPublish for a page below one that is not live, TryAgainSoon where that is about to be (fault q).

    All above are asked, whatever lies between; the one that is named is the nearest to the page.
    """
    draft = page.get_ancestors().filter(live=False, depth__gt=1).order_by("-depth").first()
    if draft is None:
        return
    schedules = Schedule.objects.due(clock.now()).of(draft)
    if schedules.filter(kind=ScheduleKind.GO_LIVE).exists():
        raise TryAgainSoon
    raise CannotPublish(Reason.ABOVE_NOT_LIVE, waits_for=draft, title=draft.get_admin_display_title())


def mark_missed(schedule: Schedule, revision: Revision, item: Schedulable, expire_at: datetime.datetime) -> None:
    """Record that the hour of going live and that of coming down have both passed (fault j).

    It is never shown for a moment; an earlier version of it that is live comes down, as it
    would have if all had been on time.
    """
    if item.live:
        expire(item)
    tell_missed(schedule, revision, item, expire_at)


def record_missed(revision: Revision, item: Schedulable, expire_at: datetime.datetime, user: Any = None) -> None:
    """Record the same of what somebody publishes or approves after its time, scheduled or not; what is live stays."""
    schedule = Schedule.objects.open().of(item).filter(kind=ScheduleKind.GO_LIVE, revision=revision).first()
    # Ended from the beginning: another revision of it may be scheduled, and only one schedule of a kind is open.
    schedule = schedule or Schedule(
        kind=ScheduleKind.GO_LIVE,
        status=ScheduleStatus.MISSED,
        content_type=item.get_base_content_type(),
        object_id=str(item.pk),
        revision=revision,
        title=revision.object_str or str(item),
        language=language_of(item),
        due_at=date_in(revision, "go_live_at") or expire_at,
        scheduled_by_id=revision.user_id,
    )
    schedule.finished_by_id = user.pk if user else None
    schedule.save()
    tell_missed(schedule, revision, item, expire_at, user)


def tell_missed(
    schedule: Schedule, revision: Revision, item: Schedulable, expire_at: datetime.datetime, user: Any = None
) -> None:
    clear_dates(revision, "go_live_at", "expire_at")
    Revision.objects.filter(pk=revision.pk).update(approved_go_live_at=None)
    type(item).objects.filter(pk=item.pk, live=False).update(go_live_at=None, expire_at=None)
    schedule.end(ScheduleStatus.MISSED, Reason.EXPIRED_BEFORE, user, hour=expire_at.isoformat())
    log(instance=item, action="mme.schedule.missed", data=schedule.history_data, revision=revision, user=user)
    emails.send_missed(schedule)


def expire(item: Schedulable) -> None:
    """Take a live object down, and leave a later schedule of it alone (fault v)."""
    if isinstance(item, SiteDocument):  # which has no versions
        item.unpublish(log_action="wagtail.unpublish.scheduled")
        return
    action_class = keeping_schedules(action_registry.get_action_class(type(item), "unpublish"))
    item.go_live_at = item.expire_at = None
    action_class(item, set_expired=True, log_action="wagtail.unpublish.scheduled").execute(skip_permission_checks=True)
    # The editor starts from the latest revision; a past date in it would stop every save (fault u).
    latest = item.latest_revision
    if latest and latest.approved_go_live_at is None:
        clear_dates(latest, "go_live_at", "expire_at", until=clock.now())


def keeping_schedules(action_class: Any) -> Any:
    """Return Wagtail's action that publishes an object or takes it down, without its clearing of every schedule."""

    class Keeping(action_class):
        def execute(self, **kwargs: Any) -> None:
            approved = self.object.revisions.filter(approved_go_live_at__isnull=False)
            self.scheduled = list(approved.values_list("pk", "approved_go_live_at"))
            super().execute(**kwargs)

        def _after_publish(self) -> None:
            self.put_back()
            super()._after_publish()

        def _after_unpublish(self, item: Schedulable) -> None:
            self.put_back()
            super()._after_unpublish(item)

        def put_back(self) -> None:
            for pk, approved_go_live_at in self.scheduled:
                Revision.objects.filter(pk=pk).update(approved_go_live_at=approved_go_live_at)

    return Keeping


def clear_dates(revision: Revision, *names: str, until: datetime.datetime | None = None) -> None:
    """Clear dates in a revision's content, those up to `until` where it is given; saved only where one was there."""
    dates = {name: date_in(revision, name) for name in names}
    past = [name for name, date in dates.items() if date and (until is None or date <= until)]
    if past:
        revision.content = {**revision.content, **dict.fromkeys(past)}
        Revision.objects.filter(pk=revision.pk).update(content=revision.content)
