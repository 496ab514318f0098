"""Keeps links to what was deleted in the index of references, which forgets them until the text is saved again."""

from functools import partial

from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.db.models.signals import pre_delete
from wagtail.documents.models import AbstractDocument
from wagtail.images.models import AbstractImage
from wagtail.models import DraftStateMixin, Page, ReferenceIndex
from wagtail.tasks import update_reference_index_task

REFERENCED_MODELS = (Page, AbstractDocument, AbstractImage, DraftStateMixin)
MAX_SOURCES = 500  # texts that are read again; no text of a site has that many links to it


def update_references_to_deleted(sender, instance, **_kwargs):
    """Receive `pre_delete`: have what names this object read again once it has gone."""
    if sender is Page or not isinstance(instance, REFERENCED_MODELS):  # of a page of a type, Django tells as well
        return
    names_it = ReferenceIndex.get_references_to(instance).values_list("content_type", "object_id").distinct()
    if sources := list(names_it[:MAX_SOURCES]):
        transaction.on_commit(partial(update_references, sources))


def update_references(sources):
    """Ask for the references of those of these objects that are still there."""
    for content_type_id in {content_type_id for content_type_id, _key in sources}:
        model = ContentType.objects.get_for_id(content_type_id).model_class()
        keys = [key for of, key in sources if of == content_type_id]
        for key in model._base_manager.filter(pk__in=keys).values_list("pk", flat=True):
            update_reference_index_task.enqueue(model._meta.app_label, model._meta.model_name, str(key))


def connect():
    pre_delete.connect(update_references_to_deleted, dispatch_uid="links to what was deleted")
