"""Carries a release out, inside the caller's transaction: all of it, or an exception that says which item cannot be.

Records come before pages, pages after those above them, settings last but for what comes down.
"""

import contextlib
from collections.abc import Callable, Iterator
from typing import Any

from django.db import Error, IntegrityError, transaction
from wagtail.contrib.redirects.models import Redirect
from wagtail.log_actions import log
from wagtail.models import Page, PageLogEntry

from mme_site.core import clock
from mme_site.publishing.execution import CannotPublish, TryAgainSoon
from mme_site.publishing.failures import explain
from mme_site.publishing.page_history import entry_of
from mme_site.publishing.reasons import Reason
from mme_site.publishing.releases import changes
from mme_site.publishing.releases.item import ItemKind, ReleaseItem
from mme_site.publishing.releases.release import Release, ReleaseState
from mme_site.publishing.time_limit import TookTooLong

DONE = "mme.release.done"

CHANGES: dict[str, Callable[[ReleaseItem, Any], None]] = {
    ItemKind.MOVE: changes.move,
    ItemKind.PUBLISH: changes.publish,
    ItemKind.REDIRECT: changes.redirect,
    ItemKind.SETTINGS: changes.change_settings,
    ItemKind.UNPUBLISH: changes.unpublish,
}


class ItemFailed(CannotPublish):
    """One item of a release cannot be done, and so nothing of the release."""

    def __init__(self, item: ReleaseItem, reason: CannotPublish | None = None, why: str = "") -> None:
        values: dict[str, Any] = {"item": item.title, "why": str(reason or why)}
        if reason is not None:
            values |= {"inner": reason.reason, "inner_values": reason.values}
        super().__init__(Reason.OF_ITEM, waits_for=reason.waits_for if reason else None, **values)
        self.item = item


def carry_out(release: Release, user: Any = None, failed: list[ItemFailed] | None = None) -> None:
    """Do everything that a release holds, and end it.

    Raises ItemFailed for the first item that cannot be done; with a list, puts them all there and goes on, which is
    for a trial in a transaction that the caller rolls back. Raises what the database raises, too.
    """
    held = release.items.filter(holds=True).select_related("release", "based_on", "new_parent")
    items = list(held.prefetch_related("instance"))
    if not items:
        raise CannotPublish(Reason.RELEASE_EMPTY)
    changes.lock_versions(items)
    last_redirect = Redirect.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
    steps = [(CHANGES[item.kind], item) for item in in_order(items)]
    for step, item in [*steps, *((changes.check_place, item) for item in items if item.moves)]:
        try:
            with said_of(item):
                step(item, user)
        except ItemFailed as failure:
            if failed is None:
                raise
            failed.append(failure)
    write_histories(items, user)
    remember_redirects(items, last_redirect)
    release.state, release.finished_at = ReleaseState.DONE, clock.now()
    release.finished_by_id = user.pk if user else None
    release.save(update_fields=["state", "finished_at", "finished_by"])
    release.items.filter(holds=True).update(holds=False)


def in_order(items: list[ReleaseItem]) -> Iterator[ReleaseItem]:
    """Yield the items in the order in which they can be done."""
    moves = [item for item in items if item.kind == ItemKind.MOVE]
    yield from sorted(moves, key=lambda item: (item.values.get("place", 0), item.pk))
    published = [item for item in items if item.kind == ItemKind.PUBLISH]
    paths = paths_of(published)
    yield from sorted(published, key=lambda item: (paths.get(item.pk, ""), item.pk))
    yield from (item for item in items if item.kind == ItemKind.REDIRECT)
    yield from (item for item in items if item.kind == ItemKind.SETTINGS)
    taken_down = [item for item in items if item.kind == ItemKind.UNPUBLISH]
    paths = paths_of(taken_down)
    yield from sorted(taken_down, key=lambda item: (paths.get(item.pk, ""), item.pk), reverse=True)


def paths_of(items: list[ReleaseItem]) -> dict[int, str]:
    """Return where the pages of these items stand in the tree, or will; nothing for records."""
    pages = {item.object_id: item for item in items if item.content_type_id == changes.page_type()}
    found = {}
    for pk, path in Page.objects.filter(pk__in=pages).values_list("pk", "path"):
        item = pages[str(pk)]
        found[item.pk] = f"{item.new_parent.path}{path[-Page.steplen :]}" if item.new_parent else path
    return found


@contextlib.contextmanager
def said_of(item: ReleaseItem) -> Iterator[None]:
    """Let what goes wrong with an item be told of it, with the reason in words, as ItemFailed."""
    try:
        with transaction.atomic():  # so that the database can be asked why it has refused
            yield
    except (TryAgainSoon, TookTooLong):  # the whole has: no item is to blame
        raise
    except CannotPublish as reason:
        raise ItemFailed(item, reason) from reason
    except Exception as error:  # whatever a page, or a receiver of its signals, raises is of this item
        if isinstance(error, Error) and not isinstance(error, IntegrityError):
            raise
        raise ItemFailed(item, why=explain(error, item.revision)) from error


def write_histories(items: list[ReleaseItem], user: Any) -> None:
    """Keep what the items remember, and name the release in the history of each object."""
    ReleaseItem.objects.bulk_update(items, ["before", "after"])
    entries = [entry for item in items for entry in item.log_entries]
    for item in items:
        if item.after is None or item.instance is None:
            continue
        data = {"release": item.release.name, "pk": item.release_id, "what": item.kind}
        if isinstance(item.instance, Page):
            entries.append(
                entry_of(item.instance, DONE, user, label=item.title, revision_id=item.revision_id, data=data)
            )
        else:
            log(instance=item.instance, action=DONE, data=data, user=user, revision=item.revision)
    PageLogEntry.objects.bulk_create(entries)


def remember_redirects(items: list[ReleaseItem], last: int) -> None:
    """Remember, for the undoing, which redirects Wagtail has made for the addresses that have changed."""
    new = Redirect.objects.filter(pk__gt=last, automatically_created=True).select_related("redirect_page")
    if not new:
        return
    keys = [item.object_id for item in items if item.content_type_id == changes.page_type()]
    paths = tuple(Page.objects.filter(pk__in=keys).values_list("path", flat=True))
    # Others make some meanwhile, of other pages: those of the release are locked.
    made = [each.pk for each in new if each.redirect_page and each.redirect_page.path.startswith(paths)]
    first = items[0]
    first.after = {**(first.after or {}), "redirects": made}
    first.save(update_fields=["after"])
