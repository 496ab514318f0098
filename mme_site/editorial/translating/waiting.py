"""What waits to be translated into a language: every original, and how far its translation has come."""

import datetime
from collections import Counter
from dataclasses import dataclass
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import Exists, Max, OuterRef
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail.models import Page, WorkflowState
from wagtail_localize.models import StringSegment, StringTranslation, Translation

from mme_site.core.querysets import SITE_ROOT_DEPTH, SitePageQuerySet
from mme_site.editorial.translating.models import ChangedText

NEW_FOR = datetime.timedelta(days=30)


class State(models.TextChoices):
    """How far a translation has come, what is most urgent first."""

    SENT_BACK = "sent-back", _("Sent back")
    CHANGED = "changed", _("Original changed")
    BEGUN = "begun", _("Begun")
    NEW = "new", pgettext_lazy("an original without a translation", "New")
    UNTRANSLATED = "untranslated", _("Not translated")
    READY = "ready", _("Ready")
    IN_REVIEW = "in-review", _("In review")
    DONE = "done", _("Up to date")


ORDER = list(State)
# What waits for a translator; the rest waits for others, or for nobody.
FOR_TRANSLATORS = (State.SENT_BACK, State.CHANGED, State.BEGUN, State.NEW, State.UNTRANSLATED)


@dataclass(frozen=True)
class Work:
    """An original and its translation into one language, by their keys, and how far that has come."""

    original: int
    content_type: int
    titles: tuple[str, str]  # of the original, of the translation
    state: State
    published_at: datetime.datetime | None
    version: int | None = None  # the page of the translation
    translation: int | None = None

    @property
    def order(self):
        """What was sent back stands first; of one state, what was published last."""
        published = self.published_at.timestamp() if self.published_at else 0
        return ORDER.index(self.state), -published, self.original


def work_in(locale):
    """Return the work on all live originals of other languages, in a fixed number of queries.

    They are asked for as a whole: a question about each page takes ten times as long.
    """
    originals = SitePageQuerySet(Page).originals().live().filter(depth__gte=SITE_ROOT_DEPTH, alias_of=None)
    rows = (
        originals.exclude(locale=locale)
        .order_by()
        .values_list("pk", "translation_key", "content_type", "title", "first_published_at", "last_published_at")
    )
    known = Known.read(locale)
    recent = timezone.now() - NEW_FOR
    found = []
    for pk, key, content_type, title, first_published_at, published_at in rows:
        version = known.versions.get(key)
        if version is None:
            is_new = bool(first_published_at and first_published_at >= recent)
            state = State.NEW if is_new else State.UNTRANSLATED
            found.append(Work(pk, content_type, (title, ""), state, published_at))
        else:
            version_key, version_title, _live, _published_at = version
            titles, translation = (title, version_title), known.translations.get(key)
            state = known.state_of(key)
            found.append(Work(pk, content_type, titles, state, published_at, version_key, translation))
    return sorted(found, key=lambda work: work.order)


@dataclass(frozen=True)
class Known:
    """What is known of the translations into a language, by the key that a page and its translations share."""

    versions: dict[Any, tuple[int, str, bool, Any]]
    translations: dict[Any, int]
    reviews: dict[str, str]  # states of reviews by keys of pages
    changed: set[Any]
    unfinished: set[Any]
    translated_at: dict[Any, Any]

    @classmethod
    def read(cls, locale):
        versions = Page.objects.filter(locale=locale, alias_of=None).order_by()
        versions = versions.values_list("translation_key", "pk", "draft_title", "live", "last_published_at")
        translations = Translation.objects.filter(target_locale=locale, enabled=True)
        segments = StringSegment.objects.filter(source__in=translations.values("source")).order_by()
        words = StringTranslation.objects.filter(locale=locale)
        here = words.filter(translation_of=OuterRef("string"), context=OuterRef("context"), has_error=False)
        marks = ChangedText.objects.filter(translation__locale=locale)
        of_segment = {"translation__translation_of": OuterRef("string"), "translation__context": OuterRef("context")}
        in_changed = segments.filter(context__in=marks.values("translation__context"))
        return cls(
            versions={key: tuple(rest) for key, *rest in versions},
            translations=dict(translations.values_list("source__object", "pk")),
            reviews=dict(reviews().values_list("object_id", "status")),
            changed=set(in_changed.filter(Exists(marks.filter(**of_segment))).values_list("source__object", flat=True)),
            unfinished=set(segments.filter(~Exists(here)).values_list("source__object", flat=True).distinct()),
            translated_at=dict(words.order_by().values_list("context__object").annotate(Max("updated_at"))),
        )

    def state_of(self, key):
        """Return how far the translation of a page has come, which there is."""
        pk, _title, live, published_at = self.versions[key]
        review = self.reviews.get(str(pk))
        if review == WorkflowState.STATUS_NEEDS_CHANGES:
            return State.SENT_BACK
        if review:
            return State.IN_REVIEW
        if key not in self.translations:  # written as a page of its own, which follows no original
            return State.DONE if live else State.READY
        if key in self.changed:
            return State.CHANGED
        if key in self.unfinished:
            return State.BEGUN
        is_newer = not (live and published_at) or self.translated_at.get(key, published_at) > published_at
        return State.READY if is_newer else State.DONE


def reviews():
    """Return the reviews of pages that have not ended."""
    page_type = ContentType.objects.get_for_model(Page)
    return WorkflowState.objects.active().filter(base_content_type=page_type)


def count_states(work):
    """Return how much is in each state."""
    counts = Counter(one.state for one in work)
    return {state: counts[state] for state in State}
