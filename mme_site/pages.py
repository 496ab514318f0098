"""The abstract page that every page type of the site extends."""

from django.db import models
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, InlinePanel
from wagtail.models import Page
from wagtail.search import index

SITE_ROOT_DEPTH = 2  # Wagtail's invisible root is 1; each partnership is a child of it


class BasePage(Page):
    """A page with a summary, its sources, and its place in one partnership's tree."""

    summary = models.TextField(
        _("summary"),
        max_length=300,
        blank=True,
        help_text=_("One or two sentences. Readers see them below the title, in lists and in search results."),
    )

    content_panels = [*Page.content_panels, FieldPanel("summary")]
    source_panels = [
        InlinePanel(
            "sources",
            heading=_("Sources"),
            label=_("Source"),
            help_text=_("Where the facts of this page come from. Readers see them at the foot of the page."),
        )
    ]
    search_fields = [*Page.search_fields, index.SearchField("summary")]

    class Meta:
        abstract = True

    @classmethod
    def can_create_at(cls, parent):
        """Only a page type that names Wagtail's root as its parent may begin a tree."""
        if parent.is_root() and cls.parent_page_types is None:
            return False
        return super().can_create_at(parent)

    def get_context(self, request, *args, **kwargs):
        return {**super().get_context(request, *args, **kwargs), "breadcrumbs": self.breadcrumbs}

    @property
    def site_root_path(self):
        """The treebeard path of the partnership that this page belongs to."""
        return self.path[: self.steplen * SITE_ROOT_DEPTH]

    @property
    def search_facts(self):
        """What a search result says below the title; page types with facts say more."""
        return ""

    def within_partnership(self, pages):
        """Return those of `pages`, a page queryset, that stand in this page's partnership."""
        return pages.filter(path__startswith=self.site_root_path)

    @cached_property
    def breadcrumbs(self):
        """The public pages above this one, the overview first."""
        if self.depth is None or self.depth <= SITE_ROOT_DEPTH:
            return []
        above = Page.objects.ancestor_of(self).filter(depth__gte=SITE_ROOT_DEPTH)
        return list(above.live().public().order_by("depth"))

    @cached_property
    def public_translations(self):
        """The live versions of this page in other languages, with their locales."""
        return list(self.get_translations().live().public().select_related("locale"))
