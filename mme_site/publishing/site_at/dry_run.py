"""Does what is to happen until a moment, each at its hour, inside a transaction or database that is thrown away."""

import contextlib
import datetime
import itertools
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ObjectDoesNotExist
from django.db import transaction
from django.db.models import Max, Q
from django.utils import timezone
from wagtail.contrib.settings.models import BaseSiteSetting
from wagtail.contrib.settings.registry import registry
from wagtail.models import DraftStateMixin, Page, Site

from mme_site.core import clock
from mme_site.publishing.database_troubles import is_trouble
from mme_site.publishing.engine import Outcome, publish_one
from mme_site.publishing.execution import CannotPublish, TryAgainSoon
from mme_site.publishing.failures import explain
from mme_site.publishing.reasons import in_words
from mme_site.publishing.releases.carrying_out import carry_out
from mme_site.publishing.releases.item import ItemKind
from mme_site.publishing.releases.release import Release
from mme_site.publishing.robot import publisher_user
from mme_site.publishing.schedule import Schedule, ScheduleKind, ScheduleStatus
from mme_site.tasks.batching import SEARCH_INDEX, Batch, collected_tasks
from mme_site.tasks.execution import import_task

LABELS = {
    **{kind.value: kind.label for kind in (*ItemKind, *ScheduleKind)},
    ItemKind.PUBLISH.value: ScheduleKind.GO_LIVE.label,
    ItemKind.UNPUBLISH.value: ScheduleKind.EXPIRE.label,
}


@dataclass(frozen=True)
class Difference:
    """One thing that differs from now, or would if it could be done; as JSON can say it."""

    title: str
    kind: str
    hour: str
    url: str = ""
    reason: tuple[str, dict[str, str], str] | None = None  # why it cannot be done: code, values, words of others

    @property
    def what(self) -> str:
        return str(LABELS[self.kind])

    @property
    def at(self) -> datetime.datetime:
        return datetime.datetime.fromisoformat(self.hour)

    @property
    def problem(self) -> str:
        return in_words(*self.reason) if self.reason else ""


def carry_out_until(
    moment: datetime.datetime, wanted: Collection[int], release: Release | None = None, *, with_index: bool
) -> list[Difference]:
    """Do these schedules, and those that they bring about, at their hours; then a release that has no hour.

    Inside the caller's transaction or database, which is thrown away. What cannot be done is left as it is, as the
    publisher would leave it. Raises what the database raises.
    """
    newest = Schedule.objects.aggregate(newest=Max("pk"))["newest"] or 0
    ours = Schedule.objects.filter(Q(pk__in=wanted) | Q(pk__gt=newest), due_at__lte=moment)
    Schedule.objects.waiting().filter(pk__in=wanted).update(next_attempt_at=None)
    found = [failed(schedule) for schedule in ours.filter(status=ScheduleStatus.FAILED)]
    over: set[int] = set()
    robot = publisher_user()
    put_off: set[int] = set()
    with collected_tasks() as batch:
        while schedule := ours.waiting().exclude(pk__in=over | put_off).order_by("due_at", "pk").first():
            try:
                differences = attempt(schedule, robot)
            except TryAgainSoon:
                put_off.add(schedule.pk)
                continue
            found += differences
            over.add(schedule.pk)
            put_off.clear()
        if release is not None:
            found += attempt_release(release, moment)
    if with_index:
        index(batch)
    for model, site in itertools.product(registry, Site.objects.all()):
        if issubclass(model, BaseSiteSetting):
            model.for_site(site)  # which a page would write that asks for it first
    return found


def attempt(schedule: Schedule, robot: Any) -> list[Difference]:
    """Do one schedule at its hour, or say why it cannot be done. Raises TryAgainSoon, and what the database raises."""
    began = timezone.now()
    try:
        with transaction.atomic(), clock.at(schedule.due_at):
            outcome = publish_one(schedule.pk, robot)
            if outcome is Outcome.BUSY:  # the publisher has it at this moment
                raise TryAgainSoon
    except TryAgainSoon:
        raise
    except Exception as error:  # whatever the page or a receiver raises, as the publisher takes it
        if is_trouble(error):
            raise
        return [difference(schedule, schedule.due_at, reason=reason_of(error, schedule))]
    if outcome is Outcome.MISSED:
        schedule.refresh_from_db()
        return [failed(schedule)]
    if outcome not in (Outcome.PUBLISHED, Outcome.EXPIRED):
        return []
    if schedule.kind == ScheduleKind.RELEASE:
        return of_release(Release.objects.get(pk=schedule.object_id), began, schedule.due_at)
    set_hour([schedule.item], began, schedule.due_at)
    return [difference(schedule, schedule.due_at)]


def attempt_release(release: Release, moment: datetime.datetime) -> list[Difference]:
    began = timezone.now()
    try:
        with transaction.atomic(), clock.at(moment):
            carry_out(Release.objects.get(pk=release.pk))
    except CannotPublish as error:
        reason = error.reason, error.values, ""
        return [Difference(release.name, ScheduleKind.RELEASE, moment.isoformat(), reason=reason)]
    except TryAgainSoon:
        return []
    return of_release(release, began, moment)


def of_release(release: Release, began: datetime.datetime, hour: datetime.datetime) -> list[Difference]:
    items = list(release.items.filter(after__isnull=False).prefetch_related("instance"))
    set_hour([item.instance for item in items], began, hour)
    return [Difference(item.title, item.kind, hour.isoformat(), address_of(item.instance)) for item in items]


def difference(schedule: Schedule, hour: datetime.datetime, **more: Any) -> Difference:
    return Difference(schedule.title, schedule.kind, hour.isoformat(), address_of(schedule.item), **more)


def failed(schedule: Schedule) -> Difference:
    reason = schedule.reason_code, schedule.reason_values, schedule.reason_text
    return difference(schedule, schedule.due_at, reason=reason)


def reason_of(error: Exception, schedule: Schedule) -> tuple[str, dict[str, str], str]:
    if isinstance(error, CannotPublish):
        return error.reason, error.values, ""
    return "", {}, explain(error, schedule.revision)


def address_of(instance: Any) -> str:
    """Return the address of a page that is live by then; nothing of records. It was read when that was done."""
    return (instance.url or "") if isinstance(instance, Page) and instance.live else ""


def set_hour(instances: Collection[Any], began: datetime.datetime, hour: datetime.datetime) -> None:
    """Let what has been published since `began`, and was read after it, say that it was at its hour.

    Wagtail asks the machine's clock.
    """
    for instance in instances:
        if isinstance(instance, DraftStateMixin):
            dates = {name: getattr(instance, name) for name in ("first_published_at", "last_published_at")}
            if late := [name for name, date in dates.items() if date and date >= began]:
                type(instance)._base_manager.filter(pk=instance.pk).update(**dict.fromkeys(late, hour))


def index(batch: Batch) -> None:
    """Let the search find what has changed; of all that would follow a publication, this alone is done."""
    for path, args, kwargs in batch.together():
        if path == SEARCH_INDEX:
            with contextlib.suppress(ObjectDoesNotExist):  # a line that was written anew since
                import_task(path).call(*args, **dict(kwargs))
