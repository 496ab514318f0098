"""Names that a record has in each of the site's languages."""

import unicodedata

from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.panels import FieldRowPanel, MultiFieldPanel
from wagtail.models import Locale

from mme_site.caching.content_cache import cached
from mme_site.core.text_direction import TextDirectionFormMixin

LANGUAGES_OF_NAMES = ("en", "fr", "pt", "ar")

# The working languages of the African Union and the official languages of the European
# Union, by ISO 639-1 code: the languages in which a document can exist.
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
    ("pl", _("Polish")),
    ("ro", _("Romanian")),
    ("sk", _("Slovak")),
    ("sl", _("Slovenian")),
    ("sv", _("Swedish")),
]


class NamesForm(TextDirectionFormMixin, WagtailAdminModelForm):
    """The editor form of a record with names."""


class NamedInLanguages(models.Model):
    """A record with one name in each language of the site; English is always there."""

    name_en = models.CharField(_("name in English"), max_length=120)
    name_fr = models.CharField(_("name in French"), max_length=120, blank=True)
    name_pt = models.CharField(_("name in Portuguese"), max_length=120, blank=True)
    name_ar = models.CharField(_("name in Arabic"), max_length=120, blank=True)

    base_form_class = NamesForm

    name_panels = [
        MultiFieldPanel(
            [FieldRowPanel(["name_en", "name_fr"]), FieldRowPanel(["name_pt", "name_ar"])],
            heading=_("Names"),
            help_text=_("Readers see the name in the language of the page, else the English one."),
        )
    ]

    class Meta:
        abstract = True

    def __str__(self):
        return self.name

    @property
    def name(self):
        """The name in the language of the reader."""
        return self.name_in(get_language())

    def name_in(self, language):
        """Return the name in a language ('fr', 'pt-br'), in English where it has none."""
        return self.own_name_in((language or "en").split("-")[0]) or self.name_en

    def own_name_in(self, base):
        """Return the name in a language ('fr'), empty where it has none."""
        return getattr(self, f"name_{base}") if base in LANGUAGES_OF_NAMES else ""


def locales_by_id():
    """Return the locales of the content by their keys: they are few, and every page is in one of them."""
    return cached("locales", Locale.objects.in_bulk)


def alphabetical_key(name):
    """Return what to sort a name by, so that São Tomé stands before Senegal."""
    letters = unicodedata.normalize("NFKD", name)
    return "".join(letter for letter in letters if not unicodedata.combining(letter)).casefold()
