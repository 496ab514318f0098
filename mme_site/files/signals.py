"""What follows from the saving of a file."""

from functools import partial

from django.db import transaction
from django.db.models.signals import post_save
from django.dispatch import receiver

from mme_site.files.models import SiteDocument, SiteImage
from mme_site.files.tasks import make_renditions, record_pdf_facts, record_text
from mme_site.files.text.storing import has_text_to_read, is_to_be_read


@receiver(post_save, sender=SiteDocument)
def read_new_pdf(instance, raw=False, **_kwargs):
    """Have a new PDF read after the commit: reading takes a second, and holds no lock for it."""
    if not raw and instance.is_unread_pdf:
        transaction.on_commit(partial(record_pdf_facts.enqueue, instance.pk))


@receiver(post_save, sender=SiteDocument)
def read_new_text(instance, raw=False, **_kwargs):
    """Have the text of a new file read after the commit, when it is known whether it waits."""
    if not raw and has_text_to_read(instance):
        transaction.on_commit(partial(read_what_waits, instance))


def read_what_waits(file):
    if is_to_be_read(file):
        record_text.enqueue(file.pk)


@receiver(post_save, sender=SiteImage)
def prepare_picture(instance, raw=False, **_kwargs):
    """Have the renditions of a new or changed picture made after the commit; those that are there stay."""
    if not raw:
        transaction.on_commit(partial(make_renditions.enqueue, instance.pk))
