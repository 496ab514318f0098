"""The small partnership of the `tree` fixture: made once in each process, then put back row by row.

Making its pages as Wagtail does takes longer than most tests do.
"""

import pickle

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
