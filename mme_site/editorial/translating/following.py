"""A translation follows its original: each changed text is named, and keeps its former words until it is translated.

wagtail-localize forgets a text that has changed, and shows readers the original's instead.
"""

from collections import defaultdict
from difflib import SequenceMatcher

from django.db import transaction
from wagtail_localize.models import StringSegment, StringTranslation, Translation, TranslationSource

from mme_site.editorial.translating.models import ChangedText


def follows_translations(page):
    """Return True for a page that somebody translates."""
    return Translation.objects.filter(
        source__object=page.translation_key, source__locale=page.locale_id, enabled=True
    ).exists()


@transaction.atomic
def update_source(source: TranslationSource) -> None:
    """Take an original apart as it is now, and keep what its texts of before were translated as."""
    before = texts_by_field(source)
    source.update_from_db()
    after = texts_by_field(source)
    for field, texts in after.items():
        keep_former_words(before.get(field, []), texts)


def texts_by_field(source):
    """Return the texts of an original in their order, by the field they stand in: (key of text, key of place)."""
    segments = StringSegment.objects.filter(source=source).order_by("order", "pk")
    found = defaultdict(list)
    for path, string, context in segments.values_list("context__path", "string", "context"):
        found[path.partition(".")[0]].append((string, context))
    return found


def keep_former_words(before, after):
    """Give each text of a field that has no translation in its place the one that it, or the text before it, had."""
    new = [place for place in after if place not in before]
    if not new or not before:
        return
    known = defaultdict(dict)  # translations by text and place, then by locale
    rows = StringTranslation.objects.filter(translation_of__in={string for string, _context in before + after})
    rows = rows.filter(context__in={context for _string, context in before + after}).select_related("changed")
    for row in rows.select_related("translation_of"):
        known[row.translation_of_id, row.context_id][row.locale_id] = row
    of_text = {string: (string, context) for string, context in reversed(before)}
    replaced = dict(replacements(before, after))
    for place in new:
        moved = of_text.get(place[0])  # the same text in another place, as when an editor moves a paragraph
        former = moved or replaced.get(place)
        for locale, row in known[former].items() if former else ():
            if locale not in known[place]:
                carry_over(row, place, is_changed=moved is None)


def replacements(before, after):
    """Yield (new text, former text) for the texts that stand where others stood."""
    matcher = SequenceMatcher(None, [text for text, _ in before], [text for text, _ in after], autojunk=False)
    for what, begin, end, new_begin, new_end in matcher.get_opcodes():
        if what == "replace":
            yield from zip(after[new_begin:new_end], before[begin:end], strict=False)


def carry_over(row, place, is_changed):
    """Translate a text of an original as another one was."""
    string, context = place
    copy = StringTranslation.objects.create(
        translation_of_id=string,
        context_id=context,
        locale_id=row.locale_id,
        data=row.data,
        translation_type=row.translation_type,
        tool_name=row.tool_name,
        last_translated_by_id=row.last_translated_by_id,
    )
    StringTranslation.objects.filter(pk=copy.pk).update(updated_at=row.updated_at)  # nobody has translated it since
    mark = getattr(row, "changed", None)
    if is_changed or mark:
        ChangedText.objects.create(translation=copy, former=mark.former if mark else row.translation_of.data)
