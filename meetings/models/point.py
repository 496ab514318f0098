"""What is known to have been said, agreed or planned: short points, each with its own source."""

from django import forms
from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey, ParentalManyToManyField
from modelcluster.models import ClusterableModel
from wagtail.admin.panels import FieldPanel, FieldRowPanel, PageChooserPanel
from wagtail.models import Orderable, TranslatableMixin
from wagtail_localize.fields import SynchronizedField

from meetings.models.kinds import PointConfidence, PointSubject
from meetings.models.querysets import PointManager
from meetings.models.theme import ThemePage
from mme_site.core.localized import LocalizedMixin, localized_field
from mme_site.core.sources import host_of


class Point(LocalizedMixin, TranslatableMixin, Orderable, ClusterableModel):
    """One sentence, where it is from, and whether readers may see it."""

    text = models.TextField(_("point"), max_length=500, help_text=_("One sentence. Readers see it in lists as well."))
    themes = ParentalManyToManyField(
        ThemePage,
        verbose_name=_("themes"),
        blank=True,
        related_name="%(class)ss",
        help_text=_("The point appears on the pages of these themes."),
    )
    publisher = models.CharField(
        _("source"), max_length=255, blank=True, help_text=_("Who says so. The address's host where this is empty.")
    )
    url = models.URLField(_("address of the source"), max_length=1000, blank=True)
    confidence = models.CharField(
        _("confidence"),
        max_length=10,
        choices=PointConfidence.choices,
        default=PointConfidence.HIGH,
        help_text=_("What is only reported is shown with the name of the source; what is to be checked is not shown."),
    )

    localized_text = localized_field("text")
    override_translatable_fields = [SynchronizedField("publisher")]  # a name

    objects = PointManager()

    base_panels = [
        FieldPanel("text", widget=forms.Textarea(attrs={"rows": 2})),
        FieldRowPanel(["publisher", "url"]),
        FieldPanel("themes", widget=forms.CheckboxSelectMultiple),
    ]

    class Meta(TranslatableMixin.Meta, Orderable.Meta):
        abstract = True
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(publisher="", url=""),
                name="%(class)s_has_source",
                violation_error_message=_("Give the source a name or an address."),
            )
        ]

    def __str__(self):
        return self.text

    @property
    def source_name(self):
        """Who says so: the name of the source, else the host of its address."""
        return self.publisher or host_of(self.url)

    @property
    def is_reported(self):
        """True where readers are told in the line who says so."""
        return self.confidence == PointConfidence.MEDIUM

    @property
    def is_shown(self):
        """False for what waits for an editor's check."""
        return self.confidence != PointConfidence.TO_CHECK

    @property
    def anchor(self):
        """The fragment of the point's address on its page."""
        return f"point-{(self.sort_order or 0) + 1}"


class MeetingPoint(Point):
    """A point about a meeting: what came out of it, its agenda, who took part, what was to happen next."""

    meeting = ParentalKey("meetings.MeetingPage", on_delete=models.CASCADE, related_name="points")
    about = models.CharField(_("about"), max_length=12, choices=PointSubject.choices, default=PointSubject.OUTCOME)
    led_to = models.ForeignKey(
        "meetings.MeetingPage",
        verbose_name=_("follow-up"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text=_("Of a next step: the meeting at which it happened. Readers find a link to it."),
    )

    panels = [
        FieldRowPanel(["about", "confidence"]),
        *Point.base_panels,
        PageChooserPanel("led_to", "meetings.MeetingPage"),
    ]

    class Meta(Point.Meta):
        verbose_name = _("point about a meeting")
        verbose_name_plural = _("points about meetings")


class KeyPoint(Point):
    """What a document says, and where in its text."""

    document = ParentalKey("meetings.DocumentPage", on_delete=models.CASCADE, related_name="key_points")
    localized_place_in_text = localized_field("place_in_text")
    place_in_text = models.CharField(
        _("where in the text"), max_length=120, blank=True, help_text=_("Such as paragraph 68, or: preamble.")
    )

    panels = [FieldRowPanel(["place_in_text", "confidence"]), *Point.base_panels]

    class Meta(Point.Meta):
        verbose_name = _("key point")
        verbose_name_plural = _("key points")
