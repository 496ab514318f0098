"""The site's search backend: modelsearch's own, which also keeps what readers search.

modelsearch says when something is to be indexed, by its tasks, its command and its signals.
Editors search its index; readers search the results beside it (docs/decisions/0013-search.md).
"""

import functools

from django.db import connection
from modelsearch.index import SearchField

from search.indexing.gathering import gather
from search.indexing.writing import forget_everything, write

MOST_ENTRIES = 1_000  # that are written at once
LONGEST_TEXT = 300_000  # characters of a field in modelsearch's index: PostgreSQL refuses a vector of 1 MB


def SearchBackend(params):
    """Return the backend for the site's database."""
    if connection.vendor == "postgresql":
        from modelsearch.backends.database.postgres.postgres import PostgresSearchBackend as base
    else:
        from modelsearch.backends.database.sqlite.sqlite import SQLiteSearchBackend as base
    return extended(base)(params)


@functools.cache
def extended(base):
    """Return a backend of modelsearch whose index keeps the readers' results as well."""

    class Index(base.index_class):
        def add_items(self, model, objs):
            objs = list(objs)
            for item in objs:
                item.get_search_fields = functools.partial(cut_fields, type(item))
            super().add_items(model, objs)
            for item in objs:
                del item.get_search_fields
            for batch in batches(filter(None, map(gather, objs))):
                write(batch)

    class Rebuilder(base.rebuilder_class):
        def start(self):
            index = super().start()
            forget_everything()
            return index

    class AtomicRebuilder(base.atomic_rebuilder_class):
        def start(self):
            index = super().start()
            forget_everything()
            return index

    class Backend(base):
        index_class = Index
        rebuilder_class = Rebuilder
        atomic_rebuilder_class = AtomicRebuilder

    return Backend


def reindex(item):
    """Make the index hold what a page or member says now."""
    found = gather(item)
    if found:
        write([found])


def batches(found):
    """Yield what was gathered in lists that hold no more text than fits into memory."""
    batch, entries = [], 0
    for item in found:
        batch.append(item)
        entries += len(item.entries)
        if entries >= MOST_ENTRIES:
            yield batch
            batch, entries = [], 0
    yield batch


@functools.cache
def cut_fields(model):
    """Return the search fields of a model, their texts no longer than a database takes."""
    return [cut(field) if isinstance(field, SearchField) else field for field in model.get_search_fields()]


def cut(field):
    """Return a search field that gives the beginning of its text."""
    shorter = type(field)(field.field_name, boost=field.boost, **field.kwargs)
    whole = shorter.get_value
    shorter.get_value = lambda item: shortened(whole(item))
    return shorter


def shortened(value):
    if isinstance(value, (list, tuple)):
        value = " ".join(map(str, value))
    return value[:LONGEST_TEXT] if isinstance(value, str) else value
