"""Deletes for good what was kept long enough."""

import datetime
import logging

from django.db import transaction
from django.utils import timezone
from django_tasks import task

from mme_site.editorial.recovery.models import Deletion
from mme_site.files import blob_store

logger = logging.getLogger(__name__)

A_DAY = datetime.timedelta(days=1)


@task()
def purge_deleted():
    """Delete what is over, each in a transaction of its own; return how many deletions, and how many stray files."""
    expired = list(Deletion.objects.expired().values_list("pk", flat=True))
    for pk in expired:
        with transaction.atomic():
            deletion = Deletion.objects.select_for_update().expired().filter(pk=pk).first()
            if deletion:
                deletion.delete()
    return len(expired), blob_store.delete_all_unused(timezone.now() - A_DAY)
