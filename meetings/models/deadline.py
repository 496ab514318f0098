"""What is due before a meeting, and by when."""

import datetime

from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, FieldRowPanel
from wagtail.models import Orderable, TranslatableMixin

from meetings.models.querysets import LineManager
from mme_site.core import clock
from mme_site.core.localized import LocalizedMixin, localized_field


class Deadline(LocalizedMixin, TranslatableMixin, Orderable):
    """One thing that is due by a day, at an hour in the meeting's time zone where one is stated."""

    meeting = ParentalKey("meetings.MeetingPage", on_delete=models.CASCADE, related_name="deadlines")
    title = models.CharField(
        _("what is due"), max_length=255, help_text=_("Such as Registration, or Comments on the text.")
    )
    date = models.DateField(_("day"), help_text=_("The last day on which it can be done."))
    time = models.TimeField(
        _("hour"), null=True, blank=True, help_text=_("In the time zone of the meeting. Leave empty for the whole day.")
    )

    localized_title = localized_field("title")

    objects = LineManager()

    panels = [FieldPanel("title"), FieldRowPanel(["date", "time"])]

    class Meta(TranslatableMixin.Meta, Orderable.Meta):
        verbose_name = _("deadline")
        verbose_name_plural = _("deadlines")

    def __str__(self):
        return self.title

    @property
    def is_over(self):
        """True once its day has passed."""
        return self.date < clock.today()

    @property
    def due(self):
        """By what deadlines are ordered: without an hour the whole day is left."""
        return self.date, self.time or datetime.time.max
