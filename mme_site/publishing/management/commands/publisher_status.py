"""Whether scheduled publishing is well, in words."""

from collections.abc import Iterator
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import Error

from mme_site.core.time_zones import in_zones
from mme_site.publishing import health
from mme_site.publishing.schedule import Schedule, ScheduleStatus
from mme_site.tasks.models import MOST_WAITING_SECONDS, OutboxTask, Summary


class Command(BaseCommand):
    help = "Say whether what is scheduled is done at its hour, what fails, and what waits. Exits with 1 when not well."
    requires_system_checks = []

    def handle(self, **options: Any) -> None:
        try:
            figures = health.read()
            outbox = OutboxTask.objects.summary()
            for line in [*lines_of(figures), *failing_lines(), outbox_line(outbox)]:
                self.stdout.write(line)
        except Error as error:
            raise CommandError(f"The database cannot be used: {error}") from error
        if wrong := [*publisher_problems(figures), *worker_problems(outbox)]:
            raise CommandError(" ".join(wrong))
        self.stdout.write("All is well.")


def lines_of(figures: health.Health) -> Iterator[str]:
    """Say the figures of /health/publisher."""
    yield f"Publishers at work: {figures.publishers}."
    yield f"Last look: {in_zones(figures.last_heartbeat) if figures.last_heartbeat else 'none yet'}."
    yield f"Next due: {in_zones(figures.next_due) if figures.next_due else 'nothing'}."
    by = f", the oldest by {figures.oldest_overdue.total_seconds():.0f} s" if figures.overdue else ""
    yield f"Overdue: {figures.overdue}{by}."
    if figures.reported_skew:
        direction = "ahead of" if figures.reported_skew > 0 else "behind"
        yield f"The clock of a publisher is {abs(figures.reported_skew):.1f} s {direction} the database's: set it."
    if figures.clock_stepped_at:
        yield f"The clock of a publisher's machine was set at {in_zones(figures.clock_stepped_at)}."
    yield f"Failed, waiting for a person: {figures.failed}."


def failing_lines() -> Iterator[str]:
    """Name what fails, which the public address does not."""
    for schedule in Schedule.objects.failing():
        yield (
            f"- {schedule}, due {in_zones(schedule.due_at)}: {schedule.reason} "
            f"Attempts that failed: {schedule.attempts}; {next_step(schedule)}."
        )


def next_step(schedule: Schedule) -> str:
    if schedule.status == ScheduleStatus.FAILED:
        return "it waits for a person"
    return f"tried again {in_zones(schedule.next_attempt_at)}" if schedule.next_attempt_at else "tried again at once"


def outbox_line(outbox: Summary) -> str:
    return (
        f"Outbox: {outbox['waiting']} waiting, of these {outbox['retried']} tried before; {outbox['failed']} given up; "
        f"the oldest waits {outbox['oldest_waiting_seconds']:.0f} s."
    )


def publisher_problems(figures: health.Health) -> list[str]:
    """Return what makes the health check fail, a sentence each."""
    wrong = []
    if not figures.publisher_is_running:
        wrong.append(f"No publisher has looked for {health.GRACE.seconds} s: start `manage.py publisher`.")
    if figures.is_late:
        wrong.append(f"Something is more than {health.GRACE.seconds} s overdue.")
    return wrong


def worker_problems(outbox: Summary) -> list[str]:
    """Return what makes the health check of the worker fail: the search and e-mail follow no change any more."""
    if outbox["oldest_waiting_seconds"] <= MOST_WAITING_SECONDS:
        return []
    return [f"A task has waited for {outbox['oldest_waiting_seconds']:.0f} s: start `manage.py worker`."]
