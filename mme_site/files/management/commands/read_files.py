"""Reads the PDFs that were uploaded before the site read them, or whose reading was lost."""

from django.core.management.base import BaseCommand
from django.db.models import F

from mme_site.files.models import SiteDocument
from mme_site.files.tasks import record_pdf_facts


class Command(BaseCommand):
    help = "Read pages, outline and first page of every PDF that was not read yet."

    def handle(self, **options):
        unread = [file for file in SiteDocument.objects.exclude(sha256=F("read_sha256")) if file.is_unread_pdf]
        for file in unread:
            record_pdf_facts.enqueue(file.pk)
        self.stdout.write(f"{len(unread)} PDFs to read.")
