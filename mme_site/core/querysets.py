"""Which pages everybody may read, asked in as few queries as can be."""

from collections.abc import Iterable
from typing import Any, Self

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Left, Length
from django.utils.translation import get_language
from wagtail.models import Page, PageQuerySet, PageViewRestriction, Site

from mme_site.caching.content_cache import cached, is_caching
from mme_site.core.languages import locale_id_of, locales_by_id

SITE_ROOT_DEPTH = 2  # Wagtail's invisible root is 1; each partnership is a child of it
# What Wagtail gives a page by its place in the tree, when it is saved.
SET_BY_TREE = ["path", "depth", "url_path", "draft_title", "locale", "content_type", "translation_key"]


def is_private(path: str = "path") -> Exists:
    """Return an expression for queries: true of a page, by its path, that not everybody may read or is below one.

    An alias is as private as its source, as Wagtail has it where it serves one
    (Page.get_view_restrictions), and forgets in its own `public()`.
    """
    begins_path = Q(page__path=Left(OuterRef(path), Length("page__path")))
    begins_path_with_alias = Q(page__aliases__path=Left(OuterRef(path), Length("page__aliases__path")))
    return Exists(PageViewRestriction.objects.filter(begins_path | begins_path_with_alias))


def is_withheld_translation(path: str = "path") -> Exists:
    """Return an expression for queries: true of a translation, by its path, whose original not everybody may read."""
    originals = came_before().exclude(Exists(came_before()))
    public = originals.filter(live=True).exclude(is_private())
    translations = Page.objects.filter(path=OuterRef(path))
    return Exists(translations.filter(Exists(originals)).exclude(Exists(public)))


def came_before() -> QuerySet[Page]:
    """Return, for a subquery, the versions of a page that were there before it: the first one is the original."""
    return Page.objects.filter(translation_key=OuterRef("translation_key"), pk__lt=OuterRef("pk"))


def is_in_translated_tree() -> Exists:
    """Return an expression for queries of pages: true of one in a tree that holds translations."""
    root = Left(OuterRef("path"), SITE_ROOT_DEPTH * Page.steplen)
    return Exists(roots_of_translations().filter(path=root))


def foreign_originals() -> dict[int, int]:
    """Return the locales of originals in other languages than the site's own, by their keys: most sites have few."""
    return cached("foreign originals", read_foreign_originals)


def read_foreign_originals() -> dict[int, int]:
    roots = translated_roots()
    if not roots:
        return {}
    pages = Page.objects.filter(is_below(roots), ~Exists(came_before()), alias_of=None, depth__gt=SITE_ROOT_DEPTH)
    return dict(pages.order_by().values_list("pk", "locale"))


def translations_at_home() -> frozenset[int]:
    """Return the keys of the versions in the site's own tree of what was written first in another language."""
    return cached("translations at home", read_translations_at_home) if foreign_originals() else frozenset()


def read_translations_at_home() -> frozenset[int]:
    keys = Page.objects.filter(pk__in=list(foreign_originals())).values("translation_key")
    pages = Page.objects.filter(translation_key__in=keys).exclude(is_below(translated_roots()))
    return frozenset(pages.order_by().values_list("pk", flat=True))


def translated_locales() -> set[int]:
    """Return the locales in which there can be translations: that of the site's own tree only where any is there."""
    return {*translated_roots().values(), *(locales_by_id() if translations_at_home() else ())}


def paths_of(page: Page) -> list[str]:
    """Return the paths below which the originals of a part of the site stand: that of a page and, where some were
    written in another language, those of its translations.
    """
    return versions_paths(page) if foreign_originals() else [page.path]


def versions_paths(page: Page) -> list[str]:
    """Return the paths of a page and of its translations."""
    pages = Page.objects.filter(translation_key=page.translation_key)
    return cached(("paths", page.translation_key), lambda: sorted({page.path, *pages.values_list("path", flat=True)}))


def paths_of_partnership(page: Page) -> list[str]:
    """Return the paths of the roots of a page's partnership, one for each language."""
    return versions_paths(Page.objects.get(path=page.path[: Page.steplen * SITE_ROOT_DEPTH]))


def is_published_below(page: Page, key: str = "pk", **conditions: Any) -> Exists:
    """Return an expression for queries: true of a row whose `key` is that of a public page below one."""
    pages = SitePageQuerySet(Page).filter(is_below(paths_of(page)), pk=OuterRef(key), **conditions)
    return Exists(pages.live().public())


MAX_PATHS = 50  # that are named one by one in a query


