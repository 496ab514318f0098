"""Scheduled publishing, for as long as the site runs."""

import logging

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand
from django.db import close_old_connections

from mme_site.stopping import StopSignals

logger = logging.getLogger(__name__)


class Command(BaseCommand):
    help = "Make scheduled revisions live, and take expired pages down, at their hour."
    requires_system_checks = []

    def add_arguments(self, parser):
        parser.add_argument("--once", action="store_true", help="Look once for what is due, then end.")

    def handle(self, **options):
        if options["once"]:
            call_command("publish_scheduled")
            return
        with StopSignals() as stop:
            while True:
                self.look_for_what_is_due()
                if stop.arrives_within(settings.PUBLISHER_INTERVAL):
                    return

    def look_for_what_is_due(self):
        """One pass; whatever goes wrong in it, the next pass must still come."""
        # A connection that the database has closed meanwhile would fail every later pass.
        close_old_connections()
        try:
            call_command("publish_scheduled")
        except Exception:
            logger.exception("A look for scheduled revisions failed; the next one follows.")
        finally:
            close_old_connections()
