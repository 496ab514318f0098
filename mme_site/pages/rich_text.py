"""Links to pages and files inside texts."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.utils.html import escape
from wagtail.documents.rich_text import DocumentLinkHandler
from wagtail.models import Page
from wagtail.rich_text.pages import PageLinkHandler

from mme_site.caching.content_cache import cached_for_request
from mme_site.core.localized import localized_url
from mme_site.core.querysets import SitePageQuerySet, translated_roots
from mme_site.files.models import SiteDocument
from mme_site.files.privacy import is_withheld
from mme_site.pages.linked_pages import linked_page_ids


class PublicPageLinkHandler(PageLinkHandler):
    """Links lead to public pages only: the address of a draft or private page says what it is about.

    They lead to the page chosen, or to its version in the reader's language where that is
    public as well. All texts of a page together cost one query; Wagtail's own handler makes two
    for each text and two for each link.
    """

    @classmethod
    def get_many(cls, attrs_list: Sequence[dict[str, Any]]) -> list[Page | None]:
        keys = [str(attrs.get("id")) for attrs in attrs_list]
        known: dict[str, Page | None] = cached_for_request("links to pages", dict)
        if missing := {*keys, *linked_page_ids()} - known.keys():
            known |= dict.fromkeys(missing) | cls.read(missing)
        return [known[key] for key in keys]

    @classmethod
    def read(cls, keys: Iterable[str]) -> dict[str, Page]:
        """Return the public pages for these keys, by key."""
        # A translation may name the version of a page in its own language: readers are led to the original's address.
        chosen = Page.objects.filter(pk__in=keys)
        originals = SitePageQuerySet(Page).live().public().filter(translation_key__in=chosen.values("translation_key"))
        found = {page.translation_key: page for page in originals.only("url_path", "locale", "translation_key")}
        by_key = {str(page.pk): page for page in found.values()}
        if found and translated_roots() and not by_key.keys() >= set(keys):
            named = chosen.values_list("pk", "translation_key")
            by_key |= {str(pk): found[key] for pk, key in named if key in found}
        return by_key

    @classmethod
    def expand_db_attributes_many(cls, attrs_list: Sequence[dict[str, Any]]) -> list[str]:
        return [link_to(page) for page in cls.get_many(attrs_list)]


class PublicDocumentLinkHandler(DocumentLinkHandler):
    """Links lead to files that everybody may read: the address of a file says what it is about.

    A file that a public text links to is public by that, unless it is held in a private
    collection.
    """

    @classmethod
    def get_many(cls, attrs_list: Sequence[dict[str, Any]]) -> list[SiteDocument | None]:
        keys = [attrs.get("id") for attrs in attrs_list]
        files = SiteDocument.objects.exclude(is_withheld()).filter(pk__in=keys)
        found = {str(file.pk): file for file in files}
        return [found.get(str(key)) for key in keys]

    @classmethod
    def expand_db_attributes_many(cls, attrs_list: Sequence[dict[str, Any]]) -> list[str]:
        return [link_to(file) for file in cls.get_many(attrs_list)]


def link_to(target: Page | SiteDocument | None) -> str:
    """Return the opening tag of a link; one that leads nowhere where there is no target."""
    if target is None:
        return "<a>"
    address = localized_url(target) if isinstance(target, Page) else target.url
    return f'<a href="{escape(address)}">'
