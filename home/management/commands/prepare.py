"""Everything between installed packages and a site that can start."""

import time
from concurrent.futures import ThreadPoolExecutor

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from wagtail.models import Page

from mme_site.core.site_addresses import apply_site_url
from mme_site.delivery import static_files
from mme_site.delivery.management.commands.serve import refuse_a_taken_port
from mme_site.delivery.one_at_a_time import one_at_a_time
from mme_site.tasks.models import OutboxTask


class Command(BaseCommand):
    help = "Prepare the data directory, the database, the content, the static files and an administrator."

    def add_arguments(self, parser):
        parser.add_argument(
            "--for-serve", action="store_true", help="Look first whether the site could listen at its port then."
        )

    def handle(self, for_serve=False, **options):
        if for_serve:
            refuse_a_taken_port(settings.HOST, settings.PORT)
        with one_at_a_time("prepare", lambda: self.stdout.write("Another one is at it: waiting for its end ...")):
            self.prepare()

    def prepare(self):
        self.do("Making the data directory", self.make_data_directory)
        # Compressing takes ten seconds of one processor and asks no database: it goes on beside the other steps.
        with ThreadPoolExecutor(max_workers=1) as beside:
            collecting = beside.submit(static_files.collect)
            for announcement, step in [
                ("Updating the database", self.migrate),
                ("Loading the content", self.load_content),
                ("Looking at the site's address", self.apply_site_url),
                ("Giving the roles their rights", self.ensure_roles),
                ("Filling the search index", self.run_tasks),
                ("Collecting the static files", lambda: "done" if collecting.result() else "nothing has changed"),
                ("Looking for an administrator", self.ensure_administrator),
            ]:
                self.do(announcement, step)

    def do(self, announcement, step):
        """Do a step, and say how long it took; raise CommandError, which names it, where it fails."""
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

    def apply_site_url(self):
        return apply_site_url() or "as SITE_URL says"

    def ensure_roles(self):
        call_command("ensure_roles", stdout=self.stdout)
        return "done"

    def run_tasks(self):
        call_command("read_files", stdout=self.stdout)
        self.index_at_once()
        # The content is to be found from the first visitor on, and not once a worker has come round.
        call_command("worker", once=True, stdout=self.stdout)
        return "done"

    def index_at_once(self):
        """Make the search index whole where most of it waits: in a third of the time of a task for each page."""
        waiting = OutboxTask.objects.waiting_for_search()
        if len(waiting) > Page.objects.count() / 2:
            call_command("update_index", verbosity=0)
            OutboxTask.objects.filter(pk__in=waiting).delete()

    def ensure_administrator(self):
        call_command("ensure_administrator", stdout=self.stdout)
        return "done"


def reason(error):
    """Return an error in one line; its kind goes before it where the text alone says little."""
    if isinstance(error, CommandError):
        return str(error)
    return f"{type(error).__name__}: {error}"
