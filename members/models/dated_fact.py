"""Facts that hold from one day to another."""

import datetime

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldRowPanel

from mme_site.core.dates import PreciseDates, date_text, last_day, precision_field


class DatedQuerySet(models.QuerySet):
    """Facts that hold from one day to another, both days included."""

    def on(self, date: datetime.date) -> "DatedQuerySet":
        """Return what holds on a day; an end that is not stated does not limit."""
        return self.filter(
            Q(from_date__lte=date) | Q(from_date=None),
            Q(until_date__gte=date) | Q(until_date=None),
        )


class DatedFact(PreciseDates):
    """A fact with a first and a last day, each with the precision its source states.

    A date that is known only to the month or the year counts from the last day that it
    can mean: a state that joined 'in 1965' is counted from 31 December 1965. The last day
    belongs to the period.
    """

    from_date = models.DateField(
        _("from"), null=True, blank=True, help_text=_("Leave empty if the source does not say.")
    )
    from_precision = precision_field()
    until_date = models.DateField(
        _("until"),
        null=True,
        blank=True,
        help_text=_("The last day. Leave empty if it has not ended, or if no end is stated."),
    )
    until_precision = precision_field()

    precise_dates = {"from_date": "from_precision", "until_date": "until_precision"}
    kept_day = staticmethod(last_day)
    from_text = date_text("from_date", "from_precision")
    until_text = date_text("until_date", "until_precision")

    objects = DatedQuerySet.as_manager()

    date_panels = [
        FieldRowPanel(["from_date", "from_precision"]),
        FieldRowPanel(["until_date", "until_precision"]),
    ]

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                condition=Q(until_date__gte=F("from_date")) | Q(from_date=None) | Q(until_date=None),
                name="%(class)s_ends_after_it_begins",
                violation_error_message=_("The last day is before the first."),
            )
        ]

    def clean(self):
        super().clean()
        self.round_dates()
        if self.from_date and self.until_date and self.until_date < self.from_date:
            raise ValidationError({"until_date": _("The last day is before the first.")})

    def covers(self, date: datetime.date) -> bool:
        """Return True when the fact holds on a day, which may be its last."""
        return (self.from_date is None or self.from_date <= date) and (
            self.until_date is None or date <= self.until_date
        )
