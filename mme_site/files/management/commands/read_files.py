"""Reads the files that were uploaded before the site read them so well, or whose reading was lost."""

from typing import Any

from django.core.management.base import BaseCommand
from django.db.models import F

from mme_site.files.models import FileText, SiteDocument
from mme_site.files.tasks import read_by_newer_reader, record_pdf_facts, record_text
from mme_site.files.text.states import FileTextState
from mme_site.files.text.storing import prepare_for_text


class Command(BaseCommand):
    help = "Read pages, outline, first page and text of every file that was not read yet, or by an older reader."

    def handle(self, **options: Any) -> None:
        unread = [file for file in SiteDocument.objects.exclude(sha256=F("read_sha256")) if file.has_unread_pages]
        for file in unread:
            record_pdf_facts.enqueue(file.pk)
        for file in SiteDocument.objects.filter(text=None):
            prepare_for_text(file)
        waiting = list(FileText.objects.filter(state=FileTextState.WAITING).values_list("document", flat=True))
        for key in waiting:
            record_text.enqueue(key)
        older = list(FileText.objects.of_older_reader().values_list("document", flat=True))
        for key in older:
            read_by_newer_reader.enqueue(key)
        self.stdout.write(f"{len(unread)} files and {len(waiting)} texts to read, {len(older)} to read again.")
