"""Keeps the schedules in step with Wagtail's own columns.

The receivers see what editors, workflows and the API do, in the same transaction.
`reconcile` sees what they cannot: rows that a script wrote past the models' signals.
"""

import contextlib
import logging

from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.db import OperationalError, transaction
from django.db.models import Exists, F, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.log_actions import log
from wagtail.models import DraftStateMixin, Page, Revision

from mme_site.publishing.schedule import Schedule, ScheduleKind, ScheduleStatus
from mme_site.tasks import listeners

logger = logging.getLogger(__name__)


def draftable_models():
    """Return the models whose objects can expire: pages, as one, and every draftable snippet."""
    return [
        Page,
        *(
            model
            for model in apps.get_models()
            if issubclass(model, DraftStateMixin) and not issubclass(model, Page) and not model._meta.proxy
        ),
    ]


def open_go_live(revision, user=None):
    """Record that this revision is to go live at its `approved_go_live_at`."""
    item = revision.content_object
    return _open(
        item,
        ScheduleKind.GO_LIVE,
        revision.approved_go_live_at,
        revision=revision,
        title=revision.object_str or str(item),
        user=user or revision.user,
    )


def open_expiry(item, user=None):
    """Record that a live object is to come down at its `expire_at`."""
    return _open(item, ScheduleKind.EXPIRE, item.expire_at, revision=item.live_revision, title=str(item), user=user)


def _open(item, kind, due_at, *, revision, title, user):
    """Make the open schedule of this kind say this; another hour or revision begins anew."""
    schedule = Schedule.objects.open().of(item).filter(kind=kind).first()
    if schedule and schedule.kind == ScheduleKind.GO_LIVE and schedule.revision_id != revision.pk:
        schedule.end(ScheduleStatus.CANCELLED, _("Another version was scheduled."), user)
    elif schedule and schedule.due_at == due_at:
        return schedule
    schedule, _is_new = Schedule.objects.open().update_or_create(
        kind=kind,
        content_type=item.get_base_content_type(),
        object_id=str(item.pk),
        defaults={
            "revision": revision,
            "title": title,
            "language": getattr(getattr(item, "locale", None), "language_code", ""),
            "due_at": due_at,
            "scheduled_by": user,
            "scheduled_at": timezone.now(),
            "status": ScheduleStatus.WAITING,
            "attempts": 0,
            "next_attempt_at": None,
            "checked_day_before_at": None,
            "checked_just_before_at": None,
            "reason": "",
        },
    )
    listeners.notify_publishers()
    return schedule


def sync_publication(item, revision):
    """After a publication: what is no longer scheduled of this object has ended, and what waited for it may go."""
    content_type = item.get_base_content_type()
    others = []
    for schedule in Schedule.objects.of(item).open() | Schedule.objects.failing():
        if schedule.object_id != str(item.pk) or schedule.content_type_id != content_type.pk:
            others.append(schedule)
        elif schedule.kind == ScheduleKind.GO_LIVE and not _still_approved(schedule):
            schedule.end(ScheduleStatus.CANCELLED, _("Another version was published before the hour."))
            _log_end(item, schedule)
        elif schedule.kind == ScheduleKind.EXPIRE and item.expire_at is None:
            schedule.end(ScheduleStatus.CANCELLED, _("The version that was published has no expiry."))
    if item.expire_at:
        open_expiry(item, revision.user if revision else None)
    if others and isinstance(item, Page):
        close_stale(item, [other for other in others if other.content_type_id == content_type.pk])


def close_stale(page, failing):
    """Try again at once those failing schedules that are of pages right below one that has just gone live."""
    by_page = {schedule.object_id: schedule.pk for schedule in failing if schedule.kind == ScheduleKind.GO_LIVE}
    children = Page.objects.child_of(page).filter(pk__in=by_page).values_list("pk", flat=True)
    waiting = Schedule.objects.filter(pk__in=[by_page[str(key)] for key in children])
    if waiting.update(status=ScheduleStatus.WAITING, next_attempt_at=None):
        listeners.notify_publishers()


def sync_unpublication(item):
    """After somebody took an object down: nothing of its schedules is left, but what core left."""
    for schedule in Schedule.objects.open().of(item):
        if schedule.kind == ScheduleKind.EXPIRE:
            schedule.end(ScheduleStatus.CANCELLED, _("It was taken down before the hour."))
        elif not _still_approved(schedule):
            schedule.end(ScheduleStatus.CANCELLED, _("It was taken down, which ends its schedule."))
            _log_end(item, schedule)


