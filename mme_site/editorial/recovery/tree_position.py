"""Finds the place in the tree for pages that are put back."""

import uuid

from django.db.models import F
from django.utils.translation import gettext as _
from treebeard.mp_tree import MP_MoveHandler
from wagtail.models import Page, Revision

from mme_site.pages.slugs import free_slug

MAX_SIBLINGS_TO_REORDER = 100  # pages below one parent; in a longer list the order is that of dates or names


class CannotRestore(Exception):
    """Something stands in the way; the message says what, for who asked."""


def assign_position(deletion, items, parent=None):
    """Give the pages among these rows their paths and addresses below a parent; return what is not as before.

    Raises CannotRestore where there is no parent, or where it takes no such page.
    """
    pages = [item for item in items if type(item) is Page]
    root = next(page for page in pages if str(page.pk) == deletion.object_id)
    parent = Page.objects.select_for_update().filter(pk=parent.pk if parent else deletion.parent_id).first()
    if parent is None:
        raise CannotRestore(_("The page that it stood below is gone. Choose another one."))
    if not accepts(parent, root, deletion.model):
        raise CannotRestore(
            _("“%(parent)s” takes no such page, or has one already. Choose another place.") % {"parent": parent.title}
        )
    said = [*ensure_free_slug(root, parent, items), *ensure_free_translation_keys(pages)]
    last = parent.get_last_child()
    path = last._inc_path() if last else Page._get_path(parent.path, parent.depth + 1, 1)
    old_path, old_url, url = root.path, root.url_path, f"{parent.url_path}{root.slug}/"
    for page in pages:
        page.path = path + page.path[len(old_path) :]
        page.depth = len(page.path) // Page.steplen
        page.url_path = url + page.url_path[len(old_url) :]
    Page.objects.filter(pk=parent.pk).update(numchild=F("numchild") + 1)
    return said


def accepts(parent, page, model):
    """Return True when a page of this type and language may be made below a parent."""
    in_its_language = parent.is_root() or parent.locale_id == page.locale_id
    return in_its_language and model.can_create_at(parent.specific)


def ensure_free_slug(root, parent, items):
    """Rename a page whose last part of the address another page has now."""
    slug = free_slug(root.slug, parent, root)
    if slug == root.slug:
        return []
    root.slug = slug
    for item in items:
        if isinstance(item, Revision) and item.object_id == str(root.pk) and "slug" in item.content:
            item.content["slug"] = slug
    return [_("Another page has its address now; this one ends in “%(slug)s”.") % {"slug": slug}]


def ensure_free_translation_keys(pages):
    """Part pages from translations that were made anew since: a page has one version in a language."""
    said = []
    for page in pages:
        if Page.objects.filter(translation_key=page.translation_key, locale_id=page.locale_id).exists():
            page.translation_key = uuid.uuid4()
            text = _("“%(title)s” is no longer tied to its translations: another page is.")
            said.append(text % {"title": page.title})
    return said


def move_after(page, key):
    """Move a page back behind the one that it followed, or to the front, where editors make the order."""
    page = Page.objects.get(pk=page.pk)
    parent = page.get_parent()
    before = Page.objects.filter(pk=key).first() if key else None
    if parent.get_children().count() > MAX_SIBLINGS_TO_REORDER:
        return
    if before and before.is_sibling_of(page):
        MP_MoveHandler(page, before, "right").process()
    elif key is None:
        MP_MoveHandler(page, parent, "first-child").process()
