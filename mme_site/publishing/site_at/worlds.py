"""Finds the site at a moment: made when it is asked for, and anew when anything has changed of which it is made."""

import contextlib
import datetime
import hashlib
import threading
from collections.abc import Callable, Iterator
from typing import Any

from django.conf import settings
from django.core.cache import caches
from django.core.cache.backends.dummy import DummyCache
from django.db import connection
from django.db.models import QuerySet
from django.utils import translation

from mme_site.caching.content_cache import use_content_cache
from mme_site.caching.version import content_version
from mme_site.core import clock
from mme_site.publishing.releases.item import ReleaseItem
from mme_site.publishing.releases.release import Release
from mme_site.publishing.schedule import Schedule, ScheduleKind
from mme_site.publishing.site_at import postgresql, sqlite
from mme_site.publishing.site_at.trial import Difference, carry_out_until

MOST_KEPT = 8  # of a process
OF_SCHEDULE = ("pk", "kind", "status", "object_id", "due_at", "revision_id")
OF_ITEM = ("pk", "kind", "revision_id", "based_on_id", "new_parent_id", "values")

World = sqlite.Copy | postgresql.Overlay

_worlds: dict[str, tuple[str, World]] = {}
_lock = threading.Lock()


@contextlib.contextmanager
def site_at(
    name: str, moment: datetime.datetime, schedules: QuerySet[Schedule], release: Release | None = None
) -> Iterator[World]:
    """Let this thread see the site as it will be when these schedules are done, and a release that has no hour.

    Inside it is that moment, nothing is read from what is kept for others, and nothing is written. What is made for
    one `name` takes the place of what was made for it before. Raises what the database raises.
    """
    with nothing_kept(), use_content_cache(is_private=True), clock.at(moment):
        found = world(name, moment, schedules.open().filter(due_at__lte=moment), release)
        with found.entered():
            yield found


def world(name: str, moment: datetime.datetime, schedules: QuerySet[Schedule], release: Release | None) -> World:
    planned = list(schedules.order_by("due_at", "pk").values_list(*OF_SCHEDULE))
    releases = [int(pk) for _pk, kind, _status, pk, *_rest in planned if kind == ScheduleKind.RELEASE]
    items = ReleaseItem.objects.held().filter(release__in=[*releases, *([release.pk] if release else [])])
    key = digest(content_version(), planned, list(items.order_by("pk").values_list(*OF_ITEM)))
    with _lock:
        known = _worlds.get(name)
        if known is None or known[0] != key or not known[1].is_there:
            wanted = {pk for pk, *_rest in planned}
            with translation.override(settings.LANGUAGE_CODE):  # as the publisher has it
                known = key, made(name, key, lambda: carry_out_until(moment, wanted, release))
            while len(_worlds) >= MOST_KEPT:
                del _worlds[next(iter(_worlds))]
            _worlds[name] = known
    return known[1]


def made(name: str, key: str, do: Callable[[], list[Difference]]) -> World:
    if connection.vendor == "postgresql":
        return postgresql.make(do)
    return sqlite.found(name, key) or sqlite.make(name, key, do)


def digest(*parts: Any) -> str:
    return hashlib.sha256(repr([str(part) for part in parts]).encode()).hexdigest()[:32]


@contextlib.contextmanager
def nothing_kept() -> Iterator[None]:
    """Let Django's cache, which is that of all, keep nothing of this thread and give it nothing."""
    own = caches["default"]
    caches["default"] = DummyCache("", {})
    try:
        yield
    finally:
        caches["default"] = own
