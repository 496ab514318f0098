"""What people are told about schedules, by e-mail."""

import contextlib
import logging

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction
from django.template.loader import render_to_string
from django.utils import timezone, translation
from django.utils.translation import gettext_lazy as _
from wagtail.admin.utils import get_admin_base_url

from mme_site.core import time_zones
from mme_site.publishing.recipients import publishers_of

logger = logging.getLogger(__name__)


def send_failed(schedule):
    send(schedule, "publishing/mail/failed.txt", _("Publishing failed: %(title)s"))


def send_missed(schedule):
    send(schedule, "publishing/mail/missed.txt", _("Not published, its time had passed: %(title)s"))


def send(schedule, template, subject, **more):
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
            subject = " ".join((subject % {"title": schedule.title}).split())
            EmailMessage(subject, text, bcc=recipients(schedule)).send()
    except Exception:
        logger.exception("Nobody could be told of schedule %d by e-mail.", schedule.pk)


@contextlib.contextmanager
def site_language():
    """Write in the site's language and zone, whoever's request it is: one message goes to several people."""
    with translation.override(settings.LANGUAGE_CODE), timezone.override(timezone.get_default_timezone()):
        yield


def recipients(schedule):
    """Return the addresses of those whom this schedule concerns."""
    people = set(publishers_of(schedule.item)) if schedule.item is not None else set()
    if schedule.scheduled_by and schedule.scheduled_by.is_active:
        people.add(schedule.scheduled_by)
    return sorted({person.email for person in people if person.email})
