"""Does what is to happen until a moment, each at its hour, inside a transaction or database that is thrown away."""

import bisect
import contextlib
import datetime
import itertools
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Any, NamedTuple

from django.core.exceptions import ObjectDoesNotExist
from django.db import transaction
from django.db.models import Max, Q, prefetch_related_objects
from django.utils import timezone
from wagtail.contrib.settings.models import BaseSiteSetting
from wagtail.contrib.settings.registry import registry
from wagtail.models import DraftStateMixin, Page, Site

from mme_site.core import clock
from mme_site.pages.routing import set_root_paths
from mme_site.publishing.database_troubles import is_trouble
from mme_site.publishing.engine import Outcome, publish_one
from mme_site.publishing.execution import CannotPublish, TryAgainSoon
from mme_site.publishing.failures import explain
from mme_site.publishing.reasons import in_words
from mme_site.publishing.releases.carrying_out import carry_out
from mme_site.publishing.releases.item import ItemKind, ReleaseItem
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
DATES = ("first_published_at", "last_published_at")


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


class Attempted(NamedTuple):
    """What was tried at an hour: a schedule, an item of a release, or a release without an hour."""

    what: Schedule | ReleaseItem | Release
    hour: datetime.datetime
    began: datetime.datetime | None = None  # by the machine's clock; None where it cannot be done
    reason: tuple[str, dict[str, str], str] | None = None

    @property
    def instance(self) -> Any:
        """The page or record that it is of, or None."""
        if isinstance(self.what, Release):
            return None
        return self.what.item if isinstance(self.what, Schedule) else self.what.instance

    def difference(self) -> Difference:
        """Return what it makes different, with the address of a page that is live in the end."""
        hour, page = self.hour.isoformat(), self.instance
        if isinstance(self.what, Release):
            return Difference(self.what.name, ScheduleKind.RELEASE, hour, reason=self.reason)
        url = page.url if isinstance(page, Page) and page.live else None
        return Difference(self.what.title, self.what.kind, hour, url or "", self.reason)


def carry_out_until(
    moment: datetime.datetime, wanted: Collection[int], release: Release | None = None, *, with_index: bool
) -> list[Difference]:
    """Do these schedules, and those that they bring about, at their hours; then a release that has no hour.

    Inside the caller's transaction or database, which is thrown away. What cannot be done is left as it is, as the
    publisher would leave it. Raises what the database raises.
    """
    newest = Schedule.objects.aggregate(newest=Max("pk"))["newest"] or 0
    until = Schedule.objects.filter(due_at__lte=moment)
    Schedule.objects.waiting().filter(pk__in=wanted).update(next_attempt_at=None)
    attempted = [failed(one) for one in until.filter(pk__in=wanted, status=ScheduleStatus.FAILED)]
    over: set[int] = set()
    robot = publisher_user()
    put_off: set[int] = set()

    def next_one() -> Schedule | None:
        tried = over | put_off
        brought_about = Q(pk__gt=newest) & ~Q(pk__in=[pk for pk in tried if pk > newest])
        return until.waiting().filter(Q(pk__in=set(wanted) - tried) | brought_about).order_by("due_at", "pk").first()

    with collected_tasks() as batch:
        while schedule := next_one():
            try:
                attempted += attempt(schedule, robot)
            except TryAgainSoon:
                put_off.add(schedule.pk)
                continue
            over.add(schedule.pk)
            put_off.clear()
        if release is not None:
            attempted += attempt_release(release, moment)
    read_instances(attempted)
    set_hours(attempted)
    if with_index:
        index(batch)
    for model, site in itertools.product(registry, Site.objects.all()):
        if issubclass(model, BaseSiteSetting):
            model.for_site(site)  # which a page would write that asks for it first
    set_root_paths(one.instance for one in attempted)
    return [one.difference() for one in attempted]


def attempt(schedule: Schedule, robot: Any) -> list[Attempted]:
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
        return [Attempted(schedule, schedule.due_at, reason=reason_of(error, schedule))]
    if outcome is Outcome.MISSED:
        schedule.refresh_from_db()
        return [failed(schedule)]
    if outcome not in (Outcome.PUBLISHED, Outcome.EXPIRED):
        return []
    if schedule.kind == ScheduleKind.RELEASE:
        return of_release(int(schedule.object_id), schedule.due_at, began)
    return [Attempted(schedule, schedule.due_at, began)]


def attempt_release(release: Release, moment: datetime.datetime) -> list[Attempted]:
    began = timezone.now()
    try:
        with transaction.atomic(), clock.at(moment):
            carry_out(Release.objects.get(pk=release.pk))
    except CannotPublish as error:
        return [Attempted(release, moment, reason=(error.reason, error.values, ""))]
    except TryAgainSoon:
        return []
    return of_release(release.pk, moment, began)


def of_release(release: int, hour: datetime.datetime, began: datetime.datetime) -> list[Attempted]:
    return [Attempted(item, hour, began) for item in ReleaseItem.objects.filter(release=release, after__isnull=False)]


def failed(schedule: Schedule) -> Attempted:
    reason = schedule.reason_code, schedule.reason_values, schedule.reason_text
    return Attempted(schedule, schedule.due_at, reason=reason)


def reason_of(error: Exception, schedule: Schedule) -> tuple[str, dict[str, str], str]:
    if isinstance(error, CannotPublish):
        return error.reason, error.values, ""
    return "", {}, explain(error, schedule.revision)


def read_instances(attempted: Iterable[Attempted]) -> None:
    """Read what the schedules and items are of, as it is in the end, a query for each type."""
    prefetch_related_objects([one.what for one in attempted if isinstance(one.what, Schedule)], "item")
    prefetch_related_objects([one.what for one in attempted if isinstance(one.what, ReleaseItem)], "instance")


def set_hours(attempted: Iterable[Attempted]) -> None:
    """Let what has been published say that it was at its hour: Wagtail asks the machine's clock."""
    done = [(one.began, one.hour, one.instance) for one in attempted if one.began]
    begun = [began for began, _hour, _instance in done]
    published = {(type(one), one.pk): one for _began, _hour, one in done if isinstance(one, DraftStateMixin)}
    changed: dict[Any, list[Any]] = {}
    for (model, _pk), instance in published.items():
        for name in DATES:
            date = getattr(instance, name)
            if date and (place := bisect.bisect_right(begun, date)):
                setattr(instance, name, done[place - 1][1])
        changed.setdefault(model, []).append(instance)
    for model, instances in changed.items():
        model._base_manager.bulk_update(instances, DATES)


def index(batch: Batch) -> None:
    """Let the search find what has changed; of all that would follow a publication, this alone is done."""
    for path, args, kwargs in batch.together():
        if path == SEARCH_INDEX:
            with contextlib.suppress(ObjectDoesNotExist):  # a line that was written anew since
                import_task(path).call(*args, **dict(kwargs))
