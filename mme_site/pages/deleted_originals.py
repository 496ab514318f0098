"""Translations go and come back with their original: without it they would pass for pages written in their language.

They keep their rows, since what was deleted can be put back. One that is down for this keeps its live revision,
which nothing else that takes a page down leaves: by that it is known.
"""

from typing import Any

from django.db.models.signals import pre_delete
from wagtail.models import Page
from wagtail.signals import page_published

from mme_site.pages.translations import original_of


def translations_of(page: Page) -> Any:
    others = Page.objects.filter(translation_key=page.translation_key, alias_of=None).exclude(pk=page.pk)
    return others.filter(pk__gt=page.pk, live_revision__isnull=False)


def take_translations_down(instance: Page, **kwargs: Any) -> None:
    """Receive `pre_delete` of a page."""
    if original_of(instance) is None:
        translations_of(instance).filter(live=True).update(live=False)


def bring_translations_back(instance: Page, **kwargs: Any) -> None:
    """Receive `page_published`; an original that is put back as it was published is told of by who puts it back."""
    down = translations_of(instance).filter(live=False)
    if down.exists() and original_of(instance) is None:  # in this order: hardly ever is one down
        down.update(live=True)


def connect() -> None:
    pre_delete.connect(take_translations_down, sender=Page)
    page_published.connect(bring_translations_back)
