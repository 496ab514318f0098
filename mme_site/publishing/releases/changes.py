"""What each kind of item does, and what it remembers of how things were, for the undoing."""

from collections.abc import Collection
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import QuerySet
from wagtail.actions.move_page import MovePageAction
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Page, Revision, RevisionMixin

from mme_site.pages.lost_content import lost_names
from mme_site.pages.publishable import passed_expiry
from mme_site.publishing.execution import (
    CannotPublish,
    clear_dates,
    get_for_update,
    publish_version,
    require_live_ancestors,
)
from mme_site.publishing.reasons import Reason
from mme_site.publishing.releases import corrections
from mme_site.publishing.releases.item import ReleaseItem, base_type_of

OF_REDIRECT = ("redirect_page_id", "redirect_link", "redirect_page_route_path", "is_permanent")


def publish(item: ReleaseItem, user: Any) -> None:
    """Publish the pinned version through the one door, with what was corrected since."""
    instance = locked(item)
    revision = pinned(item)
    item.before = {}
    if item.moves:
        instance = place(item, instance, user)
    revision.content_object = instance
    if isinstance(instance, Page):
        require_live_ancestors(instance)
    if expire_at := passed_expiry(revision):
        raise CannotPublish(Reason.EXPIRED_BEFORE, hour=expire_at.isoformat())
    if lost := lost_names(revision.content, type(instance)):
        raise CannotPublish(Reason.DOES_NOT_FIT, names=lost)
    before = public_revision(instance)
    revision = corrected(item, revision, before)
    clear_dates(revision, "go_live_at")
    item.before |= {"live": instance.live, "revision": before.pk if before else None}
    item.log_entries = publish_version(revision, instance, user=user)
    item.after = {"live": True, "revision": revision.pk}


def corrected(item: ReleaseItem, revision: Revision, public: Revision | None) -> Revision:
    """Return the pinned version, or one of it with the corrections of what is public."""
    base = item.based_on
    if public is None or base is None or public.pk in (base.pk, revision.pk):
        return revision
    try:
        content = corrections.with_corrections(revision.content, base.content, public.content)
    except corrections.CorrectedInBoth as both:
        model: Any = type(revision.content_object)
        raise CannotPublish(Reason.CORRECTED, names=both.fields, model=model._meta.label_lower) from both
    return revision if content is revision.content else copy_of(revision, content)


def copy_of(revision: Revision, content: dict[str, Any]) -> Revision:
    """Return a new version like another one, which is not the latest of its object."""
    return Revision.objects.create(
        content_object=revision.content_object,
        base_content_type=revision.base_content_type,
        user=revision.user,
        content=content,
        object_str=revision.object_str,
        created_at=revision.created_at,
    )


def unpublish(item: ReleaseItem, user: Any) -> None:
    """Take an object down; the pages below it stay as they are, as they do by Wagtail's own button."""
    instance = locked(item)
    item.before = {}
    if item.moves:
        instance = place(item, instance, user)
    before = public_revision(instance)
    item.before |= {"live": instance.live, "revision": before.pk if before else None}
    item.after = {"live": False, "revision": None}
    if instance.live:
        instance.unpublish(user=user)


def move(item: ReleaseItem, user: Any) -> None:
    item.before = {}
    place(item, locked(item), user)
    item.after = {"parent": item.new_parent_id}


def place(item: ReleaseItem, page: Page, user: Any) -> Page:
    """Move a page to the end of those below another one, or to behind the page that it stood behind; return it."""
    parent: Any = get_for_update(page_type(), str(item.new_parent_id)) if item.new_parent_id else None
    if parent is None or parent.is_descendant_of(page) or parent.pk == page.pk:
        raise CannotPublish(Reason.PLACE_GONE)
    sibling = page.get_prev_sibling()
    item.before |= {"parent": page.get_parent().pk, "behind": sibling.pk if sibling else None}
    target, position = parent, "last-child"
    if "behind" in item.values:
        others = parent.get_children().exclude(pk=page.pk)
        behind, first = others.filter(pk=item.values["behind"]).first(), others.first()
        if behind is not None:
            target, position = behind, "right"
        elif first is not None and item.values["behind"] is None:
            target, position = first, "left"
    MovePageAction(page, target, pos=position, user=user).execute(skip_permission_checks=True)
    return locked(item)


