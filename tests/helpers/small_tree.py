"""The small partnership of the `tree` fixture: made once in each process, then put back row by row.

Making its pages as Wagtail does takes longer than most tests do.
"""

import pickle
from contextlib import contextmanager

from django.core.cache import cache
from django.db import transaction
from django.test import override_settings

from tests.helpers import indexing
from tests.helpers.factories import Tree
from tests.helpers.kept_rows import KeptRows


class KeptTree:
    """A partnership as it was made, with the rows of it and what was asked for to be indexed."""

    def __init__(self):
        # The first test to ask may keep its tasks in the outbox; what is kept then would be indexed in no other test.
        with override_settings(TASKS=indexing.TASKS), indexing.collected() as calls:
            self.rows = KeptRows(self.make)
        self.calls = list(calls)

    def make(self):
        self.made = Tree()
        self.pickled = pickle.dumps(self.made)

    def put_back(self):
        """Write its rows, ask for their indexes, and return the partnership."""
        self.rows.put_back()
        for call in self.calls:
            indexing.note(call)
        return pickle.loads(self.pickled)


kept = None


def small_partnership():
    """Return a partnership of its own for a test: as it was kept, or a new one where others stand already."""
    global kept
    if kept is None:
        kept = KeptTree()
        return kept.made
    return kept.put_back() if kept.rows.fit() else Tree()


@contextmanager
def shared_partnership(django_db_blocker):
    """Give a partnership to all tests of a module; what each of them changes is taken back after it.

    What is made of it inside is to be indexed inside: what a test has not looked at is forgotten at its end.
    """
    with django_db_blocker.unblock(), transaction.atomic():
        yield small_partnership()
        transaction.set_rollback(True)
    cache.clear()
