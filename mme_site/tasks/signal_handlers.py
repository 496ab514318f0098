"""Signal handlers: which page a saved line belongs to."""

from django.db.models import Model
from django.db.models.signals import post_save
from modelcluster.fields import ParentalKey

from mme_site.tasks import batching


def object_saved(instance: Model, **kwargs: object) -> None:
    """Tell a surrounding `batch_tasks` which page a saved line belongs to."""
    if not batching.is_batching():
        return
    # The first parental key, as core's own task takes it (wagtail/tasks.py).
    key = next((field for field in instance._meta.concrete_fields if isinstance(field, ParentalKey)), None)
    if key and (parent_pk := getattr(instance, key.attname)) is not None:
        batching.add_parent(
            object_reference(type(instance), instance.pk), object_reference(key.related_model, parent_pk)
        )


def object_reference(model: type[Model], pk: object) -> batching.ObjectReference:
    return (model._meta.app_label, str(model._meta.model_name), str(pk))


def connect() -> None:
    post_save.connect(object_saved)
