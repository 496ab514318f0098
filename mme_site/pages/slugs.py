"""A slug is one page's below a list in all its languages: an address of two pages would show readers one of them.

Wagtail looks at the children of one page; those of its translations are read at the same addresses
(`mme_site/pages/routing.py`).
"""

from typing import Any

from django.db.models import Exists, OuterRef
from django.db.models.functions import Left, Length
from django.utils.translation import gettext as _
from wagtail.admin.forms.pages import CopyForm
from wagtail.models import Page, PageQuerySet, Revision

from mme_site.core.querysets import SitePageQuerySet


def below_any_version(parent: Page) -> PageQuerySet:
    """Return the pages right below a page or below a translation of it."""
    path_above = Left(OuterRef("path"), Length(OuterRef("path")) - Page.steplen)
    versions = Page.objects.filter(translation_key=parent.translation_key, path=path_above)
    return SitePageQuerySet(Page).filter(Exists(versions))


def slug_is_available(slug: str, parent_page: Page | None, page: Page | None = None) -> bool:
    """Return True for a slug that no other page below the parent has; the translations of `page` are itself.

    A page that is saved with the slug that its row has is not asked again (`publishable.py`).
    """
    if parent_page is None or (page and getattr(page, "slug_of_row", None) == slug):
        return True
    others = below_any_version(parent_page).filter(slug=slug)
    if page:
        others = others.exclude(translation_key=page.translation_key)
    return not others.exists()


def readdress_translations(page: Page, former: str) -> None:
    """Give the translations of an original its new slug, but those to which an editor gave one of their own.

    Their drafts take it as well, so that none brings the former one back.
    """
    versions = list(Page.objects.filter(translation_key=page.translation_key, alias_of=None).exclude(pk=page.pk))
    if any(version.pk < page.pk for version in versions):
        return  # a translation itself
    for version in versions:
        if version.slug == former:
            for revision in version.revisions.filter(content__slug=former):
                revision.content["slug"] = page.slug
                Revision.objects.filter(pk=revision.pk).update(content=revision.content)
            version = version.specific
            version.slug = page.slug
            version.save()


def free_slug(slug: str, parent: Page, page: Page | None = None) -> str:
    """Return a slug, numbered where another page has it, as `wagtail.coreutils.find_available_slug` numbers."""
    free, number = slug, 0
    while not slug_is_available(free, parent, page):
        number += 1
        free = f"{slug}-{number}"
    return free


def check_slugs_in_all_languages() -> None:
    """Have everything that asks Wagtail for a free slug ask for one in all languages.

    The forms of pages and the views that move them ask `Page` itself, so that no subclass could answer.
    """
    Page._slug_is_available = staticmethod(slug_is_available)  # type: ignore[method-assign]  # a hook to set


class CopyFormWithFreeSlug(CopyForm):
    """Wagtail's form of a copy, which reads the children of one page by itself."""

    def clean(self) -> dict[str, Any]:
        super().clean()
        slug, parent = self.cleaned_data.get("new_slug"), self.cleaned_data.get("new_parent_page")
        parent = parent or self.page.get_parent()
        if slug and not slug_is_available(slug, parent):
            text = _("Another page here has the slug “%(slug)s”, in this language or another. Choose another one.")
            self.add_error("new_slug", text % {"slug": slug})
        return self.cleaned_data
