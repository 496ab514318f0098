"""Keeps `FileUse`: which files and pictures the stored content of pages and records names.

Wagtail's reference index holds as much and more, but its rows are brought up to date by a
task, after the content; whether a file is public cannot wait for that, or come undone by it
(docs/decisions/0006-files-follow-their-pages.md).
"""

import functools
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from django.apps import apps
from django.db.models import ForeignObjectRel, Model
from django.db.models.signals import post_delete, post_save
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel, get_all_child_relations
from wagtail.models import Page

from mme_site.core.keys import key_in
from mme_site.files.models import FileUse, SiteDocument, SiteImage, owner_columns

COLUMNS: dict[type[Model], str] = {SiteDocument: "document_id", SiteImage: "image_id"}
Use = tuple[str, str, int]  # name of the carrier, column of FileUse, key of the file or picture


# What can name a file


@functools.cache
def carriers(model: type[Model]) -> dict[str, Any]:
    """Return the fields and child relations of a model that can name a file, by their name.

    Models and fields that Wagtail's reference index leaves out name nothing.
    """
    if getattr(model, "wagtail_reference_index_ignore", False):
        return {}
    fields = {field.name: field for field in model._meta.get_fields() if is_carrier(field)}
    relations = get_all_child_relations(model) if issubclass(model, ClusterableModel) else []
    return fields | {line.get_accessor_name(): line for line in relations if carriers(line.related_model)}


def is_carrier(field: Any) -> bool:
    """Return True for a foreign key to a file or picture, and for a field of text or blocks that can hold one."""
    if getattr(field, "wagtail_reference_index_ignore", False):
        return False
    return (field.many_to_one and field.related_model in COLUMNS) or hasattr(field, "extract_references")


def files_named(item: Model, carrier: Any) -> Iterator[tuple[str, int]]:
    """Yield the column of FileUse and the key of each file that one carrier of an object names."""
    if isinstance(carrier, ForeignObjectRel):
        for line in getattr(item, str(carrier.get_accessor_name())).all():
            for below in carriers(line.__class__).values():
                yield from files_named(line, below)
        return
    value = carrier.value_from_object(item)
    if carrier.related_model in COLUMNS:
        references = [(carrier.related_model, value)]
    else:
        references = [(model, key) for model, key, *_path in carrier.extract_references(value)] if value else []
    for model, key in references:
        if model in COLUMNS and (number := key_in(str(key))):  # a text can hold anything
            yield COLUMNS[model], number


# Writing it down


def record(owner: Model, parts: Mapping[str, Any], is_new: bool = False) -> None:
    """Make the uses of these carriers of a page or record what they name now.

    It costs one query where nothing has changed, and none where a new owner names nothing.
    """
    wanted = {(name, *file) for name, carrier in parts.items() for file in files_named(owner, carrier)}
    stale = []
    if not is_new:
        rows = FileUse.objects.by(owner).filter(field__in=parts)
        for pk, name, document, image in rows.values_list("pk", "field", "document", "image"):
            use = (name, "document_id", document) if document else (name, "image_id", image)
            if use in wanted:
                wanted.remove(use)
            else:
                stale.append(pk)
    if stale:
        FileUse.objects.filter(pk__in=stale).delete()
    if wanted:
        columns = owner_columns(owner)
        FileUse.objects.bulk_create(
            FileUse(field=name, **{column: key}, **columns) for name, column, key in existing_uses(wanted)
        )


def existing_uses(uses: Iterable[Use]) -> list[Use]:
    """Leave out the uses of files that were deleted; a text can name them for ever."""
    found = set()
    for model, column in COLUMNS.items():
        keys = {key for _name, of, key in uses if of == column}
        if keys:
            found |= {(column, key) for key in model._base_manager.filter(pk__in=keys).values_list("pk", flat=True)}
    return [use for use in uses if use[1:] in found]


# When


def saved(
    sender: type[Model],
    instance: Any,
    created: bool,
    raw: bool = False,
    update_fields: Iterable[str] | None = None,
    **kwargs: object,
) -> None:
    if raw or not is_tracked(sender):
        return
    if parental_key(sender):
        lines_changed(instance)
        return
    held = getattr(instance, "_cluster_related_objects", {})
    parts = {
        name: carrier
        for name, carrier in carriers(sender).items()
        if (update_fields is None or name in update_fields)
        and (name in held or not isinstance(carrier, ForeignObjectRel))
    }
    # modelcluster saves the lines held after this, one by one, and then forgets them.
    instance.lines_recorded = {name: held[name] for name in parts if name in held}
    if parts:
        record(instance, parts, is_new=created)


def deleted(sender: type[Model], instance: Model, origin: object = None, **kwargs: object) -> None:
    if not is_tracked(sender) or isinstance(instance, Page):
        return
    if not parental_key(sender):
        FileUse.objects.by(instance).delete()
    elif getattr(origin, "model", type(origin)) is sender:  # not with the page that it belongs to
        lines_changed(instance)


def lines_changed(line: Model) -> None:
    """Write down anew what the lines of an owner name, unless it is being saved with them."""
    owner: Model = line
    name = ""
    while key := parental_key(type(owner)):
        name = key.remote_field.get_accessor_name()
        owner = getattr(owner, key.name)
        if owner is None:
            return
    recorded = getattr(owner, "lines_recorded", {}).get(name)
    if recorded is not None and recorded is getattr(owner, "_cluster_related_objects", {}).get(name):
        return
    stored = type(owner)._base_manager.filter(pk=owner.pk).first()
    if stored:
        record(stored, {name: carriers(type(owner))[name]})


def is_tracked(model: type[Model]) -> bool:
    """Return True for a model that can name a file; a model of a migration's past is none."""
    return model._meta.apps is apps and bool(carriers(model))


@functools.cache
def parental_key(model: type[Model]) -> ParentalKey | None:
    """Return the key that ties lines to the object they are saved with, or None."""
    return next((field for field in model._meta.get_fields() if isinstance(field, ParentalKey)), None)


def connect() -> None:
    post_save.connect(saved)
    post_delete.connect(deleted)
