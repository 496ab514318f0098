"""The shipped translations of pages: the texts of the catalogues, read into wagtail-localize and published.

They are the pieces into which wagtail-localize takes a page apart (`wagtail_localize.segments`).
"""

import json
from collections.abc import Iterator
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.functional import cached_property
from wagtail.models import Locale, Page, ReferenceIndex
from wagtail.signal_handlers import disable_reference_index_auto_update
from wagtail_localize.models import StringSegment, StringTranslation, Translation, TranslationSource
from wagtail_localize.segments import StringSegmentValue
from wagtail_localize.segments.extract import extract_segments
from wagtail_localize.segments.ingest import ingest_segments
from wagtail_localize.strings import StringValue

from home.loading.catalogues import FOLDER, Catalogue
from home.loading.updating import digest_of
from home.models import LoadedRecord
from mme_site.editorial.translating.following import update_source
from mme_site.tasks.batching import batch_tasks


def load_translations(catalogues: list[Catalogue], pages: dict[str, Page]) -> dict[str, list[str]]:
    """Publish the translations of pages, given by the keys of their rows; return the keys of those done by language.

    What was done before is done again only where the page or the catalogue has changed. A text that a translator
    has written stays.
    """
    if not catalogues:
        return {}
    known = dict(LoadedRecord.objects.filter(key__startswith=f"{FOLDER}/").values_list("key", "digest"))
    done: dict[str, list[str]] = {}
    with disable_reference_index_auto_update():
        for key, page in pages.items():
            original = Original(page)
            for catalogue in catalogues:
                record = f"{FOLDER}/{catalogue.language}.po:{key}"
                digest = digest_of(page.live_revision_id, catalogue.digest)
                if known.get(record) == digest or not page.live:
                    continue
                with transaction.atomic(), batch_tasks():
                    if publish_translation(original, catalogue):
                        done.setdefault(catalogue.language, []).append(key)
                    LoadedRecord.objects.update_or_create(key=record, defaults={"digest": digest})
    return done


class Original:
    """A page that is translated, read and taken apart once for all languages."""

    def __init__(self, page: Page) -> None:
        self.page = page

    @cached_property
    def source(self) -> TranslationSource:
        """The page as wagtail-localize has taken it apart, as it is now."""
        source, is_new = TranslationSource.get_or_create_from_instance(self.page)
        if not is_new:
            update_source(source)
        return source

    @cached_property
    def data(self) -> dict[str, Any]:
        """What the page and its lines say."""
        return self.page.serializable_data()

    @cached_property
    def copy(self) -> Page:
        """A copy whose blocks are written over with the words of one language after the other."""
        return self.unsaved_copy(self.page.locale)

    @cached_property
    def pieces(self) -> list[Any]:
        """Its pieces in its own words."""
        return extract_segments(self.copy)

    def unsaved_copy(self, locale: Locale) -> Page:
        """Return the page as it is, with the lines that belong to it, as a new one in another locale."""
        copy = type(self.page).from_serializable_data(without_keys(self.data, locale.pk), check_fks=False)
        copy.locale, copy.translation_key = locale, self.page.translation_key
        copy.latest_revision = copy.live_revision = copy.alias_of = None
        copy.numchild = 0
        return copy


def publish_translation(original: Original, catalogue: Catalogue) -> bool:
    """Make the translation of a page from a catalogue, or bring it up to date; return False where that has no word."""
    source, page = original.source, original.page
    locale = Locale.objects.get(language_code=catalogue.language)
    new = list(missing_texts(source, locale, catalogue))
    if not new:
        return False
    Translation.objects.get_or_create(source=source, target_locale=locale)
    StringTranslation.objects.bulk_create(new)
    above = page.get_parent()
    if page.has_translation(locale) or not (above.is_root() or above.has_translation(locale)):
        source.create_or_update_translation(locale, publish=False, copy_parent_pages=True, fallback=True)
        translation = source.get_translated_instance(locale)
        translation.get_latest_revision().publish()
    else:
        translation = place_translation(original, locale, catalogue)
    ReferenceIndex.create_or_update_for_object(translation)
    return True


