"""Accounts of the admin with the rights that a test is about."""

from django.contrib.auth.models import Group, Permission
from wagtail.models import GroupPagePermission

from mme_site.editorial.users.models import RoleGroup
from mme_site.editorial.users.roles.giving import give_roles
from tests.factories import UserFactory


def administrator(**fields):
    return UserFactory(is_superuser=True, **fields)


def allowed(*actions, below=None, snippet=None, **fields):
    """Return someone who may use the admin and do these actions, below a page or to a kind of snippet."""
    group = Group.objects.create(name=f"Group {Group.objects.count()}")
    group.permissions.add(Permission.objects.get(codename="access_admin"))
    for action in actions:
        if below:
            permission = Permission.objects.get(codename=f"{action}_page", content_type__app_label="wagtailcore")
            GroupPagePermission.objects.create(group=group, page=below, permission=permission)
        if snippet:
            codename = f"{action}_{snippet._meta.model_name}"
            group.permissions.add(Permission.objects.get(codename=codename))
    user = UserFactory(**fields)
    user.groups.add(group)
    return user


def having_role(role, **fields):
    """Return someone in the group of a role: 'editors', 'publishers', 'translators fr', 'administrators'."""
    give_roles()
    user = UserFactory(**fields)
    user.groups.add(RoleGroup.objects.get(role=role).group)
    return user
