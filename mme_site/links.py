"""Links to pages inside texts."""

from django.utils.html import escape
from django.utils.translation import get_language
from wagtail.models import Page
from wagtail.rich_text.pages import PageLinkHandler

from mme_site.pages import SitePageQuerySet


class PublicPageLinkHandler(PageLinkHandler):
    """Links lead to public pages only: the address of a draft or private page says what it is about.

    A text with links costs one query; Wagtail's own handler makes two for each text and
    two for each link.
    """

    @classmethod
    def get_many(cls, attrs_list):
        keys = [attrs.get("id") for attrs in attrs_list]
        pages = SitePageQuerySet(Page).live().public().filter(pk__in=keys).select_related("locale")
        found = {str(page.pk): page for page in pages}
        return [found.get(str(key)) for key in keys]

    @classmethod
    def expand_db_attributes_many(cls, attrs_list):
        return [f'<a href="{escape(address(page))}">' if page else "<a>" for page in cls.get_many(attrs_list)]


def address(page):
    """Return the address of a page, in the reader's language where it is translated."""
    return (page if page.locale.language_code == get_language() else page.localized).url
