"""What people do with a release that is open: fill it, set its hour, choose, go on without an item, cancel it."""

import datetime
import hashlib
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from wagtail.contrib.redirects.models import Redirect
from wagtail.contrib.settings.models import BaseSiteSetting
from wagtail.log_actions import log
from wagtail.models import Page, Revision, Site

from mme_site.core.languages import labelled
from mme_site.publishing.reasons import Reason
from mme_site.publishing.releases import changes, corrections
from mme_site.publishing.releases.item import ItemKind, ReleaseItem, base_type_of
from mme_site.publishing.releases.release import Release, ReleaseState
from mme_site.publishing.schedule import Schedule, ScheduleKind, ScheduleStatus, language_of
from mme_site.tasks import listeners


class HeldElsewhere(ValidationError):
    """Another open release holds the object already, or this one does."""

    def __init__(self, item: ReleaseItem) -> None:
        names = {"title": item.title, "release": item.release.name}
        super().__init__(_("“%(title)s” is in the release “%(release)s” already.") % names)
        self.item = item


class ReleaseEnded(ValidationError):
    """It is done or cancelled, and nothing of it changes any more."""

    def __init__(self) -> None:
        super().__init__(_("The release has ended in the meantime; nothing was changed."))


def lock_open(release: Release) -> Release:
    """Return the release, kept from every other writer; raises ReleaseEnded."""
    locked = Release.objects.select_for_update().open().filter(pk=release.pk).first()
    if locked is None:
        raise ReleaseEnded
    return locked


def create(name: str, user: Any, due_at: datetime.datetime | None = None, people: Any = ()) -> Release:
    """Return a new release, which holds nothing yet."""
    with transaction.atomic():
        release = Release.objects.create(name=name, made_by=user)
        release.people.set(people)
        log(instance=release, action="mme.release.made", user=user)
        if due_at:
            set_hour(release, due_at, user)
    return release


def set_hour(release: Release, due_at: datetime.datetime | None, user: Any) -> None:
    """Let a release be carried out at an hour, or at none: `release` says it afterwards. Raises ReleaseEnded."""
    with transaction.atomic():
        lock_open(release)
        Release.objects.filter(pk=release.pk).update(due_at=due_at)
        release.due_at = due_at
        schedule = Schedule.objects.open().of(release).first()
        if schedule and schedule.due_at != due_at:
            schedule.end(ScheduleStatus.CANCELLED, Reason.RELEASE_CHANGED, user)
            schedule = None
        if due_at and schedule is None:
            Schedule.objects.create(
                kind=ScheduleKind.RELEASE,
                content_type=Release.get_base_content_type(),
                object_id=str(release.pk),
                title=release.name,
                due_at=due_at,
                scheduled_by=user,
            )
        log(instance=release, action="mme.release.hour", user=user, data={"due_at": due_at and due_at.isoformat()})
        listeners.notify_publishers()


def cancel(release: Release, user: Any) -> None:
    """End a release before it is done; what it held can go into another one. Raises ReleaseEnded."""
    with transaction.atomic():
        locked = lock_open(release)
        locked.state, locked.finished_at, locked.finished_by = ReleaseState.CANCELLED, timezone.now(), user
        locked.save(update_fields=["state", "finished_at", "finished_by"])
        locked.items.filter(holds=True).update(holds=False)
        for schedule in Schedule.objects.open().of(release):
            schedule.end(ScheduleStatus.CANCELLED, Reason.CANCELLED, user)
        log(instance=release, action="mme.release.cancelled", user=user)


def add(release: Release, kind: ItemKind, instance: Any, user: Any, **more: Any) -> ReleaseItem:
    """Put one object into a release; raises HeldElsewhere, ReleaseEnded."""
    with transaction.atomic():
        lock_open(release)
        content_type, key = base_type_of(instance), str(instance.pk)
        return store(release, user, kind=kind, content_type=content_type, object_id=key, **described(instance), **more)


def store(release: Release, user: Any, **values: Any) -> ReleaseItem:
    """Store an item, unless an open release holds its object; the database's constraint decides between two at once."""
    same = {"content_type": values.pop("content_type"), "object_id": values.pop("object_id"), "holds": True}
    new = {"release": release, "added_by": user, **values}
    item, is_new = ReleaseItem.objects.select_related("release").get_or_create(**same, defaults=new)
    if not is_new:
        raise HeldElsewhere(item)
    log(instance=release, action="mme.release.added", user=user, data={"title": item.title, "what": item.kind})
    return item


def described(instance: Any) -> dict[str, str]:
    title = instance.get_admin_display_title() if isinstance(instance, Page) else str(instance)
    if isinstance(instance, BaseSiteSetting):
        title = labelled(capfirst(instance._meta.verbose_name), instance.site)
    return {"title": title, "language": language_of(instance)}


