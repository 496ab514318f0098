"""One thing that is to go live, or to come down, at its hour; and what became of it."""

import datetime

from django.conf import settings
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import Q
from django.db.models.functions import Coalesce, Greatest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.models import Revision


class ScheduleKind(models.TextChoices):
    GO_LIVE = "go_live", _("goes live")
    EXPIRE = "expire", _("comes down")


class ScheduleStatus(models.TextChoices):
    WAITING = "waiting", _("scheduled")
    DONE = "done", _("done")
    MISSED = "missed", _("missed")
    FAILED = "failed", _("failed")
    CANCELLED = "cancelled", _("cancelled")


OPEN = (ScheduleStatus.WAITING, ScheduleStatus.FAILED)


class ScheduleQuerySet(models.QuerySet):
    def open(self):
        """What has not ended: it waits, is being retried, or failed and waits for a person."""
        return self.filter(status__in=OPEN)

    def of(self, item):
        """The schedules of one page or snippet."""
        return self.filter(content_type=item.get_base_content_type(), object_id=str(item.pk))

    def waiting(self):
        return self.filter(status=ScheduleStatus.WAITING)

    def due(self, now):
        """What is to be done now, the earliest hour first."""
        may_try = Q(next_attempt_at=None) | Q(next_attempt_at__lte=now)
        return self.waiting().filter(may_try, due_at__lte=now).order_by("due_at", "pk")

    def next_at(self):
        """Return the earliest moment at which one of these is to be tried; None where nothing waits."""
        moment = Greatest("due_at", Coalesce("next_attempt_at", "due_at"))
        return self.waiting().aggregate(moment=models.Min(moment))["moment"]

    def overdue(self, now):
        """What should have been done and is not, whatever the reason, but for what waits for a person."""
        return self.waiting().filter(due_at__lte=now)

    def failing(self):
        """What was tried in vain: to be tried again, or given up and told."""
        return self.open().filter(Q(attempts__gt=0) | Q(status=ScheduleStatus.FAILED))


class Schedule(models.Model):
    """A scheduled publication or expiry of a page or draftable snippet.

    What is due is decided by Wagtail's own columns (`Revision.approved_go_live_at`, and
    `expire_at` of what is live); a schedule here follows them, finds them fast, and
    remembers who asked, what was tried and how it ended.
    """

    kind = models.CharField(_("kind"), max_length=10, choices=ScheduleKind.choices)
    status = models.CharField(
        _("status"), max_length=10, choices=ScheduleStatus.choices, default=ScheduleStatus.WAITING
    )
    content_type = models.ForeignKey(ContentType, on_delete=models.CASCADE, related_name="+")
    object_id = models.CharField(max_length=255)
    item = GenericForeignKey("content_type", "object_id", for_concrete_model=False)
    revision = models.ForeignKey(Revision, null=True, on_delete=models.SET_NULL, related_name="schedules")
    title = models.TextField(_("title"))
    language = models.CharField(_("language"), max_length=20, blank=True)
    due_at = models.DateTimeField(_("hour"))
    scheduled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("scheduled by"),
        null=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    scheduled_at = models.DateTimeField(_("scheduled at"), default=timezone.now)
    attempts = models.PositiveSmallIntegerField(_("attempts that failed"), default=0)
    next_attempt_at = models.DateTimeField(_("next attempt"), null=True)
    finished_at = models.DateTimeField(_("ended at"), null=True)
    finished_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("ended by"),
        null=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    reason = models.TextField(_("reason"), blank=True)
    checked_day_before_at = models.DateTimeField(null=True)
    checked_just_before_at = models.DateTimeField(null=True)

    objects = ScheduleQuerySet.as_manager()

    class Meta:
        ordering = ["due_at", "pk"]
        verbose_name = _("schedule")
        verbose_name_plural = _("schedules")
        constraints = [
            models.UniqueConstraint(
                fields=["content_type", "object_id", "kind"],
                condition=Q(status__in=OPEN),
                name="one_open_schedule_of_a_kind",
            ),
        ]
        indexes = [
            models.Index(fields=["status", "due_at"], name="schedule_by_hour"),
            models.Index(fields=["due_at"], name="schedule_timeline"),
        ]

    def __str__(self):
        return f"{self.title}: {self.get_kind_display()}"

    @property
    def is_open(self):
        return self.status in OPEN

    @property
    def is_failing(self):
        return self.status == ScheduleStatus.FAILED or (self.status == ScheduleStatus.WAITING and self.attempts > 0)

    @property
    def lateness(self):
        """How long after its hour it was done (timedelta), or None where it was not."""
        if self.status != ScheduleStatus.DONE:
            return None
        return max(self.finished_at - self.due_at, datetime.timedelta())

    def end(self, status, reason="", user=None):
        """Close this schedule, and save it."""
        self.status = status
        self.reason = reason
        self.finished_at = timezone.now()
        self.finished_by = user
        self.next_attempt_at = None
        self.save(update_fields=["status", "reason", "finished_at", "finished_by", "next_attempt_at"])
