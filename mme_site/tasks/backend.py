"""Where `task.enqueue()` leaves its task: django-tasks' backend of this site."""

import datetime
import hashlib
import json
from collections.abc import Sequence
from typing import Any

from django.utils import timezone
from django_tasks import TaskResult, TaskResultStatus
from django_tasks.backends.base import BaseTaskBackend
from django_tasks.base import Task
from django_tasks.exceptions import InvalidTaskError
from django_tasks.utils import get_random_id, normalize_json

from mme_site.tasks import batching
from mme_site.tasks.batching import Call
from mme_site.tasks.notifications import notify_workers

AnyTask = Task[..., Any]


class OutboxBackend(BaseTaskBackend):
    """Leaves a task to a surrounding `batch_tasks`, or as a row of the transaction, for `manage.py worker`."""

    supports_defer = True
    supports_priority = True

    def validate_task(self, task: AnyTask) -> None:
        """Raise InvalidTaskError for a task that the outbox cannot do, among these one that takes a context."""
        super().validate_task(task)
        if task.takes_context:
            raise InvalidTaskError("The outbox gives its tasks no context.")

    def enqueue(self, task: AnyTask, args: Sequence[Any], kwargs: dict[str, Any]) -> TaskResult[Any]:
        self.validate_task(task)
        call = call_of(task, args, kwargs)
        if task.run_after is not None or not batching.add_to_batch(call):
            self.put([call], task.priority, task.run_after)
        return ready_result(task, args, kwargs, self.alias)

    def put(self, calls: Sequence[Call], priority: int = 0, due_at: datetime.datetime | None = None) -> None:
        """Enqueue all of these calls, in this order, as one task."""
        # A backend is made before the models are.
        from mme_site.tasks.models import OutboxTask

        OutboxTask.objects.create(
            calls=[call.as_json() for call in calls],
            key=deduplication_key(calls),
            priority=priority,
            due_at=due_at or timezone.now(),
        )
        notify_workers()


def call_of(task: AnyTask, args: Sequence[Any], kwargs: dict[str, Any]) -> Call:
    """Return the call of a task; raise TypeError where an argument is nothing that JSON can say."""
    return Call(task.module_path, tuple(normalize_json(args)), tuple(normalize_json(kwargs).items()))


def deduplication_key(calls: Sequence[Call]) -> str:
    """Return what equal tasks have in common; '' where doing one does not spare the other."""
    if not all(call.path in batching.INDEXING for call in calls):
        return ""
    return hashlib.sha256(json.dumps(sorted(call.as_json() for call in calls)).encode()).hexdigest()


def ready_result(task: AnyTask, args: Sequence[Any], kwargs: dict[str, Any], alias: str) -> TaskResult[Any]:
    """Return the answer to `enqueue`; the outbox gives no results to ask for later."""
    return TaskResult(
        task=task,
        id=get_random_id(),
        status=TaskResultStatus.READY,
        enqueued_at=timezone.now(),
        started_at=None,
        last_attempted_at=None,
        finished_at=None,
        args=list(args),
        kwargs=kwargs,
        backend=alias,
        errors=[],
        worker_ids=[],
    )
