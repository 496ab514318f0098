"""What the outbox hears of the things that are saved and published."""

from django.db.models.signals import post_save, pre_save
from modelcluster.fields import ParentalKey
from wagtail.models import Page, get_page_models
from wagtail.signals import page_published, page_unpublished, post_page_move

from mme_site.publishing.outbox import gathering, purging


def object_saved(instance, **kwargs):
    """Tell a surrounding `one_task` which page a saved line belongs to."""
    if not gathering.is_open():
        return
    # The first parental key, as core's own task takes it (wagtail/tasks.py).
    key = next((field for field in instance._meta.concrete_fields if isinstance(field, ParentalKey)), None)
    if key and (parent_pk := getattr(instance, key.attname)) is not None:
        gathering.remember_parent(named(type(instance), instance.pk), named(key.related_model, parent_pk))


def named(model, pk):
    """Return an object as core's tasks name it."""
    return (model._meta.app_label, model._meta.model_name, str(pk))


def page_changed(instance, **kwargs):
    """Wagtail says 'published' of what is only scheduled, too (fault m)."""
    if purging.is_wanted() and instance.live:
        purging.purge(instance)


def page_taken_down(instance, **kwargs):
    if purging.is_wanted():
        purging.purge(instance)


def page_will_be_saved(instance, update_fields=None, **kwargs):
    """A new slug leaves the old addresses of a page, and of those below it, in the caches.

    Core says so only after the commit, when a process that is killed no longer does.
    """
    if not purging.is_wanted() or not instance.pk or (update_fields and "slug" not in update_fields):
        return
    before = Page.objects.filter(pk=instance.pk).exclude(slug=instance.slug).first()
    if before:
        purging.purge_with_pages_below(before)


def page_moved(instance, url_path_before, url_path_after, **kwargs):
    if purging.is_wanted() and url_path_before != url_path_after:
        purging.purge_with_pages_below(instance, url_path_before)


def connect():
    post_save.connect(object_saved)
    for page_type in [Page, *get_page_models()]:
        pre_save.connect(page_will_be_saved, sender=page_type)
    page_published.connect(page_changed)
    page_unpublished.connect(page_taken_down)
    post_page_move.connect(page_moved)
