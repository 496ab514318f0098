"""Gives the roles their rights, each right once: what an administrator has taken away stays away."""

from collections import defaultdict

from django.contrib.auth.models import Group
from django.db import transaction
from wagtail.models import Page

from mme_site.core.querysets import SITE_ROOT_DEPTH
from mme_site.editorial.users.models import RoleGroup
from mme_site.editorial.users.roles.roles import roles

# The groups that Wagtail makes with its database, by the role that takes one over while nobody is in it.
WAGTAIL_GROUPS = {"editors": "Editors", "publishers": "Moderators"}


@transaction.atomic
def ensure_role_groups():
    """Make the groups that were never made, and give each the rights that it was never given; return their names.

    A group that was renamed keeps its name, one that was deleted is not made again.
    """
    changed = []
    for role in roles():
        role_group, is_new = RoleGroup.objects.select_for_update().get_or_create(role=role.key)
        if is_new:
            role_group.group = group_for_new_role(role)
        if role_group.group and apply_grants(role_group, role.grants()):
            changed.append(role_group.group.name)
    return changed


@transaction.atomic
def grant_below(page):
    """Give the roles that there are their rights on a new root: a partnership, or another language of one."""
    role_groups = RoleGroup.objects.select_for_update().exclude(group=None).in_bulk(field_name="role")
    for role in roles() if role_groups else ():
        if role.key in role_groups:
            apply_grants(role_groups[role.key], role.grants_below([page]))


def apply_grants(role_group, grants):
    """Give a group those of these rights that it was never given; return True where there were any."""
    new = {grant.key: grant for grant in grants if grant.key not in role_group.given}
    if not new:
        return False
    by_kind = defaultdict(list)
    for grant in new.values():
        by_kind[type(grant)].append(grant)
    for kind, of_kind in by_kind.items():
        kind.apply(of_kind, role_group.group)
    role_group.given = [*role_group.given, *new]
    role_group.save()
    return True


def group_for_new_role(role):
    """Return the group of a role that has none yet: one of Wagtail's that nobody is in, else a new one."""
    group = Group.objects.filter(name=WAGTAIL_GROUPS.get(role.key), user=None).first()
    if group is None:
        return Group.objects.create(name=unused_group_name(role.name))
    group.permissions.clear()
    group.page_permissions.all().delete()
    group.collection_permissions.all().delete()
    if group.name != role.name:
        group.name = unused_group_name(role.name)
        group.save()
    return group


def unused_group_name(name):
    """Return a name that no group has: 'Editors', else 'Editors 2' and so on."""
    taken = set(Group.objects.values_list("name", flat=True))
    number, free = 1, name
    while free in taken:
        number += 1
        free = f"{name} {number}"
    return free


def site_root_saved(sender, instance, created, raw=False, **_kwargs):
    if created and not raw and isinstance(instance, Page) and instance.depth == SITE_ROOT_DEPTH:
        grant_below(instance)
