"""The open schedules of what a list of the admin shows: one query for the whole list."""

from collections import defaultdict

from django.utils import timezone

from mme_site.editorial.schedule_calendar.schedule_rows import rows
from mme_site.publishing.schedule import Schedule


def open_schedules_of_row(table, item, user):
    """Return the schedules of one row, as lines; the first row of a table asks for those of all."""
    if not hasattr(table, "schedules"):
        table.schedules = schedules_by_object(table.data, user)
    return table.schedules.get(str(item.pk), [])


def schedules_by_object(items, user):
    """Return the open schedules of these pages or snippets, by primary key, the earliest first."""
    found = defaultdict(list)
    items = list(items)
    if items:
        schedules = Schedule.objects.open().filter(
            content_type=items[0].get_base_content_type(), object_id__in=[str(item.pk) for item in items]
        )
        for row in rows(schedules.order_by("due_at", "pk"), user, timezone.now()):
            found[row.schedule.object_id].append(row)
    return found
