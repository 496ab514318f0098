"""Accounts of the admin with the rights that a test is about."""

from django.conf import settings
from django.contrib.auth.models import Group, Permission
from wagtail.models import GroupPagePermission, Page

from mme_site.core.querysets import SITE_ROOT_DEPTH
from mme_site.editorial.users.models import RoleGroup
from mme_site.editorial.users.roles.role_groups import ensure_role_groups
from tests.helpers.factories import UserFactory
from tests.helpers.kept_rows import KeptRows

SMALL = 100  # pages: in a larger site the rows of all tables take longer to read than the roles to make


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
    ensure_roles()
    user = UserFactory(**fields)
    user.groups.add(RoleGroup.objects.get(role=role).group)
    return user


kept: dict[tuple, KeptRows] = {}


def ensure_roles():
    """Make the groups of the roles as `ensure_role_groups` does, which takes longer than most tests do."""
    if RoleGroup.objects.exists() or Group.objects.exclude(user=None).exists() or Page.objects.count() > SMALL:
        ensure_role_groups()
        return
    roots = tuple(Page.objects.filter(depth__lte=SITE_ROOT_DEPTH).order_by("path").values_list("pk", "locale"))
    given_for = roots, tuple(settings.WAGTAIL_CONTENT_LANGUAGES)
    if given_for not in kept:
        kept[given_for] = KeptRows(ensure_role_groups)
    elif kept[given_for].fit():
        kept[given_for].put_back()
    else:
        ensure_role_groups()
