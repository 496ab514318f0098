"""Everything between installed packages and a site that can start."""

import time

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import connection
from django.db.migrations.executor import MigrationExecutor


class Command(BaseCommand):
    help = "Prepare the data directory, the database, the content, the static files and an administrator."

    def handle(self, **options):
        for announcement, step in [
            ("Making the data directory", self.make_data_directory),
            ("Updating the database", self.migrate),
            ("Loading the content", self.load_content),
            ("Giving the roles their rights", self.ensure_roles),
            ("Filling the search index", self.run_tasks),
            ("Collecting the static files", self.collect_static_files),
            ("Looking for an administrator", self.ensure_administrator),
        ]:
            self.stdout.write(f"{announcement} ...")
            started = time.monotonic()
            try:
                result = step()
            except KeyboardInterrupt:
                raise CommandError(f"Stopped while {announcement.lower()}.", returncode=130) from None
            except Exception as error:
                raise CommandError(f"Step '{announcement}' failed: {reason(error)}") from error
            self.stdout.write(f"  {result}, {time.monotonic() - started:.1f} s")

    def make_data_directory(self):
        settings.DATA_DIR.mkdir(parents=True, exist_ok=True)
        return str(settings.DATA_DIR)

    def migrate(self):
        call_command("upgrade_from_0_8", verbosity=0, stdout=self.stdout)
        executor = MigrationExecutor(connection)
        waiting = len(executor.migration_plan(executor.loader.graph.leaf_nodes()))
        call_command("migrate", verbosity=0, interactive=False)
        return f"{waiting} migrations applied"

    def load_content(self):
        call_command("load_content", stdout=self.stdout)
        return "done"

    def ensure_roles(self):
        call_command("ensure_roles", stdout=self.stdout)
        return "done"

    def run_tasks(self):
        call_command("read_files", stdout=self.stdout)
        # The content is to be found from the first visitor on, and not once a worker has come round.
        call_command("worker", once=True, stdout=self.stdout)
        return "done"

    def collect_static_files(self):
        call_command("collectstatic", verbosity=0, interactive=False)
        return "done"

    def ensure_administrator(self):
        call_command("ensure_administrator", stdout=self.stdout)
        return "done"


def reason(error):
    """Return an error in one line; its kind goes before it where the text alone says little."""
    if isinstance(error, CommandError):
        return str(error)
    return f"{type(error).__name__}: {error}"
