"""What records say in each of the site's languages: their names, and the words beside them."""

from collections.abc import Callable, Iterable, Iterator
from typing import Any, ClassVar, Self, TypeVar

from django.conf import settings
from django.db import models
from django.utils import translation
from django.utils.translation import get_language, get_language_bidi, gettext, pgettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.models import Locale

from mme_site.caching.content_cache import cached
from mme_site.core.alphabet import alphabetical_key
from mme_site.core.slug_panels import NamePanel
from mme_site.core.text_direction import TextDirectionFormMixin
from mme_site.core.translations_field import ORIGINAL, TranslationsField

Named = TypeVar("Named")

# The working languages of the African Union and the official languages of the European
# Union, by ISO 639-1 code: the languages in which a document can exist. Norway takes part in the Rabat Process.
DOCUMENT_LANGUAGES = [
    ("en", _("English")),
    ("fr", _("French")),
    ("pt", _("Portuguese")),
    ("ar", _("Arabic")),
    ("es", _("Spanish")),
    ("sw", _("Swahili")),
    ("bg", _("Bulgarian")),
    ("cs", _("Czech")),
    ("da", _("Danish")),
    ("de", _("German")),
    ("el", _("Greek")),
    ("et", _("Estonian")),
    ("fi", _("Finnish")),
    ("ga", _("Irish")),
    ("hr", _("Croatian")),
    ("hu", _("Hungarian")),
    ("it", _("Italian")),
    ("lt", _("Lithuanian")),
    ("lv", _("Latvian")),
    ("mt", _("Maltese")),
    ("nl", _("Dutch")),
    ("no", _("Norwegian")),
    ("pl", _("Polish")),
    ("ro", _("Romanian")),
    ("sk", _("Slovak")),
    ("sl", _("Slovenian")),
    ("sv", _("Swedish")),
]


def language_codes() -> list[str]:
    """Return the languages of the site, in the order of the settings."""
    return [code for code, _name in settings.LANGUAGES]


def language_choices() -> list[tuple[str, Any]]:
    """Return the same as the choices of a field, which no migration has to know."""
    return list(settings.LANGUAGES)


def in_every_language(say: Callable[[], object]) -> list[str]:
    """Return what is said in each language of the site, each text once."""
    said: dict[str, None] = {}
    for code in language_codes():
        with translation.override(code):
            said[str(say())] = None
    return list(filter(None, said))


class TextInLanguage(str):
    """A text that knows its language, which need not be the reader's (WCAG 2.2, 3.1.2)."""

    language: str

    def __new__(cls, text: object, language: str) -> Self:
        words = super().__new__(cls, text)
        words.language = language
        return words


class NamesForm(TextDirectionFormMixin, WagtailAdminModelForm):
    """The editor form of a record with names."""


class TranslatedRecord(models.Model):
    """A record, or a line of one, whose words editors write in English and then in other languages.

    `translated_fields` gives the field of the English words by the name that they have in `translations`.
    """

    translated_fields: ClassVar[dict[str, str]] = {}

    translations = TranslationsField(_("in other languages"))

    class Meta:
        abstract = True

    def own_words(self, name: str, language: str) -> str:
        """Return what it says in a language ('fr'), empty where nobody has translated it."""
        if language == ORIGINAL:
            words: str = getattr(self, self.translated_fields[name])
        else:
            words = self.translations.get(language, {}).get(name, "")
        return words

    def words_in(self, name: str, language: str | None) -> TextInLanguage:
        """Return what it says in a language ('fr', 'pt-br'), in English where it says nothing there."""
        language = base_language(language)
        own, original = self.own_words(name, language), self.own_words(name, ORIGINAL)
        return TextInLanguage(original, ORIGINAL) if original and not own else TextInLanguage(own, language)

    def words(self, name: str) -> TextInLanguage:
        """Return what it says to the reader."""
        return self.words_in(name, get_language())

    def translate(self, name: str, language: str, words: str) -> None:
        """Write its words in a language; empty ones are taken away."""
        translations = {code: dict(texts) for code, texts in self.translations.items()}
        translations.setdefault(language, {})[name] = words
        self.translations = TranslationsField.cleaned(translations)


class NamedInLanguages(TranslatedRecord):
    """A record with one name in each language of the site; English is always there."""

    name_en = models.CharField(_("name in English"), max_length=120)

    translated_fields = {"name": "name_en"}
    base_form_class = NamesForm

    name_panels = [
        MultiFieldPanel(
            [NamePanel("name_en"), FieldPanel("translations")],
            heading=_("Names"),
            help_text=_("Readers see the name in the language of the page, else the English one."),
        )
    ]

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return str(self.name)

    @property
    def name(self) -> TextInLanguage:
        """The name in the language of the reader."""
        return self.words("name")

    @property
    def all_names(self) -> Iterator[TextInLanguage]:
        """The names in the languages of the site, without those that are missing."""
        for code in language_codes():
            if name := self.own_words("name", code):
                yield TextInLanguage(name, code)

    @property
    def translated_names(self) -> str:
        """All names but the English one, for the search of the admin."""
        return "\n".join(texts["name"] for texts in self.translations.values() if "name" in texts)


def lookups_of_names() -> list[str]:
    """Return the lookups by which a database finds a record by its names."""
    return ["name_en", *(f"translations__{code}__name" for code in language_codes() if code != ORIGINAL)]


def base_language(language: str | None) -> str:
    """Return a language without its region: 'pt' for 'pt-br', English where none is active."""
    return (language or ORIGINAL).split("-")[0]


def locales_by_id() -> dict[int, Locale]:
    """Return the locales of the content by their keys: they are few, and every page is in one of them."""
    return cached("locales", Locale.objects.in_bulk)


def locale_id_of(language: str | None) -> int | None:
    """Return the key of the locale of a language ('fr'), None where the content has none."""
    return next((key for key, locale in locales_by_id().items() if locale.language_code == language), None)


def separator() -> str:
    """Return what stands between the members of a list in the reader's language; its words are in no catalogue."""
    return "، " if get_language_bidi() else ", "


def semicolon() -> str:
    """Return what stands between parts that may have commas of their own, in the reader's language."""
    # Translators: with the space of the language after it, and before it where there is one.
    return pgettext("between parts of a list", "; ")


def labelled(label: object, text: object) -> str:
    """Return a text after what it is of: 'Diaspora: …', with the space that French has before a colon."""
    return gettext("%(label)s: %(text)s") % {"label": label, "text": text}


def by_name(records: Iterable[Named], name: Callable[[Named], str] = str) -> list[Named]:
    """Return records in the alphabetical order of what the reader calls them."""
    return sorted(records, key=lambda record: alphabetical_key(name(record)))
