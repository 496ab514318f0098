"""What follows a change, done for as long as the site runs."""

import os
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from wagtail import hooks

from mme_site.core.stop_signals import StopSignals
from mme_site.core.stopped_processes import end_this_process_when_stopped
from mme_site.tasks.models import OutboxTask
from mme_site.tasks.worker import run_due_tasks, run_worker

# Readers, editors and the publisher go first.
NICENESS = 10


class Command(BaseCommand):
    help = "Do what follows a change: index, send e-mail, tell the caches in front."
    requires_system_checks = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--once", action="store_true", help="Do what is due now, then end.")
        parser.add_argument(
            "--retry-failed", action="store_true", help="Let the workers try again what was given up, then end."
        )

    def handle(self, **options: Any) -> None:
        if options["retry_failed"]:
            self.stdout.write(f"{OutboxTask.objects.failed().try_again()} tasks will be tried again.")
        elif options["once"]:
            self.stdout.write(f"{run_due_tasks()} tasks done.")
            for hook in hooks.get_hooks("after_worker_once"):
                hook(self)
        else:
            end_this_process_when_stopped()
            os.nice(NICENESS)
            with StopSignals() as stop:
                run_worker(stop)