def add_publication(release: Release, instance: Any, user: Any) -> ReleaseItem:
    """Pin the latest version to be published; below another page, where the release moves it there."""
    if getattr(instance, "alias_of_id", None):
        raise ValidationError(_("“%(title)s” follows another page, and goes live with it.") % {"title": instance})
    held = ReleaseItem.objects.held().filter(release=release, kind=ItemKind.MOVE).of(instance).first()
    new_parent = held.new_parent if held else None
    if held:  # one item does both
        held.delete()
    with transaction.atomic():
        lock_open(release)
        row = changes.lock_row(instance)  # what was read before may have been saved again since
        revision = row.get_latest_revision() or row.save_revision(user=user, clean=False)
        values = {"moves": True} if new_parent else {}
        more = {"revision": revision, "based_on": changes.public_revision(row), "new_parent": new_parent}
        return add(release, ItemKind.PUBLISH, instance, user, values=values, **more)


def add_move(release: Release, page: Page, new_parent: Page, user: Any) -> ReleaseItem:
    """Let a page stand below another one; together with its publication, where the release has that already."""
    with transaction.atomic():
        held = ReleaseItem.objects.held().filter(release=release, kind=ItemKind.PUBLISH).of(page).first()
        if held is None:
            return add(release, ItemKind.MOVE, page, user, new_parent=new_parent)
        lock_open(release)
        held.new_parent, held.values = new_parent, {"moves": True}
        held.save(update_fields=["new_parent", "values"])
        log(instance=release, action="mme.release.added", user=user, data={"title": held.title, "what": ItemKind.MOVE})
        return held


def add_redirect(
    release: Release, old_path: str, site: Site | None, user: Any, page: Page | None = None, link: str = ""
) -> ReleaseItem:
    """Let an address of a site, or of all, lead to a page or another address."""
    path = Redirect.normalise_path(old_path)
    target = {
        "redirect_page_id": page.pk if page else None,
        "redirect_link": link,
        "redirect_page_route_path": "",
        "is_permanent": True,
    }
    values = {"old_path": path, "site_id": site.pk if site else None, "redirect": target}
    return add_address(release, values, user, f"{path} → {page or link}")


def add_address(release: Release, values: dict[str, Any], user: Any, title: str) -> ReleaseItem:
    with transaction.atomic():
        lock_open(release)
        key = key_of_address(values["site_id"], values["old_path"])
        content_type = base_type_of(Redirect())
        return store(
            release, user, kind=ItemKind.REDIRECT, content_type=content_type, object_id=key, title=title, values=values
        )


def add_settings(release: Release, setting: Any, stored: Any, user: Any) -> ReleaseItem:
    """Pin the header, footer or notice as somebody has just drafted it; `stored` is what readers see."""
    with transaction.atomic():
        draft = Revision.objects.create(
            content_object=setting,
            base_content_type=setting.get_base_content_type(),
            user=user,
            content=setting.serializable_data(),
            object_str=str(setting),
        )
        ReleaseItem.objects.held().filter(release=release).of(setting).delete()  # drafted anew
        return add(release, ItemKind.SETTINGS, setting, user, revision=draft, based_on=changes.state_of(stored))


def key_of_address(site: int | None, path: str) -> str:
    """Return the key by which one release only holds an address, whether a redirect of it is there yet or not."""
    return str(int.from_bytes(hashlib.sha256(f"{site} {path}".encode()).digest()[:7]))


def remove(item: ReleaseItem, user: Any) -> None:
    """Take an item out of an open release, as if it had never been there. Raises ReleaseEnded."""
    with transaction.atomic():
        release = lock_open(item.release)
        data = {"title": item.title, "what": item.kind}
        item.delete()
        log(instance=release, action="mme.release.removed", user=user, data=data)


def leave_out(item: ReleaseItem, user: Any, because: str) -> None:
    """Let the release go on without an item; who decided it, and why, stays written there. Raises ReleaseEnded."""
    with transaction.atomic():
        release = lock_open(item.release)
        item.holds, item.left_out_at, item.left_out_by, item.left_out_because = False, timezone.now(), user, because
        item.save(update_fields=["holds", "left_out_at", "left_out_by", "left_out_because"])
        data = {"title": item.title, "why": because}
        log(instance=release, action="mme.release.left_out", user=user, data=data)
        try_again(release)


def choose(item: ReleaseItem, user: Any, *, overrule: bool) -> None:
    """Where a version and a correction have changed the same words, let the correction overrule those, or keep them."""
    with transaction.atomic():
        release = lock_open(item.release)
        instance = changes.locked(item)
        public = changes.state_of(instance) if item.kind == ItemKind.SETTINGS else changes.public_revision(instance)
        if public and item.based_on and item.revision and overrule:
            item.revision.content_object = instance
            content = corrections.with_corrections(
                item.revision.content, item.based_on.content, public.content, overrule=True
            )
            item.revision = changes.copy_of(item.revision, content)
        item.based_on = public
        item.save(update_fields=["revision", "based_on"])
        data = {"title": item.title, "choice": "take over" if overrule else "keep"}
        log(instance=release, action="mme.release.chosen", user=user, data=data)
        try_again(release)


def try_again(release: Release) -> None:
    """Let the publishers try a release at once that has failed before."""
    failed = Schedule.objects.failing().of(release)
    if failed.update(status=ScheduleStatus.WAITING, next_attempt_at=None):
        listeners.notify_publishers()
