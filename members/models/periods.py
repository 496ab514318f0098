"""When a state was a member of a body, and when it was suspended."""

import datetime

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, FieldRowPanel
from wagtail.models import Orderable

from mme_site.core.dates import DatePrecision, first_day, format_date, last_day
from mme_site.core.sources import SourcedFact


class Role(models.TextChoices):
    """In which capacity a state or organisation belongs."""

    MEMBER = "member", _("member")
    OBSERVER = "observer", _("observer")
    PARTNER = "partner", _("partner")


class DatedQuerySet(models.QuerySet):
    """Facts that hold from one day to another, both days included."""

    def on(self, date):
        """Return what holds on a day; an end that is not stated does not limit."""
        return self.filter(
            Q(from_date__lte=date) | Q(from_date=None),
            Q(until_date__gte=date) | Q(until_date=None),
        )


class DatedFact(models.Model):
    """A fact with a first and a last day, each with the precision its source states.

    A date that is known only to the month or the year counts from the last day that it
    can mean: a state that joined 'in 1965' is counted from 31 December 1965. The last day
    belongs to the period.
    """

    from_date = models.DateField(_("from"), null=True, blank=True, help_text=_("Empty: not stated in the source."))
    from_precision = models.CharField(
        _("precision"), max_length=5, choices=DatePrecision.choices, default=DatePrecision.DAY
    )
    until_date = models.DateField(
        _("until"), null=True, blank=True, help_text=_("The last day. Empty: it still holds, or no end is stated.")
    )
    until_precision = models.CharField(
        _("precision"), max_length=5, choices=DatePrecision.choices, default=DatePrecision.DAY
    )

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

    def save(self, *args, **kwargs):
        self.round_dates()
        super().save(*args, **kwargs)

    def clean(self):
        super().clean()
        self.round_dates()
        if self.from_date and self.until_date and self.until_date < self.from_date:
            raise ValidationError({"until_date": _("The last day is before the first.")})

    def round_dates(self):
        """Move each date to the last day that its precision allows."""
        if self.from_date:
            self.from_date = last_day(self.from_date, self.from_precision)
        if self.until_date:
            self.until_date = last_day(self.until_date, self.until_precision)

    def holds_on(self, date: datetime.date):
        """Return True when the fact holds on a day."""
        return (self.from_date is None or self.from_date <= date) and (
            self.until_date is None or date <= self.until_date
        )

    @property
    def from_text(self):
        """The first day in words, empty where no source states it."""
        return format_date(self.from_date, self.from_precision) if self.from_date else ""

    @property
    def until_text(self):
        """The last day in words, empty where it still holds."""
        return format_date(self.until_date, self.until_precision) if self.until_date else ""


class MembershipPeriod(Orderable, DatedFact, SourcedFact):
    """A time during which a state belonged to a body; a state may have several."""

    member = ParentalKey("members.Member", on_delete=models.CASCADE, related_name="periods")
    body = models.ForeignKey("members.Body", on_delete=models.PROTECT, related_name="periods", verbose_name=_("body"))
    role = models.CharField(_("role"), max_length=10, choices=Role.choices, default=Role.MEMBER)

    panels = [FieldRowPanel(["body", "role"]), *DatedFact.date_panels, *SourcedFact.source_panels]

    class Meta(DatedFact.Meta):
        ordering = ["from_date", "sort_order"]
        verbose_name = _("membership period")
        verbose_name_plural = _("membership periods")
        indexes = [models.Index(fields=["body", "role", "from_date", "until_date"], name="membership_as_of")]
        constraints = [
            *DatedFact.Meta.constraints,
            # Two that begin on one day, or two that still hold, overlap; what else does, `clash_of_periods` finds.
            models.UniqueConstraint(
                fields=["member", "body", "from_date"],
                condition=Q(from_date__isnull=False),
                name="one_membership_from_a_day",
                violation_error_message=_("Another period of this body begins on the same day."),
            ),
            models.UniqueConstraint(
                fields=["member", "body"],
                condition=Q(until_date=None),
                name="one_membership_that_holds",
                violation_error_message=_("Another period of this body has no end. Give that one its last day first."),
            ),
        ]

    def __str__(self):
        return f"{self.body.code}: {self.from_text or '…'} – {self.until_text or '…'}"

    def clean(self):
        """Refuse a membership that ended, or began, before the body was founded."""
        super().clean()
        founded_on = self.body.founded_on if self.body_id else None
        if founded_on and self.from_date and self.from_date < founded_on:
            text = _("%(body)s was founded only on %(date)s.")
            said = {"body": self.body.code, "date": self.body.founded_text}
            raise ValidationError({"from_date": text % said})

    def overlaps(self, other):
        """Return True where both certainly hold on some day, in a body of which only one can.

        A last day that is known to the year only may be any of that year.
        """
        latest_start = max(filter(None, [self.from_date, other.from_date]), default=None)
        ends = [first_day(one.until_date, one.until_precision) for one in (self, other) if one.until_date]
        earliest_end = min(ends, default=None)
        return not (latest_start and earliest_end and earliest_end < latest_start)

    def is_of(self, role, date):
        """Return True when it holds on a day, in a role."""
        return self.role == role and self.holds_on(date)


class Suspension(Orderable, DatedFact, SourcedFact):
    """A time during which a member was suspended; it stays a member and stays counted."""

    member = ParentalKey("members.Member", on_delete=models.CASCADE, related_name="suspensions")
    body = models.ForeignKey(
        "members.Body", on_delete=models.PROTECT, related_name="suspensions", verbose_name=_("body")
    )
    reason = models.CharField(_("reason"), max_length=255, blank=True)

    panels = [
        FieldRowPanel(["body", FieldPanel("reason")]),
        *DatedFact.date_panels,
        *SourcedFact.source_panels,
    ]

    class Meta(DatedFact.Meta):
        ordering = ["from_date", "sort_order"]
        verbose_name = _("suspension")
        verbose_name_plural = _("suspensions")

    def __str__(self):
        return f"{self.from_text or '…'} – {self.until_text or '…'}"
