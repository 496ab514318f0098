"""Which language a text is in, and in which others the same page can be read."""

from collections.abc import Iterable
from dataclasses import dataclass

from django import template
from django.conf import settings
from django.http import HttpRequest
from django.template.context import Context
from django.urls import translate_url
from django.utils.html import format_html, format_html_join
from django.utils.translation import get_language, get_language_info, gettext, override
from wagtail.models import Page

from mme_site.core.language_detection import detect_language, with_detected_language
from mme_site.core.languages import TextInLanguage, TranslatedRecord, base_language, labelled, semicolon, separator
from mme_site.core.localized import in_language, language_of, localized_full_url, localized_url

register = template.Library()
register.filter("printed", with_detected_language)


@dataclass(frozen=True)
class LanguageChoice:
    """One language of the site, and the address of the page in it."""

    code: str
    name: str
    url: str
    is_current: bool
    is_translated: bool

    @property
    def offer(self) -> str:
        """The words that offer the page in this language, in this language."""
        with override(self.code):
            # Translators: the language to name is that of the translation, as in “Lire cette page en français”.
            return gettext("Read this page in English")


@register.simple_tag
def foreign(page: object, field: str = "title") -> str:
    """Return `lang` and `dir` for words that are not in the reader's language, else nothing (WCAG 3.1.2).

    They are those of a page's field, or what a record says (`TextInLanguage`).
    """
    language = page.language if isinstance(page, TextInLanguage) else language_of(page)
    if language is None or language == base_language(get_language()) or is_localized(page, field):
        return ""
    direction = "rtl" if get_language_info(language)["bidi"] else "ltr"
    return format_html(' lang="{}" dir="{}"', language, direction)


@register.filter
def words(record: TranslatedRecord, name: str) -> TextInLanguage:
    """Return what a record says under a name such as `note`, in the reader's language or else in English."""
    return record.words(name)


@register.filter
def with_language(text: object) -> TextInLanguage:
    """Return words with their language, the reader's where their letters and words do not tell another."""
    return TextInLanguage(text, detect_language(str(text), base_language(get_language())))


@register.filter
def marked(text: str) -> str:
    """Return what a record says, marked where it is not in the reader's language."""
    attributes = foreign(text)
    return format_html("<span{}>{}</span>", attributes, text) if attributes else text


@register.simple_tag
def comma() -> str:
    """Return the comma of the reader's language, with the space after it."""
    return separator()


@register.simple_tag
def colon() -> str:
    """Return the colon of the reader's language between what is named and what is said of it, with its spaces."""
    return labelled("", "")


@register.simple_tag(name="semicolon")
def semicolon_tag() -> str:
    """Return what stands between parts that may have commas of their own, in the reader's language."""
    return semicolon()


@register.filter
def marked_list(texts: Iterable[str]) -> str:
    """Return several such texts in one line, with the comma of the reader's language."""
    return format_html_join(separator(), "{}", ((marked(text),) for text in texts))


def is_localized(page: object, field: str) -> bool:
    """Return True where the words of a field are those of a translation."""
    # Pages of Wagtail's own class have the answer of their query only.
    return field in getattr(page, "localized_fields", ()) or bool(getattr(page, f"localized_{field}", None))


@register.filter
def title_in_language(page: Page) -> TextInLanguage:
    """Return the title that a reader is shown, with the language that it is in."""
    spoken = base_language(get_language()) if is_localized(page, "title") else language_of(page)
    return TextInLanguage(page.title, spoken or settings.LANGUAGE_CODE)


@register.simple_tag(takes_context=True, name="localized_url")
def localized_url_tag(context: Context, page: Page, language: str | None = None) -> str:
    """Return the address of a page in a language, the reader's by default."""
    return localized_url(page, context.get("request"), language)


@register.simple_tag(takes_context=True, name="localized_full_url")
def localized_full_url_tag(context: Context, page: Page, language: str | None = None) -> str:
    """Return the address of a page in a language, the reader's by default, with scheme and host."""
    return localized_full_url(page, context.get("request"), language)


@register.simple_tag(takes_context=True)
def canonical_url(context: Context, page: Page) -> str:
    """Return the address that search engines are to name: a page that is not translated is its original."""
    language = language_of(page) if is_untranslated(page) else get_language()
    return localized_full_url(page, context.get("request"), language)


@register.filter
def is_untranslated(page: object) -> bool:
    """Return True for a page that is shown in other words than those of the reader's language."""
    return language_of(page) not in (None, get_language()) and getattr(page, "translation", None) is None


@register.simple_tag(takes_context=True)
def language_choices(context: Context) -> list[LanguageChoice]:
    """Return every language of the site, each with the address of what is shown now."""
    # A page of an error may be shown without what needs the database, of which `request` would ask.
    request, page = context.get("request") or context.get("failed_request"), context.get("page")
    if request is None:
        return []
    shown = page if getattr(page, "pk", None) else None
    readable = shown.languages_to_read if shown else [code for code, _name in settings.LANGUAGES]
    return [
        LanguageChoice(
            code,
            get_language_info(code)["name_local"],
            address_of_page(request, shown, code) if shown else address_of_view(request, code),
            code == get_language(),
            code in readable,
        )
        for code, _name in settings.LANGUAGES
    ]


def address_of_page(request: HttpRequest, page: Page, code: str) -> str:
    """Return the address of a page in a language, with what follows it in the reader's address."""
    own = localized_url(page, request)
    below = request.path.removeprefix(own)
    return localized_url(page, request, code) + ("" if below == request.path else below) + query_of(request)


def address_of_view(request: HttpRequest, code: str) -> str:
    """Return the address of what is no page, such as the search, in a language; the overview where it has none."""
    address = translate_url(request.path, code)
    if address == request.path and code != get_language():
        return in_language("/", code)
    return address + query_of(request)


def query_of(request: HttpRequest) -> str:
    """Return the query string of a request with its question mark; empty where it has none."""
    return f"?{request.META['QUERY_STRING']}" if request.META.get("QUERY_STRING") else ""
