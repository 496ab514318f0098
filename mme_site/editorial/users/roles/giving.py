"""Gives the roles their rights, each right once: what an administrator has taken away stays away."""

from collections import defaultdict

from django.contrib.auth.models import Group
from django.db import transaction
from wagtail.models import Page

from mme_site.core.querysets import SITE_ROOT_DEPTH
from mme_site.editorial.users.models import RoleGroup
from mme_site.editorial.users.roles.roles import roles

# The groups that Wagtail makes with its database, by the role that takes one over while nobody is in it.
WAGTAILS = {"editors": "Editors", "publishers": "Moderators"}


@transaction.atomic
def give_roles():
    """Make the groups that were never made, and give each the rights that it was never given; return their names.

    A group that was renamed keeps its name, one that was deleted is not made again.
    """
    changed = []
    for role in roles():
        made, is_new = RoleGroup.objects.select_for_update().get_or_create(role=role.key)
        if is_new:
            made.group = group_for(role)
        if made.group and give(made, role.rights()):
            changed.append(made.group.name)
    return changed


@transaction.atomic
def give_rights_below(page):
    """Give the roles that there are their rights on a new root: a partnership, or another language of one."""
    made = RoleGroup.objects.select_for_update().exclude(group=None).in_bulk(field_name="role")
    for role in roles() if made else ():
        if role.key in made:
            give(made[role.key], role.rights_below([page]))


def give(made, rights):
    """Give a group those of these rights that it was never given; return True where there were any."""
    new = {right.key: right for right in rights if right.key not in made.given}
    if not new:
        return False
    by_kind = defaultdict(list)
    for right in new.values():
        by_kind[type(right)].append(right)
    for kind, of_kind in by_kind.items():
        kind.give(of_kind, made.group)
    made.given = [*made.given, *new]
    made.save()
    return True


def group_for(role):
    """Return the group of a role that has none yet: one of Wagtail's that nobody is in, else a new one."""
    group = Group.objects.filter(name=WAGTAILS.get(role.key), user=None).first()
    if group is None:
        return Group.objects.create(name=free_name(role.name))
    group.permissions.clear()
    group.page_permissions.all().delete()
    group.collection_permissions.all().delete()
    if group.name != role.name:
        group.name = free_name(role.name)
        group.save()
    return group


def free_name(name):
    """Return a name that no group has: 'Editors', else 'Editors 2' and so on."""
    taken = set(Group.objects.values_list("name", flat=True))
    number, free = 1, name
    while free in taken:
        number += 1
        free = f"{name} {number}"
    return free


def root_was_made(sender, instance, created, raw=False, **_kwargs):
    """Receive `post_save` of every page."""
    if created and not raw and isinstance(instance, Page) and instance.depth == SITE_ROOT_DEPTH:
        give_rights_below(instance)
