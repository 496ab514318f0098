"""Many small tasks of one change, done as one.

Publishing a page saves it and its lines several times, and core enqueues two tasks for
each save. An insert for each is most of what such a publication writes.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any, NamedTuple

from django_tasks import task_backends

SEARCH_INDEX = "modelsearch.tasks.insert_or_update_object_task"
REFERENCE_INDEX = "wagtail.tasks.update_reference_index_task"

# These read the object as it is when they run, so that doing one twice adds nothing.
INDEXING = frozenset({SEARCH_INDEX, REFERENCE_INDEX})

# An object as core's tasks name it: label of the app, name of the model, key.
ObjectReference = tuple[str, str, str]


class Call(NamedTuple):
    """A task with its arguments, hashable where they are strings and numbers."""

    path: str
    args: tuple[Any, ...]
    kwargs: tuple[tuple[str, Any], ...]

    def as_json(self) -> list[Any]:
        return [self.path, list(self.args), dict(self.kwargs)]


class Batch:
    """What one change has asked for so far, each once and in the order of asking."""

    def __init__(self) -> None:
        self.calls: dict[Call, None] = {}
        self.parents: dict[tuple[Any, ...], ObjectReference] = {}

    def add(self, call: Call) -> None:
        self.calls.setdefault(call)

    def together(self) -> list[Call]:
        """Return the calls, with the lines of a page replaced by the page that they belong to."""
        return list(dict.fromkeys(self.of_parent(call) for call in self.calls))

    def of_parent(self, call: Call) -> Call:
        # Core's task looks for the parent by itself, with queries, and once for every line.
        args = call.args
        while call.path == REFERENCE_INDEX and args in self.parents:
            args = self.parents[args]
        return call._replace(args=args)


_batch: ContextVar[Batch | None] = ContextVar("batch", default=None)


@contextmanager
def batch_tasks() -> Iterator[None]:
    """Make one task of all indexing that is asked for inside.

    Belongs inside the transaction of the change. An error inside asks for nothing, and a
    block within a block joins the outer one.
    """
    if _batch.get() is not None:
        yield
        return
    batch = Batch()
    token = _batch.set(batch)
    try:
        yield
    finally:
        _batch.reset(token)
    if calls := batch.together():
        backend: Any = task_backends["default"]  # an OutboxBackend
        backend.put(calls)


@contextmanager
def collected_tasks() -> Iterator[Batch]:
    """Collect the indexing that is asked for inside, and leave it to the caller."""
    batch = Batch()
    token = _batch.set(batch)
    try:
        yield batch
    finally:
        _batch.reset(token)


def add_to_batch(call: Call) -> bool:
    """Return True when a surrounding `batch_tasks` has taken this call."""
    batch = _batch.get()
    if batch is None or call.path not in INDEXING:
        return False
    batch.add(call)
    return True


def is_batching() -> bool:
    """Return True inside `batch_tasks`."""
    return _batch.get() is not None


def add_parent(line: ObjectReference, parent: ObjectReference) -> None:
    """Tell a surrounding `batch_tasks` which page a line belongs to."""
    if batch := _batch.get():
        batch.parents[line] = parent
