"""A backup of database and files in one file."""

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from mme_site.operations.backup import making, restoring
from mme_site.operations.backup.archive import BackupError


class Command(BaseCommand):
    help = "Write a backup of database and files into a folder, encrypted where BACKUP_KEY is set; --check reads one."

    def add_arguments(self, parser):
        parser.add_argument("folder", help="the folder; with --check, the file of a backup")
        parser.add_argument("--check", action="store_true", help="say whether a backup is whole, and change nothing")

    def handle(self, folder, check=False, **options):
        try:
            if check:
                manifest = restoring.check(folder, settings.BACKUP_KEY)
                self.stdout.write(f"Whole: made {manifest['made']}, {manifest['files']} files, {manifest['database']}.")
                return
            path = making.make(folder, settings.BACKUP_KEY)
        except (BackupError, OSError) as error:
            raise CommandError(str(error)) from error
        self.stdout.write(f"{path}  {path.stat().st_size:,} bytes")
        if not settings.BACKUP_KEY:
            self.stdout.write(
                "It is not encrypted and holds no variables: keep SECRET_KEY elsewhere, or set BACKUP_KEY."
            )
