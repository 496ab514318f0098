"""Finds the site at a moment: made when it is asked for, and anew when anything has changed of which it is made.

Pages are there at once; the search finds what differs a little later, when it has been made a second time with the
index of what differs, which takes longer than all else.
"""

import contextlib
import datetime
import hashlib
import logging
import threading
from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

from django.conf import settings
from django.core.cache import caches
from django.core.cache.backends.dummy import DummyCache
from django.db import connection
from django.utils import translation

from mme_site.caching.content_cache import ContentCache, use_content_cache
from mme_site.caching.version import content_version
from mme_site.core import clock
from mme_site.publishing.releases.item import ReleaseItem
from mme_site.publishing.releases.release import Release
from mme_site.publishing.schedule import ScheduleKind, ScheduleQuerySet
from mme_site.publishing.site_at import postgresql, sqlite
from mme_site.publishing.site_at.dry_run import carry_out_until

logger = logging.getLogger(__name__)

OF_SCHEDULE = ("pk", "kind", "status", "object_id", "due_at", "revision_id")
OF_ITEM = ("pk", "kind", "revision_id", "based_on_id", "new_parent_id", "values")

Snapshot = sqlite.Copy | postgresql.Overlay

_lock = threading.Lock()


@contextlib.contextmanager
def site_at(
    name: str, moment: datetime.datetime, schedules: ScheduleQuerySet, release: Release | None = None
) -> Iterator[Snapshot]:
    """Let this thread see the site as it will be when these schedules are done, and a release that has no hour.

    Inside it is that moment, nothing is read from what is kept for others, and nothing is written. What is made for
    one `name` takes the place of what was made for it before, and has a content cache of its own for its readers.
    Raises what the database raises.
    """
    with nothing_of_others(moment):
        found = snapshot(name, moment, schedules.open().filter(due_at__lte=moment), release)
        with found.entered():
            yield found


def snapshot(name: str, moment: datetime.datetime, schedules: ScheduleQuerySet, release: Release | None) -> Snapshot:
    planned = list(schedules.order_by("due_at", "pk").values_list(*OF_SCHEDULE))
    releases = [int(pk) for _pk, kind, _status, pk, *_rest in planned if kind == ScheduleKind.RELEASE]
    items = ReleaseItem.objects.held().filter(release__in=[*releases, *([release.pk] if release else [])])
    key = digest(content_version(), planned, list(items.order_by("pk").values_list(*OF_ITEM)))
    place = postgresql if connection.vendor == "postgresql" else sqlite
    with _lock:  # the second reader waits for what the first one has asked for
        found = place.found(name, key)
        if found is None:
            do = partial(carry_out_until, moment, {pk for pk, *_rest in planned}, release)
            make, is_as_now = partial(place.make, name, key, do), not planned and release is None
            with translation.override(settings.LANGUAGE_CODE):  # as the publisher has it
                found = make(with_index=is_as_now)
            if not is_as_now:
                run_later(partial(make_with_index, moment, make))
    return found


def make_with_index(moment: datetime.datetime, make: Callable[..., Snapshot]) -> None:
    with nothing_of_others(moment), translation.override(settings.LANGUAGE_CODE):
        make(with_index=True)


def run_later(make: Callable[[], None]) -> None:
    """Make the second one beside the request, which does not wait for it."""

    def run() -> None:
        try:
            make()
        except Exception:  # the pages are there all the same
            logger.exception("The search of a preview could not be prepared.")
        finally:
            connection.close()

    threading.Thread(target=run, daemon=True).start()


def digest(*parts: Any) -> str:
    return hashlib.sha256(repr(parts).encode()).hexdigest()[:32]


@contextlib.contextmanager
def nothing_of_others(moment: datetime.datetime) -> Iterator[None]:
    """Let it be another moment, and let what is kept for all keep nothing of this thread and give it nothing."""
    own = caches["default"]
    caches["default"] = DummyCache("", {})
    try:
        with use_content_cache(shared=ContentCache()), clock.at(moment):
            yield
    finally:
        caches["default"] = own
