"""When a meeting is: its days, as precisely as they are known, and its hours with their zone."""

from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel

from mme_site.core.conditional_panels import show_if
from mme_site.core.dates import (
    DatePrecision,
    date_block,
    first_day,
    format_span,
    last_day,
    precision_field,
    validate_time_zone,
)
from mme_site.core.time_zones import is_skipped


class DatedMeeting(models.Model):
    """The dates of a meeting; a mixin of its page."""

    start_date = models.DateField(_("first day"), null=True, blank=True)
    end_date = models.DateField(
        _("last day"), null=True, blank=True, help_text=_("Leave empty for a meeting of one day.")
    )
    date_precision = precision_field(
        help_text=_("How much of the date the source states. Readers see no more than that.")
    )
    start_time = models.TimeField(_("begins at"), null=True, blank=True)
    end_time = models.TimeField(_("ends at"), null=True, blank=True)
    time_zone = models.CharField(
        _("time zone"),
        max_length=40,
        blank=True,
        validators=[validate_time_zone],
        help_text=_("The zone of these times and of deadlines, such as Africa/Luanda. Readers see it beside them."),
    )

    # The zone is that of deadlines too, which there may be before the day is known.
    date_panels = [
        FieldRowPanel(["start_date", "end_date", "date_precision"]),
        FieldRowPanel(
            [
                *(FieldPanel(name, attrs=show_if(date_precision="day")) for name in ("start_time", "end_time")),
                "time_zone",
            ]
        ),
    ]

    class Meta:
        abstract = True

    def save(self, *args, **kwargs):
        # A draft is saved without clean(); its dates are completed all the same.
        self.complete_dates()
        super().save(*args, **kwargs)

    def complete_dates(self):
        """Widen the dates to what their precision means; a meeting of one day ends on it."""
        if self.start_date:
            self.start_date = first_day(self.start_date, self.date_precision)
            self.end_date = last_day(self.end_date or self.start_date, self.date_precision)

    def date_errors(self) -> dict[str, str | Promise]:
        """Complete the dates; return by field what of them cannot be."""
        self.complete_dates()
        errors: dict[str, str | Promise] = {}
        if self.end_date and not self.start_date:
            errors["start_date"] = _("Give the first day as well.")
        if self.start_date and self.end_date < self.start_date:
            errors["end_date"] = _("The last day is before the first.")
        if (self.start_time or self.end_time) and not self.time_zone:
            errors["time_zone"] = _("Say in which zone these times are.")
        if self.ends_before_it_begins:
            errors["end_time"] = _("It would end before it begins. If it ends after midnight, give the last day.")
        for name, day in (("start_time", self.start_date), ("end_time", self.end_date)):
            if is_skipped(day, getattr(self, name), self.time_zone):
                errors[name] = _("The clocks go forward on that night: there is no such time.")
        return errors

    @property
    def ends_before_it_begins(self):
        """True of times that cannot both be of one day."""
        is_one_day = self.date_precision == DatePrecision.DAY and self.start_date == self.end_date
        return bool(is_one_day and self.start_time and self.end_time and self.end_time < self.start_time)

    @property
    def date_text(self):
        """The dates in the reader's language, with no more than their precision; empty where none is stated."""
        return format_span(self.start_date, self.end_date, self.date_precision) if self.start_date else ""

    @property
    def year(self):
        """The year in which it begins; 0 where no date is stated."""
        return self.start_date.year if self.start_date else 0

    @property
    def date_block(self):
        """The dates as a leaf of a calendar; None where none is stated."""
        return date_block(self.start_date, self.end_date, self.date_precision) if self.start_date else None
