"""Where a fact comes from, and the other names of what a page describes."""

from urllib.parse import urlsplit

from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, FieldRowPanel
from wagtail.models import Orderable


class Confidence(models.TextChoices):
    """How sure the editors are of a fact."""

    HIGH = "high", _("found in a source")
    MEDIUM = "medium", _("partly inferred, waiting for a check")


class CheckedFact(models.Model):
    """A fact, or a page of facts, that says when it was checked and how sure it is."""

    checked_on = models.DateField(_("date checked"), null=True, blank=True)
    confidence = models.CharField(_("confidence"), max_length=10, choices=Confidence.choices, default=Confidence.HIGH)
    note = models.TextField(_("note"), blank=True, help_text=_("What readers should know. They see it as it is."))

    check_panels = [FieldRowPanel(["checked_on", "confidence"]), FieldPanel("note")]

    class Meta:
        abstract = True

    @property
    def is_certain(self):
        """False where a part of the fact is inferred."""
        return self.confidence == Confidence.HIGH


class SourcedFact(CheckedFact):
    """A fact with a source of its own."""

    source = models.TextField(_("source"), blank=True, help_text=_("The text or address that states the fact."))

    source_panels = [FieldPanel("source"), *CheckedFact.check_panels]

    class Meta:
        abstract = True


class Source(Orderable):
    """One source of what a page states, and what it says there."""

    page = ParentalKey("wagtailcore.Page", on_delete=models.CASCADE, related_name="sources")
    title = models.CharField(
        _("title"), max_length=255, blank=True, help_text=_("Readers see the address's host where this is empty.")
    )
    url = models.URLField(_("address"), max_length=1000, blank=True)
    says = models.TextField(_("what it says"), blank=True, help_text=_("In the source's own words where you can."))
    disagrees = models.BooleanField(
        _("disagrees with this page"),
        default=False,
        help_text=_("Readers see that the sources differ, and what this one says."),
    )
    checked_on = models.DateField(_("date checked"), null=True, blank=True)

    is_kept_as_printed = True

    panels = [
        FieldRowPanel(["title", "url"]),
        FieldPanel("says"),
        FieldRowPanel(["disagrees", "checked_on"]),
    ]

    class Meta(Orderable.Meta):
        verbose_name = _("source")
        verbose_name_plural = _("sources")
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(title="", url=""),
                name="source_has_title_or_address",
                violation_error_message=_("Give the source a title or an address."),
            )
        ]

    def __str__(self):
        return self.title or self.host

    @property
    def host(self):
        """The host of the address, such as au.int."""
        return (urlsplit(self.url).hostname or "").removeprefix("www.")


class OtherName(Orderable):
    """Another name under which a meeting or document is known, kept as it was printed."""

    page = ParentalKey("wagtailcore.Page", on_delete=models.CASCADE, related_name="other_names")
    name = models.CharField(_("name"), max_length=255)

    is_kept_as_printed = True

    panels = ["name"]

    class Meta(Orderable.Meta):
        verbose_name = _("other name")
        verbose_name_plural = _("other names")

    def __str__(self):
        return self.name
