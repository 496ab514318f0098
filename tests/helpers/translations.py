"""Translates pages as wagtail-localize leaves them."""

from wagtail.models import Locale


def translated(page, language="fr", live=True, **words):
    """Return the translation of a page into a language, in other words; the pages above it are made where missing."""
    locale, _is_new = Locale.objects.get_or_create(language_code=language)
    version = page.get_translation_or_none(locale) or page.copy_for_translation(locale, copy_parents=True)
    if version.alias_of_id:
        version.alias_of = None
    for field, text in words.items():
        setattr(version, field, text)
    revision = version.save_revision()
    if live:
        revision.publish()
    return type(version).objects.get(pk=version.pk)
