"""A site from a backup."""

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import connection
from wagtail.models import Page

from mme_site.operations.backup import restoring
from mme_site.operations.backup.archive import BackupError

PAGES_OF_WAGTAIL = 2  # the root, and 'Welcome'


class Command(BaseCommand):
    help = "Bring database and files back from a backup, into an empty site; --force puts it in the place of this one."

    def add_arguments(self, parser):
        parser.add_argument("file")
        parser.add_argument("--force", action="store_true", help="overwrite a site that has pages")

    def handle(self, file, force=False, **options):
        if not force and self.has_pages():
            raise CommandError("This site has pages. --force puts the backup in their place.")
        try:
            manifest = restoring.restore(file, settings.BACKUP_KEY)
        except (BackupError, OSError) as error:
            raise CommandError(str(error)) from error
        call_command("migrate", verbosity=0, interactive=False)
        self.stdout.write(f"Restored: as of {manifest['made']}, {manifest['files']} files. Start the site anew.")

    def has_pages(self):
        if Page._meta.db_table not in connection.introspection.table_names():
            return False
        return Page.objects.count() > PAGES_OF_WAGTAIL
