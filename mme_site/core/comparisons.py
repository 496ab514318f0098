"""How two versions of a record are compared where its fields are ours."""

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.text import capfirst
from django.utils.translation import get_language_info
from wagtail.admin.compare import FieldComparison, diff_text

from mme_site.core.translations_field import LABELS


class TranslationsComparison(FieldComparison):
    """The words that differ, each under its name and language."""

    def htmldiff(self) -> SafeString:
        before, now = self.val_a or {}, self.val_b or {}
        places = dict.fromkeys((code, name) for side in (before, now) for code, words in side.items() for name in words)
        texts = [(place, *(side.get(place[0], {}).get(place[1], "") for side in (before, now))) for place in places]
        return format_html_join(
            "",
            "<div>{}: {}</div>",
            ((self.label(*place), diff_text(*both).to_html()) for place, *both in texts if len(set(both)) > 1),
        )

    def label(self, code: str, name: str) -> SafeString:
        """Return what the form calls these words: 'Name (French)'."""
        field = self.field.model.translated_fields.get(name)
        label = LABELS.get(name) or (self.field.model._meta.get_field(field).verbose_name if field else name)
        return format_html("<b>{} ({})</b>", capfirst(str(label)), language_name(code))


def language_name(code: str) -> str:
    """Return the name of a language; its code where it is not known."""
    try:
        return str(get_language_info(code)["name_translated"])
    except KeyError:
        return code
