"""Who tried to sign in and could not, and which groups need a second factor."""

from django.contrib.auth.models import Group
from django.db import models
from django.utils.translation import gettext_lazy as _

from mme_site.core.languages import labelled


class SignInAttempts(models.Model):
    """How often an account, or a network address, was tried since a moment; forgotten when somebody gets in."""

    class Kind(models.TextChoices):
        ACCOUNT = "account", _("account")
        ADDRESS = "address", _("network address")
        CODE = "code", _("second factor")
        RESET = "reset", _("new password asked for")

    kind = models.CharField(_("kind"), max_length=10, choices=Kind)
    # The name of an account is kept as its SHA-256: somebody may have typed a password in its place.
    key = models.CharField(_("key"), max_length=64)
    count = models.PositiveIntegerField(_("attempts"), default=1)
    since = models.DateTimeField(_("since"))

    class Meta:
        verbose_name = _("attempts to sign in")
        verbose_name_plural = _("attempts to sign in")
        constraints = [models.UniqueConstraint(fields=["kind", "key"], name="one_count_for_each_key")]

    def __str__(self):
        return labelled(self.get_kind_display(), self.count)


class SecondFactorRule(models.Model):
    """The members of a group sign in with a second factor."""

    group = models.OneToOneField(Group, verbose_name=_("group"), on_delete=models.CASCADE, related_name="+")

    class Meta:
        verbose_name = _("rule of a second factor")
        verbose_name_plural = _("rules of a second factor")

    def __str__(self):
        return str(self.group)
