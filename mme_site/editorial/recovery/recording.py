"""Records what is deleted, whole, in the transaction that deletes it."""

from contextlib import contextmanager
from contextvars import ContextVar
from itertools import chain

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models.deletion import Collector
from django.db.models.signals import pre_delete
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.log_actions import get_active_log_context
from wagtail.models import Page, ReferenceIndex
from wagtail.snippets.models import get_snippet_models

from mme_site.core.admin_titles import admin_title
from mme_site.editorial.recovery.models import DeletedRow, Deletion
from mme_site.editorial.recovery.row_json import row_to_json
from mme_site.files import blob_store
from mme_site.files.models import FileUse

BATCH_SIZE = 200  # rows; a revision can be large

_not_recording = ContextVar("without_recording", default=False)


@contextmanager
def without_recording():
    """Delete inside without recording anything, as the makers of test content do."""
    token = _not_recording.set(True)
    try:
        yield
    finally:
        _not_recording.reset(token)


def is_recoverable(model):
    """Return True for what editors delete by itself: pages, records in the menu, files and pictures."""
    kinds = (Page, get_document_model(), get_image_model(), *get_snippet_models())
    return issubclass(model, kinds)


def is_derived(model):
    """Return True for rows that the site makes of others, and makes again."""
    names = settings.RECOVERY_IGNORES
    return model._meta.app_label in names or model._meta.label in names


def record_before_delete(origin=None, using=None, **_kwargs):
    """Receive `pre_delete` of the first row; `origin` is the object or query that somebody asked to delete."""
    if origin is None or _not_recording.get() or hasattr(origin, "recorded_as"):
        return
    is_query = isinstance(origin, models.QuerySet)
    if is_recoverable(origin.model if is_query else type(origin)):
        roots = topmost(origin.all() if is_query else [origin])
        origin.recorded_as = [record_deletion(root, using).pk for root in roots]


def topmost(items):
    """Return the objects that are deleted by themselves, and not because a page above them is."""
    found, last = [], None
    items = list(items)
    if items and isinstance(items[0], Page):
        items = sorted(items, key=lambda page: page.path)
    for item in items:
        if isinstance(item, Page):
            if last and item.path.startswith(last):
                continue
            last = item.path
        found.append(item)
    return found


def record_deletion(root, using="default"):
    """Record an object and every row that goes with it; return the Deletion."""
    if isinstance(root, Page):
        root = Page.objects.get(pk=root.pk)
    collected = Collector(using=using, origin=root)
    collected.collect(with_descendants(root))
    rows = [item for item in rows_of(collected) if not is_derived(type(item))]
    pages = [item for item in rows if type(item) is Page]
    draftable = pages or [root]
    deletion = Deletion.objects.create(
        content_type=ContentType.objects.get_for_model(getattr(root, "specific_class", None) or type(root)),
        object_id=str(root.pk),
        title=admin_title(root),
        parent=root.get_parent() if isinstance(root, Page) else None,
        follows=page_before(root),
        collection=getattr(root, "collection", None),
        pages=len(pages),
        live=sum(bool(getattr(item, "live", False)) for item in draftable),
        unset=emptied_references(collected),
        users=usages_of(pages or [root], collected),
        deleted_by=get_active_log_context().user,
    )
    DeletedRow.objects.bulk_create((deleted_row(deletion, item) for item in rows), batch_size=BATCH_SIZE)
    return deletion


def with_descendants(root):
    if not isinstance(root, Page):
        return [root]
    return Page.objects.filter(path__startswith=root.path).order_by("path")


def rows_of(collected):
    """Return every row that a Collector found, those of the base tables before those that extend them."""
    found = [*chain(*collected.data.values()), *chain(*collected.fast_deletes)]
    return sorted(found, key=lambda item: (type(item) is not Page, bool(item._meta.parents), getattr(item, "path", "")))


def deleted_row(deletion, item):
    files = {}
    for field in item._meta.local_concrete_fields:
        if isinstance(field, models.FileField) and (file := getattr(item, field.name)):
            files[field.attname] = blob_store.save(file)
    return DeletedRow(
        deletion=deletion, model=type(item)._meta.label, key=str(item.pk), values=row_to_json(item), files=files
    )


def page_before(page):
    """Return the key of the page that stands before a page in the tree, None where there is none."""
    before = page.get_prev_sibling() if isinstance(page, Page) else None
    return before.pk if before else None


def emptied_references(collected):
    """Return what stays, pointed to the deleted and is emptied, as [model, field, keys, key of what it pointed to]."""
    found = {}
    going = {(model, item.pk) for model, items in collected.data.items() for item in items}
    for (field, value), parts in collected.field_updates.items():
        if value is None and not is_derived(field.model):
            for item in chain(*parts):
                if (type(item), item.pk) in going:
                    continue
                target = str(getattr(item, field.attname))
                found.setdefault((field.model._meta.label, field.name, target), []).append(str(item.pk))
    return [[model, name, keys, target] for (model, name, target), keys in found.items()]


def usages_of(items, collected):
    """Return what names the deleted in a text or a block, as [model, key]: it names them still."""
    found = set()
    for reference in ReferenceIndex.get_references_to_in_bulk(items).select_related("content_type"):
        found.add((reference.content_type.model_class()._meta.label, reference.object_id))
    for use in collected.data.get(FileUse, ()):
        owner = Page if use.page_id else use.record_type.model_class()
        found.add((owner._meta.label, str(use.page_id or use.record_id)))
    own = {(type(item)._meta.label, str(item.pk)) for item in items}
    return sorted([list(user) for user in found - own])


def connect():
    pre_delete.connect(record_before_delete)
