"""Many small tasks of one change, done as one.

Publishing a page saves it and its lines several times, and core enqueues two tasks for
each save. An insert for each is most of what such a publication writes.
"""

from contextlib import contextmanager
from contextvars import ContextVar

from django_tasks import task_backends

SEARCH_INDEX = "modelsearch.tasks.insert_or_update_object_task"
REFERENCE_INDEX = "wagtail.tasks.update_reference_index_task"

# These read the object as it is when they run, so that doing one twice adds nothing.
INDEXING = frozenset({SEARCH_INDEX, REFERENCE_INDEX})

_batch = ContextVar("batch", default=None)


class Batch:
    """What one change has asked for so far, each once and in the order of asking."""

    def __init__(self):
        self.calls = {}
        self.parents = {}

    def add(self, call):
        self.calls.setdefault(call)

    def together(self):
        """Return the calls, with the lines of a page replaced by the page that they belong to."""
        return list(dict.fromkeys(self.of_parent(call) for call in self.calls))

    def of_parent(self, call):
        # Core's task looks for the parent by itself, with queries, and once for every line.
        path, args, *_kwargs = call
        while path == REFERENCE_INDEX and args in self.parents:
            args = self.parents[args]
        return call._replace(args=args)


@contextmanager
def batch_tasks():
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
        task_backends["default"].enqueue_batch(calls)


def add_to_batch(call):
    """Return True when a surrounding `batch_tasks` has taken this call."""
    batch = _batch.get()
    if batch is None or call.path not in INDEXING:
        return False
    batch.add(call)
    return True


def is_batching():
    """Return True inside `batch_tasks`."""
    return _batch.get() is not None


def add_parent(line, parent):
    """Keep which page a line belongs to, both as core's tasks name them."""
    _batch.get().parents[line] = parent