def sync_revision(schedule, revision):
    """Bring a schedule that was thought due in step with its revision: None where it is gone."""
    if revision is None or revision.approved_go_live_at is None or revision.content_object is None:
        schedule.end(ScheduleStatus.CANCELLED, _("Its schedule was removed."))
    else:
        open_go_live(revision)


def sync_expiry(schedule, row):
    """Bring an expiry that was thought due in step with its object: None where it is gone."""
    if row is None or not row.live or row.expire_at is None:
        schedule.end(ScheduleStatus.CANCELLED, _("Its expiry was removed."))
    else:
        open_expiry(row)


def close_of_revision(revision, reason, user=None):
    """End the open schedule of a revision that is no longer approved to go live."""
    for schedule in Schedule.objects.open().filter(kind=ScheduleKind.GO_LIVE, revision=revision):
        schedule.end(ScheduleStatus.CANCELLED, reason, user)


def _still_approved(schedule):
    return Revision.objects.filter(pk=schedule.revision_id, approved_go_live_at__isnull=False).exists()


def _log_end(item, schedule):
    """Say in the object's history that its schedule ended; core says nothing (fault p)."""
    log(
        instance=item,
        action="mme.schedule.ended",
        data={"due_at": schedule.due_at.isoformat(), "reason": schedule.reason},
        revision=schedule.revision,
    )


def reconcile():
    """Take over what was written past the signals; return how many schedules were opened, moved or closed."""
    return _reconcile_revisions() + _reconcile_expiries()


@contextlib.contextmanager
def reconcile_one(what):
    """Let what one item raises stop no other; without the database there is no other."""
    try:
        with transaction.atomic():
            yield
    except OperationalError:
        raise
    except Exception:
        logger.exception("Its schedule cannot be followed: %s", what)


def due_by_core(now):
    """Return what Wagtail's columns say is due, as (what is to happen, hour, title), the earliest first."""
    revisions = Revision.objects.filter(approved_go_live_at__lte=now)
    due = [(ScheduleKind.GO_LIVE.label, revision.approved_go_live_at, revision.object_str) for revision in revisions]
    for model in draftable_models():
        due += [
            (ScheduleKind.EXPIRE.label, item.expire_at, str(item))
            for item in _expiring(model).filter(expire_at__lte=now)
        ]
    return sorted(due, key=lambda item: item[1])


def _reconcile_revisions():
    changed = 0
    open_go_lives = Schedule.objects.open().filter(kind=ScheduleKind.GO_LIVE)
    strays = open_go_lives.exclude(revision__approved_go_live_at=F("due_at")).select_related("revision")
    for schedule in strays:
        with reconcile_one(schedule):
            sync_revision(schedule, schedule.revision)
            changed += 1
    known = Schedule.objects.open().filter(kind=ScheduleKind.GO_LIVE, revision=OuterRef("pk"))
    unknown = Revision.objects.filter(approved_go_live_at__isnull=False).exclude(Exists(known))
    for revision in unknown.order_by("approved_go_live_at"):
        with reconcile_one(revision.pk):
            if revision.content_object is not None:
                open_go_live(revision)
                changed += 1
    return changed


def _reconcile_expiries():
    changed = 0
    for model in draftable_models():
        content_type = ContentType.objects.get_for_model(model, for_concrete_model=False)
        schedules = Schedule.objects.open().filter(kind=ScheduleKind.EXPIRE, content_type=content_type)
        expiring = {str(pk): at for pk, at in _expiring(model).values_list("pk", "expire_at")}
        known = {schedule.object_id: schedule for schedule in schedules}
        for object_id, schedule in known.items():
            if object_id not in expiring:
                changed += 1
                schedule.end(ScheduleStatus.CANCELLED, _("Its expiry was removed."))
        wrong = [pk for pk, at in expiring.items() if pk not in known or known[pk].due_at != at]
        for item in model.objects.filter(pk__in=wrong).order_by("expire_at"):
            with reconcile_one(item):
                open_expiry(item)
                changed += 1
    return changed


def _expiring(model):
    """Live objects with an expiry; aliases come down with their source, which core sees to."""
    objects = model.objects.filter(live=True, expire_at__isnull=False)
    if model is Page:
        objects = objects.filter(Q(alias_of=None) | Q(alias_of__live=False))
    return objects
