"""The places of meetings and documents, which pages state as text, under their names in each language."""

from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel

from mme_site.caching.content_cache import cached
from mme_site.core.languages import NamedInLanguages, TextInLanguage, base_language
from mme_site.core.name_order import NamedManager
from mme_site.core.translations_field import ORIGINAL


class Place(NamedInLanguages):
    """A city or another place; pages that state its English name show the reader's."""

    objects = NamedManager()

    panels = [
        FieldPanel(
            "name_en", help_text=_("As meetings and documents state it. They show the name in the reader's language.")
        ),
        FieldPanel("translations"),
    ]

    class Meta:
        ordering = ["name_en"]
        verbose_name = _("place")
        verbose_name_plural = _("places")
        constraints = [
            models.UniqueConstraint(
                fields=["name_en"],
                name="one_place_of_a_name",
                violation_error_message=_("There is a place of this name already."),
            )
        ]


def cached_places() -> dict[str, Place]:
    """Return all places by their English names."""
    return cached("places", lambda: {place.name_en: place for place in Place.objects.all()})


def place_name(stated: str) -> TextInLanguage:
    """Return what a place that is stated in English is called in the reader's language."""
    is_known = stated and base_language(get_language()) != ORIGINAL
    place = cached_places().get(stated) if is_known else None
    return place.name if place else TextInLanguage(stated, ORIGINAL)


def all_names_of_place(stated: str) -> list[str]:
    """Return what a place is called in the languages of the site, for the search; nothing of one that is not known."""
    place = cached_places().get(stated) if stated else None
    return [str(name) for name in place.all_names] if place else []
