"""Signal handlers: schedules follow what Wagtail does."""

from django.contrib.contenttypes.models import ContentType
from django.db.models.signals import post_delete, post_save
from django.utils.translation import gettext as _
from wagtail.models import ModelLogEntry, PageLogEntry, Revision
from wagtail.signals import published, unpublished

from mme_site.publishing import schedule_store
from mme_site.publishing.schedule import Schedule, ScheduleKind, ScheduleStatus


def revision_saved(instance, update_fields, raw=False, **kwargs):
    if raw or (update_fields is not None and "approved_go_live_at" not in update_fields):
        return
    if instance.approved_go_live_at:
        schedule_store.open_go_live(instance)
    elif update_fields:
        schedule_store.close_of_revision(instance, _("Somebody cancelled it."))


def revision_deleted(instance, **kwargs):
    if instance.approved_go_live_at:
        kind_and_item = {"kind": ScheduleKind.GO_LIVE, "content_type_id": instance.base_content_type_id}
        for schedule in Schedule.objects.open().filter(object_id=instance.object_id, **kind_and_item):
            schedule.end(ScheduleStatus.CANCELLED, _("It was deleted."))


def entry_logged(instance, created, **kwargs):
    """Wagtail writes who did it in the history, after the action."""
    if not created or not instance.revision_id:
        return
    schedules = Schedule.objects.filter(revision=instance.revision_id, kind=ScheduleKind.GO_LIVE)
    if instance.action == "wagtail.publish.schedule":
        schedules.open().update(scheduled_by=instance.user_id)
    elif instance.action == "wagtail.schedule.cancel" and instance.user_id:
        last = schedules.filter(status=ScheduleStatus.CANCELLED).order_by("-finished_at").first()
        if last and last.finished_by_id is None:
            last.finished_by_id = instance.user_id
            last.save(update_fields=["finished_by"])


def object_published(instance, revision=None, **kwargs):
    """Wagtail sends this for what is only scheduled, too (fault m)."""
    if instance.live:
        schedule_store.sync_publication(instance, revision)


def object_unpublished(instance, **kwargs):
    schedule_store.sync_unpublication(instance)


def object_deleted(sender, instance, **kwargs):
    content_type = ContentType.objects.get_for_model(sender, for_concrete_model=False)
    for schedule in Schedule.objects.open().filter(content_type=content_type, object_id=str(instance.pk)):
        schedule.end(ScheduleStatus.CANCELLED, _("It was deleted."))


def connect():
    post_save.connect(revision_saved, sender=Revision)
    post_delete.connect(revision_deleted, sender=Revision)
    for entry_model in (PageLogEntry, ModelLogEntry):
        post_save.connect(entry_logged, sender=entry_model)
    published.connect(object_published)
    unpublished.connect(object_unpublished)
    for model in schedule_store.draftable_models():
        post_delete.connect(object_deleted, sender=model)
