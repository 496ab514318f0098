"""Which language a text is in, and in which others the same page can be read."""

from dataclasses import dataclass

from django import template
from django.conf import settings
from django.urls import translate_url
from django.utils.html import format_html
from django.utils.translation import get_language, get_language_info

from mme_site.core.languages import locales_by_id

register = template.Library()


@dataclass(frozen=True)
class LanguageChoice:
    """One language of the site, and the address of the page in it: empty where it is missing."""

    code: str
    name: str
    url: str
    is_current: bool


def language_of(page):
    """Return the language of a page, or None for what is no page."""
    key = getattr(page, "locale_id", None)
    if key is None:  # error pages are shown without a database
        return None
    locale = locales_by_id().get(key)
    return locale and locale.language_code


@register.simple_tag
def foreign(page):
    """Return `lang` and `dir` for a text of a page that is not in the reader's language, else nothing (WCAG 3.1.2)."""
    language = language_of(page)
    if language is None or language == get_language():
        return ""
    direction = "rtl" if get_language_info(language)["bidi"] else "ltr"
    return format_html(' lang="{}" dir="{}"', language, direction)


@register.filter
def is_untranslated(page):
    """Return True for a page that is shown in another language than the reader asked for."""
    return language_of(page) not in (None, get_language())


@register.simple_tag(takes_context=True)
def language_choices(context):
    """Return every language of the site, each with the address of what is shown now."""
    request, page = context.get("request"), context.get("page")
    if request is None:
        return []
    address = address_of_page if getattr(page, "pk", None) else address_of_view
    return [
        LanguageChoice(
            code, get_language_info(code)["name_local"], address(request, page, code), code == get_language()
        )
        for code, _name in settings.LANGUAGES
    ]


def address_of_page(request, page, code):
    """Return the address of a page's version in a language, with what follows it in the reader's address."""
    versions = {language_of(version): version for version in (page, *page.public_translations)}
    url = versions[code].get_url(request) if code in versions else None
    if url is None:  # not translated, or a preview of what has no address yet
        return ""
    below = request.path.removeprefix(page.get_url(request) or "")
    return url + ("" if below == request.path else below) + query_of(request)


def address_of_view(request, page, code):
    """Return the address of what is no page, such as the search, in a language."""
    return translate_url(request.path, code) + query_of(request)


def query_of(request):
    return f"?{request.META['QUERY_STRING']}" if request.META.get("QUERY_STRING") else ""
