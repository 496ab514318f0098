"""What a person does about a schedule: tries it again at once, or cancels it."""

import datetime
import logging
from typing import cast

from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction
from django.utils import dateparse, timezone
from wagtail.log_actions import log
from wagtail.models import Page, Revision

from mme_site.core import clock
from mme_site.publishing import engine, schedule_store
from mme_site.publishing.engine import Outcome
from mme_site.publishing.execution import clear_dates, get_for_update
from mme_site.publishing.reasons import Reason
from mme_site.publishing.releases import editing
from mme_site.publishing.releases.release import Release
from mme_site.publishing.schedule import Schedulable, Schedule, ScheduleKind, ScheduleStatus
from mme_site.tasks import listeners

logger = logging.getLogger(__name__)


class ScheduleEnded(Exception):
    """Meanwhile the schedule has ended, or is another one; nothing was changed."""


class NotDue(Exception):
    """It has not been tried yet, so that there is nothing to try again."""


def retry(schedule: Schedule, user: AbstractBaseUser) -> None:
    """Let the publishers try a failed schedule at once, as often as the attempts that are left to it.

    Raises ScheduleEnded, and NotDue of one that has not failed.
    """
    with transaction.atomic():
        item, schedule = lock_schedule(schedule)
        if not schedule.is_failing and schedule.due_at > timezone.now():
            raise NotDue
        schedule.status = ScheduleStatus.WAITING
        schedule.next_attempt_at = None
        schedule.save(update_fields=["status", "next_attempt_at"])
        log_history(item, schedule, "mme.schedule.retried", user)
        listeners.notify_publishers()


def cancel(schedule: Schedule, user: AbstractBaseUser) -> None:
    """End a schedule before it is done; the page or snippet stays as it is. Raises ScheduleEnded."""
    if schedule.kind == ScheduleKind.RELEASE:
        cancel_release(schedule, user)
        return
    with transaction.atomic():
        item, schedule = lock_schedule(schedule)
        cancel_one = cancel_go_live if schedule.kind == ScheduleKind.GO_LIVE else cancel_expiry
        is_cancelled = cancel_one(item, schedule, user)
    # Outside, so that what the schedule has learned meanwhile is kept.
    if not is_cancelled:
        raise ScheduleEnded


def cancel_release(schedule: Schedule, user: AbstractBaseUser) -> None:
    """Take its hour from a release: it holds what it held, and waits for somebody. Raises ScheduleEnded."""
    with transaction.atomic():
        release, _schedule = lock_schedule(schedule)
        try:
            editing.set_hour(cast(Release, release), None, user)
        except editing.ReleaseEnded as error:
            raise ScheduleEnded from error


def release_now(release: Release, user: AbstractBaseUser) -> Outcome:
    """Carry a release out at once, as the publisher does at an hour; what fails is written down, told and tried again.

    A publisher, whom the hour wakes, may be faster: then what it did is the outcome. Raises ReleaseEnded.
    """
    editing.set_hour(release, clock.now(), user)
    schedule = Schedule.objects.of(release).latest("pk")
    outcome = engine.attempt(schedule.pk)
    if outcome is Outcome.BUSY:
        with transaction.atomic():
            Schedule.objects.select_for_update().get(pk=schedule.pk)  # waits for who has it
        outcome = engine.attempt(schedule.pk)
    if outcome is Outcome.GONE:
        schedule.refresh_from_db()
        if schedule.status == ScheduleStatus.DONE:
            return Outcome.PUBLISHED
        return Outcome.FAILED if schedule.is_failing else outcome
    return outcome


def lock_schedule(schedule: Schedule) -> tuple[Schedulable, Schedule]:
    """Return the row of the page or snippet and its schedule, both kept from every other writer; raise ScheduleEnded.

    The row comes first, as in Wagtail's own publishing. A publisher that holds the schedule
    and wants the row gives way (engine.LOCK_TIMEOUT).
    """
    item = get_for_update(schedule.content_type_id, schedule.object_id)
    locked = Schedule.objects.select_for_update(of=("self",)).open().filter(pk=schedule.pk).first()
    if item is None or locked is None:
        raise ScheduleEnded
    return item, locked


def set_expiry(item: Schedulable, hour: datetime.datetime, user: AbstractBaseUser) -> Schedule:
    """Let what is live come down at an hour; the versions that the editor starts from say the same."""
    with transaction.atomic():
        type(item).objects.filter(pk=item.pk).update(expire_at=hour)
        item.expire_at = hour
        for revision in {*filter(None, (item.latest_revision, item.live_revision))}:
            content = {**revision.content, "expire_at": hour.isoformat()}
            Revision.objects.filter(pk=revision.pk).update(content=content)
        schedule_store.open_expiry(item, user)
        return Schedule.objects.open().of(item).get(kind=ScheduleKind.EXPIRE)


def cancel_go_live(item: Schedulable, schedule: Schedule, user: AbstractBaseUser) -> bool:
    """Withdraw the approval of a revision, as Wagtail's own view does; return whether it was there to withdraw."""
    revision = Revision.objects.select_for_update(of=("self",)).filter(pk=schedule.revision_id).first()
    if revision is None or revision.approved_go_live_at is None:
        schedule_store.sync_revision(schedule, revision)
        return False
    revision.approved_go_live_at = None
    try:
        with transaction.atomic():
            revision.save(user=user, update_fields=["approved_go_live_at"])
    except Exception:  # whatever its content raises
        # Wagtail describes the revision in the history; one that cannot be read is cancelled all the same.
        logger.warning("Revision %s cannot be read; it is cancelled without Wagtail's entry.", revision.pk)
        Revision.objects.filter(pk=revision.pk).update(approved_go_live_at=None)
        end(item, schedule, user)
    return True


def cancel_expiry(item: Schedulable, schedule: Schedule, user: AbstractBaseUser) -> bool:
    """Clear the hour at which a live object comes down; return whether it was still this hour.

    It is cleared in its revisions as well, where the editor and a scheduled update would
    find it again; another hour that somebody has typed into a draft stays.
    """
    hour = schedule.due_at
    if not item.live or item.expire_at != hour:
        schedule_store.sync_expiry(schedule, item)
        return False
    type(item).objects.filter(pk=item.pk).update(expire_at=None)
    if isinstance(item, Page):
        Page.objects.filter(alias_of=item.pk, expire_at=hour).update(expire_at=None)
    approved = Revision.objects.for_instance(item).filter(approved_go_live_at__isnull=False)
    for revision in {*filter(None, (item.latest_revision, item.live_revision)), *approved}:
        if dateparse.parse_datetime(revision.content.get("expire_at") or "") == hour:
            clear_dates(revision, "expire_at")
    end(item, schedule, user)
    return True


def end(item: Schedulable, schedule: Schedule, user: AbstractBaseUser) -> None:
    schedule.end(ScheduleStatus.CANCELLED, Reason.CANCELLED, user)
    log_history(item, schedule, "mme.schedule.ended", user)


def log_history(item: Schedulable, schedule: Schedule, action: str, user: AbstractBaseUser) -> None:
    log(instance=item, action=action, data=schedule.history_data, revision=schedule.revision, user=user)
