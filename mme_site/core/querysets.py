"""Which pages everybody may read, asked in as few queries as can be."""

from django.db.models import Exists, OuterRef, Q
from django.db.models.functions import Left, Length
from wagtail.models import Page, PageQuerySet, PageViewRestriction

from mme_site.caching.content_cache import cached, is_caching

SITE_ROOT_DEPTH = 2  # Wagtail's invisible root is 1; each partnership is a child of it


def is_private(path="path"):
    """Return an expression for queries: true of a page, by its path, that not everybody may read or is below one.

    An alias is as private as its source, as Wagtail has it where it serves one
    (Page.get_view_restrictions), and forgets in its own `public()`.
    """
    begins_path = Q(page__path=Left(OuterRef(path), Length("page__path")))
    begins_path_with_alias = Q(page__aliases__path=Left(OuterRef(path), Length("page__aliases__path")))
    return Exists(PageViewRestriction.objects.filter(begins_path | begins_path_with_alias))


def is_published_below(page, key="pk", **conditions):
    """Return an expression for queries: true of a row whose `key` is that of a public page below one."""
    pages = SitePageQuerySet(Page).filter(pk=OuterRef(key), path__startswith=page.path, **conditions)
    return Exists(pages.live().public())


MAX_PATHS = 50  # that are named one by one in a query


def private_paths():
    """Return the paths of the pages that not everybody may read; what is below them is private as well."""
    return cached("private places", read_private_paths)


def read_private_paths():
    found = dict(PageViewRestriction.objects.values_list("page", "page__path"))
    new = set(found)
    while new:  # an alias is as private as its source, which may be an alias itself
        aliases = dict(Page.objects.filter(alias_of__in=new).exclude(pk__in=found).values_list("pk", "path"))
        found |= aliases
        new = set(aliases)
    return sorted(found.values())


class SitePageQuerySet(PageQuerySet):
    """Pages, asked for in fewer queries."""

    def public(self):
        """Leave out what not everybody may read; Wagtail's own reads the restrictions in a query before each.

        A request reads them once; most sites have few, and most of the time none.
        """
        places = private_paths() if is_caching() else None
        if places is None or len(places) > MAX_PATHS:
            return self.exclude(is_private())
        below_one = Q()
        for path in places:
            below_one |= Q(path__startswith=path)
        return self.exclude(below_one) if places else self

    def published_below(self, page, **conditions):
        """Return what everybody may read below a page; the conditions are such as any page can meet.

        The tree is asked about each row, so that a database can walk a long list in the order of
        an index of ours and stop where the reader does. As a join, which `live()` and `child_of()`
        make of it, SQLite begins with the tree, and sorts all of it.
        """
        if page.pk is None:  # a new page in a preview has nothing below it
            return self.none()
        return self.filter(is_published_below(page, **conditions))
