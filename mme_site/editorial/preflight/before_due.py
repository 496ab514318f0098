"""Looks at what is scheduled again, a day and fifteen minutes before its hour, and tells people what is wrong."""

import datetime
import logging

from django.conf import settings
from django.db import transaction
from django.db.models import F
from django.utils import timezone, translation
from django.utils.translation import gettext_lazy as _
from django_tasks import task
from wagtail.admin.admin_url_finder import AdminURLFinder

from mme_site.editorial.preflight.problems import problems, serious
from mme_site.editorial.preflight.releases import problems_of_release
from mme_site.publishing import emails
from mme_site.publishing.schedule import Schedule, ScheduleKind

logger = logging.getLogger(__name__)

DAY_BEFORE = "checked_day_before_at"
JUST_BEFORE = "checked_just_before_at"
AHEAD = {DAY_BEFORE: datetime.timedelta(days=1), JUST_BEFORE: datetime.timedelta(minutes=15)}


def due_checks(now):
    """Return the checks to be made now, as (schedule, name of the column that records it), the most urgent first.

    What was scheduled later than the time of a check has been checked at that moment, before
    the editor's eyes. Two queries, whatever is scheduled.
    """
    return [(schedule, check) for check in (JUST_BEFORE, DAY_BEFORE) for schedule in schedules_to_check(check, now)]


def schedules_to_check(check, now):
    ahead = AHEAD[check]
    # Where the time of both has come, after a pause of every publisher, only the last one is made.
    nearest = now + AHEAD[JUST_BEFORE] if check == DAY_BEFORE else now
    schedules = Schedule.objects.waiting().filter(
        kind__in=(ScheduleKind.GO_LIVE, ScheduleKind.RELEASE), due_at__gt=nearest, due_at__lte=now + ahead
    )
    return schedules.filter(**{check: None}, scheduled_at__lte=F("due_at") - ahead).order_by("due_at", "pk")


@task()
def check_before_hour():
    """Make every check that is due, and write to those whom its problems concern; return how many were told of.

    Any number of publishers may call it at once: each check is recorded, and notified of, by one. A
    check that fails stops no other and is tried again at the next call.
    """
    notified = 0
    for schedule, check in due_checks(timezone.now()):
        try:
            notified += make_check(schedule, check)
        except Exception:  # of one schedule; the others are checked on time
            logger.exception("The check before the hour of schedule %d failed.", schedule.pk)
    return notified


def make_check(schedule, check):
    """Check what is scheduled, record that it was checked, tell of its problems; return whether it had any."""
    with translation.override(settings.LANGUAGE_CODE), timezone.override(timezone.get_default_timezone()):
        found = problems_of_schedule(schedule)
    with transaction.atomic():
        # The row's own column decides between publishers that looked at the same time.
        unmade = Schedule.objects.waiting().filter(pk=schedule.pk, due_at=schedule.due_at, **{check: None})
        if not unmade.update(**{check: timezone.now()}) or not serious(found):
            return False
        subject = _("Scheduled, with problems: %(title)s")
        edit = AdminURLFinder().get_edit_url(schedule.item)
        emails.send(schedule, "preflight/mail/problems.txt", subject, problems=found, edit=edit)
    return True


def problems_of_schedule(schedule):
    """Return what would be wrong at the hour of a schedule; nothing where what is scheduled is gone."""
    if schedule.kind == ScheduleKind.RELEASE:
        return problems_of_release(schedule.item) if schedule.item else []
    return problems(schedule.revision, schedule.due_at) if schedule.revision else []
