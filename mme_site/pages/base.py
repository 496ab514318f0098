"""The abstract page that every page type of the site extends."""

import functools

from django.db import models
from django.db.models import Exists, OuterRef
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, InlinePanel
from wagtail.fields import StreamField
from wagtail.models import Locale, Page, PageManager, PageViewRestriction
from wagtail.search import index

from mme_site.caching.content_cache import cached, is_caching
from mme_site.core.querysets import SITE_ROOT_DEPTH, SitePageQuerySet, private_paths
from mme_site.core.search_document import SearchDocument
from mme_site.pages.linked_pages import prefetch_links, strings_in
from mme_site.pages.permissions import LeanPermissionTester
from mme_site.pages.publishable import SafePagePublishingMixin


def languages_of_pages():
    """Return the keys of the locales in which any page below the root is."""
    pages = Page.objects.filter(locale=OuterRef("pk"), depth__gte=SITE_ROOT_DEPTH)
    return list(Locale.objects.filter(Exists(pages)).values_list("pk", flat=True))


@functools.cache
def address_of_root(language):
    """Return the path of a site's root page in a language, which all paths of pages in it begin with."""
    with translation.override(language):
        return reverse("wagtail_serve", args=[""])


class BasePage(SafePagePublishingMixin, Page):
    """A page with a summary, its sources, and its place in one partnership's tree."""

    summary = models.TextField(
        _("summary"),
        max_length=300,
        blank=True,
        help_text=_("One or two sentences. Readers see them below the title, in lists and in search results."),
    )

    # What a query string may name; the answer to any other is not held (mme_site/delivery/cacheable.py).
    query_parameters = frozenset()

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

    def permissions_for_user(self, user):
        return LeanPermissionTester(user, self)

    def get_view_restrictions(self):
        """Return the restrictions of this page and of those above it; what is known to have none is not asked for."""
        if is_caching() and not any(self.path.startswith(place) for place in private_paths()):
            return PageViewRestriction.objects.none()
        return super().get_view_restrictions()

    def get_url_parts(self, request=None):
        """Return (key of the site, its address, path) as Wagtail does, without asking the URL patterns each time."""
        paths = self._get_relevant_site_root_paths(request)
        if len(paths) != 1 or not self.url_path.isascii():
            return super().get_url_parts(request)
        site, root_path, root_url, language = paths[0]
        return site, root_url, address_of_root(language) + self.url_path[len(root_path) :]

    routes = ("/",)  # what readers find at and below the page's address, and find again when it is another one

    def get_route_paths(self):
        """Return what leaves a redirect when the address changes: nothing, where readers never saw the page."""
        return list(self.routes) if self.live or self.first_published_at else []

    def get_context(self, request, *args, **kwargs):
        prefetch_links(self.texts)
        return {**super().get_context(request, *args, **kwargs), "breadcrumbs": self.breadcrumbs}

    @property
    def texts(self):
        """Everything that is written in the bodies of this page, as it is stored."""
        streams = [field for field in self._meta.concrete_fields if isinstance(field, StreamField)]
        return (text for field in streams for text in strings_in(list(field.value_from_object(self).raw_data)))

    @property
    def site_root_path(self):
        """The treebeard path of the partnership that this page belongs to."""
        return self.path[: self.steplen * SITE_ROOT_DEPTH]

    read_with = ()  # the relations that a page of its own reads in the same query as itself
    search_summary_relations = ()  # the relations that `search_summary` reads, loaded for all results at once

    @property
    def search_summary(self):
        """What a search result says below the title; page types with facts say more."""
        return ""

    @property
    def search_document(self):
        """What the search may know beside the title and the search fields; page types with facts tell more."""
        return SearchDocument()

    def within_partnership(self, pages):
        """Return those of `pages`, a page queryset, that stand in this page's partnership."""
        return pages.filter(path__startswith=self.site_root_path)

    @property
    def paths_above(self):
        """The treebeard paths of the pages above this one, from the overview on."""
        return [self.path[: self.steplen * depth] for depth in range(SITE_ROOT_DEPTH, self.depth or 0)]

    @property
    def breadcrumbs(self):
        """The public pages above this one, the overview first."""
        paths = self.paths_above
        return cached(("above", paths[-1]), lambda: self.public_pages(path__in=paths)) if paths else []

    @cached_property
    def public_translations(self):
        """The live versions of this page in other languages, with their locales."""
        if len(cached("languages of pages", languages_of_pages)) < 2:
            return []
        return [page for page in self.public_pages(translation_key=self.translation_key) if page.pk != self.pk]

    @staticmethod
    def public_pages(**conditions):
        """Return the public pages that meet these conditions, from the overview on, as links show them."""
        pages = SitePageQuerySet(Page).live().public().filter(**conditions).order_by("depth")
        return list(pages.select_related("locale").only("title", "url_path", "path", "depth", "locale"))
