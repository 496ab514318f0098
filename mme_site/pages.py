"""The abstract page that every page type of the site extends."""

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.db.models.functions import Left, Length
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, InlinePanel
from wagtail.models import Page, PageManager, PageQuerySet, PageViewRestriction
from wagtail.search import index

from mme_site.publishing.mixins import SafePagePublishingMixin

SITE_ROOT_DEPTH = 2  # Wagtail's invisible root is 1; each partnership is a child of it


def is_private(path="path"):
    """Return an expression for queries: true of a page, by its path, that not everybody may read or is below one.

    An alias is as private as its source, as Wagtail has it where it serves one
    (Page.get_view_restrictions), and forgets in its own `public()`.
    """
    begins_path = Q(page__path=Left(OuterRef(path), Length("page__path")))
    begins_path_with_alias = Q(page__aliases__path=Left(OuterRef(path), Length("page__aliases__path")))
    return Exists(PageViewRestriction.objects.filter(begins_path | begins_path_with_alias))


class SitePageQuerySet(PageQuerySet):
    """Pages, asked for in fewer queries."""

    def public(self):
        """Leave out what not everybody may read; Wagtail's own reads the restrictions in a query before each."""
        return self.exclude(is_private())


class BasePage(SafePagePublishingMixin, Page):
    """A page with a summary, its sources, and its place in one partnership's tree."""

    summary = models.TextField(
        _("summary"),
        max_length=300,
        blank=True,
        help_text=_("One or two sentences. Readers see them below the title, in lists and in search results."),
    )

    objects = PageManager.from_queryset(SitePageQuerySet)()

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

    def save(self, *args, **kwargs):
        """Keep a new page that is to go live later from readers.

        Wagtail's editor stores a new page as live, and takes it back when it has scheduled it
        (wagtail/admin/views/pages/create.py, publish_action).
        """
        if self._state.adding and self.go_live_at and self.go_live_at > timezone.now():
            self.live = False
        super().save(*args, **kwargs)

    @classmethod
    def can_create_at(cls, parent):
        """Only a page type that names Wagtail's root as its parent may begin a tree."""
        if parent.is_root() and getattr(cls, "parent_page_types", None) is None:
            return False
        return super().can_create_at(parent)

    def get_context(self, request, *args, **kwargs):
        return {**super().get_context(request, *args, **kwargs), "breadcrumbs": self.breadcrumbs}

    @property
    def site_root_path(self):
        """The treebeard path of the partnership that this page belongs to."""
        return self.path[: self.steplen * SITE_ROOT_DEPTH]

    search_facts_need = ()  # the relations that `search_facts` reads, loaded for all results at once

    @property
    def search_facts(self):
        """What a search result says below the title; page types with facts say more."""
        return ""

    def within_partnership(self, pages):
        """Return those of `pages`, a page queryset, that stand in this page's partnership."""
        return pages.filter(path__startswith=self.site_root_path)

    @cached_property
    def relatives(self):
        """The public pages above this one, the overview first, and its versions in every language, in one query."""
        is_relative = Q(path__in=self.paths_above) | Q(translation_key=self.translation_key)
        pages = SitePageQuerySet(Page).live().public().filter(is_relative)
        found = list(pages.select_related("locale").order_by("depth"))
        for page in found:
            if page.locale_id == self.locale_id:
                self.locale = page.locale  # known now, and not read again
        return found

    @property
    def paths_above(self):
        """The treebeard paths of the pages above this one, from the overview on."""
        return [self.path[: self.steplen * depth] for depth in range(SITE_ROOT_DEPTH, self.depth or 0)]

    @property
    def breadcrumbs(self):
        """The public pages above this one, the overview first."""
        return [page for page in self.relatives if page.path in self.paths_above]

    @property
    def public_translations(self):
        """The live versions of this page in other languages, with their locales."""
        return [page for page in self.relatives if page.translation_key == self.translation_key and page.pk != self.pk]
