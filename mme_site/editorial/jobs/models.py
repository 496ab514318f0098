"""One job: who asked for it, how far it is, and what came of it."""

import datetime

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

RETENTION = datetime.timedelta(days=2)


class JobStatus(models.TextChoices):
    WAITING = "waiting", _("waiting")
    RUNNING = "running", _("being done")
    DONE = "done", _("done")
    FAILED = "failed", _("failed")
    CANCELLED = "cancelled", _("cancelled")


OPEN = (JobStatus.WAITING, JobStatus.RUNNING)


class JobQuerySet(models.QuerySet["Job"]):
    def forget_old(self) -> None:
        """Delete what was asked for some days ago, with its files."""
        for job in self.filter(created_at__lt=timezone.now() - RETENTION):
            job.file.delete(save=False)
            job.delete()


class Job(models.Model):
    """A longer piece of work that an editor has asked for, in the editor's language and zone."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    function = models.CharField(max_length=200)  # path of the function that does it
    key = models.CharField(max_length=200, blank=True, db_index=True)  # what finds it again
    title = models.CharField(_("title"), max_length=255)
    arguments = models.JSONField(default=dict)
    language = models.CharField(max_length=20)
    time_zone = models.CharField(max_length=64)
    status = models.CharField(_("status"), max_length=10, choices=JobStatus.choices, default=JobStatus.WAITING)
    attempts = models.PositiveSmallIntegerField(default=0)
    # How far it is, and whether somebody wants it to end; on SQLite beside the database (progress.py).
    steps_done = models.PositiveIntegerField(default=0)
    steps = models.PositiveIntegerField(default=0)
    is_cancel_asked = models.BooleanField(default=False)
    result = models.JSONField(default=dict)
    file = models.FileField(upload_to="jobs", blank=True)
    file_name = models.CharField(max_length=255, blank=True)
    message = models.TextField(blank=True)  # why it failed, for the editor
    address = models.CharField(max_length=500, blank=True)  # where its result is shown
    created_at = models.DateTimeField(default=timezone.now)
    finished_at = models.DateTimeField(null=True)

    objects = JobQuerySet.as_manager()

    class Meta:
        verbose_name = _("job")
        verbose_name_plural = _("jobs")
        indexes = [models.Index(fields=["created_at"], name="jobs_by_age")]

    def __str__(self) -> str:
        return self.title

    @property
    def is_open(self) -> bool:
        return self.status in OPEN

    @property
    def is_done(self) -> bool:
        return self.status == JobStatus.DONE

    def begin(self) -> None:
        self.status = JobStatus.RUNNING
        self.attempts += 1
        self.save(update_fields=["status", "attempts"])

    def end(self, status: JobStatus, message: str = "") -> None:
        """Record how it ended, with what came of it: a file only where it was done."""
        if self.file and status != JobStatus.DONE:
            self.file.delete(save=False)
            self.file_name = ""
        self.status, self.message, self.finished_at = status, message, timezone.now()
        self.save(update_fields=["status", "message", "finished_at", "result", "file", "file_name", "address"])