def place_translation(original: Original, locale: Locale, catalogue: Catalogue) -> Page:
    """Put the translation of a page into its tree as publishing leaves it, saved once.

    wagtail-localize copies the page, saves the words and publishes, which takes six times as long.
    """
    page, translation = original.page, original.unsaved_copy(locale)
    pieces = [in_words_of(catalogue, piece) for piece in original.pieces]
    ingest_segments(original.copy, translation, page.locale, locale, pieces)
    above = page.get_parent()
    if above.is_root():
        translation.slug = f"{page.slug}-{locale.language_code}"
    else:
        above = above.get_translation(locale)
    now = timezone.now()
    translation.live, translation.has_unpublished_changes = True, False
    translation.first_published_at = translation.last_published_at = now
    above.add_child(instance=translation)
    translation.live_revision = translation.save_revision(clean=False, changed=False)
    Page.objects.filter(pk=translation.pk).update(live_revision=translation.live_revision)
    return translation


def give_own_body(page: Page, language: str, blocks: list[dict[str, Any]]) -> None:
    """Publish a translation with blocks that do not follow those of its original, and no longer with them."""
    locale = Locale.objects.get(language_code=language)
    translation: Any = page.get_translation(locale)
    setattr(translation, "readings" if hasattr(translation, "readings") else "body", json.dumps(blocks))
    translation.save_revision(clean=False).publish()
    Translation.objects.filter(source__object_id=page.translation_key, target_locale=locale).update(enabled=False)


def without_keys(data: dict[str, Any], locale: int) -> dict[str, Any]:
    """Return the data of a page or line, and of the lines below it, as those of a new one in a locale."""
    new = {name: value for name, value in data.items() if name not in ("pk", "id", "path", "depth")}
    if "translation_key" in new:
        new["locale"] = locale
    for name, value in new.items():
        if isinstance(value, list) and value and isinstance(value[0], dict) and "pk" in value[0]:
            new[name] = [without_keys(line, locale) for line in value]
    return {**new, "pk": None}


def in_words_of(catalogue: Catalogue, segment: Any) -> Any:
    """Return a piece of a page with its text translated."""
    if not isinstance(segment, StringSegmentValue):
        return segment
    text = catalogue.texts.get(segment.string.data, segment.string.data)
    return StringSegmentValue(segment.path, StringValue(text), attrs=segment.attrs, order=segment.order)


def missing_texts(source: TranslationSource, locale: Locale, catalogue: Catalogue) -> Iterator[StringTranslation]:
    """Yield the texts of a catalogue for the pieces of a page that have none."""
    pieces = StringSegment.objects.filter(source=source).select_related("string", "context")
    replace_former_words(source, locale, catalogue)
    present = set(
        StringTranslation.objects.filter(locale=locale, context__in={piece.context_id for piece in pieces}).values_list(
            "translation_of", "context"
        )
    )
    for piece in pieces:
        text = catalogue.texts.get(piece.string.data)
        if text and (piece.string_id, piece.context_id) not in present:
            present.add((piece.string_id, piece.context_id))
            yield StringTranslation(
                translation_of_id=piece.string_id,
                locale=locale,
                context_id=piece.context_id,
                data=text,
                translation_type=StringTranslation.TRANSLATION_TYPE_MANUAL,
            )


def replace_former_words(source: TranslationSource, locale: Locale, catalogue: Catalogue) -> None:
    """Take away what was kept of a text that has changed, where the catalogue has the words of now."""
    kept = StringTranslation.objects.filter(
        locale=locale, changed__isnull=False, translation_of__in=source.stringsegment_set.values("string")
    )
    rows = kept.filter(context__in=source.stringsegment_set.values("context")).select_related("translation_of")
    kept.filter(pk__in=[row.pk for row in rows if row.translation_of.data in catalogue.texts]).delete()
