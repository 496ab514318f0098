"""Reads what records tell, for many at once: the number of queries does not depend on how many they are."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import get_language
from wagtail.fields import StreamField
from wagtail.models import Page
from wagtail.rich_text import get_text_for_indexing

from mme_site.core.languages import locale_id_of, locales_by_id
from mme_site.core.localized import in_readers_words, language_of, localized_full_url
from mme_site.core.models import OtherName, Source
from mme_site.core.querysets import SitePageQuerySet, translated_locales
from mme_site.opendata.schemas import Link, NameFacts, SourceFacts
from mme_site.pages.translations import take_words


def in_readers_language(pages: Iterable[Any]) -> list[Any]:
    """Return pages of one type with the words of their public translations into the reader's language."""
    found = list(pages)
    locale = locale_id_of(get_language())
    for page in found:
        page.locale = locales_by_id().get(page.locale_id) or page.locale
    if not found or locale not in translated_locales():
        return found
    versions = SitePageQuerySet(type(found[0])).public_translations(locale)
    versions = versions.filter(translation_key__in=[page.translation_key for page in found])
    by_key = {version.translation_key: version for version in versions}
    for page in found:
        version = by_key.get(page.translation_key)
        if version and version.pk != page.pk:
            take_words(page, version)
            page.public_versions = {str(get_language()): version}
    return found


def links_to(keys: Collection[int | None], request: HttpRequest | None = None) -> dict[int, Link]:
    """Return the links to those of some pages that are public, by key."""
    wanted = {key for key in keys if key}
    if not wanted:
        return {}
    pages = SitePageQuerySet(Page).filter(pk__in=wanted).live().public()
    shown = pages.only("title", "slug", "url_path", "path", "locale", "translation_key").localized()
    return {page.pk: link_to(page, request) for page in in_readers_words(shown)}


def link_to(page: Any, request: HttpRequest | None = None) -> Link:
    """Return the link to a page as readers of the active language find it."""
    return Link(number=page.pk, slug=page.slug, title=page.title, url=localized_full_url(page, request))


def words_in(page: Any) -> str:
    """Return the language of a page's words."""
    translation = getattr(page, "translation", None)
    return language_of(translation or page) or ""


def text_of(page: Any, *names: str) -> str:
    """Return the words of a page's bodies, a paragraph after the other."""
    fields = [field for field in page._meta.concrete_fields if isinstance(field, StreamField)]
    texts = []
    for field in fields:
        if names and field.name not in names:
            continue
        stream = getattr(page, field.name)
        texts += [" ".join(text.split()) for text in stream.stream_block.get_searchable_content(stream)]
    return "\n\n".join(filter(None, texts))


def plain(html: str) -> str:
    """Return the words of a text as an editor formatted it."""
    return " ".join(get_text_for_indexing(html).split()) if html else ""


def by_owner(rows: QuerySet[Any], owner: str) -> dict[int, list[Any]]:
    """Return rows by what they belong to, in their order; `owner` is the name of a column."""
    found: dict[int, list[Any]] = defaultdict(list)
    for row in rows:
        found[getattr(row, owner)].append(row)
    return found


def named(rows: Iterable[tuple[int, int]]) -> dict[int, list[int]]:
    """Return which keys go with which, from pairs of keys."""
    found: dict[int, list[int]] = defaultdict(list)
    for owner, key in rows:
        found[owner].append(key)
    return found


def sources_of(keys: Collection[int]) -> dict[int, list[SourceFacts]]:
    """Return the sources of pages by their keys."""
    rows = by_owner(Source.objects.filter(page__in=keys).order_by("sort_order", "pk"), "page_id")
    return {
        key: [
            SourceFacts(title=one.title, url=one.url, says=one.says, disagrees=one.disagrees, checked_on=one.checked_on)
            for one in sources
        ]
        for key, sources in rows.items()
    }


def other_names_of(keys: Collection[int]) -> dict[int, list[NameFacts]]:
    """Return the other names of pages by their keys."""
    rows = by_owner(OtherName.objects.filter(page__in=keys).order_by("sort_order", "pk"), "page_id")
    return {
        key: [NameFacts(name=one.name, language=one.language, is_official=one.is_official) for one in names]
        for key, names in rows.items()
    }


def record_facts(page: Any, request: HttpRequest | None, letter: str = "") -> dict[str, Any]:
    """Return what every record tells, of a page in the reader's words."""
    url = localized_full_url(page, request)
    translation = getattr(page, "translation", None)
    changes = [moment for one in (page, translation) if one and (moment := one.last_published_at)]
    return {
        "id": f"urn:uuid:{page.translation_key}",
        "number": page.pk,
        "url": url,
        "short_url": short_url(page, letter) if letter else "",
        "language": get_language() or "",
        "words_in": words_in(page),
        "title": page.title,
        "slug": page.slug,
        "summary": page.summary,
        "published": page.first_published_at,
        "changed": max(changes, default=None),
    }


def short_url(page: Any, letter: str, number: int | None = None) -> str:
    """Return the short address of a page, or of a record below it, which stays the same wherever the page is moved."""
    site_url = page.get_url_parts()[1] or ""
    return f"{site_url}{reverse('short_address', args=[letter, number or page.pk])}"
