"""The series that meetings belong to."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from mme_site.core.languages import NamedInLanguages
from mme_site.core.name_order import NamedManager
from mme_site.core.slug_panels import slug_panel


class MeetingSeries(NamedInLanguages):
    """A line of meetings, such as the Africa-EU summits."""

    slug = models.SlugField(_("slug"), unique=True, help_text=_("Stands in the address of a filtered list."))

    objects = NamedManager()

    panels = [*NamedInLanguages.name_panels, slug_panel()]

    class Meta:
        ordering = ["name_en"]
        verbose_name = _("meeting series")
        verbose_name_plural = _("meeting series")
