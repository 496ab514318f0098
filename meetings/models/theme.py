"""What the partnership works on: its themes."""

from django.http import HttpRequest
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.search import index

from meetings.latest_pages import latest_pages
from meetings.models.querysets import ThemeManager
from mme_site.pages.base import BasePage
from mme_site.pages.blocks import BodyBlock, NonMigratingStreamField

LISTED = 10  # meetings, and documents, that a theme shows by itself


class ThemeIndexPage(BasePage):
    """The themes of the current focus, a page each."""

    subpage_types = ["meetings.ThemePage"]
    max_count_per_parent = 1
    page_description = _("Holds the themes that the partnership works on; each is a page below it.")

    body = NonMigratingStreamField(BodyBlock(), verbose_name=_("text"), blank=True)

    content_panels = [*BasePage.content_panels, FieldPanel("body"), *BasePage.source_panels]
    search_fields = [*BasePage.search_fields, index.SearchField("body")]

    class Meta:
        verbose_name = _("theme list")
        verbose_name_plural = _("theme lists")

    @cached_property
    def themes(self):
        """The published themes in the order of the page tree."""
        return ThemePage.objects.child_of(self).live().public().for_listing()

    def get_context(self, request, *args, **kwargs):
        return {**super().get_context(request, *args, **kwargs), "themes": self.themes}


class ThemePage(BasePage):
    """One theme, with the meetings and documents that deal with it."""

    parent_page_types = ["meetings.ThemeIndexPage"]
    subpage_types = []
    page_description = _("A theme. Meetings and documents that name it appear on it by themselves.")

    body = NonMigratingStreamField(BodyBlock(), verbose_name=_("text"), blank=True)

    objects = ThemeManager()

    content_panels = [*BasePage.content_panels, FieldPanel("body"), *BasePage.source_panels]
    search_fields = [*BasePage.search_fields, index.SearchField("body")]

    class Meta:
        verbose_name = _("theme")
        verbose_name_plural = _("themes")

    def latest_pages(self, name: str, request: HttpRequest) -> tuple:
        """Return the latest published pages that name this theme, and the address of all where they are more.

        `name` is that of the relation: 'meetings' or 'documents', whose modules import this one.
        """
        model = getattr(ThemePage, name).rel.related_model
        pages = model.objects.live().public().with_theme(self)
        return latest_pages(pages, LISTED, request, f"theme={self.slug}", key=(model, self.pk))

    def get_context(self, request, *args, **kwargs):
        meetings, all_meetings = self.latest_pages("meetings", request)
        documents, all_documents = self.latest_pages("documents", request)
        return {
            **super().get_context(request, *args, **kwargs),
            "meetings": meetings,
            "documents": documents,
            "all_meetings": all_meetings,
            "all_documents": all_documents,
        }
