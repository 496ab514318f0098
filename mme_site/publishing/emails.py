"""What people are told about schedules, by e-mail."""

import contextlib
import logging
from collections.abc import Container, Iterator

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction
from django.template.loader import render_to_string
from django.utils import timezone, translation
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from wagtail.admin.utils import get_admin_base_url

from mme_site.core import time_zones
from mme_site.publishing.recipients import publishers_of
from mme_site.publishing.schedule import Schedule, ScheduleStatus

logger = logging.getLogger(__name__)


def send_failed(schedule: Schedule) -> None:
    """Write to those whom no other schedule has told of the same cause: one letter for all that waits for a page."""
    subject = _("Publishing failed: %(title)s")
    send(schedule, "publishing/mail/failed.txt", subject, except_for=already_notified(schedule))


def already_notified(schedule: Schedule) -> set[str]:
    """Return the addresses of those who were written to because of others that wait for the same page."""
    if schedule.waits_for_id is None:
        return set()
    others = Schedule.objects.failing().filter(waits_for=schedule.waits_for_id).exclude(pk=schedule.pk)
    if schedule.status == ScheduleStatus.FAILED:
        others = others.filter(status=ScheduleStatus.FAILED)
    first = others.order_by("pk").first()
    schedulers = set(others.values_list("scheduled_by__email", flat=True))
    return schedulers | set(recipients(first)) if first else set()


def send_missed(schedule: Schedule) -> None:
    send(schedule, "publishing/mail/missed.txt", _("Not published, its time had passed: %(title)s"))


def send(
    schedule: Schedule, template: str, subject: Promise | str, *, except_for: Container[str] = (), **more: object
) -> None:
    """Send one message to who scheduled it and to who may publish it; nobody sees the others' addresses.

    A message that cannot be written or sent is logged: what it tells of has happened all the same.
    """
    try:
        with transaction.atomic(), site_language():
            context = {
                "schedule": schedule,
                "hour": time_zones.in_zones(schedule.due_at),
                "admin": get_admin_base_url(),
                **more,
            }
            text = render_to_string(template, context)
            line = " ".join((str(subject) % {"title": schedule.title}).split())
            EmailMessage(
                line, text, bcc=[address for address in recipients(schedule) if address not in except_for]
            ).send()
    except Exception:  # what it tells of has happened all the same
        logger.exception("Nobody could be told of schedule %d by e-mail.", schedule.pk)


@contextlib.contextmanager
def site_language() -> Iterator[None]:
    """Write in the site's language and zone, whoever's request it is: one message goes to several people."""
    with translation.override(settings.LANGUAGE_CODE), timezone.override(timezone.get_default_timezone()):
        yield


def recipients(schedule: Schedule) -> list[str]:
    """Return the addresses of those whom this schedule concerns."""
    people = set(publishers_of(schedule.item)) if schedule.item is not None else set()
    if schedule.scheduled_by and schedule.scheduled_by.is_active:
        people.add(schedule.scheduled_by)
    return sorted({person.email for person in people if person.email})
