"""Records whose words wait for a translation: they have none, or one that was made from other English words."""

import functools
from dataclasses import dataclass

from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.utils.text import capfirst
from modelcluster.fields import ParentalKey
from wagtail.admin.admin_url_finder import AdminURLFinder
from wagtail.models import DraftStateMixin
from wagtail.permissions import policy_registry

from mme_site.core.languages import TranslatedRecord
from mme_site.core.translations_field import LABELS, ORIGINAL
from mme_site.editorial.translating.models import RecordWords
from mme_site.editorial.translating.texts import differences

# Of translators: to write the names and notes of records. In which languages, their rights on pages say.
RIGHT = "translating.change_recordwords"


@functools.cache
def translated_models():
    """Return the models of records, and of lines of them, that are written in several languages."""
    return tuple(model for model in apps.get_models() if issubclass(model, TranslatedRecord))


def key_of_owner(model):
    """Return the field by which a line names what it belongs to; None for a record of its own."""
    return next((field for field in model._meta.fields if isinstance(field, ParentalKey)), None)


def note_words(record, before=None):
    """Keep the English words from which a record was translated, of each text that is new or another one.

    `before` is the record as it was stored; what was translated before anybody kept that, was made from its words.
    """
    content_type = ContentType.objects.get_for_model(type(record))
    rows = RecordWords.objects.filter(content_type=content_type, object_id=record.pk)
    known = {(row.language, row.name): row for row in rows}
    new = []
    for language, texts in record.translations.items():
        for name, words in texts.items():
            row = known.get((language, name))
            if name not in record.translated_fields or (row and row.words == words):
                continue
            was_there = row is None and before and before.translations.get(language, {}).get(name) == words
            former = (before if was_there else record).own_words(name, ORIGINAL)
            new.append(
                RecordWords(
                    content_type=content_type,
                    object_id=record.pk,
                    language=language,
                    name=name,
                    words=words,
                    former=former,
                )
            )
    RecordWords.objects.bulk_create(
        new,
        update_conflicts=True,
        unique_fields=["content_type", "object_id", "language", "name"],
        update_fields=["words", "former"],
    )


@dataclass(frozen=True)
class RecordText:
    """A text of a record that waits for its translation into a language."""

    record: object
    name: str
    words: str  # in English, now
    edit_url: str
    translation: str = ""
    former: str = ""  # in English, when it was translated
    key: int | None = None

    @property
    def differences(self):
        """What has changed in English, as (what became of them, words)."""
        return differences(self.former, self.words)

    @property
    def owner(self):
        """The record itself, or the one that its line belongs to."""
        owner = key_of_owner(type(self.record))
        return getattr(self.record, owner.name) if owner else self.record

    @property
    def title(self):
        return str(self.owner)

    @property
    def form_name(self):
        """What its field is called on the desk."""
        return f"{self.record._meta.label_lower}-{self.record.pk}-{self.name}"

    @property
    def is_long(self):
        return isinstance(self.record._meta.get_field(self.record.translated_fields[self.name]), models.TextField)

    @property
    def label(self):
        """What the form calls it, with what it is of."""
        field = self.record._meta.get_field(self.record.translated_fields[self.name])
        return f"{capfirst(self.record._meta.verbose_name)} · {LABELS.get(self.name, field.verbose_name)}"


def models_to_translate(user):
    """Return the translated models whose words this person may write, each with the field of what its lines are of."""
    owners = {model: key_of_owner(model) for model in translated_models()}
    if user.has_perm(RIGHT):
        return list(owners.items())
    policies = {
        model: policy_registry.get_by_type(owner.related_model if owner else model) for model, owner in owners.items()
    }
    return [(model, owner) for model, owner in owners.items() if policies[model].user_has_permission(user, "change")]


def may_translate_records(user):
    return bool(models_to_translate(user))


def waiting_records(language, user):
    """Return the texts of records that wait for a language and that this person may write; what is behind first."""
    finder, found = AdminURLFinder(user), []
    rows = RecordWords.objects.filter(language=language)
    known = {(row.content_type_id, row.object_id, row.name): row for row in rows}
    for model, owner in models_to_translate(user):
        content_type = ContentType.objects.get_for_model(model).pk
        for record in model._default_manager.select_related(*([owner.name] if owner else [])):
            for name in record.translated_fields:
                text = waiting_text(record, name, language, known.get((content_type, record.pk, name)))
                if text:
                    address = finder.get_edit_url(getattr(record, owner.name) if owner else record)
                    waiting = RecordText(record, name, edit_url=address or "", **text)
                    if not is_in_draft(waiting, language):
                        found.append(waiting)
    return sorted(found, key=lambda text: (not text.former, text.label, text.title))


def waiting_text(record, name, language, row):
    """Return what is to be said of a text that waits, None of one that does not."""
    now, words = record.own_words(name, ORIGINAL), record.own_words(name, language)
    if now and not words:
        return {"words": now}
    if words and row and row.words == words and row.former != now:
        return {"words": now, "translation": words, "former": row.former, "key": row.pk}
    return None


def still_right(keys, language, user):
    """Take these translations as they are; return how many there were."""
    texts = [text for text in waiting_records(language, user) if text.key in keys]
    for text in texts:
        RecordWords.objects.filter(pk=text.key).update(former=text.words)
    return len(texts)


def same_in_draft(record, draft):
    """Return what a draft has in the place of a record or of a line of it; None where the draft has no such line."""
    owner = key_of_owner(type(record))
    if owner is None:
        return draft
    lines = list(getattr(draft, owner.remote_field.related_name).all())
    found = next((line for line in lines if line.pk == record.pk), None)
    getattr(draft, owner.remote_field.related_name).set(lines)
    return found


def is_in_draft(text, language):
    """Return True where the draft of a record has words in the language that readers do not see yet."""
    owner = text.owner
    if not (isinstance(owner, DraftStateMixin) and owner.has_unpublished_changes):
        return False
    target = same_in_draft(text.record, owner.get_latest_revision_as_object())
    written = target.own_words(text.name, language) if target else ""
    return bool(written) and written != text.translation
