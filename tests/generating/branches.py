"""The lists below which content is made, in each language of the site."""

from dataclasses import dataclass

from wagtail.models import Locale, Site

from home.models import PartnershipPage
from meetings.models import DocumentIndexPage, MeetingIndexPage
from tests.generating.rows import Shelf


@dataclass
class Branch:
    """The meetings and documents of the partnership in one language."""

    language: str
    meetings: Shelf
    documents: Shelf


def find_overview():
    """Return the overview of the default site, or None."""
    site = Site.objects.filter(is_default_site=True).first()
    return PartnershipPage.objects.filter(pk=site.root_page_id).first() if site else None


def grow(overview, language):
    """Return the branch in a language; its overview and lists are translated where they are not there yet."""
    locale, _is_new = Locale.objects.get_or_create(language_code=language)
    above = overview if overview.locale == locale else translated(overview, locale)
    lists = []
    for page_type in (MeetingIndexPage, DocumentIndexPage):
        page = page_type.objects.child_of(overview).first()
        lists.append(page if above == overview else translated(page, locale))
    return Branch(language, *map(Shelf, lists))


def translated(page, locale):
    """Return the version of a page in a language, published; its text is still that of the page."""
    version = page.get_translation_or_none(locale)
    if version is None:
        version = page.copy_for_translation(locale)
        version.save_revision().publish()
        version.refresh_from_db()
    return version
