"""The people who work on the site, and the groups of those with a role."""

from django.contrib.auth.models import AbstractUser, Group
from django.db import models
from django.utils.translation import gettext_lazy as _


class User(AbstractUser):
    """An editor or administrator."""

    session_version = models.PositiveIntegerField(_("number of the sessions"), default=0, db_default=0, editable=False)
    has_initial_password = models.BooleanField(
        _("has a password that was made for them"), default=False, db_default=False, editable=False
    )

    def set_password(self, raw_password):
        super().set_password(raw_password)
        self.has_initial_password = False

    def get_session_auth_hash(self):
        """Return what a session has to know of this person; it ends when the password or the rights change."""
        return self.with_rights(super().get_session_auth_hash())

    def get_session_auth_fallback_hash(self):
        for hashed in super().get_session_auth_fallback_hash():
            yield self.with_rights(hashed)

    def with_rights(self, hashed):
        return f"{hashed}.{self.session_version}{'+' if self.is_superuser else ''}"


class RoleGroup(models.Model):
    """The group that a role has on this site, and the rights that it was given, each of them once."""

    role = models.CharField(_("role"), max_length=50, unique=True)
    group = models.OneToOneField(Group, verbose_name=_("group"), null=True, on_delete=models.SET_NULL, related_name="+")
    given = models.JSONField(_("rights given"), default=list)

    class Meta:
        verbose_name = _("group of a role")
        verbose_name_plural = _("groups of roles")

    def __str__(self):
        return self.role
