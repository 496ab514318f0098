"""What the index follows beside what modelsearch tells it: texts of files, and records that are deleted."""

from typing import Any

from django.contrib.contenttypes.fields import GenericRelation
from django.db.models import Model
from django.dispatch import receiver
from modelsearch.tasks import insert_or_update_object_task
from wagtail.models import Page

from mme_site.core.searchable import file_text_changed
from search.models import IndexDocument, PromotedTarget, TextSource
from search.registered import models_by_type, searchable_files


@receiver(file_text_changed)
def index_new_text(file: Model, **_kwargs: Any) -> None:
    """Take what a file said out of the index at once, and have the pages that use it indexed anew."""
    IndexDocument.objects.filter(sources__file=file).update(digest="")
    TextSource.objects.filter(file=file).delete()
    for (page,) in searchable_files().pages_using(file):
        insert_or_update_object_task.enqueue("wagtailcore", "page", str(page))


def delete_with_records() -> None:
    """Let what the index and the editors say of a record go with it, and be restored with it, as with a page."""
    for model in models_by_type().values():
        if not issubclass(model, Page):
            for name, rows in {"index_documents": IndexDocument, "promoted_targets": PromotedTarget}.items():
                model.add_to_class(name, GenericRelation(rows, "record_id", "record_type"))
