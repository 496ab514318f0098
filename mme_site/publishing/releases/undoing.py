"""Undoing a release: a release of its own, which brings back what the first one remembers."""

from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Page, Revision

from mme_site.publishing.releases import changes, editing
from mme_site.publishing.releases.item import ItemKind, ReleaseItem
from mme_site.publishing.releases.release import Release, ReleaseState


@dataclass(frozen=True)
class EditedSince:
    """Something that the undoing would overwrite or hide, and what was done to it since the release."""

    item: ReleaseItem
    what: str


def edited_since(release: Release) -> list[EditedSince]:
    """Return what was changed since a release of that which its undoing would bring back."""
    found = []
    for item in release.items.filter(after__isnull=False):
        if what := change_since(item):
            found.append(EditedSince(item, what))
    return found


def change_since(item: ReleaseItem) -> str:
    """Return what was done to an object since its release, in words; empty where nothing was."""
    if item.kind == ItemKind.REDIRECT:
        now = changes.redirects_of(item).values(*changes.OF_REDIRECT).first()
        return "" if now == item.after["redirect"] else _("It leads elsewhere by now.")
    instance: Any = item.instance
    if instance is None:
        return _("It was deleted since.")
    if item.kind == ItemKind.MOVE:
        same = instance.get_parent().pk == item.after["parent"]
        return "" if same else _("It was moved since.")
    if item.kind == ItemKind.SETTINGS:
        return "" if instance.latest_revision_id == item.after["revision"] else _("It was changed since.")
    if instance.live_revision_id != item.after["revision"]:
        return _("Another version was published since.") if instance.live else _("It was taken down since.")
    latest, known = instance.latest_revision, Revision.objects.filter(pk=item.after["revision"]).first()
    if latest and known and latest.created_at > max(known.created_at, item.release.finished_at):
        return _("A newer draft was saved since; it stays as a draft.")
    return ""


def undo(release: Release, user: Any) -> Release:
    """Return a new release that brings back what was before another one, to be carried out as any release is.

    Raises ValidationError where there is nothing to undo, or another release holds something of it.
    """
    with transaction.atomic():
        done = Release.objects.select_for_update().filter(pk=release.pk, state=ReleaseState.DONE).first()
        if done is None or Release.objects.filter(undoes=release).exclude(state=ReleaseState.CANCELLED).exists():
            raise ValidationError(_("There is nothing to undo: it was not released, or is undone already."))
        Release.objects.filter(undoes=release).update(undoes=None)
        undoing = editing.create(_("Undo: %(name)s") % {"name": release.name}, user)
        Release.objects.filter(pk=undoing.pk).update(undoes=release)
        undoing.undoes = release
        undoing.people.set(release.people.all())
        for place, item in enumerate(release.items.filter(after__isnull=False).order_by("-pk")):
            bring_back(undoing, item, user, place)
        return undoing


def bring_back(undoing: Release, item: ReleaseItem, user: Any, place: int) -> None:
    """Put into a release what undoes an item of another one; nothing for what was deleted since."""
    for key in (item.after or {}).get("redirects", []):
        for made in Redirect.objects.filter(pk=key):
            values = {"old_path": made.old_path, "site_id": made.site_id, "redirect": None}
            editing.add_address(undoing, values, user, made.old_path)
    if item.kind == ItemKind.REDIRECT:
        editing.add_address(undoing, {**item.values, "redirect": item.before}, user, item.values["old_path"])
        return
    instance: Any = item.instance
    if instance is None:
        return
    more: dict[str, Any] = {}
    if item.moves:
        values = {"moves": True, "behind": item.before["behind"], "place": place}
        more = {"new_parent": Page.objects.filter(pk=item.before["parent"]).first(), "values": values}
    kind = ItemKind(item.kind)
    if kind in (ItemKind.PUBLISH, ItemKind.UNPUBLISH):
        kind = ItemKind.PUBLISH if item.before["live"] else ItemKind.UNPUBLISH
    if kind in (ItemKind.PUBLISH, ItemKind.SETTINGS):
        more["revision"] = Revision.objects.filter(pk=item.before["revision"]).first()
    editing.add(undoing, kind, instance, user, **more)
