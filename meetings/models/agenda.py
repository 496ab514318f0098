"""What a meeting deals with, point by point."""

from django.db import models
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, PageChooserPanel
from wagtail.fields import RichTextField
from wagtail.models import Orderable, TranslatableMixin

from meetings.models.querysets import LineManager
from mme_site.core.localized import LocalizedMixin, localized_field
from mme_site.pages.blocks import TEXT_FEATURES


class AgendaItem(LocalizedMixin, TranslatableMixin, Orderable, ClusterableModel):
    """One point of a meeting's agenda, with the papers it is about."""

    meeting = ParentalKey("meetings.MeetingPage", on_delete=models.CASCADE, related_name="agenda_items")
    number = models.CharField(
        _("number"),
        max_length=10,
        blank=True,
        help_text=_("As the agenda prints it, such as 3 or 4.a. It is part of the item's address."),
    )
    title = models.CharField(_("title"), max_length=255)
    date = models.DateField(_("day"), null=True, blank=True, help_text=_("Where the meeting has several days."))
    starts_at = models.TimeField(_("begins at"), null=True, blank=True)
    text = RichTextField(_("text"), features=TEXT_FEATURES, blank=True)

    localized_title = localized_field("title")
    localized_text = localized_field("text")

    objects = LineManager()

    panels = [
        FieldRowPanel(["number", "date", "starts_at"]),
        FieldPanel("title"),
        FieldPanel("text"),
        InlinePanel("papers", label=_("Paper"), heading=_("Papers")),
    ]

    class Meta(TranslatableMixin.Meta, Orderable.Meta):
        verbose_name = _("agenda item")
        verbose_name_plural = _("agenda items")

    def __str__(self):
        return f"{self.number} {self.title}".strip()

    @property
    def anchor(self):
        """The fragment of the item's address; it follows the printed number where there is one."""
        return f"item-{slugify(self.number.replace('.', '-')) or (self.sort_order or 0) + 1}"


class AgendaPaper(Orderable):
    item = ParentalKey(AgendaItem, on_delete=models.CASCADE, related_name="papers")
    document = models.ForeignKey(
        "meetings.DocumentPage", on_delete=models.CASCADE, related_name="+", verbose_name=_("document")
    )

    panels = [PageChooserPanel("document", "meetings.DocumentPage")]

    class Meta(Orderable.Meta):
        verbose_name = _("paper")
        verbose_name_plural = _("papers")

    def __str__(self):
        return str(self.document)
