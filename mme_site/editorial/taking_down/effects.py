"""What is noted when something comes down for a reason, by hand or at its hour, and forgotten when it is back."""

from typing import Any

from django.db import models
from wagtail.log_actions import log
from wagtail.models import Page

from mme_site.core import clock
from mme_site.core.querysets import is_private
from mme_site.editorial.taking_down.models import TakedownReason, TakenDown
from mme_site.files.models import FileUse, SiteDocument, owner_columns
from mme_site.files.readers import is_public
from mme_site.publishing import actions
from mme_site.publishing.schedule import ScheduleStatus

ACTION = "mme.taken_down"


def reason_for(item: Any, answers: dict[str, Any], user: Any) -> TakenDown | None:
    """Return what was said in a form, for one object, not stored yet; None where no reason was given."""
    if not answers["why"]:
        return None
    record = TakenDown.objects.of(item).first() or TakenDown(**owner_columns(item))
    record.why, record.reason, record.target = answers["why"], answers["reason"], answers["target"]
    other = answers.get("target_record")
    record.target_record_id = str(other.pk) if other else ""
    record.schedule, record.taken_down_by, record.taken_down_on = None, user, clock.today()
    return record


def give_reason(item: Any, answers: dict[str, Any], user: Any) -> None:
    """Note why an object has just come down."""
    if record := reason_for(item, answers, user):
        put_in_effect(record, item)


def plan(item: Any, answers: dict[str, Any], user: Any) -> None:
    """Let the publisher take an object down at the hour that was said, for the reason that was."""
    schedule = actions.set_expiry(item, answers["hour"], user)
    TakenDown.objects.planned().of(item).delete()
    if record := reason_for(item, answers, user):
        record.is_planned, record.schedule = True, schedule
        record.save()


def put_in_effect(record: TakenDown, item: Any) -> None:
    """Note why an object has come down, with what readers saw until now: its row, which was the live version."""
    if isinstance(item, SiteDocument):
        record.was_public = is_public(FileUse.objects.of_document(item.pk))
    else:
        item = item.specific if isinstance(item, Page) else item
        record.content = item.serializable_data()
        record.files = [list(use) for use in FileUse.objects.by(item).values_list("document", "image")]
    record.is_planned = False
    record.save()
    data = {"why": record.why, "reason": record.reason}
    log(instance=item, action=ACTION, user=record.taken_down_by, data=data)


def follow_unpublication(instance: models.Model, **_signal: Any) -> None:
    """Put in effect what was planned for the hour that has come; forget it where somebody was there before."""
    TakenDown.objects.in_effect().of(instance).delete()
    planned = TakenDown.objects.planned().of(instance).select_related("schedule", "taken_down_by").first()
    if planned is None:
        return
    if planned.schedule and planned.schedule.status == ScheduleStatus.DONE:
        planned.taken_down_on = clock.today()
        put_in_effect(planned, instance)
    else:
        planned.delete()


def forget_when_published(instance: Any, **_signal: Any) -> None:
    if instance.live:  # Wagtail sends this for what is only scheduled, too
        TakenDown.objects.in_effect().of(instance).delete()


def is_kept_readable(uses: Any) -> bool:
    """Return True where a withdrawn page or record, which anybody may read at its address, showed this file."""
    named = {(use.page_id, use.document_id, use.image_id) for use in uses.filter(page__live=False)}
    withdrawn = TakenDown.objects.in_effect().filter(
        why=TakedownReason.WITHDRAWN, page__in=[page for page, *_file in named]
    )
    shown = withdrawn.exclude(is_private("page__path")).values_list("page", "files")
    return any((page, *use) in named for page, files in shown for use in files or ())
