"""When an original is published, its translations follow; what somebody has translated is no longer behind."""

from django.contrib.contenttypes.models import ContentType
from django.db.models.signals import post_delete, post_save, pre_delete, pre_save
from wagtail.models import PageViewRestriction
from wagtail.signals import page_published
from wagtail_localize.models import StringTranslation

from mme_site.editorial.translating.following import follows_translations
from mme_site.editorial.translating.models import ChangedText, RecordWords
from mme_site.editorial.translating.privacy import keep_exception, remember_groups
from mme_site.editorial.translating.records import note_words, translated_models
from mme_site.editorial.translating.tasks import follow_original


def original_was_published(sender, instance, **_kwargs):
    if instance.live and follows_translations(instance):
        follow_original.enqueue(str(instance.translation_key), instance.locale_id)


def text_was_translated(sender, instance, created, raw=False, update_fields=None, **_kwargs):
    if not (created or raw) and (update_fields is None or "data" in update_fields):
        ChangedText.objects.filter(translation=instance).delete()


def record_is_saved(sender, instance, raw=False, **_kwargs):
    """Remember what is stored of a record that was translated before anybody kept from which words."""
    instance.stored_before = None
    if instance.pk and instance.translations and not raw:
        instance.stored_before = sender._base_manager.filter(pk=instance.pk).first()


def record_was_saved(sender, instance, raw=False, **_kwargs):
    if instance.translations and not raw:
        note_words(instance, instance.stored_before)


def record_was_deleted(sender, instance, **_kwargs):
    RecordWords.objects.filter(content_type=ContentType.objects.get_for_model(sender), object_id=instance.pk).delete()


def connect():
    page_published.connect(original_was_published, dispatch_uid="translations follow their original")
    post_save.connect(text_was_translated, sender=StringTranslation, dispatch_uid="a text was translated again")
    pre_delete.connect(remember_groups, sender=PageViewRestriction, dispatch_uid="groups of a restriction")
    post_delete.connect(keep_exception, sender=PageViewRestriction, dispatch_uid="exceptions of privacy are kept")
    for model in translated_models():
        pre_save.connect(record_is_saved, sender=model, dispatch_uid=f"words of {model._meta.label} before")
        post_save.connect(record_was_saved, sender=model, dispatch_uid=f"words of {model._meta.label}")
        post_delete.connect(record_was_deleted, sender=model, dispatch_uid=f"words of {model._meta.label} deleted")
