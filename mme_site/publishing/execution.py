"""The two deeds of the publisher, each inside a transaction of its own: to make live, and to bring down."""

from django.contrib.contenttypes.models import ContentType
from django.utils import dateparse, timezone
from django.utils.translation import gettext as _
from wagtail.actions.registry import action_registry
from wagtail.log_actions import log
from wagtail.models import Page, Revision, TranslatableMixin

from mme_site.core import time_zones
from mme_site.pages.publishable import publishing_scheduled
from mme_site.publishing import emails, schedule_store
from mme_site.publishing.schedule import Schedule, ScheduleKind, ScheduleStatus


class TryAgainSoon(Exception):
    """What this waits for is about to happen; it is to be tried again in a moment."""


class CannotPublish(Exception):
    """It cannot be done as things are; the message tells people why."""


def publish_revision(schedule):
    """Publish the scheduled revision; return the name of an engine.Outcome.

    Raises CannotPublish, TryAgainSoon, and whatever the page, its receivers or the database raise: the
    caller's transaction then takes everything back.
    """
    revision = Revision.objects.select_for_update(of=("self",)).filter(pk=schedule.revision_id).first()
    item = revision and get_for_update(revision.content_type_id, revision.object_id)
    if item is None or revision.approved_go_live_at != schedule.due_at:
        schedule_store.sync_revision(schedule, revision if item else None)
        return "GONE"
    revision.content_object = item
    if isinstance(item, Page):
        require_public_parent(item)
    expire_at = dateparse.parse_datetime(revision.content.get("expire_at") or "")
    if expire_at and expire_at <= timezone.now():
        mark_missed(schedule, revision, expire_at)
        return "MISSED"
    clear_dates(revision, "go_live_at")
    # Ended first, so that the receivers of the publication find it ended; taken back with it.
    schedule.end(ScheduleStatus.DONE)
    with publishing_scheduled():
        revision.publish(log_action="wagtail.publish.scheduled")
    return "PUBLISHED"


def unpublish_expired(schedule):
    """Unpublish what has expired; return the name of an engine.Outcome. Raises as `publish_revision` does."""
    item = get_for_update(schedule.content_type_id, schedule.object_id)
    if item is None or not item.live or item.expire_at != schedule.due_at:
        schedule_store.sync_expiry(schedule, item)
        return "GONE"
    schedule.end(ScheduleStatus.DONE)
    expire(item.specific if isinstance(item, Page) else item)
    return "EXPIRED"


def get_for_update(content_type_id, object_id):
    """Return a page or snippet, kept from every other writer until the end; None where it is gone.

    An editor's move or rename, a cancelled or corrected schedule and another publisher all
    wait, or have been before: what is read after this is what is true (faults g and i).
    """
    model = ContentType.objects.get_for_id(content_type_id).model_class()
    # A page of a type is a row in two tables, and the one that all pages share is what a move writes.
    parents = [key.name for key in model._meta.parents.values()]
    items = model._default_manager.select_for_update(of=("self", *parents), no_key=True)
    if issubclass(model, TranslatableMixin):
        items = items.select_related("locale")
    return items.filter(pk=object_id).first()


def require_public_parent(page):
    """Refuse to make a page live below one that is not (fault q)."""
    parent = page.get_parent()
    if parent.live or parent.is_root():
        return
    schedules = Schedule.objects.due(timezone.now()).of(parent)
    if schedules.filter(kind=ScheduleKind.GO_LIVE).exists():
        raise TryAgainSoon
    raise CannotPublish(_("The page above it, “%(title)s”, is not live.") % {"title": parent.get_admin_display_title()})


def mark_missed(schedule, revision, expire_at):
    """Record that the hour of going live and that of coming down have both passed (fault j).

    It is never shown for a moment; an earlier version of it that is live comes down, as it
    would have if all had been on time.
    """
    reason = _("Its hour to come down, %(hour)s, had passed before it could go live.") % {
        "hour": time_zones.in_zones(expire_at)
    }
    clear_dates(revision, "go_live_at", "expire_at")
    Revision.objects.filter(pk=revision.pk).update(approved_go_live_at=None)
    schedule.end(ScheduleStatus.MISSED, reason)
    item = revision.content_object
    if item.live:
        expire(item)
    else:
        type(item).objects.filter(pk=item.pk).update(go_live_at=None, expire_at=None)
    data = {"due_at": schedule.due_at.isoformat(), "reason": reason}
    log(instance=item, action="mme.schedule.missed", data=data, revision=revision)
    emails.send_missed(schedule)


def expire(item):
    """Take a live object down, and leave a later schedule of it alone (fault v)."""
    action_class = without_clearing_schedules(action_registry.get_action_class(type(item), "unpublish"))
    item.go_live_at = item.expire_at = None
    action_class(item, set_expired=True, log_action="wagtail.unpublish.scheduled").execute(skip_permission_checks=True)
    # The editor starts from the latest revision; a past date in it would stop every save (fault u).
    latest = item.latest_revision
    if latest and latest.approved_go_live_at is None:
        clear_dates(latest, "go_live_at", "expire_at", until=timezone.now())


def without_clearing_schedules(action_class):
    """Return Wagtail's action for taking an object down, without its clearing of every schedule."""

    class Expiry(action_class):
        def execute(self, **kwargs):
            approved = self.object.revisions.filter(approved_go_live_at__isnull=False)
            self.scheduled = list(approved.values_list("pk", "approved_go_live_at"))
            super().execute(**kwargs)

        def _after_unpublish(self, item):
            for pk, approved_go_live_at in self.scheduled:
                Revision.objects.filter(pk=pk).update(approved_go_live_at=approved_go_live_at)
            super()._after_unpublish(item)

    return Expiry


def clear_dates(revision, *names, until=None):
    """Clear dates in a revision's content, those up to `until` where it is given; saved only where one was there."""
    dates = {name: dateparse.parse_datetime(revision.content.get(name) or "") for name in names}
    past = [name for name, date in dates.items() if date and (until is None or date <= until)]
    if past:
        revision.content = {**revision.content, **dict.fromkeys(past)}
        Revision.objects.filter(pk=revision.pk).update(content=revision.content)
