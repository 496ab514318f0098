"""The timeline as CSV and XLSX."""

import datetime

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from mme_site.core import time_zones


def iso(moment):
    """Return a moment in UTC as ISO 8601 writes it, to the second."""
    return moment.astimezone(time_zones.UTC).replace(microsecond=0, tzinfo=None).isoformat() + "Z"


class ExportSchedules:
    """The columns of an export. Moments are in UTC, lateness in seconds; the hour is in the viewer's zone as well."""

    export_headings = {
        "schedule.due_at": _("Date and time (UTC)"),
        "hour_in_zones": _("Date and time, in your zone"),
        "schedule.title": _("Title"),
        "schedule.get_kind_display": _("What happens"),
        "what": _("Type"),
        "language_label": _("Language"),
        "state_label": _("Status"),
        "lateness_seconds": _("Late (seconds)"),
        "schedule.reason": _("Reason"),
        "schedule.attempts": _("Attempts that failed"),
        "schedule.next_attempt_at": _("Next attempt (UTC)"),
        "scheduled_by_name": _("Scheduled by"),
        "schedule.scheduled_at": _("Scheduled at (UTC)"),
        "schedule.finished_at": _("Ended at (UTC)"),
        "finished_by_name": _("Ended by"),
        "edit_address": _("Editor"),
    }
    list_export = list(export_headings)

    def get_filename(self):
        return f"publishing-timeline-{timezone.localdate():%Y-%m-%d}"

    @property
    def custom_value_preprocess(self):
        inherited = super().custom_value_preprocess
        return {
            **inherited,
            datetime.datetime: {**inherited[datetime.datetime], self.FORMAT_CSV: iso},
        }
