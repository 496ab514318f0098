"""The indexes of search and of references, brought up to date when a test looks at them.

On the site the worker does it after the commit. Most tests never look, and doing it at each
save took half of their time. What is asked for reads the object as it is when it is done,
so that doing it later, and once, comes to the same (mme_site/tasks/batching.py).
"""

import logging
import re
from contextlib import contextmanager

from django.core.management import call_command
from django.db import connection
from django.utils.module_loading import import_string
from django_tasks.backends.immediate import ImmediateBackend

from mme_site.tasks.backend import call_of, ready_result
from mme_site.tasks.batching import INDEXING, REFERENCE_INDEX, SEARCH_INDEX

logger = logging.getLogger(__name__)

# Names of tables, by the task that fills them; every page has a column `search_description`, and what editors put
# first, words that mean the same and counted searches are no index.
INDEXES = {
    SEARCH_INDEX: re.compile(
        r"\b(?:wagtailsearch|modelsearch|search)_(?!description|promoted|synonym|querystatistics)"
    ),
    REFERENCE_INDEX: re.compile(r"\bwagtailcore_referenceindex"),
}
TASKS = {"default": {"BACKEND": "tests.helpers.indexing.WhenLookedAtBackend"}}
asked_for = {}  # calls, each once and in the order of asking
collecting = []  # of each `collected` the same


class WhenLookedAtBackend(ImmediateBackend):
    """Does every task at once but those of the indexes, which it notes."""

    def enqueue(self, task, args, kwargs):
        call = call_of(task, args, kwargs)
        if call.path not in INDEXING:
            return super().enqueue(task, args, kwargs)
        note(call)
        return ready_result(task, args, kwargs, self.alias)

    def put(self, calls):
        for call in calls:
            note(call)  # what is gathered is indexing


def note(call):
    asked_for.pop(call, None)
    asked_for[call] = None
    for calls in collecting:
        calls[call] = None


@contextmanager
def collected():
    """Give what is asked for inside, each call once, whether a look at an index has it done meanwhile or not."""
    calls = {}
    collecting.append(calls)
    try:
        yield calls
    finally:
        collecting.remove(calls)


def bring_up_to_date(indexes=tuple(INDEXES)):
    """Do what was asked for; a task that fails, as of an object that has gone, stops no other one."""
    calls = [call for call in asked_for if call.path in indexes]
    for call in calls:  # so that the queries of these calls find nothing to do first
        del asked_for[call]
    with not_captured():
        for call in calls:
            try:
                import_string(call.path).call(*call.args, **dict(call.kwargs))
            except Exception:
                logger.debug("%s failed", call, exc_info=True)


def index_everything():
    """Make the search index anew from all that there is, as `prepare` does after a load, and bring the other one up."""
    call_command("update_index", verbosity=0)
    for call in [call for call in asked_for if call.path == SEARCH_INDEX]:
        del asked_for[call]
    bring_up_to_date()


@contextmanager
def not_captured():
    """Keep queries from those that a test counts; on the site the worker asks them."""
    captured, connection.force_debug_cursor = connection.force_debug_cursor, False
    try:
        yield
    finally:
        connection.force_debug_cursor = captured


def is_index(table):
    """Return True for a table of an index."""
    return any(tables.search(table) for tables in INDEXES.values())


def look(execute, sql, *arguments):
    if asked_for and (indexes := [task for task, tables in INDEXES.items() if tables.search(sql)]):
        bring_up_to_date(indexes)
    return execute(sql, *arguments)


@contextmanager
def up_to_date_when_looked_at():
    """Inside, every query about an index finds it up to date; what nobody has looked at by the end is forgotten."""
    with connection.execute_wrapper(look):
        yield
    asked_for.clear()
