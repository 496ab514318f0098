"""The abstract page that every page type of the site extends."""

from collections.abc import Iterable, Iterator
from typing import Any, ClassVar

from django.conf import settings
from django.contrib.auth.models import AbstractBaseUser, AnonymousUser
from django.db import models
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, InlinePanel
from wagtail.fields import StreamField
from wagtail.models import Page, PageManager
from wagtail.search import index
from wagtail_localize.fields import BaseTranslatableField

from mme_site.caching.content_cache import cached
from mme_site.core.localized import (
    LocalizedMixin,
    in_readers_words,
    language_of,
    localized_field,
    localized_full_url,
)
from mme_site.core.querysets import SITE_ROOT_DEPTH, SitePageQuerySet, foreign_originals, is_below, paths_of
from mme_site.core.search_document import SearchDocument
from mme_site.pages.linked_pages import prefetch_links, strings_in
from mme_site.pages.permissions import LeanPermissionTester
from mme_site.pages.publishable import SafePagePublishingMixin
from mme_site.pages.slugs import CopyFormWithFreeSlug
from mme_site.pages.translations import (
    is_translation,
    languages_in_sitemap,
    original_of,
    public_versions,
    stands_in_translated_tree,
)


class BasePage(SafePagePublishingMixin, LocalizedMixin, Page):  # type: ignore[django-manager-missing]  # Wagtail's managers have none
    """A page with a summary, its sources, and its place in one partnership's tree."""

    summary = models.TextField(
        _("summary"),
        max_length=300,
        blank=True,
        help_text=_("One or two sentences. Readers see them below the title, in lists and in search results."),
    )

    copy_form_class = CopyFormWithFreeSlug
    code_fields: ClassVar[tuple[str, ...]] = ()  # by which people who work on it look for it, such as a symbol

    # What a query string may name; the answer to any other is not held (mme_site/delivery/cacheable.py).
    query_parameters: frozenset[str] = frozenset()

    objects: ClassVar[Any] = PageManager.from_queryset(SitePageQuerySet)()

    content_panels = [*Page.content_panels, FieldPanel("summary")]
    source_panels = [
        InlinePanel(
            "sources",
            heading=_("Sources"),
            label=_("Source"),
            help_text=_("Where the facts of this page come from. Readers see them at the foot of the page."),
        ),
        InlinePanel(
            "corrections",
            heading=_("Corrections"),
            label=_("Correction"),
            help_text=_("Where a fact or a file that readers have seen was wrong: they read the day and your line."),
        ),
    ]
    search_fields = [*Page.search_fields, index.SearchField("summary")]

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Keep a new page that is to go live later from readers.

        Wagtail's editor stores a new page as live, and takes it back when it has scheduled it
        (wagtail/admin/views/pages/create.py, publish_action).
        """
        if self._state.adding and self.go_live_at and self.go_live_at > timezone.now():
            self.live = False
        super().save(*args, **kwargs)

    @classmethod
    def can_create_at(cls, parent: Page) -> bool:
        """Only a page type that names Wagtail's root as its parent may begin a tree."""
        if parent.is_root() and getattr(cls, "parent_page_types", None) is None:
            return False
        return super().can_create_at(parent)

    def permissions_for_user(self, user: AbstractBaseUser | AnonymousUser) -> LeanPermissionTester:
        return LeanPermissionTester(user, self)

    # What readers find at and below the page's address, and find again when it is another one.
    routes: tuple[str, ...] = ("/",)

    def get_route_paths(self) -> list[str]:
        """Return what leaves a redirect when the address changes: nothing, where readers never saw the page."""
        return list(self.routes) if self.live or self.first_published_at else []

    def serve_password_required_response(self, request: HttpRequest, form: Any, action_url: str) -> HttpResponse:
        """Ask for the password of a private page, and tell nothing of the page itself."""
        context = {"form": form, "action_url": action_url}
        return TemplateResponse(request, "wagtailcore/password_required.html", context)

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        prefetch_links(self.texts)
        return {**super().get_context(request, *args, **kwargs), "breadcrumbs": self.breadcrumbs}

    @property
    def texts(self) -> Iterator[str]:
        """Everything that is written in the bodies of this page, as it is stored."""
        streams = [field for field in self._meta.concrete_fields if isinstance(field, StreamField)]
        return (text for field in streams for text in strings_in(list(field.value_from_object(self).raw_data)))

    @property
    def site_root_path(self) -> str:
        """The treebeard path of the partnership that this page belongs to."""
        return self.path[: self.steplen * SITE_ROOT_DEPTH]

    read_with: tuple[str, ...] = ()  # the relations that a page of its own reads in the same query as itself

    @property
    def search_summary(self) -> str:
        """What a search result says below the title; page types with facts say more."""
        return ""

    @property
    def search_document(self) -> SearchDocument:
        """What the search may know beside the title and the search fields; page types with facts tell more."""
        return SearchDocument()

    def within_partnership(self, pages: SitePageQuerySet) -> SitePageQuerySet:
        """Return those of `pages` that stand in this page's partnership."""
        return pages.filter(is_below(self.partnership_paths))

    @property
    def partnership_paths(self) -> list[str]:
        """The treebeard paths below which the pages of this page's partnership stand: more than one for an original."""
        own = self.site_root_path
        if not foreign_originals() or not self.is_original:
            return [own]
        root = cached(("partnership root", own), lambda: Page.objects.filter(path=own).first())
        return paths_of(root) if root else [own]

    @property
    def is_original(self) -> bool:
        """True of what is no translation; one may be written in any language."""
        return not is_translation(self)

    @property
    def paths_above(self) -> list[str]:
        """The treebeard paths of the pages above this one, from the overview on."""
        return [self.path[: self.steplen * depth] for depth in range(SITE_ROOT_DEPTH, self.depth or 0)]

    @property
    def breadcrumbs(self) -> list[Page]:
        """The public pages above this one, the overview first."""
        paths = self.paths_above
        return cached(("above", paths[-1], get_language()), lambda: self.public_pages_at(paths)) if paths else []

    def public_pages_at(self, paths: list[str]) -> list[Page]:
        """Return the public pages at these paths, or the originals of the translations that stand there."""
        if not stands_in_translated_tree(self):
            return self.public_pages(path__in=paths)
        return self.public_pages(translation_key__in=Page.objects.filter(path__in=paths).values("translation_key"))

    # The fields whose words a translation gives; everything else is the original's in all languages.
    words: tuple[str, ...] = ("title", "seo_title", "search_description", "summary")
    # The slug is that of the original, or what an editor made of it.
    override_translatable_fields: ClassVar[list[Any]] = [BaseTranslatableField("slug")]
    translation: "BasePage | None" = None  # the page whose words are shown

    localized_title = localized_field("title")
    localized_summary = localized_field("summary")

    def get_sitemap_urls(self, request: HttpRequest | None = None) -> list[dict[str, Any]]:
        """Return the address in each language in which the words can be read, each with all of them as alternates."""
        return [address for location in self.routes_in_sitemap for address in self.in_all_languages(location, request)]

    @property
    def routes_in_sitemap(self) -> Iterable[str]:
        """What the sitemap names of this page: paths below its address."""
        return [""]

    def in_all_languages(self, below: str, request: HttpRequest | None) -> list[dict[str, Any]]:
        languages = languages_in_sitemap(self)
        places = {code: localized_full_url(self, request, code) + below for code in languages}
        alternates = [{"lang_code": code, "location": place} for code, place in places.items()]
        shared = {"lastmod": self.last_published_at, "alternates": alternates if len(places) > 1 else []}
        return [{"location": place, **shared} for place in places.values()]

    @cached_property
    def original(self) -> Page | None:
        """The page whose translation this one is; None where it was written in its own language."""
        return original_of(self) if self.path and is_translation(self) else None

    @cached_property
    def public_versions(self) -> dict[str, Page]:
        """The public translations of this page by language, as links show them."""
        return public_versions(self)

    @property
    def languages_to_read(self) -> list[str]:
        """The languages in which the words of this page can be read, in the order of the settings."""
        known = {language_of(self), *self.public_versions}
        return [code for code, _name in settings.LANGUAGES if code in known]

    @staticmethod
    def public_pages(**conditions: Any) -> list[Page]:
        """Return the public pages that meet these conditions, from the overview on, as links show them."""
        pages = SitePageQuerySet(Page).live().public().filter(**conditions).order_by("depth")
        shown = pages.only("title", "url_path", "path", "depth", "locale", "translation_key")
        return in_readers_words(shown.localized())
