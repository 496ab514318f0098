"""One thing that is to go live, or to come down, at its hour; and what became of it."""

import datetime
from typing import Any, ClassVar, Protocol, Self

from django.conf import settings
from django.contrib.auth.models import AbstractBaseUser
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import Q
from django.db.models.functions import Coalesce, Greatest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page, Revision

from mme_site.core import clock
from mme_site.core.languages import labelled
from mme_site.publishing.reasons import Reason, in_words


class ScheduleKind(models.TextChoices):
    GO_LIVE = "go_live", _("goes live")
    EXPIRE = "expire", _("comes down")
    RELEASE = "release", _("is released")


class ScheduleStatus(models.TextChoices):
    WAITING = "waiting", _("scheduled")
    DONE = "done", _("done")
    MISSED = "missed", _("missed")
    FAILED = "failed", _("failed")
    CANCELLED = "cancelled", _("cancelled")


OPEN = (ScheduleStatus.WAITING, ScheduleStatus.FAILED)
REASON_FIELDS = ("reason_code", "reason_values", "reason_text", "waits_for")


class Schedulable(Protocol):
    """A page or a draftable snippet: what Wagtail's DraftStateMixin and RevisionMixin make together."""

    objects: ClassVar[Any]
    pk: Any
    live: bool
    go_live_at: datetime.datetime | None
    expire_at: datetime.datetime | None

    @property
    def live_revision(self) -> Revision | None: ...

    @property
    def latest_revision(self) -> Revision | None: ...

    @classmethod
    def get_base_content_type(cls) -> ContentType: ...


class Known(Protocol):
    """What schedules know something by: a release has no more of it."""

    pk: Any

    @classmethod
    def get_base_content_type(cls) -> ContentType: ...


def language_of(item: Schedulable) -> str:
    """Return the language code of a page or snippet; empty where it is in none."""
    return getattr(getattr(item, "locale", None), "language_code", "")


class ScheduleQuerySet(models.QuerySet["Schedule"]):
    def open(self) -> Self:
        """What has not ended: it waits, is being retried, or failed and waits for a person."""
        return self.filter(status__in=OPEN)

    def of(self, item: Schedulable | Known) -> Self:
        """The schedules of one page, snippet or release."""
        return self.filter(content_type=item.get_base_content_type(), object_id=str(item.pk))

    def waiting(self) -> Self:
        return self.filter(status=ScheduleStatus.WAITING)

    def due(self, now: datetime.datetime) -> Self:
        """What is to be done now, the earliest hour first."""
        may_try = Q(next_attempt_at=None) | Q(next_attempt_at__lte=now)
        return self.waiting().filter(may_try, due_at__lte=now).order_by("due_at", "pk")

    def next_at(self) -> datetime.datetime | None:
        """Return the earliest moment at which one of these is to be tried; None where nothing waits."""
        moment = Greatest("due_at", Coalesce("next_attempt_at", "due_at"))
        first: datetime.datetime | None = self.waiting().aggregate(moment=models.Min(moment))["moment"]
        return first

    def overdue(self, now: datetime.datetime) -> Self:
        """What should have been done and is not, whatever the reason, but for what waits for a person."""
        return self.waiting().filter(due_at__lte=now)

    def failing(self) -> Self:
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
    due_at = models.DateTimeField(_("date and time"))
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
    reason_code = models.CharField(max_length=20, blank=True)
    reason_values = models.JSONField(default=dict)
    reason_text = models.TextField(_("reason"), blank=True)
    waits_for = models.ForeignKey(Page, null=True, on_delete=models.SET_NULL, related_name="+")
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

    def __str__(self) -> str:
        return labelled(self.title, self.get_kind_display())

    @property
    def is_open(self) -> bool:
        return self.status in OPEN

    @property
    def is_failing(self) -> bool:
        return self.status == ScheduleStatus.FAILED or (self.status == ScheduleStatus.WAITING and self.attempts > 0)

    @property
    def lateness(self) -> datetime.timedelta | None:
        """How long after its hour it was done, or None where it was not."""
        if self.status != ScheduleStatus.DONE or self.finished_at is None:
            return None
        return max(self.finished_at - self.due_at, datetime.timedelta())

    @property
    def reason(self) -> str:
        """Why it ended or failed, in the viewer's language; what others have raised as they said it."""
        return in_words(self.reason_code, self.reason_values, self.reason_text)

    @property
    def history_data(self) -> dict[str, Any]:
        """What an entry in the history keeps of it: the words for a reader of the data, the code for the formatter."""
        return {
            "due_at": self.due_at.isoformat(),
            "reason": self.reason,
            "code": self.reason_code,
            "values": self.reason_values,
        }

    def set_reason(self, code: Reason | None = None, text: str = "", **values: str) -> None:
        """Say why it ended or failed: a code with its values, or the words of what was raised."""
        self.reason_code, self.reason_values, self.reason_text = code or "", values, text

    def end(
        self,
        status: ScheduleStatus,
        reason: Reason | None = None,
        user: AbstractBaseUser | None = None,
        **values: str,
    ) -> None:
        """Close this schedule, and save it; `values` are those of the reason."""
        self.status = status
        self.set_reason(reason, **values)
        self.waits_for = None
        self.finished_at = clock.now()
        self.finished_by_id = user.pk if user else None
        self.next_attempt_at = None
        self.save(update_fields=[*REASON_FIELDS, "status", "finished_at", "finished_by", "next_attempt_at"])
