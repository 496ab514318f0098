"""What follows from the saving of a file."""

from functools import partial

from django.db import transaction
from django.db.models.signals import post_save
from django.dispatch import receiver

from mme_site.files.models import SiteDocument, SiteImage
from mme_site.files.tasks import make_renditions, record_pdf_facts, record_text
from mme_site.files.text.storing import is_readable, is_to_be_read


@receiver(post_save, sender=SiteDocument)
def read_new_pages(instance: SiteDocument, raw: bool = False, **_kwargs: object) -> None:
    """Have the pages of a new file read after the commit: reading takes seconds, and holds no lock for it."""
    if not raw and instance.has_unread_pages:
        transaction.on_commit(partial(record_pdf_facts.enqueue, instance.pk))


@receiver(post_save, sender=SiteDocument)
def read_new_text(instance: SiteDocument, raw: bool = False, **_kwargs: object) -> None:
    """Have the text of a new file read after the commit, when it is known whether it waits."""
    if not raw and is_readable(instance):
        transaction.on_commit(partial(enqueue_reading, instance))


def enqueue_reading(file: SiteDocument) -> None:
    if is_to_be_read(file):
        record_text.enqueue(file.pk)


@receiver(post_save, sender=SiteImage)
def prepare_picture(instance: SiteImage, raw: bool = False, **_kwargs: object) -> None:
    """Have the renditions of a new or changed picture made after the commit; those that are there stay."""
    if not raw:
        transaction.on_commit(partial(make_renditions.enqueue, instance.pk))
