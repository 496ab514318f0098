"""Pre-flight of a release: it is carried out in a transaction that is rolled back, and looked at inside.

So a link from one of its pages to another leads to what is public, and a slug, a place or a version that
will be refused is refused.
"""

from dataclasses import replace

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from mme_site.core import time_zones
from mme_site.core.languages import separator
from mme_site.editorial.preflight.problems import problems
from mme_site.pages.validation.problems import ORDER, error, warning
from mme_site.publishing.execution import CannotPublish, TryAgainSoon
from mme_site.publishing.reasons import in_words
from mme_site.publishing.releases.carrying_out import carry_out
from mme_site.publishing.releases.item import ItemKind
from mme_site.publishing.releases.release import Release
from mme_site.publishing.schedule import Schedule, ScheduleKind


def problems_of_release(release):
    """Return what would be wrong with a release at its hour, or now where it has none, the worst first.

    Nothing is changed. Each problem says in its label which item it is of.
    """
    at = max(release.due_at or timezone.now(), timezone.now())
    trial = Release.objects.get(pk=release.pk)
    failed, found = [], list(schedules_that_end(trial, at))
    items = [item for item in trial.items.held().select_related("revision") if item.kind == ItemKind.PUBLISH]
    with transaction.atomic():
        try:
            carry_out(trial, failed=failed)
        except CannotPublish as reason:
            found.append(error(str(reason), label=trial.name))
        except TryAgainSoon:
            pass  # what it waits for is due at this moment
        refused = {failure.item.pk for failure in failed}
        for item in items:
            if item.pk not in refused and item.revision is not None:
                found += [with_item_label(item, problem) for problem in problems(item.revision, at)]
        transaction.set_rollback(True)
    found += [error(in_words(str(failure.reason), failure.values), label=trial.name) for failure in failed]
    return sorted(found, key=lambda problem: ORDER.index(problem.severity))


def schedules_that_end(release, at):
    """Yield what is to go live after the release and will not: a publication ends the schedules of other versions."""
    later = Schedule.objects.open().filter(kind=ScheduleKind.GO_LIVE, due_at__gt=at)
    for item in release.items.held().filter(kind__in=(ItemKind.PUBLISH, ItemKind.UNPUBLISH)):
        same = later.filter(content_type=item.content_type, object_id=item.object_id)
        for hour in same.exclude(revision=item.revision_id).values_list("due_at", flat=True):
            text = _("The version that is scheduled for %(hour)s will not go live: the release ends its schedule.")
            yield warning(text % {"hour": time_zones.in_zones(hour)}, label=item.title)


def with_item_label(item, problem):
    """Return a problem that names the item it is of."""
    return replace(problem, label=separator().join(filter(None, [item.title, str(problem.label)])))
