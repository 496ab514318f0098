"""Puts pages into a release for a person, with the rights that each kind of change needs."""

from django.core.exceptions import PermissionDenied

from mme_site.editorial.releases.access import may_publish
from mme_site.publishing.releases import editing
from mme_site.publishing.releases.item import ItemKind


def add_to_release(release, page, what, user, new_parent=None):
    """Put one change of a page into a release. Raises PermissionDenied, and ValidationError where it cannot be."""
    if not may_publish(user, page):
        raise PermissionDenied
    if what == ItemKind.MOVE:
        if new_parent is None or not page.permissions_for_user(user).can_move_to(new_parent):
            raise PermissionDenied
        return editing.add_move(release, page.specific, new_parent, user)
    if what == ItemKind.UNPUBLISH:
        return editing.add(release, ItemKind.UNPUBLISH, page.specific, user)
    return editing.add_publication(release, page.specific, user)
