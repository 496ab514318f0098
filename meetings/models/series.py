"""The series that meetings belong to."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.search import index

from mme_site.core.languages import NamedInLanguages
from mme_site.core.name_order import NamedManager
from mme_site.core.search_document import SearchDocument
from mme_site.core.slug_panels import slug_panel


class MeetingSeries(index.Indexed, NamedInLanguages):
    """A line of meetings, such as the Africa-EU summits."""

    slug = models.SlugField(_("slug"), unique=True, help_text=_("Stands in the address of a filtered list."))

    objects = NamedManager()

    panels = [*NamedInLanguages.name_panels, slug_panel()]

    search_fields = [index.SearchField("name_en")]

    class Meta:
        ordering = ["name_en"]
        verbose_name = _("meeting series")
        verbose_name_plural = _("meeting series")

    @property
    def search_summary(self) -> str:
        """Nothing is said below the name."""
        return ""

    @property
    def search_document(self) -> SearchDocument:
        """What it is called; it leads to the list of its meetings."""
        return SearchDocument(title=self.name_en, names=list(map(str, self.all_names)), facets={"series": [self.slug]})
