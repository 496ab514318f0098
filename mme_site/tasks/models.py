"""A task in the outbox: what waits, what is being done, what was done, what has failed."""

import datetime
from typing import Any, Self

from django.db import models
from django.db.models import Count, Min, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from mme_site.tasks.batching import SEARCH_INDEX

LEASE = datetime.timedelta(seconds=60)
MAX_ATTEMPTS = 15
MOST_WAITING_SECONDS = 300  # of a task that may be done; a worker looks for them all the time
FIRST_RETRY_DELAY = datetime.timedelta(seconds=2)
MAX_RETRY_DELAY = datetime.timedelta(hours=1)


class TaskStatus(models.TextChoices):
    READY = "ready", _("waiting")
    RUNNING = "running", _("being done")
    DONE = "done", _("done")
    FAILED = "failed", _("failed")


# How many tasks wait, how many of these were tried before, how many were given up, and how long the oldest waits.
Summary = dict[str, float]


class OutboxTaskQuerySet(models.QuerySet["OutboxTask"]):
    def open(self) -> Self:
        """Return what waits and what is being done."""
        return self.filter(status__in=[TaskStatus.READY, TaskStatus.RUNNING])

    def due(self) -> Self:
        """Return what may be done now, in its order; among it what a dead worker has left."""
        return self.open().filter(due_at__lte=timezone.now()).order_by("-priority", "pk")

    def waiting_for_search(self) -> list[int]:
        """Return the keys of those that wait and bring something into the search index, and do nothing else."""
        ready = self.filter(status=TaskStatus.READY).values_list("pk", "calls")
        return [key for key, calls in ready if {path for path, *_arguments in calls} == {SEARCH_INDEX}]

    def failed(self) -> Self:
        """Return what was given up after MAX_ATTEMPTS."""
        return self.filter(status=TaskStatus.FAILED)

    def try_again(self) -> int:
        """Let workers try these anew, as often as at first; return how many."""
        return self.update(status=TaskStatus.READY, attempts=0, due_at=timezone.now(), finished_at=None)

    def take_over(self) -> None:
        """Make due what no living worker can be doing, since the caller is the only one."""
        self.filter(status=TaskStatus.RUNNING).update(due_at=timezone.now())

    def prune(self) -> int:
        """Delete what was done a day ago, and what failed thirty days ago; return how many."""
        now = timezone.now()
        done = Q(status=TaskStatus.DONE, finished_at__lt=now - datetime.timedelta(days=1))
        failed = Q(status=TaskStatus.FAILED, finished_at__lt=now - datetime.timedelta(days=30))
        return self.filter(done | failed).delete()[0]

    def summary(self) -> Summary:
        """Return the figures of now, in one query; a task waits from the moment at which it may be done."""
        now = timezone.now()
        figures = self.aggregate(
            waiting=Count("pk", filter=Q(status__in=[TaskStatus.READY, TaskStatus.RUNNING])),
            retried=Count("pk", filter=Q(status=TaskStatus.READY, attempts__gt=0)),
            failed=Count("pk", filter=Q(status=TaskStatus.FAILED)),
            oldest=Min("due_at", filter=Q(status__in=[TaskStatus.READY, TaskStatus.RUNNING], due_at__lte=now)),
        )
        oldest = figures.pop("oldest")
        return {**figures, "oldest_waiting_seconds": (now - oldest).total_seconds() if oldest else 0}


class OutboxTask(models.Model):
    """One or more calls that follow a change.

    A worker that takes a task puts its `due_at` ahead by a lease and renews it while it
    works; a task whose worker died is due again when the lease has passed.
    """

    calls = models.JSONField(_("calls"), help_text=_("Path, arguments and named arguments of each."))
    key = models.CharField(_("key"), max_length=64, blank=True, help_text=_("The same for tasks that do the same."))
    status = models.CharField(_("status"), max_length=7, choices=TaskStatus.choices, default=TaskStatus.READY)
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

    def __str__(self) -> str:
        return ", ".join(call_summary(*call) for call in self.calls)

    def take(self) -> None:
        """Record that a worker begins with this task."""
        self.status = TaskStatus.RUNNING
        self.attempts += 1
        self.due_at = timezone.now() + LEASE
        self.save(update_fields=["status", "attempts", "due_at"])

    def renew(self) -> None:
        """Keep other workers away for one more lease."""
        self.claimed_by_me().update(due_at=timezone.now() + LEASE)

    def done(self) -> None:
        """Record that everything is done; what may be private, such as a letter, is not kept."""
        calls = [[path, [arg for arg in args if isinstance(arg, str | int)], {}] for path, args, _kwargs in self.calls]
        self.claimed_by_me().update(status=TaskStatus.DONE, finished_at=timezone.now(), calls=calls, error="")

    def failed(self, calls: list[list[Any]], error: str) -> bool:
        """Record which calls failed and why; return True while they are tried again."""
        again = self.attempts < MAX_ATTEMPTS
        now = timezone.now()
        when = {"status": TaskStatus.READY, "due_at": now + retry_delay(self.attempts)}
        never = {"status": TaskStatus.FAILED, "finished_at": now}
        # What is left may be less than what the key says.
        self.claimed_by_me().update(calls=calls, key="", error=error, **(when if again else never))
        return again

    def claimed_by_me(self) -> OutboxTaskQuerySet:
        """Return this task, unless its lease has passed and another worker has taken it since."""
        return OutboxTask.objects.filter(pk=self.pk, status=TaskStatus.RUNNING, attempts=self.attempts)


def retry_delay(attempts: int) -> datetime.timedelta:
    """Return how long a task rests after so many attempts: 2 s, 8 s, 32 s … an hour; nine hours in all."""
    return min(FIRST_RETRY_DELAY * 4 ** (attempts - 1), MAX_RETRY_DELAY)


def call_summary(path: str, args: list[Any], _kwargs: dict[str, Any]) -> str:
    """Return a call in a few words of a log, without what may be private."""
    about = " ".join(str(arg) for arg in args if isinstance(arg, str | int))
    return f"{path.rsplit('.', 1)[-1]} {about}".strip()[:100]
