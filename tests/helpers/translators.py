"""What translators do, as wagtail-localize stores it."""

from wagtail_localize.models import StringSegment, StringTranslation
from wagtail_localize.operations import translate_object


def begun(page, locale):
    """Return the translation of a page as wagtail-localize begins it."""
    translate_object(page, [locale])
    return page.get_translation(locale)


def type_in(version, **texts):
    """Translate texts of a page by the names of their fields."""
    for path, text in texts.items():
        segment = StringSegment.objects.get(source__object=version.translation_key, context__path=path)
        StringTranslation.objects.update_or_create(
            translation_of=segment.string, locale=version.locale, context=segment.context, defaults={"data": text}
        )
