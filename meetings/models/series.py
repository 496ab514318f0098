"""The series that meetings belong to."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel

from mme_site.core.languages import NamedInLanguages


class MeetingSeries(NamedInLanguages):
    """A line of meetings, such as the Africa-EU summits."""

    slug = models.SlugField(_("slug"), unique=True, help_text=_("Stands in the address of a filtered list."))

    panels = [*NamedInLanguages.name_panels, FieldPanel("slug")]

    class Meta:
        ordering = ["name_en"]
        verbose_name = _("meeting series")
        verbose_name_plural = _("meeting series")
