"""What an operator would look at, at once."""

from django.core.management.base import BaseCommand, CommandError

from mme_site.operations import doctor

SIGNS = {doctor.OK: "ok     ", doctor.WARNING: "warning", doctor.ERROR: "ERROR  "}


class Command(BaseCommand):
    help = "Look at versions, database, disk, mail, storage, publisher, worker, index, certificate and settings."
    requires_system_checks = []

    def handle(self, **options):
        errors = 0
        for finding in doctor.findings():
            errors += finding.level == doctor.ERROR
            self.stdout.write(f"{SIGNS[finding.level]}  {finding.what}: {finding.words}")
            if finding.todo and finding.level != doctor.OK:
                self.stdout.write(f"         → {finding.todo}")
        if errors:
            raise CommandError(f"{errors} found that must be mended.")