def private_paths() -> list[str]:
    """Return the paths of the pages that not everybody may read; what is below them is private as well."""
    return cached("private places", read_private_paths)


def read_private_paths() -> list[str]:
    found = dict(PageViewRestriction.objects.values_list("page", "page__path"))
    new = set(found)
    while new:  # an alias is as private as its source, which may be an alias itself
        aliases = dict(Page.objects.filter(alias_of__in=new).exclude(pk__in=found).values_list("pk", "path"))
        found |= aliases
        new = set(aliases)
    return sorted(found.values())


def translated_roots() -> dict[str, int]:
    """Return the trees that hold translations: the locale of each by the path of its root."""
    return cached("translated roots", lambda: dict(roots_of_translations().values_list("path", "locale")))


def roots_of_translations() -> QuerySet[Page]:
    """Return the versions of the sites' root pages in other languages."""
    keys = Site.objects.values("root_page__translation_key")
    return Page.objects.filter(translation_key__in=keys).exclude(pk__in=Site.objects.values("root_page"))


def is_below(paths: Iterable[str]) -> Q:
    """Return a condition: at one of these paths, or below it."""
    below_one = Q()
    for path in paths:
        below_one |= Q(path__startswith=path)
    return below_one


class SitePageQuerySet(PageQuerySet):
    """Pages, asked for in fewer queries."""

    def public(self) -> Self:
        """Leave out what not everybody may read, and translations, which are no pages of their own to readers.

        A translation is read at the address of its original (`mme_site/pages/translations.py`).
        """
        return self.originals().unrestricted()

    def originals(self) -> Self:
        """Leave out translations; an original may be written in any language."""
        if not is_caching():
            below_root, is_later = Q(depth__gt=SITE_ROOT_DEPTH), Exists(came_before())
            says_nothing_new = Q(is_in_translated_tree()) & (~below_root | Q(alias_of__isnull=False))
            return self.exclude(says_nothing_new).exclude(below_root & Q(is_later))
        roots, foreign, at_home = translated_roots(), list(foreign_originals()), list(translations_at_home())
        if foreign:
            return self.exclude(is_below(roots) & ~Q(pk__in=foreign)).exclude(pk__in=at_home)
        return self.exclude(is_below(roots)) if roots else self

    def unrestricted(self) -> Self:
        """Leave out what not everybody may read; Wagtail's own `public` reads the restrictions before each query.

        A request reads them once; most sites have few, and most of the time none.
        """
        places = private_paths() if is_caching() else None
        if places is None or len(places) > MAX_PATHS:
            return self.exclude(is_private())
        return self.exclude(is_below(places)) if places else self

    def localized(self, *fields: str) -> Self:
        """Give each page, as `localized_<field>`, its words in the reader's language: None where it has none there.

        A page of ours takes them by itself (`Localized`).
        """
        versions = self.versions(get_language())
        if versions is None:
            return self
        words = {f"localized_{field}": Subquery(versions.values(field)[:1]) for field in fields or ["title"]}
        return self.annotate(**words)

    def versions(self, language: str | None) -> "SitePageQuerySet | None":
        """Return, for a subquery, the public version of a page in a language; None where there is no such version."""
        locale = locale_id_of(language)
        if locale not in translated_locales():
            return None
        versions = SitePageQuerySet(self.model).public_translations(locale).order_by()
        return versions.filter(translation_key=OuterRef("translation_key"))

    def public_translations(self, locale: int | None = None) -> Self:
        """Return the translations, into one language or into any, whose words readers are shown.

        An alias, which wagtail-localize makes above a translation, is in no other words.
        """
        versions = self.live().unrestricted().filter(alias_of=None)
        if locale:
            versions = versions.filter(locale=locale)
        if locale in translated_roots().values():
            return versions
        return versions.filter(Q(locale__in=translated_roots().values()) | Q(pk__in=list(translations_at_home())))

    def at_or_below(self, page: Page) -> Self:
        """Return the pages of a part of the site: a page and what stands below it, originals in all languages."""
        return self.filter(is_below(paths_of(page)))

    def published_below(self, page: Page, **conditions: Any) -> Self:
        """Return what everybody may read below a page; the conditions are such as any page can meet.

        The tree is asked about each row, so that a database can walk a long list in the order of
        an index of ours and stop where the reader does. As a join, which `live()` and `child_of()`
        make of it, SQLite begins with the tree, and sorts all of it.
        """
        if page.pk is None:  # a new page in a preview has nothing below it
            return self.none()
        return self.filter(is_published_below(page, **conditions))
