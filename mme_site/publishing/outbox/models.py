"""A task in the outbox: what waits, what is being done, what was done, what has failed."""

import datetime

from django.core.exceptions import SuspiciousOperation
from django.db import models
from django.utils import timezone
from django.utils.module_loading import import_string
from django.utils.translation import gettext_lazy as _
from django_tasks.base import Task

LEASE = datetime.timedelta(seconds=60)


class Status(models.TextChoices):
    READY = "ready", _("waiting")
    RUNNING = "running", _("being done")
    DONE = "done", _("done")
    FAILED = "failed", _("failed")


class OutboxTaskQuerySet(models.QuerySet):
    def open(self):
        return self.filter(status__in=[Status.READY, Status.RUNNING])

    def due(self):
        """Return what may be done now, among it what a dead worker has left."""
        return self.open().filter(due_at__lte=timezone.now()).order_by("-priority", "pk")

    def failed(self):
        return self.filter(status=Status.FAILED)


class OutboxTask(models.Model):
    """One or more calls that follow a change.

    A worker that takes a task puts its `due_at` ahead by a lease and renews it while it
    works; a task whose worker died is due again when the lease has passed.
    """

    calls = models.JSONField(_("calls"), help_text=_("Path, arguments and named arguments of each."))
    key = models.CharField(_("key"), max_length=64, blank=True, help_text=_("The same for tasks that do the same."))
    status = models.CharField(_("status"), max_length=7, choices=Status.choices, default=Status.READY)
    priority = models.SmallIntegerField(_("priority"), default=0)
    enqueued_at = models.DateTimeField(_("enqueued at"), default=timezone.now)
    due_at = models.DateTimeField(_("due at"), default=timezone.now)
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0)
    finished_at = models.DateTimeField(_("finished at"), null=True, blank=True)
    error = models.TextField(_("error"), blank=True)

    objects = OutboxTaskQuerySet.as_manager()

    class Meta:
        verbose_name = _("task")
        verbose_name_plural = _("tasks")
        indexes = [
            models.Index(
                models.F("priority").desc(),
                "id",
                name="outbox_open",
                condition=models.Q(status__in=["ready", "running"]),
            ),
            models.Index("key", name="outbox_ready_key", condition=models.Q(status="ready")),
            models.Index("finished_at", name="outbox_finished", condition=models.Q(finished_at__isnull=False)),
        ]

    def __str__(self):
        return ", ".join(said(call) for call in self.calls)


def said(call):
    """Return a call in a line of a log, without its arguments where they may be private."""
    path, args, _kwargs = call
    about = " ".join(str(part) for part in args if isinstance(part, str | int))
    return f"{path.rsplit('.', 1)[-1]} {about}".strip()[:100]


def task_at(path):
    """Return the task of this path; raise SuspiciousOperation where something else is there."""
    task = import_string(path)
    if not isinstance(task, Task):
        raise SuspiciousOperation(f"{path} is not a task.")
    return task
