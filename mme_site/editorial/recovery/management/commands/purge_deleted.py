"""Deletes for good what was kept long enough; the worker does the same every hour."""

from django.core.management.base import BaseCommand

from mme_site.editorial.recovery.purging import purge_deleted


class Command(BaseCommand):
    help = "Delete for good what editors deleted more than KEEP_DELETED_DAYS ago."

    def handle(self, *args, **options):
        deletions, strays = purge_deleted.call()
        self.stdout.write(f"{deletions} deleted for good, and {strays} stray files.")
