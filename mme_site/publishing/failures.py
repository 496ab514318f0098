"""What becomes of an item that could not be done: tried again with growing pauses, recorded, told."""

import datetime
import logging

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from wagtail.log_actions import log
from wagtail.models import Page, Revision

from mme_site.core import clock
from mme_site.publishing import emails
from mme_site.publishing.execution import CannotPublish
from mme_site.publishing.schedule import REASON_FIELDS, Schedule, ScheduleStatus

logger = logging.getLogger(__name__)

# Short at first, for a slug or a lock that is free in a moment; the last ones give people
# time to mend it. Then it waits for a person.
RETRY_DELAYS = [datetime.timedelta(seconds=seconds) for seconds in (5, 30, 120, 600, 1800, 3600, 3600, 3600)]


def record_failure(pk: int, error: Exception) -> None:
    """Write down a failed attempt; the schedule itself stays as it was.

    Raises DatabaseError when nothing can be written: then it is not the item that failed.
    """
    with transaction.atomic():
        schedule = Schedule.objects.select_for_update().waiting().filter(pk=pk).first()
        if schedule is None:  # cancelled while it failed, or done when something after its commit did
            logger.error("Failed, and has ended all the same: schedule %d", pk, exc_info=error)
            return
        schedule.attempts += 1
        if isinstance(error, CannotPublish):
            schedule.set_reason(error.reason, **error.values)
            schedule.waits_for = error.waits_for
            lock_cause(schedule)
        else:
            schedule.set_reason(text=explain(error, schedule.revision))
            schedule.waits_for = None
        given_up = schedule.attempts > len(RETRY_DELAYS)
        schedule.next_attempt_at = None if given_up else clock.now() + RETRY_DELAYS[schedule.attempts - 1]
        schedule.status = ScheduleStatus.FAILED if given_up else ScheduleStatus.WAITING
        schedule.save(update_fields=[*REASON_FIELDS, "attempts", "next_attempt_at", "status"])
        if schedule.attempts == 1 or given_up:
            save_failure(schedule)
    logger.error(
        "Failed, attempt %d: %r (schedule %d, due %s): %s",
        *(schedule.attempts, schedule.title, schedule.pk, schedule.due_at.isoformat(), schedule.reason),
        exc_info=error,
    )


def lock_cause(schedule: Schedule) -> None:
    """Let what else fails because of the same page wait until this has been told: one letter for all."""
    if schedule.waits_for_id:
        Page.objects.select_for_update(no_key=True).filter(pk=schedule.waits_for_id).values_list("pk").first()


def save_failure(schedule: Schedule) -> None:
    """Put the failure into the object's history and tell people of it.

    An object so broken that this fails as well must not stop the others: the schedule has it.
    """
    try:
        with transaction.atomic():
            if schedule.item is not None:
                log(
                    instance=schedule.item,
                    action="mme.schedule.failed",
                    data=schedule.history_data,
                    revision=schedule.revision,
                )
    except Exception:  # whatever a broken object raises; the letter is sent all the same
        logger.exception("The history cannot tell that schedule %d failed.", schedule.pk)
    emails.send_failed(schedule)


def explain(error: Exception, revision: Revision | None) -> str:
    """Return the reason in words that an editor can use."""
    if isinstance(error, IntegrityError) and revision:
        return explain_refusal(error, revision)
    if isinstance(error, ValidationError) and hasattr(error, "error_dict"):
        return " ".join(f"{name}: {' '.join(messages)}" for name, messages in error.message_dict.items())
    if isinstance(error, ValidationError):
        return " ".join(error.messages)
    return f"{type(error).__name__}: {error}"


def explain_refusal(error: IntegrityError, revision: Revision) -> str:
    """Return what the page's own validation says of what the database has refused."""
    try:
        with transaction.atomic():
            revision.as_object().full_clean()
    except ValidationError as refusal:
        return explain(refusal, None)
    except Exception:  # whatever its content raises; then the refusal is told as it is
        logger.exception("Revision %d cannot be validated.", revision.pk)
    return f"{type(error).__name__}: {error}"
