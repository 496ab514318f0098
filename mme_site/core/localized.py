"""What is read in another language than it was written in: the words of a page or of a line of one, and addresses."""

from collections.abc import Iterable
from typing import Any
from urllib.parse import urlsplit, urlunsplit

from django.conf import settings
from django.db import models
from django.http import HttpRequest
from django.utils.translation import get_language
from wagtail.models import Page

from mme_site.core.languages import locales_by_id


class LocalizedMixin(models.Model):
    """Something whose words can be replaced by their translation, to be shown and never to be saved."""

    localized_fields: frozenset[str] = frozenset()

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Refuse to save what is shown in translation: its own words would be lost."""
        if self.localized_fields:
            raise TypeError(f"{self!r} is shown in translation and cannot be saved")
        super().save(*args, **kwargs)

    def localize(self, field: str, words: Any) -> None:
        """Show these words, unless there are none; the original's own say nothing new."""
        if words and words != getattr(self, field):
            setattr(self, field, words)
            self.localized_fields = self.localized_fields | {field}


def localized_field(name: str) -> property:
    """Return what lets a query give the translation of a field, under the name `localized_<field>`."""

    def read(instance: LocalizedMixin) -> Any:
        return getattr(instance, name) if name in instance.localized_fields else None

    def write(instance: LocalizedMixin, words: Any) -> None:
        instance.localize(name, words)

    return property(read, write)


def in_readers_words(pages: Iterable[Page]) -> list[Page]:
    """Return pages of Wagtail's own class with the titles that `localized` gave them."""
    found = list(pages)
    for page in found:
        if title := getattr(page, "localized_title", None):
            page.title = title
    return found


def language_of(page: object) -> str | None:
    """Return the language that a page is written in, or None for what is no page."""
    key = getattr(page, "locale_id", None)
    if key is None:  # error pages are shown without a database
        return None
    locale = locales_by_id().get(key)
    return locale.language_code if locale else None


def localized_url(page: Page, request: HttpRequest | None = None, language: str | None = None) -> str:
    """Return the address of a page in a language, the reader's by default; empty where it has none."""
    page, language = in_own_words(page, language)
    return in_language(page.get_url(request) or "", language, language_of(page))


def localized_full_url(page: Page, request: HttpRequest | None = None, language: str | None = None) -> str:
    """Return the same address with scheme and host."""
    page, language = in_own_words(page, language)
    return in_language(page.get_full_url(request) or "", language, language_of(page))


def in_own_words(page: Page, language: str | None) -> tuple[Page, str | None]:
    """Return the page whose slug is the one in a language, and that language."""
    language = language or get_language()
    version = vars(page).get("public_versions", {}).get(language)  # where they were read
    return (version if version and version.slug != page.slug else page), language


def in_language(url: str, language: str | None, written_in: str | None = settings.LANGUAGE_CODE) -> str:
    """Return an address of the site in a language; `written_in` is that in which the address is given."""
    if not (url and language) or language == written_in:
        return url
    parts = urlsplit(url)
    own = parts.path
    if written_in != settings.LANGUAGE_CODE and own.startswith(f"/{written_in}/"):
        own = own.removeprefix(f"/{written_in}")
    return urlunsplit(parts._replace(path=own if language == settings.LANGUAGE_CODE else f"/{language}{own}"))
