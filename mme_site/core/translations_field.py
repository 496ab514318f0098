"""A field for the words of a record in other languages than its own: {"fr": {"name": "…", "note": "…"}}.

Which languages there are, the settings say, and which words, the model; the database knows neither.
"""

from typing import Any

from django import forms
from django.conf import settings
from django.db import models
from django.utils.text import capfirst
from django.utils.translation import get_language_info
from django.utils.translation import gettext_lazy as _

from mme_site.core.stored_json import StoredJSON

ORIGINAL = "en"  # the language in which records are written
Translations = dict[str, dict[str, str]]  # words by language and name
LABELS = {"name": _("name")}  # where the field of the English words is called otherwise


class TranslationsWidget(forms.MultiWidget):
    """A field for each word in each language, in the direction of that language."""

    template_name = "widgets/translations.html"

    def __init__(self, words: dict[str, tuple[Any, bool]], attrs: dict[str, Any] | None = None) -> None:
        self.words = words  # label and whether it takes several lines, by name
        self.places = [(code, name) for code in other_languages() for name in words]
        super().__init__({f"{code}_{name}": self.input_for(code, name) for code, name in self.places}, attrs)

    def input_for(self, code: str, name: str) -> forms.Widget:
        direction = "rtl" if get_language_info(code)["bidi"] else "ltr"
        attrs = {"lang": code, "dir": direction}
        _label, is_long = self.words[name]
        return forms.Textarea({**attrs, "rows": 2}) if is_long else forms.TextInput(attrs)

    def decompress(self, value: Translations | None) -> list[str]:
        return [(value or {}).get(code, {}).get(name, "") for code, name in self.places]

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        """Tell the template what each field is called."""
        context = super().get_context(name, value, attrs)
        for (code, word), field in zip(self.places, context["widget"]["subwidgets"], strict=True):
            label, _is_long = self.words[word]
            field["label"] = f"{capfirst(str(label))} ({get_language_info(code)['name_translated']})"
        return context

    def id_for_label(self, id_: str) -> str:
        return ""


class TranslationsFormField(forms.MultiValueField):
    """What the editor wrote, without what is empty."""

    def __init__(self, *, words: dict[str, tuple[Any, bool]], lengths: dict[str, int | None], **options: Any) -> None:
        self.made_of = {"words": words, "lengths": lengths, **options}
        self.widget = TranslationsWidget(words)
        self.places = self.widget.places
        super().__init__(
            [forms.CharField(max_length=lengths[name], required=False) for _code, name in self.places],
            require_all_fields=False,
            **options,
        )

    def __deepcopy__(self, memo: dict[int, Any]) -> "TranslationsFormField":
        """Return the field of a form, which has the languages of its time."""
        return TranslationsFormField(**self.made_of)

    def compress(self, data_list: list[str]) -> Translations:
        found: Translations = {}
        for (code, name), words in zip(self.places, data_list, strict=False):
            found.setdefault(code, {})[name] = words
        return TranslationsField.cleaned(found)


class TranslationsField(StoredJSON):
    """The words of a `TranslatedRecord` in other languages."""

    def formfield(self, **options: Any) -> forms.Field:
        """Return a field for each word that the model has, in each language but its own."""
        record: Any = self.model  # a TranslatedRecord
        sources: dict[str, Any] = {
            name: record._meta.get_field(field) for name, field in record.translated_fields.items()
        }
        return TranslationsFormField(
            words={
                name: (LABELS.get(name, field.verbose_name), isinstance(field, models.TextField))
                for name, field in sources.items()
            },
            lengths={name: field.max_length for name, field in sources.items()},
            required=False,
            label=capfirst(self.verbose_name),
        )

    def save_form_data(self, instance: models.Model, data: Translations) -> None:
        """Keep what is written in a language that the site no longer has, or not yet."""
        before = getattr(instance, self.attname) or {}
        others = {code: words for code, words in before.items() if code not in other_languages()}
        setattr(instance, self.attname, others | (data or {}))

    @staticmethod
    def cleaned(translations: Translations) -> Translations:
        """Return translations without what is empty."""
        kept = {code: {name: text for name, text in texts.items() if text} for code, texts in translations.items()}
        return {code: texts for code, texts in kept.items() if texts}


def other_languages() -> list[str]:
    """Return the languages of the site into which records are translated."""
    return [code for code, _name in settings.LANGUAGES if code != ORIGINAL]
