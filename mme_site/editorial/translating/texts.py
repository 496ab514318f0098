"""The texts of a translation, and which of them are missing or behind, under the names that the editor gives them."""

from dataclasses import dataclass
from difflib import SequenceMatcher

from django.core.exceptions import FieldDoesNotExist
from django.utils.html import strip_tags
from django.utils.text import capfirst
from wagtail.fields import StreamField
from wagtail_localize.models import StringSegment, StringTranslation

SHOWN = 2000  # letters of a text


@dataclass(frozen=True)
class Text:
    """A text of an original, and what it is translated as."""

    field: str
    words: str  # of the original, now
    translation: str = ""
    former: str = ""  # of the original, when it was translated
    key: int | None = None  # of the translation
    error: str = ""

    @property
    def is_missing(self):
        """True where readers would see the original's words."""
        return not self.translation or bool(self.error)

    @property
    def is_changed(self):
        """True where the translation was made from other words."""
        return bool(self.former)

    @property
    def differences(self):
        """What has changed in the original, as (what became of them, words)."""
        return differences(self.former, self.words)

    @property
    def waits(self):
        return self.is_missing or self.is_changed


def all_texts(translation):
    """Return the texts of one translation, in the order of the original."""
    return texts_of([translation])[translation.pk]


def waiting_texts(translations):
    """Return the texts that wait for a translator, by the key of their translation."""
    return {key: [text for text in texts if text.waits] for key, texts in texts_of(translations).items()}


def texts_of(translations):
    """Return the texts of translations by their keys; two queries for all of them."""
    segments = StringSegment.objects.filter(source__in={translation.source_id for translation in translations})
    segments = list(segments.select_related("string", "context").order_by("order", "pk"))
    rows = StringTranslation.objects.filter(
        context__in={segment.context_id for segment in segments},
        locale__in={translation.target_locale_id for translation in translations},
    ).select_related("changed")
    known = {(row.translation_of_id, row.context_id, row.locale_id): row for row in rows}
    found = {}
    for translation in translations:
        model = translation.source.specific_content_type.model_class()
        found[translation.pk] = [
            text_of(model, segment, known.get((segment.string_id, segment.context_id, translation.target_locale_id)))
            for segment in segments
            if segment.source_id == translation.source_id
        ]
    return found


def text_of(model, segment, row):
    """Return a text of an original with the row of its translation, or None for that."""
    name, words = name_of(model, segment.context.field_path), plain(segment.string.data)
    if row is None:
        return Text(name, words)
    mark = getattr(row, "changed", None)
    return Text(
        name,
        words,
        plain(row.data),
        plain(mark.former) if mark else "",
        row.pk,
        str(row.get_error() or "") if row.has_error else "",
    )


def plain(text):
    """Return a text without its layout, in one line, cut where it is long."""
    words = " ".join(strip_tags(text).split())
    return words if len(words) <= SHOWN else f"{words[:SHOWN]}…"


def name_of(model, path):
    """Return what the editor calls the place of a text: 'Summary', 'Point · text'."""
    first, *rest = path.split(".")
    try:
        field = model._meta.get_field(first)
    except FieldDoesNotExist:
        return capfirst(first.replace("_", " "))
    if isinstance(field, StreamField):
        block = field.stream_block.child_blocks.get(rest[0]) if rest else None
        label = f"{field.verbose_name} · {block.label}" if block else field.verbose_name
    elif field.one_to_many:
        of = field.related_model
        label = of._meta.verbose_name
        if rest and len(of._meta.fields) > 1:
            label = f"{label} · {of._meta.get_field(rest[0]).verbose_name}"
    else:
        label = field.verbose_name
    return capfirst(str(label))


def differences(former, words):
    """Yield what two texts have in common and what not: ("same", "gone" or "new", words)."""
    before, now = former.split(), words.split()
    for what, start, end, new_start, new_end in SequenceMatcher(None, before, now, autojunk=False).get_opcodes():
        if what == "equal":
            yield "same", " ".join(now[new_start:new_end])
            continue
        if end > start:
            yield "gone", " ".join(before[start:end])
        if new_end > new_start:
            yield "new", " ".join(now[new_start:new_end])
