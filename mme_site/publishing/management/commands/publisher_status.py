"""Whether scheduled publishing is well, in words."""

from django.core.management.base import BaseCommand, CommandError
from django.db import Error

from mme_site.core.time_zones import in_zones
from mme_site.publishing import health
from mme_site.publishing.schedule import Schedule, ScheduleStatus
from mme_site.tasks.models import OutboxTask


class Command(BaseCommand):
    help = "Say whether what is scheduled is done at its hour, what fails, and what waits. Exits with 1 when not well."
    requires_system_checks = []

    def handle(self, **options):
        try:
            figures = health.read()
            for line in [*lines_of(figures), *lines_of_failing(), line_of_outbox()]:
                self.stdout.write(line)
        except Error as error:
            raise CommandError(f"The database cannot be used: {error}") from error
        if wrong := what_is_wrong(figures):
            raise CommandError(" ".join(wrong))
        self.stdout.write("All is well.")


def lines_of(figures):
    """Say the figures of /health/publisher."""
    yield f"Publishers at work: {figures.publishers}."
    yield f"Last look: {in_zones(figures.last_look) if figures.last_look else 'none yet'}."
    yield f"Next due: {in_zones(figures.next_due) if figures.next_due else 'nothing'}."
    by = f", the oldest by {figures.oldest_overdue.total_seconds():.0f} s" if figures.overdue else ""
    yield f"Overdue: {figures.overdue}{by}."
    yield f"Failed, waiting for a person: {figures.failed}."


def lines_of_failing():
    """Name what fails, which the public address does not."""
    for schedule in Schedule.objects.failing():
        yield (
            f"- {schedule}, due {in_zones(schedule.due_at)}: {schedule.reason} "
            f"Attempts that failed: {schedule.attempts}; {what_comes_next(schedule)}."
        )


def what_comes_next(schedule):
    if schedule.status == ScheduleStatus.FAILED:
        return "it waits for a person"
    return f"tried again {in_zones(schedule.next_attempt_at)}" if schedule.next_attempt_at else "tried again at once"


def line_of_outbox():
    outbox = OutboxTask.objects.summary()
    return (
        f"Outbox: {outbox['waiting']} waiting, of these {outbox['retried']} tried before; {outbox['failed']} given up; "
        f"the oldest waits {outbox['oldest_waiting_seconds']:.0f} s."
    )


def what_is_wrong(figures):
    """Return what makes the health check fail, a sentence each."""
    wrong = []
    if not figures.is_looked_after:
        wrong.append(f"No publisher has looked for {health.GRACE.seconds} s: start `manage.py publisher`.")
    if figures.is_late:
        wrong.append(f"Something is more than {health.GRACE.seconds} s overdue.")
    return wrong
