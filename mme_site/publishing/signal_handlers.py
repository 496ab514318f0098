"""Signal handlers: schedules follow what Wagtail does."""

import datetime
from collections.abc import Collection

from django.contrib.contenttypes.models import ContentType
from django.db.models import Model
from django.db.models.signals import post_delete, post_save
from wagtail.models import ModelLogEntry, PageLogEntry, Revision
from wagtail.signals import published, unpublished

from mme_site.files.models import SiteDocument
from mme_site.pages.publishable import publication_missed
from mme_site.publishing import schedule_store
from mme_site.publishing.execution import record_missed
from mme_site.publishing.reasons import Reason
from mme_site.publishing.schedule import Schedulable, Schedule, ScheduleKind, ScheduleStatus


def revision_saved(
    instance: Revision, update_fields: Collection[str] | None, raw: bool = False, **kwargs: object
) -> None:
    """Follow the `approved_go_live_at` of a revision; a save that names other fields changes no schedule."""
    if raw or (update_fields is not None and "approved_go_live_at" not in update_fields):
        return
    if instance.approved_go_live_at:
        schedule_store.open_go_live(instance)
    elif update_fields:
        schedule_store.cancel_go_live_of_revision(instance)


def revision_deleted(instance: Revision, **kwargs: object) -> None:
    if instance.approved_go_live_at:
        kind_and_item = {"kind": ScheduleKind.GO_LIVE, "content_type_id": instance.base_content_type_id}
        for schedule in Schedule.objects.open().filter(object_id=instance.object_id, **kind_and_item):
            schedule.end(ScheduleStatus.CANCELLED, Reason.DELETED)


def log_entry_saved(instance: PageLogEntry | ModelLogEntry, created: bool, **kwargs: object) -> None:
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


def object_published(instance: Schedulable, revision: Revision | None = None, **kwargs: object) -> None:
    """Wagtail sends this for what is only scheduled, too (fault m)."""
    if instance.live:
        schedule_store.sync_publication(instance, revision)


def object_missed(
    instance: Schedulable, revision: Revision, expire_at: datetime.datetime, user: object, **kwargs: object
) -> None:
    record_missed(revision, instance, expire_at, user)


def object_unpublished(instance: Schedulable, **kwargs: object) -> None:
    schedule_store.sync_unpublication(instance)


def object_deleted(sender: type[Model], instance: Model, **kwargs: object) -> None:
    content_type = ContentType.objects.get_for_model(sender, for_concrete_model=False)
    for schedule in Schedule.objects.open().filter(content_type=content_type, object_id=str(instance.pk)):
        schedule.end(ScheduleStatus.CANCELLED, Reason.DELETED)


def connect() -> None:
    post_save.connect(revision_saved, sender=Revision)
    post_delete.connect(revision_deleted, sender=Revision)
    for entry_model in (PageLogEntry, ModelLogEntry):
        post_save.connect(log_entry_saved, sender=entry_model)
    published.connect(object_published)
    publication_missed.connect(object_missed)
    unpublished.connect(object_unpublished)
    for model in [*schedule_store.draftable_models(), SiteDocument]:
        post_delete.connect(object_deleted, sender=model)
