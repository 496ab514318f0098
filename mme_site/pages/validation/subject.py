"""What a rule looks at: a page or record, with the lines and the place that a form gives it."""

from dataclasses import dataclass, field
from typing import Any

from django.db import models
from django.utils.functional import cached_property
from wagtail.models import Page

from mme_site.core.querysets import SITE_ROOT_DEPTH
from mme_site.pages.validation.texts import Picture, Text, texts_of


@dataclass
class Subject:
    """A page or record as it stands in a form, in a revision or in the database.

    `typed` holds the inline records of a form that are not on the object yet, by relation;
    `below` is the page under which a new page will stand.
    """

    item: Any  # a models.Model with the fields that its rules are about
    typed: dict[str, list[models.Model]] = field(default_factory=dict)
    below: Page | None = None

    def lines(self, relation: str) -> list[Any]:
        """Return the inline records of a relation, as they were typed or as they are held."""
        return self.typed[relation] if relation in self.typed else list(getattr(self.item, relation).all())

    @cached_property
    def texts(self) -> list[Text | Picture]:
        """Everything that editors write in it."""
        return list(texts_of(self.item, self.lines))

    @property
    def language(self) -> str:
        """The code of the language that it is written in; empty for a record in no one language."""
        return self.item.locale.language_code if getattr(self.item, "locale_id", None) else ""

    def others(self, pages: models.QuerySet[Any]) -> models.QuerySet[Any]:
        """Return those of `pages` that could be the same again: in its partnership and language, and not itself.

        Its aliases are itself, and so are its versions in other languages. None could where its place is not known.
        """
        place = self.item if self.item.path else self.below
        if place is None:
            return pages.none()
        root = place.path[: place.steplen * SITE_ROOT_DEPTH]
        pages = pages.filter(path__startswith=root, locale=self.item.locale_id)
        if self.item.pk:
            pages = pages.exclude(pk=self.item.pk).exclude(alias_of=self.item.pk)
        if self.item.alias_of_id:
            pages = pages.exclude(pk=self.item.alias_of_id).exclude(alias_of=self.item.alias_of_id)
        return pages
