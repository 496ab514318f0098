"""What the index hears beside what modelsearch tells it: that the text of a file is another one."""

from django.dispatch import receiver
from modelsearch.tasks import insert_or_update_object_task

from mme_site.files.models import FileUse
from mme_site.files.text.changes import text_changed
from search.models import Result, Source


@receiver(text_changed)
def forget_old_text(document, **_kwargs):
    """Take what a file said out of the index at once, and have the pages that use it indexed anew."""
    Result.objects.filter(sources__file=document).update(digest="")
    Source.objects.filter(file=document).delete()
    pages = FileUse.objects.of_document(document.pk).exclude(page=None).values_list("page", flat=True).distinct()
    for page in pages.order_by("page"):
        insert_or_update_object_task.enqueue("wagtailcore", "page", str(page))
