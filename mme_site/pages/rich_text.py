"""Links to pages and files inside texts."""

from django.utils.html import escape
from django.utils.translation import get_language
from wagtail.documents.rich_text import DocumentLinkHandler
from wagtail.models import Page
from wagtail.rich_text.pages import PageLinkHandler

from mme_site.caching.content_cache import cached_for_request
from mme_site.core.languages import locales_by_id
from mme_site.core.querysets import SitePageQuerySet
from mme_site.files.models import SiteDocument
from mme_site.files.privacy import is_in_private_collection
from mme_site.pages.linked_pages import linked_page_ids


class PublicPageLinkHandler(PageLinkHandler):
    """Links lead to public pages only: the address of a draft or private page says what it is about.

    They lead to the page chosen, or to its version in the reader's language where that is
    public as well. All texts of a page together cost one query; Wagtail's own handler makes two
    for each text and two for each link.
    """

    @classmethod
    def get_many(cls, attrs_list):
        keys = [str(attrs.get("id")) for attrs in attrs_list]
        known = cached_for_request("links to pages", dict)
        if missing := {*keys, *linked_page_ids()} - known.keys():
            known |= dict.fromkeys(missing) | cls.read(missing)
        return [known[key] for key in keys]

    @classmethod
    def read(cls, keys):
        """Return the public pages for these keys, by key."""
        chosen = Page.objects.filter(pk__in=keys).values("translation_key")
        versions = SitePageQuerySet(Page).live().public().filter(translation_key__in=chosen)
        versions = list(versions.only("title", "url_path", "locale", "translation_key"))
        languages = {key: locale.language_code for key, locale in locales_by_id().items()}
        localized = {page.translation_key: page for page in versions if languages[page.locale_id] == get_language()}
        return {str(page.pk): localized.get(page.translation_key, page) for page in versions}

    @classmethod
    def expand_db_attributes_many(cls, attrs_list):
        return [link_to(page) for page in cls.get_many(attrs_list)]


class PublicDocumentLinkHandler(DocumentLinkHandler):
    """Links lead to files that everybody may read: the address of a file says what it is about.

    A file that a public text links to is public by that, unless it is held in a private
    collection.
    """

    @classmethod
    def get_many(cls, attrs_list):
        keys = [attrs.get("id") for attrs in attrs_list]
        files = SiteDocument.objects.exclude(is_in_private_collection()).filter(pk__in=keys)
        found = {str(file.pk): file for file in files}
        return [found.get(str(key)) for key in keys]

    @classmethod
    def expand_db_attributes_many(cls, attrs_list):
        return [link_to(file) for file in cls.get_many(attrs_list)]


def link_to(target):
    """Return the opening tag of a link; one that leads nowhere where there is no target."""
    return f'<a href="{escape(target.url)}">' if target else "<a>"
