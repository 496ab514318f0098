"""Keeps the schedules in step with Wagtail's own columns.

The receivers see what editors, workflows and the API do, in the same transaction.
`reconcile` sees what they cannot: rows that a script wrote past the models' signals.
"""

import contextlib
import datetime
import logging
from collections.abc import Iterator
from typing import Any

from django.apps import apps
from django.contrib.auth.models import AbstractBaseUser
from django.contrib.contenttypes.models import ContentType
from django.db import OperationalError, transaction
from django.db.models import Exists, F, Model, OuterRef, Q, QuerySet
from django.utils import timezone
from wagtail.log_actions import log
from wagtail.models import DraftStateMixin, Page, Revision

from mme_site.core import clock
from mme_site.publishing.reasons import Reason
from mme_site.publishing.schedule import Schedulable, Schedule, ScheduleKind, ScheduleStatus, language_of
from mme_site.tasks import listeners

logger = logging.getLogger(__name__)


def draftable_models() -> list[Any]:
    """Return the models whose objects can expire: pages, as one, and every draftable snippet."""
    return [Page, *draftable_snippets()]


def draftable_snippets() -> list[type[Model]]:
    return [
        model
        for model in apps.get_models()
        if issubclass(model, DraftStateMixin) and not issubclass(model, Page) and not model._meta.proxy
    ]


def open_go_live(revision: Revision) -> None:
    """Record that this revision is to go live at its `approved_go_live_at`; nothing where its object is gone."""
    item: Schedulable | None = revision.content_object
    if item is None or revision.approved_go_live_at is None:
        return
    _open(
        item,
        ScheduleKind.GO_LIVE,
        revision.approved_go_live_at,
        revision=revision,
        title=revision.object_str or str(item),
        user=revision.user,
    )


def open_expiry(item: Schedulable, user: AbstractBaseUser | None = None) -> None:
    """Record that a live object is to come down at its `expire_at`, if it has one."""
    if item.expire_at is not None:
        _open(item, ScheduleKind.EXPIRE, item.expire_at, revision=item.live_revision, title=str(item), user=user)


def _open(
    item: Schedulable,
    kind: ScheduleKind,
    due_at: datetime.datetime,
    *,
    revision: Revision | None,
    title: str,
    user: AbstractBaseUser | None,
) -> None:
    """Make the open schedule of this kind say this; another hour or revision begins anew."""
    schedule = Schedule.objects.open().of(item).filter(kind=kind).first()
    if schedule and kind == ScheduleKind.GO_LIVE and schedule.revision_id != (revision.pk if revision else None):
        schedule.end(ScheduleStatus.CANCELLED, Reason.ANOTHER_SCHEDULED, user)
    elif schedule and schedule.due_at == due_at:
        return
    Schedule.objects.open().update_or_create(
        kind=kind,
        content_type=item.get_base_content_type(),
        object_id=str(item.pk),
        defaults={
            "revision": revision,
            "title": title,
            "language": language_of(item),
            "due_at": due_at,
            "scheduled_by_id": user.pk if user else None,
            "scheduled_at": timezone.now(),
            "status": ScheduleStatus.WAITING,
            "attempts": 0,
            "next_attempt_at": None,
            "checked_day_before_at": None,
            "checked_just_before_at": None,
            "reason_code": "",
            "reason_values": {},
            "reason_text": "",
            "waits_for": None,
        },
    )
    listeners.notify_publishers()


def replace_revision(old: Revision, new: Revision) -> None:
    """Let another version go live at the hour of one, by the same schedule, of which nothing else changes."""
    hour = old.approved_go_live_at
    Revision.objects.filter(pk=old.pk).update(approved_go_live_at=None)
    Revision.objects.filter(pk=new.pk).update(approved_go_live_at=hour)
    Schedule.objects.open().filter(kind=ScheduleKind.GO_LIVE, revision=old).update(revision=new, title=new.object_str)


def sync_publication(item: Schedulable, revision: Revision | None) -> None:
    """After a publication: what is no longer scheduled of this object has ended, and what waited for it may go."""
    page = item if isinstance(item, Page) else None
    affected = Schedule.objects.open().of(item)
    if page:
        affected |= Schedule.objects.open().filter(waits_for=page)
    waiting = []
    for schedule in affected:
        if page and schedule.waits_for_id == page.pk:
            waiting.append(schedule.pk)
        elif schedule.kind == ScheduleKind.GO_LIVE and not _still_approved(schedule):
            schedule.end(ScheduleStatus.CANCELLED, Reason.ANOTHER_PUBLISHED)
            _log_end(item, schedule)
        elif schedule.kind == ScheduleKind.EXPIRE and schedule.due_at <= clock.now():
            schedule.end(ScheduleStatus.CANCELLED, Reason.NEXT_VERSION)
        elif schedule.kind == ScheduleKind.EXPIRE and item.expire_at is None:
            schedule.end(ScheduleStatus.CANCELLED, Reason.NO_EXPIRY)
    if item.expire_at:
        open_expiry(item, revision.user if revision else None)
    if waiting:  # they failed because this page was not live, and are tried again at once
        Schedule.objects.open().filter(pk__in=waiting).update(status=ScheduleStatus.WAITING, next_attempt_at=None)
        listeners.notify_publishers()
    if page:
        bring_up_aliases_below(page)


