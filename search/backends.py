"""The site's search backend: modelsearch's own, which also writes what readers search.

modelsearch says when something is to be indexed, by its tasks, its command and its signals.
Editors search its index; readers search the documents beside it (docs/decisions/0013-search.md).
"""

import functools

from django.db import connection
from modelsearch.index import SearchField
from wagtail.models import Page

from mme_site.caching.content_cache import ContentCache, use_content_cache
from mme_site.pages.translations import versions_of
from search.indexing.documents import collect
from search.indexing.writer import delete_everything, write_in_batches

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
            with use_content_cache(shared=ContentCache()):  # what all of them name, such as the members, is read once
                write_in_batches(filter(None, map(collect, [*objs, *translations_of(objs)])))

    class Emptied:
        def start(self):
            index = super().start()
            delete_everything()
            return index

    class Backend(base):
        index_class = Index
        rebuilder_class = type("Rebuilder", (Emptied, base.rebuilder_class), {})
        atomic_rebuilder_class = type("AtomicRebuilder", (Emptied, base.atomic_rebuilder_class), {})

    return Backend


def translations_of(changed):
    """Return the older translations of the page that has changed, whose facts are its own.

    A newer one is indexed for itself, and so is each when the whole index is made.
    """
    if len(changed) != 1 or not isinstance(changed[0], Page) or not changed[0].last_published_at:
        return []
    older = versions_of(changed[0]).filter(last_published_at__lt=changed[0].last_published_at)
    return [page.specific for page in older]


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
