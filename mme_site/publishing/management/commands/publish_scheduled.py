"""One pass over what is due, under the name of Wagtail's own command, so that cron lines keep working."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from mme_site.core import clock
from mme_site.core.time_zones import in_zones
from mme_site.publishing import engine, schedule_store
from mme_site.publishing.schedule import Schedule


class Command(BaseCommand):
    help = "Do once what is due: scheduled revisions go live, expired pages come down. Exits with 1 when one failed."
    requires_system_checks = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--dryrun", "--dry-run", action="store_true", dest="dryrun", help="Say what is due; change nothing."
        )

    def handle(self, **options: Any) -> None:
        if options["dryrun"]:
            self.print_due()
            return
        clock.clock.measure()
        schedule_store.reconcile()
        outcomes = engine.publish_due()
        done = [f"{number} {outcome.value}" for outcome, number in outcomes.items() if number]
        self.stdout.write(", ".join(done) + "." if done else "Nothing is due.")
        for schedule in Schedule.objects.failing():
            self.stderr.write(f"Failed: {schedule} ({in_zones(schedule.due_at)}): {schedule.reason}")
        if outcomes[engine.Outcome.FAILED]:
            raise CommandError(f"{outcomes[engine.Outcome.FAILED]} failed; they stay scheduled and are tried again.")

    def print_due(self) -> None:
        due = schedule_store.due_without_schedule(timezone.now())
        for kind, at, title in due:
            self.stdout.write(f"{kind}: {title} ({in_zones(at)})")
        if not due:
            self.stdout.write("Nothing is due.")
