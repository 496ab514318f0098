"""Scheduled publishing, for as long as the site runs."""

from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandParser

from mme_site.core.stop_signals import StopSignals
from mme_site.core.stopped_processes import end_this_process_when_stopped
from mme_site.publishing.publisher import run_publisher


class Command(BaseCommand):
    help = "Make scheduled revisions live, and take expired pages down, at their hour. Any number may run at once."
    requires_system_checks = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--once", action="store_true", help="Do once what is due, say what was done, then end.")

    def handle(self, **options: Any) -> None:
        if options["once"]:
            call_command("publish_scheduled", stdout=self.stdout, stderr=self.stderr)
            return
        end_this_process_when_stopped()
        with StopSignals() as stop:
            run_publisher(stop)
