"""What held of a state for a time: its memberships, its suspensions and its former names."""

import datetime

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, FieldRowPanel
from wagtail.models import Orderable

from members.models.bodies import Body
from members.models.dated_fact import DatedFact
from members.models.kinds import Role
from members.models.member import Member
from mme_site.core.dates import first_day
from mme_site.core.languages import TranslatedRecord, labelled, language_choices
from mme_site.core.sources import SourcedFact


class MembershipPeriod(Orderable, DatedFact, SourcedFact, TranslatedRecord):
    """A time during which a state belonged to a body; a state may have several."""

    member = ParentalKey(Member, on_delete=models.CASCADE, related_name="periods")
    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="periods", verbose_name=_("body"))
    role = models.CharField(_("role"), max_length=10, choices=Role.choices, default=Role.MEMBER)

    translated_fields = {"note": "note"}

    panels = [
        FieldRowPanel(["body", "role"]),
        *DatedFact.date_panels,
        *SourcedFact.source_panels,
        FieldPanel("translations"),
    ]

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
        return labelled(self.body.code, f"{self.from_text or '…'} – {self.until_text or '…'}")

    def clean(self):
        """Refuse a membership that ended, or began, before the body was founded."""
        super().clean()
        founded_on = self.body.founded_on if self.body_id else None
        if founded_on and self.from_date and self.from_date < founded_on:
            text = _("%(body)s was founded only on %(date)s.")
            said = {"body": self.body.code, "date": self.body.founded_text}
            raise ValidationError({"from_date": text % said})

    def overlaps(self, other: "MembershipPeriod") -> bool:
        """Return True where both certainly hold on some day, in a body of which only one can.

        A last day that is known to the year only may be any of that year.
        """
        latest_start = max(filter(None, [self.from_date, other.from_date]), default=None)
        ends = [first_day(one.until_date, one.until_precision) for one in (self, other) if one.until_date]
        earliest_end = min(ends, default=None)
        return not (latest_start and earliest_end and earliest_end < latest_start)

    def has_role_on(self, role: str, date: datetime.date) -> bool:
        """Return True when it holds on a day, in a role."""
        return self.role == role and self.covers(date)


class Suspension(Orderable, DatedFact, SourcedFact, TranslatedRecord):
    """A time during which a member was suspended; it stays a member and stays counted."""

    member = ParentalKey(Member, on_delete=models.CASCADE, related_name="suspensions")
    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="suspensions", verbose_name=_("body"))
    reason = models.CharField(_("reason"), max_length=255, blank=True)
    has_ended = models.BooleanField(
        _("has ended, no day is known"),
        default=False,
        help_text=_("For an end that no source dates. Readers see that it ended; on later days it is not counted."),
    )

    translated_fields = {"reason": "reason", "note": "note"}

    panels = [
        FieldRowPanel(["body", FieldPanel("reason")]),
        *DatedFact.date_panels,
        FieldPanel("has_ended"),
        *SourcedFact.source_panels,
        FieldPanel("translations"),
    ]

    class Meta(DatedFact.Meta):
        ordering = ["from_date", "sort_order"]
        verbose_name = _("suspension")
        verbose_name_plural = _("suspensions")

    def covers(self, date: datetime.date) -> bool:
        """Return True when it holds on a day; of one whose end is not known, only its first day is certain."""
        if self.has_ended and not self.until_date:
            return self.from_date == date
        return super().covers(date)

    def __str__(self):
        return f"{self.from_text or '…'} – {self.until_text or '…'}"


class FormerName(Orderable, DatedFact, SourcedFact):
    """A name that a state had for a time, in one language."""

    member = ParentalKey(Member, on_delete=models.CASCADE, related_name="former_names")
    language = models.CharField(_("language"), max_length=2, choices=language_choices, default="en")
    name = models.CharField(_("name"), max_length=120)

    panels = [FieldRowPanel(["name", "language"]), *DatedFact.date_panels, *SourcedFact.source_panels]

    class Meta(DatedFact.Meta):
        ordering = ["from_date", "sort_order"]
        verbose_name = _("former name")
        verbose_name_plural = _("former names")

    def __str__(self):
        return self.name
