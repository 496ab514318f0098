"""What the claims of an OpenID Connect provider say: roles, and whether it asked for a second factor."""

from allauth.socialaccount.models import SocialAccount
from django.conf import settings

from mme_site.editorial.users.models import RoleGroup


def roles_of(account):
    """Return the keys of the roles that a person's claims stand for, as OIDC_ROLES says."""
    values = {str(value) for value in as_list(claim(account, settings.OIDC_ROLES_CLAIM))}
    return {role for value, role in settings.OIDC_ROLES if value in values}


def apply_roles(user, account):
    """Put a person into the groups of these roles, and take it out of those of the other roles in OIDC_ROLES.

    Groups that OIDC_ROLES does not name stay as administrators have set them.
    """
    mapped = {role for _value, role in settings.OIDC_ROLES}
    groups = dict(RoleGroup.objects.filter(role__in=mapped).exclude(group=None).values_list("role", "group_id"))
    roles = roles_of(account)
    has = set(user.groups.filter(pk__in=groups.values()).values_list("pk", flat=True))
    shall_have = {pk for role, pk in groups.items() if role in roles}
    if shall_have - has:
        user.groups.add(*shall_have - has)
    if has - shall_have:
        user.groups.remove(*has - shall_have)


def gave_second_factor(user, records):
    """Return True where the provider says that it asked for one (`amr`, RFC 8176, or `acr`)."""
    uids = [record.get("uid") for record in records if record["method"] == "socialaccount"]
    account = SocialAccount.objects.filter(user=user, uid__in=uids).first()
    if account is None:
        return False
    said = [*as_list(claim(account, "amr")), *as_list(claim(account, "acr"))]
    return bool({str(value) for value in said} & set(settings.OIDC_SECOND_FACTOR))


def claim(account, name):
    """Return a claim by its name, or by a path with dots (`realm_access.roles`); the ID token's comes first."""
    data = account.extra_data or {}
    for source in (data.get("id_token"), data.get("userinfo"), data):
        if not isinstance(source, dict):
            continue
        if name in source:  # Entra and EU Login have claims whose names hold dots
            return source[name]
        value = source
        for part in name.split("."):
            value = value.get(part) if isinstance(value, dict) else None
        if value is not None:
            return value
    return None


def as_list(value):
    if value is None:
        return []
    return value if isinstance(value, list) else str(value).split()
