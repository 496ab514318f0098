"""A page in the reader's language: the original's facts, at an address of that language, in a translation's words.

Every page has an address in each language of the site: that of the original behind the language's prefix. What is
published is the original's; its translation, a page of wagtail-localize's in a tree of its own, gives the words.
So dates, status, relations and files are one in all languages, and a page that nobody has translated needs no rows.
"""

import datetime
from collections import defaultdict
from collections.abc import Collection, Iterable
from typing import Any

from django.conf import settings
from django.db.models import Exists, OuterRef, QuerySet
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import get_language
from wagtail.models import Page

from mme_site.core.languages import locale_id_of
from mme_site.core.localized import in_language, language_of, localized_url
from mme_site.core.querysets import (
    SITE_ROOT_DEPTH,
    SitePageQuerySet,
    foreign_originals,
    translated_locales,
    translated_roots,
    translations_at_home,
)
from mme_site.core.templatetags.mme_languages import query_of


def versions_of(page: Page) -> SitePageQuerySet:
    """Return the public translations of a page."""
    versions = SitePageQuerySet(type(page)).public_translations()
    return versions.filter(translation_key=page.translation_key).exclude(pk=page.pk)


def public_versions(page: Page) -> dict[str, Page]:
    """Return the public translations of a page by language, as links show them."""
    shown = versions_of(page).only("slug", "url_path", "locale", "path", "depth") if translated_roots() else ()
    return {language: version for version in shown if (language := language_of(version))}


def with_languages(pages: QuerySet[Page]) -> QuerySet[Page]:
    """Let each of very many pages know of itself into which locales it is translated."""
    versions = SitePageQuerySet(Page).public_translations().filter(translation_key=OuterRef("translation_key"))
    locales = translated_locales()
    return pages.annotate(**{f"is_in_{locale}": Exists(versions.filter(locale=locale)) for locale in locales})


def languages_in_sitemap(page: Any) -> list[str]:
    """Return the languages in which the words of a page can be read, without a query for one of `with_languages`."""
    known = {one: vars(page).get(f"is_in_{one}") for one in translated_locales()}
    if None in known.values():
        return list(page.languages_to_read)
    return in_order(page.locale_id, [locale for locale, is_known in known.items() if is_known])


def in_order(locale: int, translations: Iterable[int]) -> list[str]:
    """Return the languages of a page and of its translations, by their locales, in the order of the site."""
    return [code for code, _name in settings.LANGUAGES if locale_id_of(code) in {locale, *translations}]


def read_translations(keys: Collection[Any]) -> dict[Any, dict[int, datetime.datetime | None]]:
    """Return when each public translation, of some pages, was published last, by translation key and locale."""
    found: dict[Any, dict[int, datetime.datetime | None]] = defaultdict(dict)
    versions = SitePageQuerySet(Page).public_translations().filter(translation_key__in=keys)
    for key, locale, published in versions.values_list("translation_key", "locale", "last_published_at").iterator():
        found[key][locale] = published
    return found


def read_in(language: str | None, page: Any) -> Any:
    """Give a page the words of its public translation into a language, where there is one."""
    locale = locale_id_of(language)
    if page.locale_id == locale or locale not in translated_locales():
        return page
    if version := versions_of(page).filter(locale=locale).first():
        take_words(page, version)
    return page


def take_words(page: Any, version: Page) -> None:
    """Show the words of a translation on its original."""
    page.translation = version
    for field in page.words:
        page.localize(field, getattr(version, field))


def redirect_to_own_address(
    page: Any, request: HttpRequest, args: tuple[Any, ...], kwargs: dict[str, Any]
) -> HttpResponseBase | None:
    """Lead from the original's address to that of a translation whose slug an editor has changed."""
    translation = getattr(page, "translation", None)
    if translation is None or translation.slug == page.slug or not page.public_versions:
        return None
    address = localized_url(page, request)
    if request.path.startswith(address):
        return None
    # What stands below the address goes along, as a file of the page's does, and so do the filters of a list.
    below = request.path.removeprefix(in_language(page.get_url(request) or "", get_language(), language_of(page)))
    below = "" if below == request.path else below
    return redirect(f"{address}{below}{query_of(request)}")


def is_translation(page: Page) -> bool:
    """Return True for a page whose original stands in another tree."""
    if page.pk in translations_at_home():
        return True
    return stands_in_translated_tree(page) and page.pk not in foreign_originals()


def stands_in_translated_tree(page: Page) -> bool:
    """Return True for a page in one of the trees that hold translations, and what was written there first."""
    return page.path[: Page.steplen * SITE_ROOT_DEPTH] in translated_roots()


def original_of(page: Page) -> Page | None:
    """Return the page whose translation a page is, None where it was written in its own language."""
    others = SitePageQuerySet(type(page)).filter(translation_key=page.translation_key, alias_of=None)
    return others.filter(pk__lt=page.pk).order_by("pk").first()
