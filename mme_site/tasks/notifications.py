"""How a worker that waits learns that there is something to do (it listens with `listeners.py`)."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from mme_site.tasks.listeners import notify

CHANNEL = "mme_outbox"
_notify_later: ContextVar[bool] = ContextVar("later", default=False)


def notify_workers() -> None:
    """Wake the workers once this transaction is committed; on SQLite they see it by themselves."""
    if not _notify_later.get():
        notify(CHANNEL)


@contextmanager
def notify_workers_once() -> Iterator[None]:
    """Wake the workers at the end of many transactions, not at each.

    PostgreSQL lets transactions with a notice commit one after the other only, so that two
    publishers would wait for each other's disk (src/backend/commands/async.c, PreCommit_Notify).
    """
    token = _notify_later.set(True)
    try:
        yield
    finally:
        _notify_later.reset(token)
    notify_workers()
