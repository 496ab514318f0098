"""Where `task.enqueue()` leaves its task: django-tasks' backends of this site."""

import hashlib
import json
from typing import NamedTuple

from django.utils import timezone
from django.utils.module_loading import import_string
from django_tasks import TaskResult, TaskResultStatus
from django_tasks.backends.base import BaseTaskBackend
from django_tasks.backends.immediate import ImmediateBackend
from django_tasks.exceptions import InvalidTaskError
from django_tasks.utils import get_random_id, normalize_json

from mme_site.tasks import batching
from mme_site.tasks.notifications import notify_workers


class Call(NamedTuple):
    """A task with its arguments, hashable where they are strings and numbers."""

    path: str
    args: tuple
    kwargs: tuple

    @classmethod
    def of(cls, task, args, kwargs):
        """Return the call; raise TypeError where an argument is nothing that JSON can say."""
        return cls(task.module_path, tuple(normalize_json(args)), tuple(normalize_json(kwargs).items()))

    def as_json(self):
        return [self.path, list(self.args), dict(self.kwargs)]


class BatchingMixin:
    """Leaves to a surrounding `batch_tasks` what it takes."""

    def enqueue(self, task, args, kwargs):
        self.validate_task(task)
        if task.run_after is None and batching.add_to_batch(Call.of(task, args, kwargs)):
            return ready_result(task, args, kwargs, self.alias)
        return super().enqueue(task, args, kwargs)


class Outbox(BaseTaskBackend):
    supports_defer = True
    supports_priority = True

    def validate_task(self, task):
        super().validate_task(task)
        if task.takes_context:
            raise InvalidTaskError("The outbox gives its tasks no context.")

    def enqueue(self, task, args, kwargs):
        self.put([Call.of(task, args, kwargs)], priority=task.priority, due_at=task.run_after)
        return ready_result(task, args, kwargs, self.alias)

    def enqueue_batch(self, calls):
        """Leave one task that makes all of these calls, in this order."""
        self.put(calls)

    def put(self, calls, priority=0, due_at=None):
        # A backend is made before the models are.
        from mme_site.tasks.models import OutboxTask

        OutboxTask.objects.create(
            calls=[call.as_json() for call in calls],
            key=deduplication_key(calls),
            priority=priority,
            due_at=due_at or timezone.now(),
        )
        notify_workers()


class OutboxBackend(BatchingMixin, Outbox):
    """Leaves a task as a row of the current transaction, for `manage.py worker`."""


class ImmediateOutboxBackend(BatchingMixin, ImmediateBackend):
    """Does a task at once, for tests that look at what follows and not at when."""

    def enqueue_batch(self, calls):
        for call in calls:
            super(BatchingMixin, self).enqueue(import_string(call.path), call.args, dict(call.kwargs))


def deduplication_key(calls):
    """Return what equal tasks have in common; '' where doing one does not spare the other."""
    if not all(call.path in batching.INDEXING for call in calls):
        return ""
    return hashlib.sha256(json.dumps(sorted(call.as_json() for call in calls)).encode()).hexdigest()


def ready_result(task, args, kwargs, alias):
    """Return the answer to `enqueue`; the outbox gives no results to ask for later."""
    return TaskResult(
        task=task,
        id=get_random_id(),
        status=TaskResultStatus.READY,
        enqueued_at=timezone.now(),
        started_at=None,
        last_attempted_at=None,
        finished_at=None,
        args=args,
        kwargs=kwargs,
        backend=alias,
        errors=[],
        worker_ids=[],
    )