def check_place(item: ReleaseItem, user: Any) -> None:
    """Raise CannotPublish for a page that readers would see below one that they do not see."""
    page = locked(item)
    if page.live:
        require_live_ancestors(page)


def redirect(item: ReleaseItem, user: Any) -> None:
    """Let an address lead elsewhere, in place of what it led to; without values nowhere any more."""
    path, site = item.values["old_path"], item.values["site_id"]
    same = redirects_of(item).select_for_update()
    item.before = same.values(*OF_REDIRECT).first()
    wanted = item.values.get("redirect")
    if wanted is None:
        same.delete()
    else:
        if wanted["redirect_page_id"] and not Page.objects.filter(pk=wanted["redirect_page_id"]).exists():
            raise CannotPublish(Reason.PLACE_GONE)
        Redirect.objects.update_or_create(
            old_path=path, site_id=site, defaults={**wanted, "automatically_created": False}
        )
    item.after = {"redirect": wanted}


def redirects_of(item: ReleaseItem) -> QuerySet[Redirect]:
    """Return the redirect, if there is one, of the address of an item."""
    return Redirect.objects.filter(old_path=item.values["old_path"], site_id=item.values["site_id"])


def change_settings(item: ReleaseItem, user: Any) -> None:
    """Make the drafted header, footer or notice those that readers see, with what was corrected since."""
    stored: Any = locked(item)
    revision = pinned(item)
    revision.content_object = stored
    before = state_of(stored)
    revision = corrected(item, revision, before)
    setting = revision.as_object()
    setting.save()
    # The form of settings has no drafts: what it shows is the row, and the latest version is that of the row.
    type(setting).objects.filter(pk=setting.pk).update(latest_revision=revision)
    item.before, item.after = {"revision": before.pk}, {"revision": revision.pk}


def locked(item: ReleaseItem) -> Any:
    """Return the object of an item, kept from every other writer."""
    instance = item.instance
    if instance is None or (row := lock_row(instance)) is None:
        raise CannotPublish(Reason.ITEM_GONE)
    return row


def lock_row(instance: Any) -> Any:
    """Return what stands in the database of a page, record or setting, kept from others; None if nothing."""
    kind = instance.cached_content_type if isinstance(instance, Page) else base_type_of(instance)
    return get_for_update(kind.pk, str(instance.pk))


def model_of(instance: Any) -> Any:
    """Return the model whose fields people see: of a page that of its type."""
    return instance.specific_class if isinstance(instance, Page) else type(instance)


def page_type() -> int:
    return ContentType.objects.get_for_model(Page).pk


def lock_versions(items: Collection[ReleaseItem]) -> None:
    """Read the pinned versions of all items at once, and keep them from every other writer."""
    versions = Revision.objects.select_for_update(of=("self",)).order_by("pk")
    found = versions.in_bulk([item.revision_id for item in items if item.revision_id])
    for item in items:
        item.revision = found.get(item.revision_id)


def pinned(item: ReleaseItem) -> Revision:
    if item.revision is None:
        raise CannotPublish(Reason.VERSION_GONE)
    return item.revision


def public_revision(instance: Any) -> Revision | None:
    """Return the version that readers see; one is made of the row where an import has left it without."""
    if not instance.live:
        return None
    return instance.live_revision or state_of(instance)


def state_of(instance: RevisionMixin) -> Revision:
    """Return a version of an object as its row stands; the latest one where that says the same."""
    content = instance.serializable_data()
    latest = instance.latest_revision
    if latest is not None and not corrections.differing(latest.content, content):
        return latest
    return Revision.objects.create(
        content_object=instance,
        base_content_type=instance.get_base_content_type(),
        content=content,
        object_str=str(instance),
        **({"created_at": latest.created_at} if latest else {}),
    )