def bring_up_aliases_below(page: Page) -> None:
    """Make those aliases live that were kept down because this page, which has just gone live, was not."""
    if page.is_leaf():
        return
    kept_down = Page.objects.descendant_of(page).filter(live=False, alias_of__live=True).select_related("alias_of")
    for source in {alias.alias_of for alias in kept_down}:
        source.specific.update_aliases()


def sync_unpublication(item: Schedulable) -> None:
    """After somebody took an object down: nothing of its schedules is left, but what core left."""
    for schedule in Schedule.objects.open().of(item):
        if schedule.kind == ScheduleKind.EXPIRE:
            schedule.end(ScheduleStatus.CANCELLED, Reason.TAKEN_DOWN_BEFORE)
        elif not _still_approved(schedule):
            schedule.end(ScheduleStatus.CANCELLED, Reason.TAKEN_DOWN)
            _log_end(item, schedule)


def sync_revision(schedule: Schedule, revision: Revision | None) -> None:
    """Bring a schedule that was thought due in step with its revision: None where it is gone."""
    if revision is None or revision.approved_go_live_at is None or revision.content_object is None:
        schedule.end(ScheduleStatus.CANCELLED, Reason.SCHEDULE_REMOVED)
    else:
        open_go_live(revision)


def sync_expiry(schedule: Schedule, row: Schedulable | None) -> None:
    """Bring an expiry that was thought due in step with its object: None where it is gone."""
    if row is None or not row.live or row.expire_at is None:
        schedule.end(ScheduleStatus.CANCELLED, Reason.EXPIRY_REMOVED)
    else:
        open_expiry(row)


def cancel_go_live_of_revision(revision: Revision) -> None:
    """End the open schedule of a revision that is no longer approved to go live."""
    for schedule in Schedule.objects.open().filter(kind=ScheduleKind.GO_LIVE, revision=revision):
        schedule.end(ScheduleStatus.CANCELLED, Reason.CANCELLED)


def _still_approved(schedule: Schedule) -> bool:
    return Revision.objects.filter(pk=schedule.revision_id, approved_go_live_at__isnull=False).exists()


def _log_end(item: Schedulable, schedule: Schedule) -> None:
    """Say in the object's history that its schedule ended; core says nothing (fault p)."""
    log(
        instance=item,
        action="mme.schedule.ended",
        data=schedule.history_data,
        revision=schedule.revision,
    )


def reconcile() -> int:
    """Take over what was written past the signals; return how many schedules were opened, moved or closed."""
    return _reconcile_revisions() + _reconcile_expiries()


@contextlib.contextmanager
def reconcile_one(what: object) -> Iterator[None]:
    """Let what one item raises stop no other; without the database there is no other."""
    try:
        with transaction.atomic():
            yield
    except OperationalError:
        raise
    except Exception:  # of one item; the others follow
        logger.exception("Its schedule cannot be followed: %s", what)


def due_without_schedule(now: datetime.datetime) -> list[tuple[str, datetime.datetime, str]]:
    """Return what Wagtail's columns say is due, as (what is to happen, hour, title), the earliest first."""
    revisions = Revision.objects.filter(approved_go_live_at__lte=now)
    due = [
        (str(ScheduleKind.GO_LIVE.label), revision.approved_go_live_at, revision.object_str) for revision in revisions
    ]
    for model in draftable_models():
        due += [
            (str(ScheduleKind.EXPIRE.label), item.expire_at, str(item))
            for item in _expiring(model).filter(expire_at__lte=now)
        ]
    return sorted(due, key=lambda item: item[1])


def _reconcile_revisions() -> int:
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


def _reconcile_expiries() -> int:
    changed = 0
    for model in draftable_models():
        content_type = ContentType.objects.get_for_model(model, for_concrete_model=False)
        schedules = Schedule.objects.open().filter(kind=ScheduleKind.EXPIRE, content_type=content_type)
        expiring = {str(pk): at for pk, at in _expiring(model).values_list("pk", "expire_at")}
        known = {schedule.object_id: schedule for schedule in schedules}
        for object_id, schedule in known.items():
            if object_id not in expiring:
                changed += 1
                schedule.end(ScheduleStatus.CANCELLED, Reason.EXPIRY_REMOVED)
        wrong = [pk for pk, at in expiring.items() if pk not in known or known[pk].due_at != at]
        for item in model.objects.filter(pk__in=wrong).order_by("expire_at"):
            with reconcile_one(item):
                open_expiry(item)
                changed += 1
    return changed


def _expiring(model: Any) -> QuerySet[Any]:
    """Live objects with an expiry; aliases come down with their source, which core sees to."""
    objects = model.objects.filter(live=True, expire_at__isnull=False)
    if model is Page:
        objects = objects.filter(Q(alias_of=None) | Q(alias_of__live=False))
    return objects
